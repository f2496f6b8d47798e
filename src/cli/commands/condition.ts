import { conditionInput, reportCondition } from '../../service/condition.ts';
import type { Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { changed } from '../standing.ts';

export const conditionCommand: Command = {
  name: 'condition',
  summary: 'Record that the condition of a commitment is met or has failed; open takes that back',
  args: [
    { name: '<id>', about: 'Number of the commitment' },
    { name: '<state>', about: 'met, failed or open' },
  ],
  flags: [...flagsOf(conditionInput, ['id', 'state', 'recordedBy']), BY],
  examples: [
    'duly condition 12 met --url https://example.org/ceasefire --happened-at 2025-06-09',
    'duly condition 12 failed --note "Shelling was resumed on 11 June"',
    'duly condition 12 open --note "That report was about another town"',
  ],
  async run(call) {
    const [id, state] = call.args;
    const { ctx } = await call.open();
    const input = { ...fieldsOf(call), id, state, recordedBy: recordedBy(call) };
    return changed(Number(id), await reportCondition(ctx, input), `The condition is on record as ${state}.`);
  },
};
