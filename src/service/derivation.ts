/**
 * Working a date out anew from what is on record: its words, the event it hangs on, its calendar, the rules of
 * today. Decides and stores nothing; `supersede` writes what was decided.
 */
import { type AnchorTime, anchored, describeAnchor } from '../domain/deadline/anchored.ts';
import { explainWait } from '../domain/deadline/explain.ts';
import { resolve } from '../domain/deadline/resolve.ts';
import type { Window } from '../domain/deadline/types.ts';
import type { Cause, CommitmentRecord } from '../domain/record.ts';
import type { StoredCalendar } from '../store/calendars.ts';
import type { Tx } from '../store/database.ts';
import type { StoredDeadline } from '../store/derivations.ts';
import { type DeadlineRow, openRow, rowWithout, type SaidByCalendar, windowRow } from './deadline-row.ts';

/** When the event happens, as last reported; null while nobody has, and when the report was an error. */
export function eventTime({ event }: Pick<StoredDeadline, 'event'>): AnchorTime | null {
  if (event === null) return null;
  if (event.happenedOn !== null) return { on: event.happenedOn };
  return event.happenedAt === null ? null : { at: event.happenedAt };
}

function saidOf(stored: StoredDeadline, calendar: StoredCalendar | undefined): SaidByCalendar {
  return { saidAt: stored.saidAt, zone: stored.saidZone, locale: stored.saidLocale ?? undefined, calendar };
}

/** What waits for an event, with or without one on record. `says` explains the date while there is none. */
function waitingRow(
  stored: StoredDeadline,
  wait: { rule: string; ruleVersion: number; anchor: string; offset: string; working: boolean },
  { said, says, now }: { said: SaidByCalendar; says: string; now: number },
): DeadlineRow {
  const { phrase, reviewAt, event } = stored;
  const around = { phrase, said, reviewAt };
  const { rule, ruleVersion, anchor, offset, working } = wait;
  const time = eventTime(stored);
  if (time === null || event === null) {
    const explanation = says;
    return {
      ...rowWithout(around),
      rule,
      ruleVersion,
      basis: 'derived',
      anchor,
      offset,
      working,
      explanation,
    };
  }
  const row = windowRow(anchored({ phrase, ...wait }, time, said, now), around);
  return { ...row, anchor, offset, working, anchorEventId: event.id };
}

/** The date as the event of the stored words gives it now; null when the words wait for none. */
export function fromEvent(
  stored: StoredDeadline,
  calendar: StoredCalendar | undefined,
  now: number,
): DeadlineRow | null {
  const { rule, ruleVersion, anchor, offset, working, phrase } = stored;
  if (anchor === null || offset === null) return null;
  const wait = { rule, ruleVersion, anchor, offset, working };
  const said = saidOf(stored, calendar);
  const says = explainWait({ ...said, ...wait, phrase });
  return waitingRow(stored, wait, { said, says, now });
}

/** The date as the rules of today read the words. */
export function fromWords(
  stored: StoredDeadline,
  calendar: StoredCalendar | undefined,
  now: number,
): DeadlineRow {
  const said = saidOf(stored, calendar);
  const { phrase, reviewAt } = stored;
  const resolution = resolve(phrase, said);
  if (resolution.outcome === 'window') return windowRow(resolution, { phrase, said });
  switch (resolution.reason) {
    case 'event': {
      const { rule, ruleVersion, offset, working = false, explanation } = resolution;
      // An event keeps the name under which it is on record.
      const anchor = eventTime(stored) === null ? resolution.anchor : (stored.anchor ?? resolution.anchor);
      const wait = { rule, ruleVersion, anchor, offset, working };
      return waitingRow(stored, wait, { said, says: explanation, now });
    }
    case 'vague':
      return openRow(resolution, { phrase, said, reviewAt });
    case 'no-date': {
      const { explanation } = resolution;
      const row = rowWithout({ phrase, said, reviewAt });
      return { ...row, rule: 'no-date', ruleVersion: 1, basis: 'none', explanation };
    }
  }
}

export const windowOf = (row: Pick<DeadlineRow, 'opensAt' | 'closesAt'>): Window | null =>
  row.opensAt === null || row.closesAt === null
    ? null
    : { opensAt: row.opensAt.getTime(), closesAt: row.closesAt.getTime() };

/** Whether two dates have the same window, or none. */
export const sameWindow = (
  one: { readonly opensAt: number | Date | null; readonly closesAt: number | Date | null },
  other: { readonly opensAt: number | Date | null; readonly closesAt: number | Date | null },
): boolean =>
  one.opensAt?.valueOf() === other.opensAt?.valueOf() &&
  one.closesAt?.valueOf() === other.closesAt?.valueOf();

/**
 * The date as the version `to` of its calendar gives it, after version `from`; null when it stays, and when it would move only
 * because a rule has changed, which is for an editor to say.
 */
export function byCalendar(
  stored: StoredDeadline,
  { from, to, now }: { from: StoredCalendar | null; to: StoredCalendar; now: number },
): DeadlineRow | null {
  if (stored.calendarId === null || stored.calendarId === to.id) return null;
  const dated = fromEvent(stored, to, now);
  if (dated !== null) return sameWindow(dated, stored) ? null : dated;
  const row = fromWords(stored, to, now);
  const before = fromWords(stored, from ?? undefined, now);
  return sameWindow(row, stored) || sameWindow(row, before) ? null : row;
}

/** Why a date moves, for the record: each difference in what it was worked out from, the first of them as cause. */
export function whyMoved(
  stored: StoredDeadline,
  row: DeadlineRow,
  now: number,
): { cause: Cause; reason: string } {
  const reasons: { cause: Cause; reason: string }[] = [];
  const { event, calendar } = stored;
  if (row.anchorEventId !== stored.anchorEventId && event !== null) {
    const anchor = row.anchor ?? stored.anchor ?? '';
    const time = eventTime(stored);
    const note = event.note === null ? '' : `: ${event.note.replaceAll(/\s+/g, ' ')}`;
    const happened =
      time === null ? `${anchor} was recorded in error` : describeAnchor(anchor, time, now, row.zone);
    reasons.push({ cause: 'anchor', reason: `${happened}${note}` });
  }
  if (row.calendarId !== stored.calendarId)
    reasons.push({ cause: 'calendar', reason: `calendar ${calendar} changed` });
  const [was, is] = [`${stored.rule}/${stored.ruleVersion}`, `${row.rule}/${row.ruleVersion}`];
  if (was !== is) reasons.push({ cause: 'rule', reason: `rule ${was} → ${is}` });
  if (reasons.length === 0) reasons.push({ cause: 'rule', reason: `rule ${is}, worked out anew` });
  return { cause: reasons[0]?.cause ?? 'rule', reason: reasons.map(({ reason }) => reason).join('; ') };
}

/** Puts a version in the place of the one in force. The commitment must be locked. */
export async function supersede(
  tx: Tx,
  record: Pick<CommitmentRecord, 'id' | 'deadlines'>,
  next: { row: DeadlineRow; cause: Cause | 'stated'; reason: string; now: number; by: string },
): Promise<void> {
  const recordedAt = new Date(next.now);
  await tx.deadline.updateMany({
    where: { commitmentId: record.id, supersededAt: null },
    data: { supersededAt: recordedAt },
  });
  const version = (record.deadlines.at(-1)?.version ?? 0) + 1;
  const { row, cause, reason, by } = next;
  await tx.deadline.create({
    data: { ...row, commitmentId: record.id, version, cause, reason, recordedAt, recordedBy: by },
  });
}
