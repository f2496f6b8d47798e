/** A day by which something is to be done or looked at again: a date, an instant, or words, always ahead. */
import { addDays, civilDate, parseCivilDate, parseInstant, startOfDay } from '../domain/civil.ts';
import { resolve } from '../domain/deadline/resolve.ts';
import { DulyError } from '../domain/errors.ts';
import { formatClosing } from '../domain/shown.ts';
import { chosenReading } from './readings.ts';

/** Nothing is put off for longer: who comes then should still know what it was about. */
export const MOST_DAYS = 365;

const endOfDay = (day: string, zone: string): number => startOfDay(addDays(day, 1), zone);

/** The end of the civil day `days` after the one of `now`, in `zone`. */
export const daysAhead = (now: number, zone: string, days: number): number =>
  endOfDay(addDays(civilDate(now, zone), days), zone);

function instantOf(value: string, at: { now: number; zone: string; field: string }): number {
  const { now, zone, field } = at;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return endOfDay(parseCivilDate(value, field), zone);
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return parseInstant(value, zone, field);
  const found = resolve(value, { saidAt: now, zone });
  if (found.outcome === 'none')
    throw new DulyError(
      'invalid',
      `${field}: no day could be read from “${value}”. Give a date (2025-06-30), or words such as “within 14 days” or “by 30 June”.`,
      { field },
    );
  try {
    return chosenReading(found, undefined).window.closesAt;
  } catch (error) {
    if (!(error instanceof DulyError)) throw error;
    throw new DulyError(
      'invalid',
      `${field}: “${value}” can be read in several ways. Give the date itself, such as 2025-06-30.`,
      { field, cause: error },
    );
  }
}

/**
 * Reads `value` at `now`, epoch milliseconds, counted in `zone`: a date or words stand for the end of their last day.
 * Throws `DulyError('invalid')` unless it lies ahead, and at most a year.
 */
export function untilFrom(value: string, at: { now: number; zone: string; field: string }): number {
  const { now, zone, field } = at;
  const instant = instantOf(value.trim(), at);
  const shown = formatClosing(instant, zone);
  if (instant <= now)
    throw new DulyError('invalid', `${field} must lie ahead: ${shown} in ${zone} has passed.`, { field });
  if (instant > daysAhead(now, zone, MOST_DAYS))
    throw new DulyError('invalid', `${field} may lie at most ${MOST_DAYS} days ahead; ${shown} is further.`, {
      field,
    });
  return instant;
}
