/** What the board can be asked for, by the same names in an address, on the command line and in a feed. */
import { z } from 'zod';
import { addDays, parseCivilDate, startOfDay } from '../../domain/civil.ts';
import { DulyError } from '../../domain/errors.ts';
import { GROUPS, type Group, SORTS, type Sort } from '../../domain/groups.ts';
import { MODALITIES, type Modality, STATUSES, type Status } from '../../domain/record.ts';
import type { Matter } from '../../domain/search.ts';
import type { Stretch } from '../../store/browse/board-filter.ts';
import { asOfFields } from '../as-of.ts';
import { flag, id, line, optional } from '../input.ts';

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

export const boardInput = z.strictObject({
  status: optional(oneOf([...STATUSES, 'open', 'settled'])).describe('Only this status; open or settled'),
  group: optional(oneOf(GROUPS)).describe(`Only this group: ${GROUPS.join(', ')}`),
  party: optional(line(200)).describe('Only what this party said or must do'),
  speaker: optional(line(200)).describe('Only what this party said'),
  tag: optional(line(60)).describe('Only what carries this tag'),
  source: optional(id).describe('Only what the source of this number says'),
  modality: optional(oneOf(MODALITIES)).describe(`Only what is a ${MODALITIES.join(', ')}`),
  q: optional(line(200)).describe(
    'Only what has these words in its title, its quote or the title of its source; "in quotes" together, -without',
  ),
  from: optional(line(20)).describe('Only what has a window that touches this day or a later one'),
  to: optional(line(20)).describe('Only what has a window that touches this day or an earlier one'),
  sort: optional(oneOf(SORTS)).describe(`Order of each group instead of its own: ${SORTS.join(', ')}`),
  disputed: flag.describe('Only what is disputed: an objection is open, or claims stand against each other'),
  unmeasurable: flag.describe('Only what cannot be decided as it is written, with the question to ask'),
  slipped: optional(
    z.coerce
      .number({ error: 'must be a number of days such as 14' })
      .int({ error: 'must be a whole number of days such as 14' })
      .min(1, { error: 'must be at least 1' }),
  ).describe('Only what has slipped by so many days in all, at least; without a number, at all'),
  limit: z.coerce
    .number({ error: 'must be a number such as 50' })
    .int({ error: 'must be a whole number such as 50' })
    .min(1, { error: 'must be at least 1' })
    .max(500, { error: 'must be at most 500' })
    .default(50)
    .describe('How many of each group at most; default 50'),
  cursor: optional(line(60)).describe('Where the last page of the group ended'),
  ...asOfFields,
  zone: optional(line(60)).describe('The zone of all these days; default UTC'),
});
export type BoardInput = {
  readonly status?: Status | 'open' | 'settled' | undefined;
  readonly group?: Group | undefined;
  readonly party?: string | undefined;
  readonly speaker?: string | undefined;
  readonly tag?: string | undefined;
  readonly source?: number | undefined;
  readonly modality?: Modality | undefined;
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly sort?: Sort | undefined;
  readonly disputed?: boolean | undefined;
  readonly unmeasurable?: boolean | undefined;
  readonly slipped?: number | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly asOf?: string | undefined;
  readonly on?: string | undefined;
  readonly zone?: string | undefined;
};

/** What is asked for of the commitments themselves. */
export const matterIn = (input: BoardInput): Matter => ({
  party: input.party ?? null,
  speaker: input.speaker ?? null,
  tag: input.tag?.toLowerCase() ?? null,
  source: input.source ?? null,
  modality: input.modality ?? null,
  q: input.q ?? null,
});

/** A civil day of the years that have a day before and after. */
function dayIn(text: string, field: string): string {
  const day = parseCivilDate(text, field);
  if (day < '0002' || day >= '9999')
    throw new DulyError('invalid', `${field} must be a day of the years 2 to 9998.`, { field });
  return day;
}

/**
 * The days `from` to `to` of `zone`, both inside, as a stretch of time; null when neither is given. Throws
 * `DulyError('invalid')`.
 */
export function stretchIn(input: Pick<BoardInput, 'from' | 'to'>, zone: string): Stretch | null {
  if (input.from === undefined && input.to === undefined) return null;
  const from = input.from === undefined ? null : dayIn(input.from, 'from');
  const to = input.to === undefined ? null : dayIn(input.to, 'to');
  if (from !== null && to !== null && to < from)
    throw new DulyError('invalid', 'to is a day before from: exchange them.', { field: 'to' });
  return {
    from: from === null ? null : startOfDay(from, zone),
    to: to === null ? null : startOfDay(addDays(to, 1), zone),
  };
}
