import { approveInput, approveVerdict } from '../../service/approve.ts';
import { type Command, UsageError } from '../command.ts';
import { flagsOf } from '../flags.ts';
import { changed } from '../standing.ts';

export const approveCommand: Command = {
  name: 'approve',
  summary: 'Approve or reject a decision that waits for a second person',
  args: [{ name: '<verdict>', about: 'Number of the decision, as `duly show` has it' }],
  flags: [
    ...flagsOf(approveInput, ['verdict', 'recordedBy']),
    { name: 'as', value: 'NAME', about: 'Who approves or rejects it: another than its author' },
  ],
  examples: ['duly approve 7 --as Ben', 'duly approve 7 --as Ben --reject --reason "The report is older"'],
  async run(call) {
    const { as, ...fields } = call.flags;
    if (typeof as !== 'string') throw new UsageError('say who approves it: give --as NAME');
    const { ctx } = await call.open();
    const input = { ...fields, verdict: call.args[0], recordedBy: as };
    const { id, approved, assessment } = await approveVerdict(ctx, input);
    return changed(id, assessment, approved ? 'Approved.' : 'Rejected.');
  },
};
