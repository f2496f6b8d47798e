import { vagueness } from '../../domain/criteria.ts';
import { readCriteria } from '../../service/browse/criteria.ts';
import { criteriaInput, reviseCriteria } from '../../service/criteria.ts';
import { answer, type Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { iso } from '../standing.ts';
import { indented } from '../terminal.ts';

export const criteriaCommand: Command = {
  name: 'criteria',
  summary: 'Show or revise what counts as fulfilled, and which tally decides',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: [...flagsOf(criteriaInput, ['id', 'recordedBy']), BY],
  examples: [
    'duly criteria 12',
    'duly criteria 12 --fulfilled-when "6,000 received, as both say" --reason "The text of the deal"',
    'duly criteria 12 --unmeasurable --question "Who counts?" --reason "No list is public"',
  ],
  async run(call) {
    const id = call.args[0];
    const { ctx } = await call.open();
    const fields = fieldsOf(call);
    const revised = Object.keys(fields).length > 0;
    if (revised) await reviseCriteria(ctx, { ...fields, id, recordedBy: recordedBy(call) });
    const { zone, versions } = await readCriteria(ctx, id);
    const hint = typeof fields.fulfilledWhen === 'string' ? vagueness(fields.fulfilledWhen) : null;
    const shown = versions.map((one) => ({ ...one, recordedAt: iso(one.recordedAt, zone) }));
    return answer(
      { id: Number(id), versions: shown },
      ({ versions: all }) =>
        all
          .map((one) => {
            const marks = [
              `${one.decides} amounts decide`,
              ...(one.measurable ? [] : [`unmeasurable: ${one.question}`]),
              ...(one.afterDeadline ? ['written after the deadline'] : []),
            ].join('; ');
            const why = one.reason === null ? '' : `\n${indented(`Why: ${one.reason}`)}`;
            return `${one.version}  ${one.fulfilledWhen ?? '(nothing written down)'}\n${indented(marks)}${why}\n${indented(`${one.recordedAt} by ${one.recordedBy}`)}`;
          })
          .join('\n'),
      { faults: hint === null ? [] : [`hint: ${hint}`] },
    );
  },
};
