/** An RFC 5545 rule in words. */
import type { Language } from '../language.ts';
import { formatDate } from '../shown.ts';
import { type ByDay, type Frequency, parseRule } from './rrule.ts';
import { germanRule } from './rule-words-german.ts';

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

/** `Jun`. `month` counts from 1. */
export const monthName = (month: number): string =>
  formatDate(`2001-${String(month).padStart(2, '0')}-01`).slice(6, 9);

/** The rule in words: `monthly until Wed 31 Dec 2025`, `every Friday`, `every 2 weeks on Friday, 10 times`. */
export function describeRule(
  { rrule, zone }: { readonly rrule: string; readonly zone: string },
  language: Language = 'en',
): string {
  const rule = parseRule(rrule, zone);
  if (language === 'de') return germanRule(rule);
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
  // Which days of the week is all that a weekly rule has to say.
  const weekly = rule.frequency === 'WEEKLY' && rule.interval === 1 && days !== '' && chosen === '';
  return `${weekly ? `every ${days}` : `${every}${days === '' ? '' : ` on ${days}`}`}${chosen}${months}${until}${times}`;
}
