/** Commitments in one line each, as they stand or stood: for timelines and for the lists of parties, sources and tags. */
import type { Window } from '../../domain/deadline/types.ts';
import type { Status } from '../../domain/record.ts';
import { describeStanding } from '../../domain/sides.ts';
import { earlierWindows } from '../../domain/slips.ts';
import { describeStatus } from '../../domain/words.ts';
import { type BriefFacts, briefFacts } from '../../store/browse/timeline.ts';
import { readRecords } from '../../store/records.ts';
import { type Past, recordAt } from '../as-of.ts';
import type { Context } from '../context.ts';
import { judge } from './judge.ts';

/** Instants are epoch milliseconds. */
export interface Brief extends Omit<BriefFacts, 'announced' | 'anchors'> {
  /** The times that were asked for; null when it is about now. */
  readonly past: Past | null;
  readonly status: Status;
  /** For people: `Met, 2 days late`. */
  readonly statusText: string;
  readonly window: Window | null;
  /** Windows that a later statement of the date replaced, oldest first. */
  readonly earlier: readonly Window[];
  readonly zone: string;
  readonly reviewAt: number | null;
  readonly settledAt: number | null;
  readonly disputed: boolean;
  /** The words that name the event without which there is no date; null when none is waited for. */
  readonly waitsFor: string | null;
  readonly progress: { readonly text: string; readonly fraction: number | null } | null;
}

/**
 * Reads them as they stand at `now`, or as they stood in the `past`, in the order of `ids`; what is not on record, or was
 * not, is left out.
 */
export async function readBriefs(
  ctx: Pick<Context, 'db' | 'language'>,
  ids: readonly number[],
  { now, past }: { readonly now: number; readonly past: Past | null },
): Promise<Brief[]> {
  if (ids.length === 0) return [];
  const { query } = ctx.db;
  const [records, facts] = [await readRecords(query, ids), await briefFacts(query, ids, past?.asOf ?? null)];
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return ids.flatMap((id): Brief[] => {
    const [stored, fact] = [records.get(id), byId.get(id)];
    const known = stored && recordAt(stored, past, now);
    if (known == null || fact === undefined) return [];
    const { announced, anchors, ...shown } = fact;
    const { record } = known;
    const { assessment } = judge(record, known.at, announced);
    const names = new Map(fact.committers.map((party) => [party.id, party.name]));
    return [
      {
        ...shown,
        past,
        waitsFor: assessment.deadline.window === null ? (anchors[assessment.deadline.version] ?? null) : null,
        status: assessment.status,
        statusText: describeStatus(assessment, ctx.language),
        window: assessment.deadline.window,
        earlier: earlierWindows(record.deadlines),
        zone: assessment.deadline.zone,
        reviewAt: assessment.deadline.reviewAt,
        settledAt: assessment.settledAt,
        disputed: assessment.disputed,
        progress: describeStanding(assessment, record.target, record.committers, names, ctx.language),
      },
    ];
  });
}
