/** An RFC 5545 rule in German words. */
import { formatDate, monthName } from '../shown.ts';
import type { ByDay, Frequency, Rule } from './rrule.ts';

const EVERY = {
  DAILY: ['täglich', 'Tage'],
  WEEKLY: ['wöchentlich', 'Wochen'],
  MONTHLY: ['monatlich', 'Monate'],
  YEARLY: ['jährlich', 'Jahre'],
} satisfies Record<Frequency, [string, string]>;
const DAYS = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];
const FROM_END = ['letzten', 'vorletzten', 'drittletzten'];

const which = (nth: number): string => (nth > 0 ? `${nth}.` : (FROM_END[-nth - 1] ?? `${-nth}.-letzten`));

function enumerated(items: readonly string[]): string {
  const [last, ...others] = [...items].reverse();
  return others.length === 0 ? (last ?? '') : `${others.reverse().join(', ')} und ${last}`;
}

const dayWords = ({ weekday, nth }: ByDay): string =>
  `${nth === null ? '' : `${which(nth)} `}${DAYS[weekday - 1]}`;

/** `monatlich bis Mi. 31. Dez. 2025`, `jeden Freitag`, `alle 2 Wochen am Freitag, 10-mal`. */
export function germanRule(rule: Rule): string {
  const [name, units] = EVERY[rule.frequency];
  const every = rule.interval === 1 ? name : `alle ${rule.interval} ${units}`;
  const days = enumerated([
    ...rule.byDay.map(dayWords),
    ...rule.byMonthDay.map((day) => `${which(day)}${day < 0 ? ' Tag' : ''}`),
  ]);
  const chosen =
    rule.bySetPos.length === 0 ? '' : ` (davon jeweils am ${enumerated(rule.bySetPos.map(which))})`;
  const months = enumerated(rule.byMonth.map((month) => monthName(month - 1, 'de')));
  const until = rule.until === null ? '' : ` bis ${formatDate(rule.until, true, 'de')}`;
  const times = rule.count === null ? '' : rule.count === 1 ? ', einmal' : `, ${rule.count}-mal`;
  const weekly = rule.frequency === 'WEEKLY' && rule.interval === 1 && days !== '' && chosen === '';
  const when = weekly ? `jeden ${days}` : `${every}${days === '' ? '' : ` am ${days}`}`;
  return `${when}${chosen}${months === '' ? '' : ` im ${months}`}${until}${times}`;
}
