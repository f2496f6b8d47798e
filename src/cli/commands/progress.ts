import { readCommitment } from '../../service/browse/commitment.ts';
import { addProgress, progressInput } from '../../service/progress.ts';
import type { Command } from '../command.ts';
import { evidenceFlags, evidenceOf, FROM_DISK } from '../evidence-file.ts';
import { BY, flagsOf, recordedBy } from '../flags.ts';
import { changed } from '../standing.ts';

export const progressCommand: Command = {
  name: 'progress',
  summary: 'Add an amount towards the target of a commitment, with evidence',
  args: [
    { name: '<id>', about: 'Number of the commitment' },
    { name: '<amount>', about: 'How much was done, in the unit of the target' },
  ],
  flags: [...flagsOf(progressInput, ['id', 'amount', 'recordedBy', ...FROM_DISK]), ...evidenceFlags, BY],
  examples: [
    'duly progress 12 1212 --confirms 3 --claimed-by Ukraine --support confirmed --note "Received"',
    'duly progress 12 1212 --note "First group" --happened-at 2025-06-11',
    'duly progress 14 500 --side Russia --claimed-by Russia --evidence-url https://example.org/a',
  ],
  async run(call) {
    const [id, amount] = call.args;
    const { ctx } = await call.open();
    const input = { ...(await evidenceOf(call)), id, amount, recordedBy: recordedBy(call) };
    const added = await addProgress(ctx, input);
    const { talliesText } = await readCommitment(ctx, id);
    return changed(Number(id), added, `Amount ${added.entry} added.`, {
      data: { entry: added.entry, talliesText },
      lines: talliesText === null ? [] : [`Amounts: ${talliesText}`],
    });
  },
};
