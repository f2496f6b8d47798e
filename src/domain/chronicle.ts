/**
 * What happened to a commitment, in the order in which it became known: a pure function of the record and `now`.
 *
 * The record is told again from the beginning. Between two facts only time moves an item (upcoming, due,
 * overdue); at each fact it is judged anew on what was known by then. So how often and how late a sweep looks
 * changes neither the outcome nor any `occurredAt`: a sweep only writes down what this function says.
 *
 * `knownAt` is when a moment could first be known: the instant itself for what time brings, the `recordedAt` of
 * the fact for what people report. At one instant facts come first, so a deadline that is met or moved at the
 * last moment is never called overdue.
 */
import { daysLate } from './days.ts';
import type { CommitmentRecord, DeadlineVersion, EventKind } from './record.ts';
import { type Settlement, settle } from './settle.ts';

/** One thing that happened. `key` is unique within the commitment: what it is about, so it is written once. */
export interface Moment {
  readonly kind: EventKind;
  readonly key: string;
  readonly occurredAt: number;
  readonly knownAt: number;
  /** Who recorded it; null when it came by time alone. */
  readonly actor: string | null;
  /** Version of the deadline then in force. */
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** Kinds of earlier alerts that this moment shows to be wrong. */
  readonly corrects: readonly ('overdue' | 'met' | 'closed')[];
}

/** How things stand at the end of the chronicle. */
export interface Standing {
  readonly settlement: Settlement | null;
  /** Met at or after closing plus grace; null when not met, or without a window. */
  readonly late: boolean | null;
  /** Civil days after the last day of the window, in its zone; null unless late. */
  readonly daysLate: number | null;
  readonly deadline: DeadlineVersion;
  /** Whether the window's opening or overdue has been passed while open, for the deadline in force. */
  readonly phase: 'upcoming' | 'due' | 'overdue' | null;
}

const knownBy = <T extends { recordedAt: number }>(facts: readonly T[], at: number): readonly T[] => {
  const first = facts.findIndex((fact) => fact.recordedAt > at);
  return first === -1 ? facts : facts.filter((fact) => fact.recordedAt <= at);
};

/** The instants at which somebody recorded something, ascending, up to `now`. */
function knowledgePoints(record: CommitmentRecord, now: number): number[] {
  if (record.deadlines.length === 1 && record.progress.length === 0 && record.verdicts.length === 0)
    return [record.recordedAt];
  const points = new Set<number>([record.recordedAt]);
  for (const facts of [record.deadlines, record.progress, record.verdicts])
    for (const fact of facts) if (fact.recordedAt <= now) points.add(fact.recordedAt);
  return [...points].sort((a, b) => a - b);
}

/** Whether a fulfilment at `at` was late for `deadline`, and by how many civil days. */
function lateness(
  at: number,
  deadline: DeadlineVersion,
  graceMs: number,
): { late: boolean; days: number } | null {
  if (deadline.window === null) return null;
  const late = at >= deadline.window.closesAt + graceMs;
  return { late, days: late ? daysLate(at, deadline.window.closesAt, deadline.zone) : 0 };
}

/** Tells the record up to `now`; `now` must not be before the commitment was recorded. */
export function chronicle(record: CommitmentRecord, now: number): { moments: Moment[]; standing: Standing } {
  const moments: Moment[] = [];
  const points = knowledgePoints(record, now);
  const emitted = new Set<string>();
  let settlement: Settlement | null = null;
  let late: { late: boolean; days: number } | null = null;
  let deadline = record.deadlines[0] as DeadlineVersion;
  let phase: Standing['phase'] = null;
  // The latest instant at which it was called overdue and nothing has shown that to be wrong.
  let toldOverdueAt: number | null = null;

  const emit = (
    kind: EventKind,
    key: string,
    at: { occurredAt: number; knownAt: number },
    more: { actor?: string; data?: Record<string, unknown>; corrects?: Moment['corrects'] } = {},
  ): void => {
    emitted.add(key);
    moments.push({
      kind,
      key,
      ...at,
      actor: more.actor ?? null,
      version: deadline.version,
      data: more.data ?? {},
      corrects: more.corrects ?? [],
    });
  };

  points.forEach((known, index) => {
    const facts = {
      target: record.target,
      committers: record.committers,
      progress: knownBy(record.progress, known),
      verdicts: knownBy(record.verdicts, known),
    };
    const here = { occurredAt: known, knownAt: known };

    if (index === 0) {
      const data = record.occurrence === null ? {} : { ...record.occurrence };
      emit('recorded', 'recorded', here, { actor: record.recordedBy, data });
    }
    const inForce = knownBy(record.deadlines, known).at(-1) ?? deadline;
    const wasOpenWindow = phase === 'due';
    const moved = inForce.version !== deadline.version;
    if (moved) {
      const from = deadline;
      deadline = inForce;
      phase = null;
      emit('deadline_moved', `moved:v${deadline.version}`, here, {
        actor: deadline.recordedBy,
        data: { from: from.window, to: deadline.window, ...deadline.origin },
      });
    }
    for (const entry of facts.progress) {
      if (entry.recordedAt !== known) continue;
      const at = { occurredAt: entry.happenedAt, knownAt: known };
      const data = { amount: entry.amount, partyId: entry.partyId };
      emit('progress', `progress:${entry.id}`, at, { actor: entry.recordedBy, data });
    }

    const before = settlement as Settlement | null;
    const lateBefore = late as { late: boolean; days: number } | null;
    settlement = settle(facts);
    late = settlement?.outcome === 'met' ? lateness(settlement.at, deadline, record.graceMs) : null;
    const verdict = facts.verdicts.findLast((fact) => fact.recordedAt === known);
    const actor =
      verdict?.recordedBy ??
      facts.progress.findLast((fact) => fact.recordedAt === known)?.recordedBy ??
      (moved ? deadline.recordedBy : undefined);
    const who = actor === undefined ? {} : { actor };
    const changed = settlement?.outcome !== before?.outcome || late?.late !== lateBefore?.late;
    if (settlement === null) {
      if (before !== null) {
        const corrects = [before.outcome === 'met' ? ('met' as const) : ('closed' as const)];
        emit('reopened', `reopened@${known}`, here, { ...who, corrects, data: { was: before.outcome } });
      }
    } else if (changed || verdict !== undefined) {
      const corrects: ('overdue' | 'met' | 'closed')[] = [];
      if (before !== null && changed) corrects.push(before.outcome === 'met' ? 'met' : 'closed');
      // Also across a move: a first date that was missed stays missed, one that had been kept was called so wrongly.
      const inTime = settlement.outcome === 'met' && late?.late !== true;
      if (inTime && toldOverdueAt !== null && settlement.at < toldOverdueAt) corrects.push('overdue');
      if (corrects.includes('overdue')) toldOverdueAt = null;
      const at = { occurredAt: settlement.at, knownAt: known };
      const data = {
        outcome: settlement.outcome,
        by: settlement.by,
        late: late?.late ?? null,
        days: late?.days ?? 0,
        // A verdict that confirms what stands already belongs in the log, but is no news.
        ...(changed ? {} : { repeats: true }),
      };
      const kind = settlement.outcome === 'met' ? 'met' : 'closed';
      emit(kind, `${kind}@${known}`, at, { ...who, corrects, data });
    }

    // What time brings until the next fact. A fact at the very same instant comes first.
    const next = points[index + 1] ?? Number.POSITIVE_INFINITY;
    const comes = (instant: number): number | null => {
      const at = Math.max(instant, known);
      return at < next && at <= now ? at : null;
    };
    if (settlement !== null) return;
    if (deadline.window === null) {
      const at = deadline.reviewAt === null ? null : comes(deadline.reviewAt);
      const key = `review_due:v${deadline.version}`;
      if (at !== null && deadline.reviewAt !== null && !emitted.has(key))
        emit('review_due', key, { occurredAt: deadline.reviewAt, knownAt: at });
      return;
    }
    const { opensAt, closesAt } = deadline.window;
    phase ??= 'upcoming';
    const dueAt = comes(opensAt);
    if (dueAt !== null) {
      const key = `due:v${deadline.version}`;
      // A window that was open and stays open under its new date has not opened again, now or at a later fact.
      if (moved && wasOpenWindow && opensAt <= known) emitted.add(key);
      if (!emitted.has(key)) emit('due', key, { occurredAt: opensAt, knownAt: dueAt });
      phase = 'due';
    }
    const overdueAt = comes(closesAt + record.graceMs);
    if (overdueAt !== null) {
      const key = `overdue:v${deadline.version}`;
      const occurredAt = closesAt + record.graceMs;
      if (!emitted.has(key)) emit('overdue', key, { occurredAt, knownAt: overdueAt });
      toldOverdueAt = Math.max(toldOverdueAt ?? occurredAt, occurredAt);
      phase = 'overdue';
    }
  });

  const lateAtEnd = late as { late: boolean; days: number } | null;
  return {
    moments,
    standing: {
      settlement,
      late: lateAtEnd?.late ?? null,
      daysLate: lateAtEnd?.late ? lateAtEnd.days : null,
      deadline,
      phase: settlement === null ? phase : null,
    },
  };
}
