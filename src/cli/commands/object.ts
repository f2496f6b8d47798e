import { formatClosing } from '../../domain/shown.ts';
import { describeStatus } from '../../domain/words.ts';
import { objectInput, raiseObjection } from '../../service/object.ts';
import { answer, type Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { iso } from '../standing.ts';

export const objectCommand: Command = {
  name: 'object',
  summary: 'Record that a party disagrees with an amount, a decision or the whole; it wants an answer',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: [...flagsOf(objectInput, ['id', 'recordedBy']), BY],
  examples: [
    'duly object 12 --progress 3 --raised-by Ukraine --reason "Only 1,000 of them were handed over"',
    'duly object 12 --raised-by Russia --reason "The lists came late" --answer-by "within 7 days"',
  ],
  async run(call) {
    const { ctx } = await call.open();
    const input = { ...fieldsOf(call), id: call.args[0], recordedBy: recordedBy(call) };
    const { objectionId, commitmentId, answerBy, assessment } = await raiseObjection(ctx, input);
    const { zone } = assessment.deadline;
    const data = {
      objection: objectionId,
      commitment: commitmentId,
      answerBy: iso(answerBy, zone),
      status: assessment.status,
      statusText: describeStatus(assessment),
    };
    return answer(
      data,
      ({ statusText }) =>
        `Objection ${objectionId} is on record; an answer is wanted by ${formatClosing(answerBy, zone)} ${zone}. ` +
        `Commitment ${commitmentId}: ${statusText}.`,
      { data },
    );
  },
};
