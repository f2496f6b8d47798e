/** Counted time: "three weeks", "a year and six months", "ten working days", "90 minutes". */
import { addMonths } from './day.ts';

export type Unit =
  | 'minute'
  | 'hour'
  | 'day'
  | 'weekend'
  | 'week'
  | 'fortnight'
  | 'month'
  | 'quarter'
  | 'half'
  | 'year'
  | 'decade'
  | 'century';

export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly minutes: number;
  /** The days are working days. */
  readonly working: boolean;
  /** As an ISO 8601 duration without a sign, such as `P60D`, `P2W` or `PT24H`. */
  readonly iso: string;
  /** Said loosely ("a couple of"). */
  readonly loose?: true | undefined;
}

/** Beyond these a number is no deadline, and dates would leave the calendar. */
const MOST: Partial<Record<Unit, number>> = {
  minute: 600_000,
  hour: 9999,
  day: 9999,
  week: 1500,
  month: 1200,
};
const MOST_OTHER = 200;

const MONTHS: Partial<Record<Unit, number>> = {
  month: 1,
  quarter: 3,
  half: 6,
  year: 12,
  decade: 120,
  century: 1200,
};
const DAYS: Partial<Record<Unit, number>> = { day: 1, week: 7, weekend: 7, fortnight: 14 };

/**
 * So many units; a part of one is counted in smaller units, rounded up (half a month is 16 days, half a year 6
 * months). Nothing for none of them, and for more than anybody means.
 */
export function duration(count: number, unit: Unit, working = false): Duration | undefined {
  if (!(count > 0) || count > (MOST[unit] ?? MOST_OTHER)) return undefined;
  const whole = Math.floor(count);
  const part = count - whole;
  const none = { months: 0, days: 0, minutes: 0, working };
  const months = MONTHS[unit];
  if (months !== undefined) {
    const all = months * count;
    const rest = all - Math.floor(all);
    const days = Math.ceil(31 * rest - 1e-9);
    return { ...none, months: Math.floor(all), days, iso: isoMonths(Math.floor(all), unit, days) };
  }
  const days = DAYS[unit];
  if (days !== undefined) {
    const all = Math.ceil(days * count - 1e-9);
    const weeks = unit !== 'day' && all % 7 === 0;
    return { ...none, days: all, iso: weeks ? `P${all / 7}W` : `P${all}D` };
  }
  const minutes = Math.ceil((unit === 'hour' ? 60 : 1) * count - 1e-9);
  return { ...none, minutes, iso: part === 0 && unit === 'hour' ? `PT${whole}H` : `PT${minutes}M` };
}

function isoMonths(months: number, unit: Unit, days: number): string {
  const years = unit !== 'month' && months % 12 === 0 ? months / 12 : 0;
  const date = years > 0 ? `${years}Y` : `${months > 0 ? `${months}M` : ''}`;
  return `P${date}${days > 0 ? `${days}D` : ''}`;
}

/** Two durations, one after the other: "a year and six months". */
export function plus(one: Duration, other: Duration): Duration | undefined {
  if (one.working || other.working) return undefined;
  const [date, time] = [one, other]
    .map(({ iso }) => iso.slice(1).split('T'))
    .reduce(([date, time], [d = '', t = '']) => [`${date}${d}`, `${time}${t}`], ['', '']);
  return {
    months: one.months + other.months,
    days: one.days + other.days,
    minutes: one.minutes + other.minutes,
    working: false,
    iso: `P${date}${time === '' ? '' : `T${time}`}`,
  };
}

/** The day so much later (with a negative sign: earlier); months first, then days. Hours and working days do not count here. */
export const laterDay = (day: number, { months, days }: Duration, sign: 1 | -1 = 1): number =>
  (months === 0 ? day : addMonths(day, sign * months)) + sign * days;
