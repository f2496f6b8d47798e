import { lookInput, recordLook } from '../../service/look.ts';
import { answer, type Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';

export const lookCommand: Command = {
  name: 'look',
  summary: 'Record that somebody looked for evidence and found none',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: [...flagsOf(lookInput, ['id', 'recordedBy']), BY],
  examples: ['duly look 12 --in "TASS, the site of the ministry"', 'duly look 12 --in TASS --at 2025-06-20'],
  async run(call) {
    const { ctx } = await call.open();
    const input = { ...fieldsOf(call), id: call.args[0], recordedBy: recordedBy(call) };
    const { look, assessment } = await recordLook(ctx, input);
    const data = { id: Number(call.args[0]), look, status: assessment.status };
    return answer(data, (shown) => `Recorded look ${shown.look}: no evidence found for ${shown.id}.`);
  },
};
