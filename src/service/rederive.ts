/**
 * Which dates on record would move if they were worked out today, by the rules, calendars and events there are now;
 * and moving those that an editor names. Looking reads in pages, locks nothing and changes nothing.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import type { Window } from '../domain/deadline/types.ts';
import { DulyError } from '../domain/errors.ts';
import { readCalendars, type StoredCalendar } from '../store/calendars.ts';
import type { Query } from '../store/database.ts';
import { deadlineByRule, deadlinesByRule, type StoredDeadline } from '../store/derivations.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import type { DeadlineRow } from './deadline-row.ts';
import { fromWords, sameWindow, supersede, whyMoved, windowOf } from './derivation.ts';
import { id, line, list, parse } from './input.ts';

const PAGE = 1_000;

/** A date that would move. */
export interface Mover {
  readonly id: number;
  readonly title: string;
  readonly phrase: string;
  /** Name and version, `next-week/1`. */
  readonly rule: string;
  readonly newRule: string;
  readonly window: Window | null;
  readonly newWindow: Window | null;
  readonly zone: string;
  readonly newZone: string;
  readonly reason: string;
}

/** How a date is worked out anew; null when it stays. */
export type WorkOut = (stored: StoredDeadline) => DeadlineRow | null | Promise<DeadlineRow | null>;

/** The dates that `workOut` would move, a page at a time, ascending by commitment; and how many were looked at. */
export async function movers(
  query: Query,
  { calendar, now, workOut }: { calendar?: string; now: number; workOut: WorkOut },
): Promise<{ examined: number; movers: Mover[] }> {
  const found: Mover[] = [];
  let examined = 0;
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof deadlinesByRule>> = await deadlinesByRule(query, {
      after,
      limit: PAGE,
      calendar,
    });
    for (const stored of page.deadlines) {
      const row = await workOut(stored);
      if (row !== null) found.push(moverOf(stored, row, now));
    }
    examined += page.deadlines.length;
    after = page.last;
  }
  return { examined, movers: found };
}

function moverOf(stored: StoredDeadline, row: DeadlineRow, now: number): Mover {
  const { commitmentId, title, phrase, opensAt, closesAt } = stored;
  return {
    id: commitmentId,
    title,
    phrase,
    rule: `${stored.rule}/${stored.ruleVersion}`,
    newRule: `${row.rule}/${row.ruleVersion}`,
    window: opensAt === null || closesAt === null ? null : { opensAt, closesAt },
    newWindow: windowOf(row),
    zone: stored.zone,
    newZone: row.zone,
    reason: whyMoved(stored, row, now).reason,
  };
}

/** Works dates out by everything that is so today. */
async function byToday(query: Query, now: number): Promise<WorkOut> {
  const calendars = new Map<string, StoredCalendar>(
    (await readCalendars(query)).map((calendar) => [calendar.name, calendar]),
  );
  return (stored) => {
    const calendar = stored.calendar === null ? undefined : calendars.get(stored.calendar);
    const row = fromWords(stored, calendar, now);
    return sameWindow(row, stored) ? null : row;
  };
}

/** Lists the open commitments whose date the rules of today would move. Changes nothing. */
export async function rulesDiff(ctx: Context): Promise<{ examined: number; movers: Mover[] }> {
  const now = ctx.clock.now();
  const { query } = ctx.db;
  return movers(query, { now, workOut: await byToday(query, now) });
}

/** Movers on one page, and dates that are looked at for it at most. */
const SHOWN = 50;
const LOOKED_AT = 5_000;

/**
 * The same, a part at a time for a page: the first movers after the commitment `after`; `next` is where it goes on, null
 * at the end. A part may be empty and not the last, because only so many dates are looked at.
 */
export async function rulesDiffAfter(
  ctx: Context,
  raw: unknown,
): Promise<{ examined: number; movers: Mover[]; next: number | null }> {
  const now = ctx.clock.now();
  const { query } = ctx.db;
  let after = parse(z.coerce.number({ error: 'must be a number such as 12' }).int().min(0).default(0), raw);
  const workOut = await byToday(query, now);
  const found: Mover[] = [];
  for (let examined = 0; ; ) {
    const page = await deadlinesByRule(query, { after, limit: SHOWN * 4 });
    for (const stored of page.deadlines) {
      const row = await workOut(stored);
      examined += 1;
      if (row !== null) found.push(moverOf(stored, row, now));
      if (found.length === SHOWN) return { examined, movers: found, next: stored.commitmentId };
    }
    if (page.last === null || examined >= LOOKED_AT) return { examined, movers: found, next: page.last };
    after = page.last;
  }
}

/** What would move of these, for the summary before it does; one that stays is not among them. */
export async function rulesDiffOf(ctx: Context, ids: readonly number[]): Promise<Mover[]> {
  const now = ctx.clock.now();
  const { query } = ctx.db;
  const workOut = await byToday(query, now);
  const found: Mover[] = [];
  for (const one of new Set(ids)) {
    const stored = await deadlineByRule(query, one);
    const row = stored === null ? null : await workOut(stored);
    if (stored !== null && row !== null) found.push(moverOf(stored, row, now));
  }
  return found;
}

export const applyRulesInput = z.strictObject({
  ids: list(id, 1_000)
    .refine((ids) => ids.length > 0, { error: 'must name at least one commitment' })
    .describe('Numbers of the commitments whose date is to move'),
  recordedBy: line(200).default('editor').describe('Who moves them'),
});

export interface Applied {
  readonly moved: readonly { readonly id: number; readonly assessment: Assessment }[];
  readonly refused: readonly { readonly id: number; readonly error: DulyError }[];
}

/**
 * Moves the dates that were named, each in a transaction of its own, with the rules as reason. One that cannot move
 * does not keep the others from it. Throws `DulyError('invalid')`, and `unavailable` when the database is away.
 */
export async function applyRules(ctx: Context, raw: unknown): Promise<Applied> {
  const { ids, recordedBy: by } = parse(applyRulesInput, raw);
  const moved: { id: number; assessment: Assessment }[] = [];
  const refused: { id: number; error: DulyError }[] = [];
  for (const id of new Set(ids)) {
    try {
      moved.push({ id, assessment: await applyOne(ctx, id, by) });
    } catch (error) {
      if (!(error instanceof DulyError) || error.code === 'unavailable') throw error;
      refused.push({ id, error });
    }
  }
  return { moved, refused };
}

const applyOne = (ctx: Context, id: number, by: string): Promise<Assessment> =>
  change(ctx, id, async ({ record, before, now, tx, query }) => {
    if (before.settledAt !== null)
      throw new DulyError('conflict', `Commitment ${id} is settled (${before.status}): its date stays.`);
    const stored = await deadlineByRule(query, id);
    if (stored === null)
      throw new DulyError(
        'conflict',
        `The date of commitment ${id} was set by hand or chosen: no rule moves it.`,
      );
    const row = await (await byToday(query, now))(stored);
    if (row === null)
      throw new DulyError(
        'conflict',
        `Nothing moves: the rules of today give commitment ${id} the date it has.`,
      );
    await supersede(tx, record, { row, ...whyMoved(stored, row, now), now, by });
  });
