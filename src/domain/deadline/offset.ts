/** The offset of a deadline from its event: a signed ISO 8601 duration such as `P60D`, `-P2W`, `PT24H`, `P0D`. */
import { DulyError } from '../errors.ts';

const OFFSET = /^([+-]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;
/** Longer counts leave the calendar. */
const MOST_DIGITS = 6;

/** How far a deadline lies from its event. */
export interface Offset {
  readonly sign: 1 | -1;
  /** Years are twelve of them. */
  readonly months: number;
  readonly days: number;
  /** Null: a count of whole days, whose last one is whole. */
  readonly minutes: number | null;
}

/** Reads an offset. Throws `DulyError('invalid')` for one that is none or leaves the calendar. */
export function readOffset(text: string): Offset {
  const [whole, sign, ...numbers] = OFFSET.exec(text.length > 40 ? '' : text) ?? [];
  const given = numbers.filter((number) => number !== undefined);
  if (whole === undefined || given.length === 0 || given.some((number) => number.length > MOST_DIGITS)) {
    throw new DulyError('invalid', `${JSON.stringify(text.slice(0, 40))} is no offset such as P60D or -P2W`, {
      field: 'offset',
    });
  }
  const [years, months, weeks, days, hours, minutes] = numbers.map((number) => Number(number ?? 0));
  const runs = numbers[4] !== undefined || numbers[5] !== undefined;
  return {
    sign: sign === '-' ? -1 : 1,
    months: 12 * (years ?? 0) + (months ?? 0),
    days: 7 * (weeks ?? 0) + (days ?? 0),
    minutes: runs ? 60 * (hours ?? 0) + (minutes ?? 0) : null,
  };
}

/** Whether the deadline lies after its event: such a one can only be dated when the event has happened. */
export function countsForward(offset: string): boolean {
  const { sign, months, days, minutes } = readOffset(offset);
  return sign > 0 && months + days + (minutes ?? 0) > 0;
}

const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute'];

/**
 * Where the deadline lies, seen from its event, for people: `60 days after it`, `2 weeks before it`, `10 working days
 * after it`, `on that day`. Throws as `readOffset`.
 */
export function describeOffset(offset: string, working: boolean): string {
  const { sign, months, days, minutes } = readOffset(offset);
  if (months + days + (minutes ?? 0) === 0) return minutes === null ? 'on that day' : 'at that moment';
  const [, , ...numbers] = OFFSET.exec(offset) ?? [];
  const parts = numbers.flatMap((number, index) => {
    const count = Number(number ?? 0);
    const unit = `${working && UNITS[index] === 'day' ? 'working ' : ''}${UNITS[index]}`;
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`];
  });
  return `${parts.join(' and ')} ${sign > 0 ? 'after' : 'before'} it`;
}
