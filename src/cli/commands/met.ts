import { markMet, metInput } from '../../service/close.ts';
import type { Command } from '../command.ts';
import { evidenceFlags, evidenceOf, FROM_DISK } from '../evidence-file.ts';
import { BY, flagsOf, recordedBy } from '../flags.ts';
import { decided } from '../standing.ts';

export const metCommand: Command = {
  name: 'met',
  summary: 'Mark a commitment met, with evidence',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: [...flagsOf(metInput, ['id', 'recordedBy', ...FROM_DISK]), ...evidenceFlags, BY],
  examples: [
    'duly met 12 --file report.pdf --origin "TASS, 9 June 2025" --snapshot-file report.txt',
    'duly met 12 --evidence-url https://example.org/report --happened-at 2025-06-14',
    'duly met 12 --note "Both sides confirmed it" --support confirmed',
  ],
  async run(call) {
    const { ctx } = await call.open();
    const input = { ...(await evidenceOf(call)), id: call.args[0], recordedBy: recordedBy(call) };
    return decided(Number(call.args[0]), await markMet(ctx, input), 'Marked met', call.flags.side);
  },
};
