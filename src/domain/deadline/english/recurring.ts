/** What comes again and again: every month, weekly from 1 July until the end of the year, on the first Monday of each month. */
import {
  type Days,
  dayOf,
  dayOfMonth,
  daysInMonth,
  isoDate,
  mondayOf,
  monthOf,
  weekdayOf,
  yearOf,
} from '../grammar/day.ts';
import { laterDay, type Unit } from '../grammar/duration.ts';
import { notOver, stretch } from '../grammar/period.ts';
import { unitAt } from '../grammar/units.ts';
import { days, type Example, type Meaning, type Place, type Rule, type Tail } from '../rule.ts';
import type { Precision, Recurrence } from '../types.ts';

const FROM =
  '(from|starting|starting on|starting in|beginning|beginning on|beginning in|commencing|effective)';
const UNTIL = '(until|till|through|to|up to|ending|by)';
const TAIL = '[{tail}]';

const again = (text: string, first: string, last: string, rrule: string): Example => ({
  ...days(text, first, last),
  rrule,
});

export const recurringRules: readonly Rule[] = [
  {
    name: 'from-until',
    version: 1,
    says: 'from when until when something recurs',
    makes: 'tail',
    phrases: [
      `[,] ${FROM} {period} [,] ${UNTIL} {period2}`,
      `[,] ${FROM} {period} [until further notice]`,
      `[,] ${FROM} {period} for [the next|another] {count}`,
      `[,] ${UNTIL} {period2}`,
      '[,] (for|over|during) [the next|another] {count}',
      '[,] until further notice',
    ],
    means: ({ period, period2, count }) => ({ from: period, until: period2, lasts: count }),
    examples: [
      again('monthly from July until March 2026', '2025-07-01', '2025-07-31', 'FREQ=MONTHLY;UNTIL=20260331'),
    ],
  },
  {
    name: 'every',
    version: 1,
    says: 'each whole unit from the next one on, or from the one named',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `(every|each|once a|once every|once per|per) [calendar] {unit} ${TAIL}`,
      `(every|each|once every) {n} {unit} ${TAIL}`,
      `(every|each) (other|second) {unit} ${TAIL}`,
      `(daily|weekly|fortnightly|biweekly|monthly|quarterly|yearly|annually|annual|semiannually|semi - annually|half - yearly|biannually|twice a year|twice yearly|every half [-] year) ${TAIL}`,
      `on a (daily|weekly|fortnightly|monthly|quarterly|yearly|annual|semi - annual|half - yearly) basis ${TAIL}`,
    ],
    means: (slots, place) => {
      const [count, unit] = everyUnit(slots.n, slots.unit, place);
      return count === undefined || unit === undefined ? undefined : series(count, unit, slots.tail, place);
    },
    examples: [
      again('every month', '2025-07-01', '2025-07-31', 'FREQ=MONTHLY'),
      again('quarterly', '2025-07-01', '2025-09-30', 'FREQ=MONTHLY;INTERVAL=3'),
      again(
        'weekly from 1 July until the end of the year',
        '2025-07-01',
        '2025-07-07',
        'FREQ=WEEKLY;UNTIL=20251231',
      ),
      again(
        'monthly from May until the end of the year',
        '2025-06-01',
        '2025-06-30',
        'FREQ=MONTHLY;UNTIL=20251231',
      ),
      again('every two weeks', '2025-06-09', '2025-06-22', 'FREQ=WEEKLY;INTERVAL=2'),
      again('every day', '2025-06-03', '2025-06-03', 'FREQ=DAILY'),
      again('every day for 30 days', '2025-06-03', '2025-06-03', 'FREQ=DAILY;UNTIL=20250702'),
    ],
  },
  {
    name: 'every-weekday',
    version: 1,
    says: 'each such weekday',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `[on] (every|each) {weekday} [(and|,) [every] {weekday2}] ${TAIL}`,
      `on {weekdays} ${TAIL}`,
      `on {weekdays} and {weekdays2} ${TAIL}`,
      `every (other|second) {weekday} ${TAIL}`,
      `every (weekday|working day|business day) ${TAIL}`,
    ],
    means: ({ weekday, weekday2: other, weekdays, weekdays2, tail }, place) => {
      const day = weekday ?? weekdays;
      const weekday2 = other ?? weekdays2;
      const { from, until } = limitsOf(tail, place);
      const interval = place.tokens
        .slice(place.at, place.next)
        .some(({ text }) => text === 'other' || text === 'second')
        ? 2
        : 1;
      const rule =
        day === undefined
          ? 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'
          : `FREQ=WEEKLY${interval > 1 ? ';INTERVAL=2' : ''};BYDAY=${[day, weekday2].flatMap((one) => (one === undefined ? [] : [NAMES[one - 1]])).join(',')}`;
      let first = from;
      while (
        day === undefined ? weekdayOf(first) > 5 : weekdayOf(first) !== day && weekdayOf(first) !== weekday2
      )
        first += 1;
      return repeating({ first, last: first }, rule, { unit: 'day', count: 1 }, until);
    },
    examples: [
      again('every Friday', '2025-06-06', '2025-06-06', 'FREQ=WEEKLY;BYDAY=FR'),
      again('on Mondays', '2025-06-09', '2025-06-09', 'FREQ=WEEKLY;BYDAY=MO'),
    ],
  },
  {
    name: 'every-month-on',
    version: 1,
    says: 'that day of each month, quarter or year',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `[on|by] the {ordinal} [day] of (every|each) month ${TAIL}`,
      `[on|by] [the] last day of (every|each) month ${TAIL}`,
      `[on|by] the (end|close) of (every|each) month ${TAIL}`,
      `[on|by] [the] {ordinal} {weekday} of (every|each) month ${TAIL}`,
      `[on|by] [the] last {weekday} of (every|each) month ${TAIL}`,
      `(every|each) month on the {ordinal} ${TAIL}`,
      `[on|by] [the] {day} {month} (every|each) year ${TAIL}`,
      `[on|by] {month} {day} (every|each) year ${TAIL}`,
      `(every|each) year (on|by) [the] {day} {month} ${TAIL}`,
      `(annually|yearly|every year|each year) (on|by|before) {month} [the] {day} ${TAIL}`,
      `(annually|yearly) (on|by) [the] {day} {month} ${TAIL}`,
      `(every|each) {month} ${TAIL}`,
    ],
    means: ({ ordinal, weekday, day, month, tail }, place) => {
      const { from, until } = limitsOf(tail, place);
      const lasts = { unit: 'day', count: 1 } as const;
      if (month !== undefined && day === undefined) {
        let year = yearOf(from);
        while (dayOf(year, month + 1, 1) - 1 < from) year += 1;
        const whole = { first: dayOf(year, month, 1), last: dayOf(year, month + 1, 1) - 1 };
        return repeating(whole, 'FREQ=YEARLY', { unit: 'month', count: 1 }, until);
      }
      if (month !== undefined) {
        const date = nextDay(from, 366 * 8, (at) => monthOf(at) === month && dayOfMonth(at) === day);
        return date === undefined
          ? undefined
          : repeating(
              { first: date, last: date },
              `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`,
              lasts,
              until,
            );
      }
      if (ordinal !== undefined && ordinal > (weekday === undefined ? 31 : 5)) return undefined;
      const rule =
        weekday === undefined ? `BYMONTHDAY=${ordinal ?? -1}` : `BYDAY=${ordinal ?? -1}${NAMES[weekday - 1]}`;
      const date = nextDay(from, 400, (at) => fits(at, ordinal, weekday));
      return date === undefined
        ? undefined
        : repeating({ first: date, last: date }, `FREQ=MONTHLY;${rule}`, lasts, until);
    },
    examples: [
      again('on the 15th of every month', '2025-06-15', '2025-06-15', 'FREQ=MONTHLY;BYMONTHDAY=15'),
      again('on the first Monday of each month', '2025-07-07', '2025-07-07', 'FREQ=MONTHLY;BYDAY=1MO'),
      again('by the last day of each month', '2025-06-30', '2025-06-30', 'FREQ=MONTHLY;BYMONTHDAY=-1'),
    ],
  },
];

const NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const ADVERBS: Readonly<Record<string, readonly [number, Unit]>> = {
  daily: [1, 'day'],
  weekly: [1, 'week'],
  fortnightly: [2, 'week'],
  biweekly: [2, 'week'],
  monthly: [1, 'month'],
  quarterly: [1, 'quarter'],
  yearly: [1, 'year'],
  annually: [1, 'year'],
  annual: [1, 'year'],
};

function everyUnit(
  n: number | undefined,
  unit: Unit | undefined,
  place: Place,
): [number | undefined, Unit | undefined] {
  const { tokens, at, next } = place;
  const words = tokens.slice(at, next).map(({ text }) => text);
  if (unit !== undefined) return [n ?? (words[1] === 'other' || words[1] === 'second' ? 2 : 1), unit];
  const adverb = words.map((word) => ADVERBS[word]).find((found) => found !== undefined);
  // "monthly reports" may be a name; as an adverb it ends its clause, or goes on with from and until.
  if (adverb !== undefined && words.length === 1) {
    const after = tokens[next];
    const whole = at === 0 && next === tokens.length;
    if (!whole && after !== undefined && after.kind !== 'mark' && after.lexeme?.sign !== 'small')
      return [undefined, undefined];
    if (words[0] === 'annual' && !whole) return [undefined, undefined];
  }
  return adverb === undefined ? [6, 'month'] : [...adverb];
}

/** From which day and until which one occurrences are made. */
interface Limits {
  /** When the words name it; it may have passed. */
  readonly named: number | undefined;
  readonly from: number;
  readonly until: number | undefined;
}

function limitsOf(tail: Tail | undefined, { said }: Place): Limits {
  const { on } = said;
  const whole = tail?.from && tail.until && stretch(tail.from, tail.until)?.occurrence(on, 0);
  const named = whole?.first ?? (tail?.from && notOver(tail.from, on)?.first);
  const length = tail?.lasts && laterDay(named === undefined ? on : named - 1, tail.lasts);
  const until = whole?.last ?? (tail?.until && notOver(tail.until, on)?.last) ?? length;
  return { named, from: Math.max(named ?? on + 1, on + 1), until };
}

function series(count: number, unit: Unit, tail: Tail | undefined, place: Place): Meaning | undefined {
  if (!Number.isInteger(count) || count < 1 || count > 60) return undefined;
  const rule = RULES[unit];
  if (rule === undefined) return undefined;
  const [frequency, interval, lastUnit, length] = rule;
  const rrule = `FREQ=${frequency}${interval * count > 1 ? `;INTERVAL=${interval * count}` : ''}`;
  const lasts = { unit: lastUnit, count: length * count };
  const { named, until } = limitsOf(tail, place);
  let first = named ?? unitAt(unit, place.said.on, 1)?.first;
  if (first === undefined) return undefined;
  // Of a series that has begun, the running occurrence is the first to be judged.
  while (lastDay(first, lasts) < place.said.on) first = lastDay(first, lasts) + 1;
  return repeating({ first, last: lastDay(first, lasts) }, rrule, lasts, until);
}

const RULES: Partial<Record<Unit, readonly [string, number, Recurrence['lasts']['unit'], number]>> = {
  day: ['DAILY', 1, 'day', 1],
  week: ['WEEKLY', 1, 'week', 1],
  fortnight: ['WEEKLY', 2, 'week', 2],
  month: ['MONTHLY', 1, 'month', 1],
  quarter: ['MONTHLY', 3, 'month', 3],
  half: ['MONTHLY', 6, 'month', 6],
  year: ['YEARLY', 1, 'year', 1],
};

function lastDay(first: number, { unit, count }: Recurrence['lasts']): number {
  if (unit === 'day') return first + count - 1;
  if (unit === 'week') return first + 7 * count - 1;
  const months = unit === 'month' ? count : 12 * count;
  return (
    dayOf(yearOf(first), monthOf(first) + months, Math.min(dayOfMonth(first), 28)) -
    1 +
    Math.max(0, dayOfMonth(first) - 28)
  );
}

function repeating(
  days: Days,
  rrule: string,
  lasts: Recurrence['lasts'],
  until: number | undefined,
): Meaning | undefined {
  if (until !== undefined && until < days.first) return undefined;
  const end = until === undefined ? '' : `;UNTIL=${isoDate(until).replaceAll('-', '')}`;
  const precision = isWhole(days, lasts.unit) ? precisionOf(lasts) : 'day';
  return { kind: 'days', ...days, precision, recurrence: { rrule: `${rrule}${end}`, lasts } };
}

function precisionOf({ unit, count }: Recurrence['lasts']): Precision {
  if (count === 1) return unit;
  if (unit !== 'month' || (count !== 3 && count !== 6)) return 'day';
  return count === 3 ? 'quarter' : 'half';
}

function isWhole({ first }: Days, unit: Recurrence['lasts']['unit']): boolean {
  if (unit === 'week') return mondayOf(first) === first;
  return unit === 'day' || (dayOfMonth(first) === 1 && (unit === 'month' || monthOf(first) === 1));
}

function nextDay(from: number, within: number, fits: (day: number) => boolean): number | undefined {
  for (let day = from; day < from + within; day += 1) if (fits(day)) return day;
  return undefined;
}

function fits(day: number, ordinal: number | undefined, weekday: number | undefined): boolean {
  const left = daysInMonth(yearOf(day), monthOf(day)) - dayOfMonth(day);
  if (weekday === undefined) return ordinal === undefined ? left === 0 : dayOfMonth(day) === ordinal;
  if (weekdayOf(day) !== weekday) return false;
  return ordinal === undefined ? left < 7 : Math.ceil(dayOfMonth(day) / 7) === ordinal;
}
