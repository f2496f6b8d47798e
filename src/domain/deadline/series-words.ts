/** A series in words: its rule, the period of one occurrence, and which one of them it is. */
import { monthOf, yearOf } from '../civil.ts';
import { formatDate, formatWindow } from '../shown.ts';
import { inQuotes } from './explain.ts';
import { type ByDay, type Frequency, parseRule } from './rrule.ts';
import { lastDayOf, type Occurrence, type Series } from './series.ts';

const EVERY = {
  DAILY: ['daily', 'days'],
  WEEKLY: ['weekly', 'weeks'],
  MONTHLY: ['monthly', 'months'],
  YEARLY: ['yearly', 'years'],
} satisfies Record<Frequency, [string, string]>;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(number: number): string {
  const [ones, tens] = [number % 10, Math.floor(number / 10) % 10];
  const ending = tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th');
  return `${number}${ending}`;
}

const fromEnd = (nth: number): string =>
  nth > 0 ? ordinal(nth) : nth === -1 ? 'last' : `${ordinal(-nth)} last`;

function enumerated(items: readonly string[]): string {
  const [last, ...others] = [...items].reverse();
  return others.length === 0 ? (last ?? '') : `${others.reverse().join(', ')} and ${last}`;
}

const dayWords = ({ weekday, nth }: ByDay): string =>
  nth === null ? (DAYS[weekday - 1] ?? '') : `the ${fromEnd(nth)} ${DAYS[weekday - 1]}`;

const monthName = (month: number): string =>
  formatDate(`2001-${String(month).padStart(2, '0')}-01`).slice(6, 9);

/** The rule in words: `monthly until Wed 31 Dec 2025`, `every 2 weeks on Friday, 10 times`. */
export function describeRule({ rrule, zone }: Pick<Series, 'rrule' | 'zone'>): string {
  const rule = parseRule(rrule, zone);
  const [name, units] = EVERY[rule.frequency];
  const every = rule.interval === 1 ? name : `every ${rule.interval} ${units}`;
  const days = enumerated([
    ...rule.byDay.map(dayWords),
    ...rule.byMonthDay.map((day) => `the ${fromEnd(day)}${day < 0 ? ' day' : ''}`),
  ]);
  const chosen = rule.bySetPos.length === 0 ? '' : ` (the ${enumerated(rule.bySetPos.map(fromEnd))} of them)`;
  const months = rule.byMonth.length === 0 ? '' : ` in ${enumerated(rule.byMonth.map(monthName))}`;
  const until = rule.until === null ? '' : ` until ${formatDate(rule.until)}`;
  const times = rule.count === null ? '' : rule.count === 1 ? ', once' : `, ${rule.count} times`;
  return `${every}${days === '' ? '' : ` on ${days}`}${chosen}${months}${until}${times}`;
}

/** The civil days of one occurrence as a name: `2025`, `Q3 2025`, `Jun 2025`, `Fri 13 Jun 2025`, `Mon 9 Jun to Sun 15 Jun 2025`. */
export function periodName(firstOn: string, lastOn: string): string {
  if (firstOn === lastOn) return formatDate(firstOn);
  const whole = (count: number): boolean =>
    firstOn.endsWith('-01') &&
    (monthOf(firstOn) - 1) % count === 0 &&
    lastDayOf(firstOn, { unit: 'month', count }) === lastOn;
  if (whole(12)) return String(yearOf(firstOn));
  if (whole(3)) return `Q${Math.ceil(monthOf(firstOn) / 3)} ${yearOf(firstOn)}`;
  if (whole(1)) return `${monthName(monthOf(firstOn))} ${yearOf(firstOn)}`;
  return `${formatDate(firstOn, yearOf(firstOn) !== yearOf(lastOn))} to ${formatDate(lastOn)}`;
}

/** The title of one occurrence: what is to be done, and which period it is for. */
export const occurrenceTitle = (title: string, days: Pick<Occurrence, 'firstOn' | 'lastOn'>): string =>
  `${title} (${periodName(days.firstOn, days.lastOn)})`;

/** How the date of an occurrence follows from the series, in one sentence. `phrase`: the words as said, if any. */
export function explainOccurrence(
  series: Series,
  { number, window }: Occurrence,
  phrase: string | null,
): string {
  const words = phrase === null ? 'A series' : `${inQuotes(phrase)}, a series`;
  const since = `from ${formatDate(series.firstOn)}, ${describeRule(series)}`;
  const shown = formatWindow(window, series.zone, { year: true });
  return `${words} ${since}: the ${ordinal(number)} → ${shown} (rule series/1)`;
}
