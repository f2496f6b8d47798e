/**
 * What a subscription can choose, as input and as a row: which alerts and how much must be at stake, when, in which
 * language and zone. The choices are given as a whole: what is left out has its default.
 */
import { z } from 'zod';
import { DEFAULT_KINDS, DEFAULT_LEADS, OFFERED_KINDS } from '../domain/alerts.ts';
import { assertZone } from '../domain/civil.ts';
import { DulyError } from '../domain/errors.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { nextSlot, type Preferences, RHYTHMS, type Rhythm } from '../domain/rhythm.ts';
import { LEAD_DAYS, type LeadDays } from '../domain/schedule.ts';
import { line, list, optional, quantity } from './input.ts';

const LEADS = { error: `must be among ${[...LEAD_DAYS].reverse().join(', ')} (days), or none` };
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const DEFAULT_HOUR = 8;
const HOUR = { error: 'must be a full hour from 0 to 23' };
/** An hour of the clock, `8` or `08:00`. */
const hour = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim().replace(/:00$/, '') : value),
  z
    .union(
      [
        z
          .string()
          .regex(/^\d{1,2}$/, HOUR)
          .transform(Number),
        z.number(),
      ],
      HOUR,
    )
    .pipe(z.number().int(HOUR).min(0, HOUR).max(23, HOUR)),
);

export const preferenceFields = {
  kinds: list(z.enum(OFFERED_KINDS, { error: `must be among ${OFFERED_KINDS.join(', ')}` })).describe(
    'Which alerts; default all but progress',
  ),
  leads: list(
    z.union(
      [
        z.literal('none'),
        z.coerce.number().refine((days): days is LeadDays => LEAD_DAYS.some((lead) => lead === days), LEADS),
      ],
      LEADS,
    ),
  ).describe(
    `Lead times in days before closing (0: its last day), or none; default ${DEFAULT_LEADS.join(', ')}`,
  ),
  minQuantity: optional(quantity).describe('Only what has a target of at least this quantity'),
  minUnit: optional(line(60)).describe('Only targets in this unit count for it, such as prisoners'),
  rhythm: z
    .enum(RHYTHMS, { error: `must be ${RHYTHMS.join(', ').replace(/, (\w+)$/, ' or $1')}` })
    .default('at_once')
    .describe('When to be told: at_once, daily or weekly'),
  hour: optional(hour).describe('Local hour of the digest, 0 to 23; default 8'),
  weekday: optional(
    z.preprocess(
      (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value),
      z.enum(WEEKDAYS, { error: 'must be a day such as monday' }),
    ),
  ).describe('Day of the weekly digest; default monday'),
  quietFrom: optional(hour).describe('Quiet hours begin at this local hour; nothing is sent in them'),
  quietTo: optional(hour).describe('Quiet hours end at this local hour'),
  language: optional(z.enum(LANGUAGES, { error: `must be among ${LANGUAGES.join(', ')}` })).describe(
    'Language of the mails: en or de; default en',
  ),
  zone: optional(line(60)).describe('Your time zone, such as Europe/Berlin; default UTC'),
};
export const preferencesInput = z.strictObject(preferenceFields);
type Wished = z.output<typeof preferencesInput>;

/** The lead times asked for; `none` alone asks for none, which giving nothing at all does not. */
const leadTimes = (given: Wished['leads']): LeadDays[] => given.filter((lead) => lead !== 'none');

/** The columns of a row that say what is wanted and when; `nextSlotAt` holds at `now`. */
export function preferencesOf(
  input: Wished,
  now: number,
  before: { zone: string; language: string } = { zone: 'UTC', language: 'en' },
) {
  const refuse = (field: string, message: string): never => {
    throw new DulyError('invalid', message, { field });
  };
  if (input.minUnit !== undefined && input.minQuantity === undefined)
    refuse('minQuantity', 'Say from which quantity on, when a unit is given.');
  if (input.quietFrom === undefined && input.quietTo !== undefined)
    refuse('quietFrom', 'Say when the quiet hours begin, too.');
  if (input.quietTo === undefined && input.quietFrom !== undefined)
    refuse('quietTo', 'Say when the quiet hours end, too.');
  if (input.quietFrom !== undefined && input.quietFrom === input.quietTo)
    refuse('quietTo', 'Quiet hours must end at another hour than they begin.');
  const wish: Preferences = {
    rhythm: input.rhythm,
    localHour: input.rhythm === 'at_once' ? null : (input.hour ?? DEFAULT_HOUR),
    weekday: input.rhythm === 'weekly' ? WEEKDAYS.indexOf(input.weekday ?? 'monday') + 1 : null,
    quietFrom: input.quietFrom ?? null,
    quietTo: input.quietTo ?? null,
    zone: assertZone(input.zone ?? before.zone, 'zone'),
  };
  const slot = nextSlot(wish, now);
  return {
    kinds: input.kinds.length > 0 ? [...input.kinds] : [...DEFAULT_KINDS],
    leadDays: input.leads.length > 0 ? leadTimes(input.leads) : [...DEFAULT_LEADS],
    minQuantity: input.minQuantity ?? null,
    minUnit: input.minUnit?.toLowerCase() ?? null,
    ...wish,
    language: input.language ?? before.language,
    nextSlotAt: slot === null ? null : new Date(slot),
  };
}

/** A row of `subscription`, as far as it says what is wanted. */
export interface WishRow {
  readonly kinds: readonly string[];
  readonly leadDays: readonly number[];
  readonly minQuantity: { toNumber(): number } | number | null;
  readonly minUnit: string | null;
  readonly rhythm: string;
  readonly localHour: number | null;
  readonly weekday: number | null;
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
  readonly language: string;
  readonly zone: string;
}

/** What a subscription has chosen, in the shape of the input. */
export interface Chosen {
  readonly kinds: readonly string[];
  readonly leads: readonly number[];
  readonly minQuantity: number | null;
  readonly minUnit: string | null;
  readonly rhythm: Rhythm;
  readonly hour: number | null;
  readonly weekday: (typeof WEEKDAYS)[number] | null;
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
  readonly language: Language;
  readonly zone: string;
}

export const chosenIn = (row: WishRow): Chosen => ({
  kinds: row.kinds,
  leads: row.leadDays,
  minQuantity: row.minQuantity === null ? null : Number(row.minQuantity),
  minUnit: row.minUnit,
  rhythm: row.rhythm as Rhythm,
  hour: row.localHour,
  weekday: WEEKDAYS[(row.weekday ?? 0) - 1] ?? null,
  quietFrom: row.quietFrom,
  quietTo: row.quietTo,
  language: row.language as Language,
  zone: row.zone,
});
