/** What leads make of names and counts, in every language: by X, before X, in X, within so much time, from X on. */
import { civilDay, MINUTE_MS } from '../../civil.ts';
import { addWorkingDays, EVERY_WEEKDAY } from '../../working-days.ts';
import type { Clock, Meaning, SaidOn } from '../rule.ts';
import { type Days, dayNumber, isoDate } from './day.ts';
import { type Duration, laterDay } from './duration.ts';
import { notBegun, notOver, type Period } from './period.ts';

/** "by the sixth Friday of June" must not become "by Friday": the words are read, and there is no date. */
const NO_SUCH_DAYS: Meaning = { kind: 'skip' };

type DaysMeaning = Extract<Meaning, { kind: 'days' }>;

const OCCURRENCES_TRIED = 4;
/** Hours that a window can count from an instant: about a year and a bit. */
const MOST_MINUTES = 600_000;

/** "by X": X is inside; "by the end of X" is the last day of X. */
export function by(period: Period, said: SaidOn): Meaning | undefined {
  const found = notOver(period, said.on);
  if (found === undefined) return NO_SUCH_DAYS;
  return period.ending === true
    ? named(period, lastDay(found), 'day', lastDay)
    : named(period, found, period.precision);
}

/** "in X", "on X", X alone: opens and closes with what is named. */
export function within(period: Period, said: SaidOn): Meaning | undefined {
  const found = notOver(period, said.on);
  return found === undefined ? NO_SUCH_DAYS : named(period, found, period.precision);
}

/** "before X": the day before X begins closes it. Before the end of X is by the end of X. */
export function before(period: Period, said: SaidOn): Meaning | undefined {
  if (period.ending === true) return by(period, said);
  const found = notBegun(period, said.on);
  const dayBefore = ({ first }: Days): Days => ({ first: first - 1, last: first - 1 });
  return found === undefined ? NO_SUCH_DAYS : named(period, dayBefore(found), 'day', dayBefore);
}

const lastDay = ({ last }: Days): Days => ({ first: last, last });

function named(
  period: Period,
  days: Days,
  precision: Period['precision'],
  ofOther: (days: Days) => Days = (other) => other,
): Meaning {
  const { confidence, question } = period;
  return { kind: 'days', ...days, precision, confidence, question, others: period.others?.map(ofOther) };
}

/** "within 30 days": counting starts the next day and the last day is whole; hours and minutes run from the instant. */
export function after(count: Duration, said: SaidOn): Meaning | undefined {
  const confidence = count.loose ? 'medium' : undefined;
  if (count.minutes > 0) {
    if (count.months > 0 || count.days > 0 || count.minutes > MOST_MINUTES) return undefined;
    return { kind: 'after', minutes: count.minutes };
  }
  if (count.working) return worked(said.on, count.days, said);
  return { ...counting(laterDay(said.on, count)), confidence };
}

/** So many working days after a day, in the calendar of the saying; without one nobody knows the holidays. */
function worked(from: number, count: number, { calendar }: SaidOn): DaysMeaning {
  const { name } = calendar ?? EVERY_WEEKDAY;
  const day = dayNumber(addWorkingDays(isoDate(from), count, calendar ?? EVERY_WEEKDAY));
  const confidence = calendar === undefined ? 'medium' : undefined;
  return {
    kind: 'days',
    first: day,
    last: day,
    precision: 'day',
    confidence,
    note: `working days of ${name}`,
  };
}

/**
 * "two weeks after 9 June", "ten days before the end of July": counted from a date, not from the saying; of a date
 * without a year from the first that leaves time.
 */
export function fromDate(count: Duration, period: Period, sign: 1 | -1, said: SaidOn): Meaning | undefined {
  if (count.minutes > 0) return undefined;
  for (let k = 0; k < OCCURRENCES_TRIED; k += 1) {
    const found = period.occurrence(said.on, k);
    if (found === undefined) return undefined;
    const from = sign > 0 ? found.last : found.first;
    const counted = count.working
      ? worked(from, sign * count.days, said)
      : counting(laterDay(from, count, sign));
    if (counted.last >= said.on || period.fixed)
      return { ...counted, basis: 'derived', confidence: counted.confidence ?? period.confidence };
  }
  return undefined;
}

const counting = (day: number): DaysMeaning => ({ kind: 'days', first: day, last: day, precision: 'day' });

/** A clock time, of a day or of the next time it comes. */
export function atClock(clock: Clock, period: Period | undefined, said: SaidOn): Meaning | undefined {
  if (period === undefined) return { kind: 'clock', clock, confidence: clock.confidence };
  const found = notOver(period, Math.min(said.on, dayThere(clock, said)));
  if (found === undefined || (period.precision !== 'day' && period.ending !== true)) return undefined;
  const { confidence = clock.confidence, question, others } = period;
  return { kind: 'clock', day: found.last, clock, confidence, question, others };
}

/** The civil day of the saying where the clock is that was named: "5 pm EST on 9 November" may be said on the 10th. */
export function dayThere({ zone }: Clock, said: SaidOn): number {
  if (zone === undefined) return said.on;
  return typeof zone === 'string'
    ? civilDay(said.saidAt, zone)
    : civilDay(said.saidAt + zone * MINUTE_MS, 'UTC');
}
