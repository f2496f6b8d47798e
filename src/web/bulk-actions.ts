/** What can be done to several overdue items together: rows of the review with the fields that can hold for all. */
import { z } from 'zod';
import { closeCommitment, closeInput } from '../service/close.ts';
import type { Context } from '../service/context.ts';
import { handOver, handOverInput } from '../service/hand-over.ts';
import { lookInput, recordLook } from '../service/look.ts';
import { holdInput, holdReminders } from '../service/notice.ts';
import { actionNamed } from './decisions.ts';
import { handOverFields } from './hand-over-action.ts';
import type { Field } from './views/fields.tsx';

export interface Bulk {
  readonly name: 'look' | 'hold' | 'hand' | 'close';
  /** That of the action for one. */
  readonly title: string;
  readonly about: string;
  readonly fields: (colleagues: readonly string[]) => readonly Field[];
  readonly schema: z.ZodType;
  readonly run: (ctx: Context, input: unknown) => Promise<unknown>;
}

/** What no more than one item can have in common with itself. */
const OF_ONE = ['side', 'look', 'file', 'snapshot', 'origin', 'happenedAt', 'support', 'exampleData'];
/** What many can have come to at once; anything else wants a look at each. */
const OUTCOMES_OF_MANY = ['not_met', 'withdrawn', 'void'] as const;
const isOfMany = (outcome: string): boolean => OUTCOMES_OF_MANY.some((one) => one === outcome);

const fieldsOf = (name: Bulk['name']): Field[] =>
  actionNamed(name)
    .fields.filter((field) => !OF_ONE.includes(field.name))
    .map((field) =>
      field.name === 'outcome' && field.options !== undefined
        ? { ...field, options: field.options.filter(([outcome]) => isOfMany(outcome)) }
        : field.name === 'evidenceUrl'
          ? { ...field, hint: 'A link, a note, or both; they stand as the evidence of each.' }
          : field,
    );

const ROWS: readonly Omit<Bulk, 'title'>[] = [
  {
    name: 'look',
    about: 'It is on record for each that somebody looked there and found nothing.',
    fields: () => fieldsOf('look'),
    schema: lookInput,
    run: recordLook,
  },
  {
    name: 'hold',
    about: 'Nobody is reminded of any of them until the end of the day that you give.',
    fields: () => fieldsOf('hold'),
    schema: holdInput,
    run: holdReminders,
  },
  {
    name: 'hand',
    about: 'They become the colleague’s; nothing is decided by it.',
    fields: handOverFields,
    schema: handOverInput,
    run: handOver,
  },
  {
    name: 'close',
    about: 'Each is closed with the same outcome (not met, withdrawn or void), reason and evidence.',
    fields: () => fieldsOf('close'),
    schema: closeInput.extend({
      outcome: z.enum(OUTCOMES_OF_MANY, { error: `must be one of ${OUTCOMES_OF_MANY.join(', ')}` }),
    }),
    run: closeCommitment,
  },
];

export const BULK: readonly Bulk[] = ROWS.map((row) => ({ ...row, title: actionNamed(row.name).title }));
