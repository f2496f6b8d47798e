import { closeCommitment, closeInput } from '../../service/close.ts';
import type { Command } from '../command.ts';
import { evidenceFlags, evidenceOf, FROM_DISK } from '../evidence-file.ts';
import { BY, flagsOf, recordedBy } from '../flags.ts';
import { decided } from '../standing.ts';

export const closeCommand: Command = {
  name: 'close',
  summary: 'Decide how a commitment ended; `duly reopen` takes it back',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: [...flagsOf(closeInput, ['id', 'recordedBy', ...FROM_DISK]), ...evidenceFlags, BY],
  examples: [
    'duly close 12 --outcome not_met --reason "Nothing was handed over" --look 4',
    'duly close 12 --outcome withdrawn --reason "Taken back on 12 June" --note "Statement"',
    'duly close 12 --outcome partly_met --reason "4,000 of 6,000" --evidence-url https://example.org/a',
  ],
  async run(call) {
    const { ctx } = await call.open();
    const input = { ...(await evidenceOf(call)), id: call.args[0], recordedBy: recordedBy(call) };
    return decided(Number(call.args[0]), await closeCommitment(ctx, input), 'Closed', call.flags.side);
  },
};
