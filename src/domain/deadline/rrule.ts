/**
 * Reads RFC 5545 recurrence rules (section 3.3.10), as far as they repeat whole days: daily, weekly, monthly,
 * yearly. What a rule cannot say, or says against the standard, is refused by name, never guessed.
 */
import { civilDate, parseCivilDate } from '../civil.ts';
import { DulyError } from '../errors.ts';

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** A weekday, perhaps only its n-th (from the end when negative) in the month or year. */
export interface ByDay {
  /** ISO: Monday is 1. */
  readonly weekday: number;
  /** Null: every one. */
  readonly nth: number | null;
}

/** A rule that has been read. An empty list limits nothing. */
export interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly byDay: readonly ByDay[];
  /** Days of the month, from its end when negative. */
  readonly byMonthDay: readonly number[];
  readonly byMonth: readonly number[];
  /** Which of the days of one period, from the last when negative. */
  readonly bySetPos: readonly number[];
  readonly count: number | null;
  /** Last civil date on which an occurrence may open. */
  readonly until: string | null;
  /** ISO weekday on which a week begins. */
  readonly weekStart: number;
}

const LONGEST = 300;
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const PARTS = [
  'FREQ',
  'INTERVAL',
  'BYDAY',
  'BYMONTHDAY',
  'BYMONTH',
  'BYSETPOS',
  'COUNT',
  'UNTIL',
  'WKST',
] as const;
type Part = (typeof PARTS)[number];
const isPart = (name: string): name is Part => PARTS.some((part) => part === name);

const refuse = (why: string): DulyError =>
  new DulyError('invalid', `The rule of the series cannot be read: ${why}.`, { field: 'rrule' });

/** The rule as the record keeps it: in capitals, without the name of the property. */
export const canonicalRule = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '');

function partsOf(text: string): Map<Part, string> {
  const parts = new Map<Part, string>();
  const bare = canonicalRule(text);
  if (bare.length > LONGEST) throw refuse(`it has more than ${LONGEST} characters`);
  for (const part of bare.split(';')) {
    const [, name, value] = /^([A-Z]{1,20})=([A-Z0-9,+-]+)$/.exec(part) ?? [];
    if (name === undefined || value === undefined)
      throw refuse('write it like FREQ=MONTHLY;UNTIL=20251231 (RFC 5545)');
    if (!isPart(name)) throw refuse(`${name} is none of ${PARTS.join(', ')}`);
    if (parts.has(name)) throw refuse(`${name} stands there twice`);
    parts.set(name, value);
  }
  return parts;
}

/** Whole numbers from `least` to `most`; with `signed` also their negatives, counted from the end. */
function numbers(name: Part, value: string | undefined, most: number, signed: boolean): number[] {
  if (value === undefined) return [];
  const list = value.split(',').map((item) => (/^[+-]?\d{1,4}$/.test(item) ? Number(item) : 0));
  const good = list.every((one) => one !== 0 && Math.abs(one) <= most && (signed || one > 0));
  if (!good) throw refuse(`${name} takes whole numbers from ${signed ? `-${most}` : '1'} to ${most}, not 0`);
  return [...new Set(list)];
}

const one = (name: Part, value: string | undefined, most: number): number | null => {
  const list = numbers(name, value, most, false);
  if (list.length > 1) throw refuse(`${name} takes one number`);
  return list[0] ?? null;
};

function weekdays(value: string | undefined): ByDay[] {
  return (value?.split(',') ?? []).map((item) => {
    const [, nth, day] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(item) ?? [];
    if (day === undefined || (nth !== undefined && (Number(nth) === 0 || Math.abs(Number(nth)) > 53)))
      throw refuse('BYDAY takes weekdays such as MO, 1MO (the first) or -1FR (the last)');
    return { weekday: DAYS.indexOf(day) + 1, nth: nth === undefined ? null : Number(nth) };
  });
}

/** The last civil date inside: a date as it is, an instant as the last day that had begun by then in `zone`. */
function lastDay(value: string | undefined, zone: string): string | null {
  if (value === undefined) return null;
  const [, year, month, day, time] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{6})Z)?$/.exec(value) ?? [];
  if (year === undefined) throw refuse('UNTIL takes a date such as 20251231, or an instant 20251231T205959Z');
  try {
    const date = parseCivilDate(`${year}-${month}-${day}`);
    if (time === undefined) return date;
    const instant = Date.parse(`${date}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`);
    if (Number.isNaN(instant)) throw refuse(`there is no clock time ${time}`);
    return civilDate(instant, zone);
  } catch (error) {
    if (error instanceof DulyError && error.field === undefined) throw refuse(error.message);
    throw error;
  }
}

/**
 * Reads a rule; `zone` is that of the series. Throws `DulyError('invalid')`, field `rrule`, for what is no rule, and
 * for what RFC 5545 knows and a series of whole days does not (BYHOUR, BYWEEKNO, FREQ=HOURLY and the like).
 */
export function parseRule(text: string, zone: string): Rule {
  const parts = partsOf(text);
  const given = (name: Part): string | undefined => parts.get(name);
  const frequency = FREQUENCIES.find((each) => each === given('FREQ'));
  if (frequency === undefined) throw refuse(`FREQ must be one of ${FREQUENCIES.join(', ')}`);
  const [week] = weekdays(given('WKST'));
  const rule: Rule = {
    frequency,
    interval: one('INTERVAL', given('INTERVAL'), 999) ?? 1,
    byDay: weekdays(given('BYDAY')),
    byMonthDay: numbers('BYMONTHDAY', given('BYMONTHDAY'), 31, true),
    byMonth: numbers('BYMONTH', given('BYMONTH'), 12, false),
    bySetPos: numbers('BYSETPOS', given('BYSETPOS'), 366, true),
    count: one('COUNT', given('COUNT'), 9_999),
    until: lastDay(given('UNTIL'), zone),
    weekStart: week?.weekday ?? 1,
  };
  const ordinals = rule.byDay.some(({ nth }) => nth !== null);
  const monthly = frequency === 'MONTHLY' || frequency === 'YEARLY';
  if (rule.count !== null && rule.until !== null) throw refuse('COUNT and UNTIL exclude each other');
  if (ordinals && !monthly) throw refuse('BYDAY counts weekdays (1MO) only in months and years');
  if (rule.byMonthDay.length > 0 && frequency === 'WEEKLY') throw refuse('a week has no BYMONTHDAY');
  if (rule.bySetPos.length > 0 && rule.byDay.length + rule.byMonthDay.length + rule.byMonth.length === 0)
    throw refuse('BYSETPOS chooses among days that another BY part names');
  return rule;
}
