import { answerInput, answerObjection } from '../../service/answer.ts';
import type { Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { changed } from '../standing.ts';

export const answerCommand: Command = {
  name: 'answer',
  summary: 'Answer an objection: upheld, rejected, or withdrawn by those who raised it',
  args: [
    { name: '<objection>', about: 'Number of the objection' },
    { name: '<outcome>', about: 'upheld, rejected or withdrawn' },
  ],
  flags: [...flagsOf(answerInput, ['objection', 'outcome', 'recordedBy']), BY],
  examples: [
    'duly answer 4 upheld --answer "The list was counted twice"',
    'duly answer 4 rejected --answer "The Red Cross saw all of them" --by Ann',
  ],
  async run(call) {
    const [objection, outcome] = call.args;
    const { ctx } = await call.open();
    const input = { ...fieldsOf(call), objection, outcome, recordedBy: recordedBy(call) };
    const { commitmentId, assessment } = await answerObjection(ctx, input);
    return changed(commitmentId, assessment, `Objection ${objection} is answered: ${outcome}.`);
  },
};
