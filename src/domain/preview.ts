/**
 * What a reader would have been told: the record is judged again at each instant at which something became known or
 * time moved it on, with the code that decides alerts, and what came out is put into messages as the sender would.
 * Pure. Instants are epoch milliseconds; periods are (`from`, `until`].
 */
import {
  ALERT_KINDS,
  type AlertKind,
  ENDINGS,
  isOwed,
  type Occasion,
  occasionsSince,
  stillHolds,
} from './alerts.ts';
import { type Assessment, assess } from './assess.ts';
import { COMPANY_MS, PATIENT } from './company.ts';
import { recordBy } from './known.ts';
import type { CommitmentRecord } from './record.ts';
import { nextSlot, type Preferences, quietEnd } from './rhythm.ts';

/** What decides which occasions somebody wants. */
export interface Wish extends Preferences {
  readonly kinds: readonly string[];
  readonly leads: readonly number[];
  readonly minQuantity: number | null;
  readonly minUnit: string | null;
}

/** One thing that would have been told, and the earliest it could have been. */
export interface Candidate {
  readonly record: CommitmentRecord;
  readonly occasion: Occasion;
  readonly at: number;
}

/** One message that would have been sent, with one line a commitment. */
export interface WouldBe {
  readonly at: number;
  readonly lines: readonly {
    readonly commitmentId: number;
    readonly kind: AlertKind;
    readonly occasion: Occasion;
    readonly assessment: Assessment;
  }[];
}

/** A record moves on this often in a period at most; one that does more is followed no further. */
const MOST_STEPS = 1_000;

/** The record as the system had it at `at`, when it had last looked at `since`. */
const asHeld = (record: CommitmentRecord, at: number, since: number): CommitmentRecord => {
  const known = recordBy(record, at);
  return { ...known, knownUntil: since, parts: known.parts.map((part) => asHeld(part, at, since)) };
};

const judgeAt = (record: CommitmentRecord, at: number): Assessment => assess(asHeld(record, at, at), at);

/** When facts of the record became known. */
function factTimes(record: CommitmentRecord): number[] {
  const { deadlines, progress, verdicts, criteria, more, parts } = record;
  const facts = [deadlines, progress, verdicts, criteria, ...Object.values(more)] as readonly (readonly {
    recordedAt: number;
  }[])[];
  return [
    record.recordedAt,
    ...facts.flatMap((list) => list.map(({ recordedAt }) => recordedAt)),
    ...parts.flatMap(factTimes),
  ];
}

function wants(wish: Wish, { target }: CommitmentRecord, { kind, leadDays }: Occasion): boolean {
  if (kind === 'corrected') return true;
  if (kind === 'unattended' || !wish.kinds.includes(kind)) return false;
  if (leadDays !== null && !wish.leads.includes(leadDays)) return false;
  if (wish.minQuantity === null) return true;
  if (target === null || target.quantity < wish.minQuantity) return false;
  return wish.minUnit === null || wish.minUnit === target.unit.toLowerCase();
}

/** Everything about one commitment that the reader would have been told in the period. */
export function candidates(
  record: CommitmentRecord,
  wish: Wish,
  { from, until }: { from: number; until: number },
): Candidate[] {
  const told = new Set<AlertKind>();
  const found: Candidate[] = [];
  const facts = [...new Set(factTimes(record))].sort((a, b) => a - b);
  let since = Math.max(from, record.recordedAt - 1);
  let at = Math.max(from, record.recordedAt);
  for (let step = 0; at <= until && step < MOST_STEPS; step += 1) {
    const held = asHeld(record, at, since);
    const assessment = assess(held, at);
    for (const occasion of at > from ? occasionsSince(held, assessment, since) : []) {
      const { corrects, kind } = occasion;
      const wasWrong = corrects.some((wrong) => told.has(wrong));
      if (corrects.length > 0 && wasWrong !== (kind === 'corrected')) continue;
      if (!wants(wish, held, occasion)) continue;
      told.add(kind);
      // Of what turned out wrong, this reader hears what they were told.
      const own =
        kind === 'corrected' ? { ...occasion, corrects: corrects.filter((one) => told.has(one)) } : occasion;
      found.push({ record, occasion: own, at });
    }
    since = at;
    const fact = facts.find((time) => time > since) ?? Number.POSITIVE_INFINITY;
    at = Math.min(assessment.nextCheckAt ?? Number.POSITIVE_INFINITY, fact);
  }
  return found;
}

/** The candidates of all commitments, put into messages as the sender would have; those up to `until`. */
export function intoMessages(all: readonly Candidate[], wish: Wish, until: number): WouldBe[] {
  const timed = all
    .map((one) => ({ ...one, at: nextSlot(wish, one.at) ?? quietEnd(wish, one.at) }))
    .sort((a, b) => a.at - b.at);
  const messages: { at: number; all: Candidate[] }[] = [];
  let waiting: Candidate[] = [];
  const send = (at: number, more: readonly Candidate[]): void => {
    const last = messages.at(-1);
    if (last?.at === at) last.all.push(...more);
    else messages.push({ at, all: [...more] });
  };
  const free = (): number => quietEnd(wish, (messages.at(-1)?.at ?? Number.NEGATIVE_INFINITY) + COMPANY_MS);
  const flush = (upTo: number): void => {
    if (waiting.length === 0 || free() > upTo) return;
    send(free(), waiting);
    waiting = [];
  };
  for (const one of timed) {
    flush(one.at);
    const patient = wish.rhythm === 'at_once' && PATIENT.includes(one.occasion.kind);
    const last = messages.at(-1);
    if (patient && last !== undefined && last.at !== one.at && free() > one.at) waiting.push(one);
    else {
      send(one.at, [...waiting, one]);
      waiting = [];
    }
  }
  flush(until);
  return messages.filter(({ at }) => at <= until).flatMap((message) => gravest(message));
}

/** One line a commitment, the gravest of what still held when the message would have gone. */
function gravest({ at, all }: { at: number; all: readonly Candidate[] }): WouldBe[] {
  const lines = new Map<number, WouldBe['lines'][number]>();
  for (const { record, occasion } of all) {
    const assessment = judgeAt(record, at);
    const { kind } = occasion;
    const other = lines.get(record.id);
    if (!stillHolds(occasion, assessment)) {
      const others = all.filter((one) => one.record.id === record.id && stillHolds(one.occasion, assessment));
      const told = others.some((one) => ENDINGS.includes(one.occasion.kind));
      if (told || !isOwed(occasion, assessment)) continue;
    }
    if (other !== undefined && ALERT_KINDS.indexOf(other.kind) <= ALERT_KINDS.indexOf(kind)) continue;
    lines.set(record.id, { commitmentId: record.id, kind, occasion, assessment });
  }
  return lines.size === 0 ? [] : [{ at, lines: [...lines.values()] }];
}
