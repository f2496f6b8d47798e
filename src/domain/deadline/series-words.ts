/** A series in words: the period of one occurrence, and which one of them it is. */
import { monthOf, yearOf } from '../civil.ts';
import { formatDate, formatWindow } from '../shown.ts';
import { inQuotes } from './explain.ts';
import { describeRule, monthName, ordinal } from './rule-words.ts';
import { lastDayOf, type Occurrence, type Series } from './series.ts';

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
