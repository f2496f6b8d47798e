/**
 * Importing a working calendar: 1. read the file, 2. compare it with the version in force, 3. work out which open
 * dates would move, 4. only when told to: write the new version and ask the workers for those dates, in one
 * transaction. A calendar that is new moves nothing and is written at once.
 *
 * Two at once: a lock by name puts them in order, and no date is written meanwhile that counts by the old version.
 */
import { z } from 'zod';
import { civilDate, yearOf } from '../domain/civil.ts';
import { DulyError } from '../domain/errors.ts';
import { EVERY_WEEKDAY } from '../domain/working-days.ts';
import {
  addCalendar,
  holdCalendar,
  readCalendar,
  readCalendars,
  readCalendarVersion,
  type StoredCalendar,
} from '../store/calendars.ts';
import type { Query } from '../store/database.ts';
import { requestDerivations } from '../store/derivations.ts';
import { type Past, readPastOf } from './as-of.ts';
import type { Context } from './context.ts';
import { byCalendar } from './derivation.ts';
import { type Holidays, readHolidays } from './holidays.ts';
import { flag, line, nameLine, optional, parse } from './input.ts';
import { type Mover, movers } from './rederive.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const weekend = optional(
  z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^(none|(mon|tue|wed|thu|fri|sat|sun)(\s*,\s*(mon|tue|wed|thu|fri|sat|sun))*)$/, {
      error: `must name days, such as fri,sat (${DAYS.join(', ')}), or none`,
    }),
);

export const importCalendarInput = z.strictObject({
  name: nameLine(60).describe('What the calendar is called, such as tr-2025'),
  ics: z.string().describe('The iCalendar file'),
  weekend: weekend.describe('Days of the week that are not worked; default sat,sun, or as before'),
  dryRun: flag.describe('Only show what would change; store nothing, not even a new calendar'),
  apply: flag.describe('Store the changed calendar and move the dates that follow from it'),
  recordedBy: line(200).default('editor').describe('Who imports it'),
});

export interface CalendarImport {
  readonly name: string;
  readonly state: 'new' | 'changed' | 'unchanged';
  /** Whether the file is now the calendar in force. */
  readonly stored: boolean;
  readonly version: number;
  readonly weekend: readonly number[];
  readonly holidays: Holidays;
  /** Civil dates that were worked and no longer are, and the other way round. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly movers: readonly Mover[];
}

function weekendOf(given: string | undefined, before: StoredCalendar | null): readonly number[] {
  if (given === undefined) return before?.weekend ?? EVERY_WEEKDAY.weekend;
  if (given === 'none') return [];
  const named = given.split(',').map((day) => DAYS.indexOf(day.trim() as (typeof DAYS)[number]) + 1);
  const numbers = [...new Set(named)].sort((a, b) => a - b);
  if (numbers.length < 7) return numbers;
  throw new DulyError('invalid', 'weekend must leave a day on which people work.', { field: 'weekend' });
}

/** The open dates that the new version would move. */
async function moversBy(query: Query, to: StoredCalendar, now: number): Promise<Mover[]> {
  const versions = new Map<number, StoredCalendar | null>();
  const found = await movers(query, {
    calendar: to.name,
    now,
    workOut: async (stored) => {
      const id = stored.calendarId ?? 0;
      if (!versions.has(id)) versions.set(id, await readCalendarVersion(query, id));
      return byCalendar(stored, { from: versions.get(id) ?? null, to, now });
    },
  });
  return found.movers;
}

/**
 * Imports it, or shows what an import would change. Throws `DulyError` `invalid` (naming the event in the file that
 * is wrong) and `too_large`; nothing is stored then.
 */
export async function importCalendar(ctx: Context, raw: unknown): Promise<CalendarImport> {
  const now = ctx.clock.now();
  const input = parse(importCalendarInput, raw);
  const { name, recordedBy } = input;
  if (input.apply && input.dryRun)
    throw new DulyError('invalid', 'Give dryRun or apply, not both.', { field: 'apply' });
  const holidays = readHolidays(input.ics, yearOf(civilDate(now, 'UTC')));
  const result = await ctx.db.inTransaction(async (query): Promise<CalendarImport> => {
    await holdCalendar(query, name, input.apply ? 'alone' : 'shared');
    const before = await readCalendar(query, name);
    const days = new Set(holidays.days);
    const added = holidays.days.filter((day) => before?.holidays.has(day) !== true);
    const removed = [...(before?.holidays ?? [])].filter((day) => !days.has(day));
    const weekend = weekendOf(input.weekend, before);
    const same =
      before !== null && added.length + removed.length === 0 && String(weekend) === String(before.weekend);
    const version = (before?.version ?? 0) + (same ? 0 : 1);
    const shown = { name, version, weekend, holidays, added, removed };
    if (same) return { ...shown, state: 'unchanged', stored: true, movers: [] };
    const next = { name, version, weekend, holidays: days, recordedAt: now, recordedBy };
    const moving = before === null ? [] : await moversBy(query, { ...next, id: 0 }, now);
    const state = before === null ? 'new' : 'changed';
    const stored = before === null ? !input.dryRun : input.apply;
    if (stored) {
      await addCalendar(query, next);
      const ids = moving.map(({ id }) => id);
      await requestDerivations(query, ids, { by: recordedBy, now });
    }
    return { ...shown, state, stored, movers: moving };
  });
  if (result.stored && result.movers.length > 0) ctx.wake('derive');
  return result;
}

/** The version in force: of what was known by then, and had been recorded by the time that is asked about. */
const latestBy = (past: Past | null): number | null => (past === null ? null : Math.min(past.asOf, past.on));

/** The calendars in force, by name; `raw` may ask for the past. Throws `DulyError('invalid')`. */
export async function listCalendars(ctx: Context, raw: unknown = {}) {
  const past = readPastOf(raw, 'UTC', ctx.clock.now());
  return { calendars: await readCalendars(ctx.db.query, latestBy(past)), past };
}

/** One of them. Throws `DulyError` `invalid`, or `not_found`. */
export async function showCalendar(ctx: Context, name: unknown, raw: unknown = {}) {
  const past = readPastOf(raw, 'UTC', ctx.clock.now());
  const calendar = await readCalendar(ctx.db.query, parse(line(60), name), latestBy(past));
  if (calendar === null) {
    const never = past === null || (await readCalendar(ctx.db.query, parse(line(60), name))) === null;
    throw new DulyError(
      'not_found',
      never ? `There is no calendar “${String(name)}”.` : `There was no calendar “${String(name)}” then.`,
    );
  }
  return { calendar, past };
}
