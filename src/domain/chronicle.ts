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
import { type Bounds, boundsOf, WHOLE, waitsForCondition } from './bounds.ts';
import { daysLate } from './days.ts';
import { authorAt, factsBy, knowledgePoints, knownBy, recordBy } from './known.ts';
import { type CommitmentRecord, type DeadlineVersion, type EventKind, NO_MORE } from './record.ts';
import { leadsBetween } from './schedule.ts';
import { type Settlement, settle, verdictInForce } from './settle.ts';
import { deedsOf, isDisputed, openObjections, unattendedAt } from './silence.ts';

/** A kind of alert that turned out wrong; `due` stands for its leads too. */
export type Wrong = 'due_soon' | 'due' | 'overdue' | 'met' | 'closed';

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
  readonly corrects: readonly Wrong[];
}

/** How things stand at the end of the chronicle. */
export interface Standing {
  readonly settlement: Settlement | null;
  /** Met at or after closing plus grace; null when not met, or without a window. */
  readonly late: boolean | null;
  /** Civil days after the last day of the window, in its zone; null unless late. */
  readonly daysLate: number | null;
  /** The version in force; of what consists of parts and has no window of its own, with theirs. */
  readonly deadline: DeadlineVersion;
  /** When it opens and when it is overdue; null while nothing is dated. */
  readonly bounds: Bounds | null;
  /** Waits for a condition. */
  readonly waits: boolean;
  readonly disputed: boolean;
  /** Whether the window's opening or overdue has been passed while open, for the deadline in force. */
  readonly phase: 'upcoming' | 'due' | 'overdue' | null;
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

/** What has been told of its time, as far as it has come: after its opening also its leads, before it only those. */
function timeTold(
  phase: NonNullable<Standing['phase']>,
  { window }: Bounds,
  { zone, recordedAt }: DeadlineVersion,
  now: number,
): Wrong[] {
  if (phase === 'overdue') return ['overdue', 'due'];
  if (phase === 'due') return ['due'];
  return leadsBetween(window.closesAt, zone, recordedAt, now).length > 0 ? ['due_soon'] : [];
}

/**
 * What sets the keys of a time that runs anew apart: empty the first time that the condition is met, then the report
 * by which it is met again.
 */
function boundAgain({ conditional, more }: Pick<CommitmentRecord, 'conditional' | 'more'>): string {
  const last = more.conditions.at(-1);
  const before = more.conditions.slice(0, -1).some(({ state }) => state === 'met');
  return conditional && last !== undefined && before ? `:c${last.id}` : '';
}

/** Tells the record up to `now`; `now` must not be before the commitment was recorded. */
export function chronicle(record: CommitmentRecord, now: number): { moments: Moment[]; standing: Standing } {
  const moments: Moment[] = [];
  const points = knowledgePoints(record, now);
  const whole = record.parts.length > 0;
  const emitted = new Set<string>();
  let settlement: Settlement | null = null;
  let late: { late: boolean; days: number } | null = null;
  let deadline = record.deadlines[0] as DeadlineVersion;
  let bounds: Bounds | null = null;
  let waits = false;
  let disputed = false;
  let phase: Standing['phase'] = null;
  // The latest instant at which it was called overdue and nothing has shown that to be wrong.
  let toldOverdueAt: number | null = null;

  const emit = (
    kind: EventKind,
    key: string,
    at: { occurredAt: number; knownAt: number },
    more: { actor?: string | undefined; data?: Record<string, unknown>; corrects?: Moment['corrects'] } = {},
  ): void => {
    if (emitted.has(key)) return;
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
    const facts = factsBy(record, known);
    const here = { occurredAt: known, knownAt: known };

    if (index === 0) {
      const data = record.occurrence === null ? {} : { ...record.occurrence };
      emit('recorded', 'recorded', here, { actor: record.recordedBy, data });
    }
    const inForce = knownBy(record.deadlines, known).at(-1) ?? deadline;
    const wasOpenWindow = phase === 'due';
    const moved = inForce.version !== deadline.version;
    const from = deadline.window;
    deadline = inForce;
    bounds = whole
      ? boundsOf(recordBy(record, known), inForce)
      : inForce.window && {
          window: inForce.window,
          overdueAt: inForce.window.closesAt + record.graceMs,
          ...WHOLE,
        };
    if (whole && bounds !== null) deadline = { ...inForce, window: bounds.window };
    if (moved) {
      phase = null;
      emit('deadline_moved', `moved:v${deadline.version}`, here, {
        actor: deadline.recordedBy,
        data: { from, to: deadline.window, ...deadline.origin },
      });
    }
    for (const entry of facts.progress) {
      if (entry.recordedAt !== known) continue;
      const at = { occurredAt: entry.happenedAt, knownAt: known };
      const { amount, partyId, claimId, support } = entry;
      const data = { amount, partyId, ...(claimId === null ? {} : { claimId }), support };
      emit('progress', `progress:${entry.id}`, at, { actor: entry.recordedBy, data });
    }
    const before = settlement as Settlement | null;
    const lateBefore = late as { late: boolean; days: number } | null;
    settlement = settle(facts);
    waits = waitsForCondition(facts);
    // Taken back, or failed, while its time ran: what was told of its time was told wrongly.
    const unbound = settlement === null ? waits : settlement.by === 'condition';
    const untimely =
      unbound && phase !== null && bounds !== null ? timeTold(phase, bounds, deadline, known) : [];
    for (const report of facts.more.conditions) {
      if (report.recordedAt !== known) continue;
      const at = { occurredAt: report.happenedAt, knownAt: known };
      const data = { state: report.state };
      const corrects = before === null && settlement === null && report.state !== 'met' ? untimely : [];
      emit('condition', `condition:${report.id}`, at, { actor: report.recordedBy, data, corrects });
    }
    if (unbound) toldOverdueAt = null;
    late = settlement?.outcome === 'met' ? lateness(settlement.at, deadline, record.graceMs) : null;
    const deciding = settlement?.by === 'verdict' ? verdictInForce(facts) : null;
    const decidedNow = deciding !== null && deciding.recordedAt === known;
    const who = { actor: authorAt(record, known) };
    for (const verdict of facts.verdicts)
      if (verdict.partyId !== null && verdict.recordedAt === known) {
        const data = { partyId: verdict.partyId, outcome: verdict.outcome };
        const at = { occurredAt: verdict.happenedAt, knownAt: known };
        emit('progress', `side:${verdict.id}`, at, { actor: verdict.recordedBy, data });
      }
    const changed = settlement?.outcome !== before?.outcome || late?.late !== lateBefore?.late;
    if (settlement === null) {
      if (before !== null) {
        const corrects = [before.outcome === 'met' ? ('met' as const) : ('closed' as const), ...untimely];
        const shaken = facts.more.withdrawals.some(({ recordedAt }) => recordedAt === known);
        const data = { was: before.outcome, ...(shaken ? { because: 'evidence_withdrawn' } : {}) };
        emit('reopened', `reopened@${known}`, here, { ...who, corrects, data });
      }
    } else if (changed || decidedNow) {
      const corrects: Wrong[] = [];
      if (before !== null && changed) corrects.push(before.outcome === 'met' ? 'met' : 'closed');
      // Also across a move: a first date that was missed stays missed, one that had been kept was called so wrongly.
      const inTime = settlement.outcome === 'met' && late?.late !== true;
      if (inTime && toldOverdueAt !== null && settlement.at < toldOverdueAt) corrects.push('overdue');
      if (before === null && unbound) {
        corrects.push(...untimely);
        phase = null;
      }
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
    const contested = isDisputed(facts);
    if (contested !== disputed)
      emit(
        contested ? 'disputed' : 'dispute_settled',
        `${contested ? 'disputed' : 'dispute_settled'}@${known}`,
        here,
        who,
      );
    disputed = contested;

    // What time brings until the next fact. A fact at the very same instant comes first.
    const next = points[index + 1] ?? Number.POSITIVE_INFINITY;
    const comes = (instant: number): number | null => {
      const at = Math.max(instant, known);
      return at < next && at <= now ? at : null;
    };
    for (const { id, answerBy } of openObjections(facts.more)) {
      const at = comes(answerBy);
      if (at !== null)
        emit('objection_unanswered', `objection_unanswered:${id}`, { occurredAt: answerBy, knownAt: at });
    }
    if (settlement !== null) return;
    const until = facts.more.notices.at(-1)?.untilAt;
    const lapsedAt = until == null ? null : comes(until);
    if (until != null && lapsedAt === until) {
      const deeds = { ...facts, deadlines: knownBy(record.deadlines, known), criteria: record.criteria };
      const notice = unattendedAt(facts.more, deedsOf(deeds), until);
      if (notice !== null)
        emit(
          'unattended',
          `unattended:${notice.id}`,
          { occurredAt: until, knownAt: lapsedAt },
          { data: { by: notice.recordedBy } },
        );
    }
    if (waits || bounds === null) {
      if (waits) phase = null;
      const at = deadline.reviewAt === null ? null : comes(deadline.reviewAt);
      const key = `review_due:v${deadline.version}`;
      if (at !== null && deadline.reviewAt !== null)
        emit('review_due', key, { occurredAt: deadline.reviewAt, knownAt: at });
      return;
    }
    // Nobody was bound before the condition was met.
    const boundFrom = record.conditional
      ? (facts.more.conditions.at(-1)?.happenedAt ?? Number.NEGATIVE_INFINITY)
      : Number.NEGATIVE_INFINITY;
    const opensAt = Math.max(bounds.window.opensAt, boundFrom);
    const bound = boundAgain(facts);
    phase = whole ? 'upcoming' : (phase ?? 'upcoming');
    const dueAt = comes(opensAt);
    if (dueAt !== null) {
      const key = `due:v${deadline.version}${bound}`;
      // A window that was open and stays open under its new date has not opened again, now or at a later fact.
      if (moved && wasOpenWindow && opensAt <= known) emitted.add(key);
      emit('due', key, { occurredAt: opensAt, knownAt: dueAt });
      phase = 'due';
    }
    const occurredAt = Math.max(bounds.overdueAt, boundFrom);
    const overdueAt = comes(occurredAt);
    if (overdueAt !== null) {
      // Of a first date without its version, as it has always been written.
      const again = (bounds.partVersion ?? 1) > 1 ? `v${bounds.partVersion}` : '';
      const because = bounds.part === null ? '' : `:part${bounds.part}${again}`;
      emit('overdue', `overdue:v${deadline.version}${because}${bound}`, { occurredAt, knownAt: overdueAt });
      toldOverdueAt = Math.max(toldOverdueAt ?? occurredAt, occurredAt);
      phase = 'overdue';
    }
  });

  const lateAtEnd = late as { late: boolean; days: number } | null;
  // What time brings about objections and notices is found out of turn.
  if (record.more !== NO_MORE) moments.sort((a, b) => a.knownAt - b.knownAt);
  return {
    moments,
    standing: {
      settlement,
      late: lateAtEnd?.late ?? null,
      daysLate: lateAtEnd?.late ? lateAtEnd.days : null,
      deadline,
      bounds,
      waits,
      disputed,
      phase: settlement === null ? phase : null,
    },
  };
}
