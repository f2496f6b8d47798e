import { reopenCommitment, reopenInput } from '../../service/close.ts';
import type { Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { changed } from '../standing.ts';

export const reopenCommand: Command = {
  name: 'reopen',
  summary: 'Take the decision on a commitment back; both stay in the history',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: [...flagsOf(reopenInput, ['id', 'recordedBy']), BY],
  examples: ['duly reopen 12 --reason "The report was about another exchange"'],
  async run(call) {
    const { ctx } = await call.open();
    const input = { ...fieldsOf(call), id: call.args[0], recordedBy: recordedBy(call) };
    return changed(Number(call.args[0]), await reopenCommitment(ctx, input), 'Reopened.');
  },
};
