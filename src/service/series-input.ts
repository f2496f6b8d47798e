/**
 * Whether what is being recorded comes again, and how: by a rule that is given, or because its words name a series.
 * Its deadline is the first time; nothing is stored here.
 */
import { civilDate, daysBetween, windowOfDays } from '../domain/civil.ts';
import { resolve } from '../domain/deadline/resolve.ts';
import { canonicalRule } from '../domain/deadline/rrule.ts';
import { beginsOnItsRule, lastDayOf, occurrences, type Series } from '../domain/deadline/series.ts';
import type { Recurrence, Said } from '../domain/deadline/types.ts';
import { DulyError } from '../domain/errors.ts';
import { type DeadlineInput, isByHand } from './deadline-input.ts';
import type { DeadlineRow } from './deadline-row.ts';
import { line, optional } from './input.ts';

export const seriesFields = {
  rrule: optional(line(310)).describe(
    'It comes again: an RFC 5545 rule such as FREQ=MONTHLY;UNTIL=20251231; the deadline is the first time',
  ),
};

/** A series that begins further back, or with more occurrences behind it, is a mistake more often than a wish. */
const EARLIEST = '1900-01-01';
const MOST_AT_ONCE = 1_000;

/** A series ready to be stored. */
export interface NewSeries extends Series {
  /** When its second occurrence is to be made, epoch milliseconds; null when there is none. */
  readonly nextMakeAt: number | null;
}

const refuse = (message: string, field = 'rrule'): DulyError => new DulyError('invalid', message, { field });

/** How the words of a deadline come again; null when dates are set by hand, or the words name no series. */
export function recurrenceOf(input: DeadlineInput, said: Said): Recurrence | null {
  if (input.deadline === undefined || isByHand(input)) return null;
  const resolution = resolve(input.deadline, said);
  return resolution.outcome === 'window' ? (resolution.recurrence ?? null) : null;
}

/** The length of whole civil days as people would repeat it: months where it is months, else days. */
function lengthOf(firstOn: string, lastOn: string): Recurrence['lasts'] {
  const days = daysBetween(firstOn, lastOn) + 1;
  // The 31st has no like in other months, so a length in months says nothing there.
  const months = Number(firstOn.slice(8)) > 28 ? 0 : Math.round(days / 30.4);
  if (months > 0 && lastDayOf(firstOn, { unit: 'month', count: months }) === lastOn)
    return { unit: 'month', count: months };
  return { unit: 'day', count: days };
}

function givenSeries(rrule: string, { opensAt, closesAt, zone }: DeadlineRow): Series {
  if (opensAt === null || closesAt === null)
    throw refuse('A series needs the dates of its first time: give closesOn, or words that name a date.');
  const firstOn = civilDate(opensAt.getTime(), zone);
  const lastOn = civilDate(closesAt.getTime() - 1, zone);
  const whole = windowOfDays(firstOn, lastOn, zone);
  if (whole.opensAt !== opensAt.getTime() || whole.closesAt !== closesAt.getTime())
    throw refuse('A series repeats whole days: give opensOn and closesOn instead of clock times.');
  const series = { rrule: canonicalRule(rrule), lasts: lengthOf(firstOn, lastOn), firstOn, zone };
  if (!beginsOnItsRule(series))
    throw refuse(`The rule of the series does not fall on ${firstOn}, the first day of its first time.`);
  return series;
}

/**
 * The series, or null when it does not come again. `row` is its first deadline, `now` epoch milliseconds. Throws
 * `DulyError('invalid')`, field `rrule`, for a rule that cannot be read, does not fall on its first day, names no
 * second one, or would bring more than a thousand occurrences at once.
 */
export function seriesFrom(
  input: DeadlineInput & { readonly rrule?: string | undefined },
  { row, said, now }: { row: DeadlineRow; said: Said; now: number },
): NewSeries | null {
  const { rrule } = input;
  const recurrence = rrule === undefined ? recurrenceOf(input, said) : null;
  if (rrule === undefined && (recurrence === null || row.opensAt === null)) return null;
  const series =
    recurrence === null || row.opensAt === null
      ? givenSeries(rrule ?? '', row)
      : { ...recurrence, firstOn: civilDate(row.opensAt.getTime(), row.zone), zone: row.zone };
  if (series.firstOn < EARLIEST)
    throw refuse(`A series cannot begin before ${EARLIEST}; this one begins on ${series.firstOn}.`);
  let second: number | null = null;
  for (const { number, makeAt } of occurrences(series)) {
    if (number === 2) second = makeAt;
    if (number > 1 && makeAt > now) break;
    if (number > MOST_AT_ONCE)
      throw refuse(
        `This would bring more than ${MOST_AT_ONCE} occurrences at once, from ${series.firstOn} on: begin later.`,
      );
  }
  if (second === null && rrule !== undefined) throw refuse('The rule of the series names no second time.');
  return { ...series, nextMakeAt: second };
}
