/** What stands beside a commitment: objections, its condition, reminders held, and the commitments it belongs with. */

import { LINK_WORDS } from '../../domain/links.ts';
import type { Status } from '../../domain/record.ts';
import { describeStatus } from '../../domain/words.ts';
import { boardFacts } from '../../store/browse/board.ts';
import {
  type DisputeFacts,
  disputeFacts,
  type LinkFacts,
  type NoticeFacts,
} from '../../store/browse/disputes.ts';
import { readRecords } from '../../store/records.ts';
import { happenedThen, inForceThen, type Past, recordAt } from '../as-of.ts';
import type { Context } from '../context.ts';
import { judge } from './judge.ts';

/** Another commitment, as it stands now. */
export interface Neighbour {
  readonly id: number;
  readonly title: string;
  readonly speaker: string;
  readonly status: Status;
  readonly statusText: string;
}

export interface LinkView extends LinkFacts {
  readonly other: Neighbour | null;
  /** How this one stands to the other, in words: `says again`. */
  readonly text: string;
}

/** Instants are epoch milliseconds. */
export interface DisputeView extends Omit<DisputeFacts, 'links' | 'partIds' | 'parentId'> {
  /** Whether an objection is open or claims stand against each other. */
  readonly disputed: boolean;
  readonly links: readonly LinkView[];
  /** The commitment that this one is a part of. */
  readonly whole: Neighbour | null;
  readonly parts: readonly Neighbour[];
  /** What the latest report says about the condition; null without a report. */
  readonly conditionState: 'met' | 'failed' | 'open' | null;
  /** What holds the reminders now; null when nothing does. */
  readonly held: Held | null;
}

/** Reminders are held until then. */
export interface Held {
  readonly kind: 'acknowledged' | 'snoozed';
  readonly untilAt: number;
  readonly note: string;
  readonly by: string;
}

/** What `notice`, the latest, holds at `now`; null when it holds nothing. */
export function heldBy(notice: Omit<NoticeFacts, 'id' | 'recordedAt'> | null, now: number): Held | null {
  if (notice === null || notice.kind === 'resumed' || notice.untilAt === null || notice.untilAt <= now)
    return null;
  return { kind: notice.kind, untilAt: notice.untilAt, note: notice.note, by: notice.recordedBy };
}

async function neighbours(
  ctx: Context,
  ids: readonly number[],
  { now, past }: { now: number; past: Past | null },
): Promise<Map<number, Neighbour>> {
  if (ids.length === 0) return new Map();
  const records = await readRecords(ctx.db.query, ids);
  const facts = await boardFacts(ctx.db.query, ids);
  const found = new Map<number, Neighbour>();
  for (const [id, record] of records) {
    const fact = facts.get(id);
    const known = recordAt(record, past, now);
    if (fact === undefined || known === null) continue;
    const { assessment } = judge(known.record, known.at, fact.announced);
    const { title, speaker } = fact;
    found.set(id, {
      id,
      title,
      speaker,
      status: assessment.status,
      statusText: describeStatus(assessment, ctx.language),
    });
  }
  return found;
}

/** The facts as they were known. What has no time of its own counts from its recording, as in `asKnown`. */
function disputesThen(facts: DisputeFacts, past: Past): DisputeFacts {
  const inForce = inForceThen(past);
  const conditionReports = facts.conditionReports.filter(happenedThen(past));
  return {
    ...facts,
    objections: facts.objections
      .filter(inForce)
      .map((one) => (one.answer === null || inForce(one.answer) ? one : { ...one, answer: null })),
    conditionReports,
    notices: facts.notices.filter(inForce),
    links: facts.links
      .filter(inForce)
      .map((one) => (one.end === null || inForce(one.end) ? one : { ...one, end: null })),
  };
}

/** Reads it as of `now`, or as it was known in the `past`; null when there is no commitment `id`. */
export async function readDisputes(
  ctx: Context,
  id: number,
  times: { now: number; past: Past | null },
): Promise<Omit<DisputeView, 'disputed'> | null> {
  const stored = await disputeFacts(ctx.db, id);
  if (stored === null) return null;
  const facts = times.past === null ? stored : disputesThen(stored, times.past);
  const { links, partIds, parentId, ...rest } = facts;
  const ids = [...partIds, ...links.map(({ otherId }) => otherId), ...(parentId === null ? [] : [parentId])];
  const others = await neighbours(ctx, [...new Set(ids)], times);
  return {
    ...rest,
    links: links.map((link) => ({
      ...link,
      other: others.get(link.otherId) ?? null,
      text: LINK_WORDS[link.kind][link.drawn],
    })),
    whole: parentId === null ? null : (others.get(parentId) ?? null),
    parts: partIds.flatMap((part) => others.get(part) ?? []),
    conditionState: facts.conditionReports.at(-1)?.state ?? null,
    held: heldBy(facts.notices.at(-1) ?? null, times.past?.on ?? times.now),
  };
}
