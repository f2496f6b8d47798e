import { describeSwitch, vagueness } from '../../domain/criteria.ts';
import { DulyError } from '../../domain/errors.ts';
import { readCriteria } from '../../service/browse/criteria.ts';
import { criteriaInput, reviseCriteria } from '../../service/criteria.ts';
import { AS_OF_FIELDS, AS_OF_FLAGS, pastData, pastLine } from '../as-of.ts';
import { answer, type Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { iso } from '../standing.ts';
import { indented } from '../terminal.ts';

export const criteriaCommand: Command = {
  name: 'criteria',
  summary: 'Show or revise what counts as fulfilled, and which tally decides',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: [...flagsOf(criteriaInput, ['id', 'recordedBy']), BY, ...AS_OF_FLAGS],
  examples: [
    'duly criteria 12',
    'duly criteria 12 --as-of 2025-06-15',
    'duly criteria 12 --fulfilled-when "6,000 received, as both say" --reason "The text of the deal"',
    'duly criteria 12 --unmeasurable --question "Who counts?" --reason "No list is public"',
  ],
  async run(call) {
    const id = call.args[0];
    const { ctx } = await call.open();
    const fields = fieldsOf(call, AS_OF_FIELDS);
    const asked = Object.fromEntries(Object.entries(fieldsOf(call)).filter(([name]) => !(name in fields)));
    const revised = Object.keys(fields).length > 0;
    if (revised && Object.keys(asked).length > 0)
      throw new DulyError(
        'invalid',
        'The past is only read: leave asOf, on and zone out to write a new version.',
      );
    if (revised) await reviseCriteria(ctx, { ...fields, id, recordedBy: recordedBy(call) });
    const { zone, past, versions } = await readCriteria(ctx, id, asked);
    const hint = typeof fields.fulfilledWhen === 'string' ? vagueness(fields.fulfilledWhen) : null;
    const shown = versions.map((one) => ({ ...one, recordedAt: iso(one.recordedAt, zone) }));
    return answer(
      { ...pastData(past), id: Number(id), versions: shown },
      ({ versions: all }) =>
        pastLine(past) +
        all
          .map((one) => {
            const marks = [
              `${one.decides} amounts decide`,
              ...(one.measurable ? [] : [`unmeasurable: ${one.question}`]),
              ...(one.afterDeadline ? ['written after the deadline'] : []),
            ].join('; ');
            const switched = describeSwitch(one);
            const why = one.reason === null ? '' : `\n${indented(`Why: ${one.reason}`)}`;
            return `${one.version}  ${one.fulfilledWhen ?? '(nothing written down)'}\n${indented(marks)}${switched === null ? '' : `\n${indented(switched)}`}${why}\n${indented(`${one.recordedAt} by ${one.recordedBy}`)}`;
          })
          .join('\n'),
      { faults: hint === null ? [] : [`hint: ${hint}`] },
    );
  },
};
