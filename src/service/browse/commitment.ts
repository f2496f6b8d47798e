/** Everything about one commitment, as it stands now or was known then: for its page and for `duly show`. */
import type { Assessment } from '../../domain/assess.ts';
import { isZone } from '../../domain/civil.ts';
import { describeAnchor } from '../../domain/deadline/anchored.ts';
import type { Window } from '../../domain/deadline/types.ts';
import { DulyError } from '../../domain/errors.ts';
import { type HistoryLine, tellHistory } from '../../domain/history.ts';
import type { Language } from '../../domain/language.ts';
import type { DeadlineVersion, Outcome, Status, Target } from '../../domain/record.ts';
import { describeStanding } from '../../domain/sides.ts';
import { describeSlips, type Slips, slipsOf } from '../../domain/slips.ts';
import { describeEach, describeStatus, describeTallies, describeTarget } from '../../domain/words.ts';
import { type CommitmentFacts, commitmentFacts } from '../../store/browse/commitment.ts';
import { readRecords } from '../../store/records.ts';
import { type Past, readPastOf, recordAt } from '../as-of.ts';
import type { Context } from '../context.ts';
import { eventTime } from '../derivation.ts';
import { id as idInput, parse } from '../input.ts';
import { factsThen } from './commitment-then.ts';
import { notOnRecordThen, readCriteria } from './criteria.ts';
import { type DisputeView, readDisputes } from './disputes.ts';
import { judge } from './judge.ts';
import { placeInSeries, type SeriesPlace } from './series.ts';

/** The event of a deadline. Instants are epoch milliseconds. */
export interface AnchorView {
  /** The words that name it. */
  readonly words: string;
  /** When it happened or is to happen, in words; null while that is not on record. */
  readonly happened: string | null;
  /** Link to what shows it. */
  readonly url: string | null;
}

function anchorOf(
  facts: CommitmentFacts,
  { version, zone }: DeadlineVersion,
  now: number,
): AnchorView | null {
  const words = facts.deadlines.find((one) => one.version === version)?.anchor ?? null;
  if (words === null) return null;
  const report = facts.anchorEvents.findLast((one) => one.anchor === words);
  const time = report === undefined ? null : eventTime({ event: report });
  return {
    words,
    happened: time === null ? null : describeAnchor(words, time, now, isZone(zone) ? zone : 'UTC'),
    url: time === null ? null : (report?.url ?? null),
  };
}

/** One side of a target that holds for each of them. */
export interface SideView {
  readonly party: string;
  readonly total: number;
  /** Null while it is open; `void` when the failure of another excuses it. */
  readonly outcome: Outcome | null;
  /** `met`, `640 of 1,000`. */
  readonly text: string;
}

function sidesOf(
  { sides }: Assessment,
  target: Target | null,
  { names, language }: { names: ReadonlyMap<number, string>; language: Language | undefined },
): SideView[] {
  return sides.map((side) => {
    const party = names.get(side.partyId) ?? '';
    const whole = describeEach({ sides: [side] }, target, names, language) ?? '';
    return { party, total: side.total, outcome: side.outcome, text: whole.slice(party.length).trim() };
  });
}

/** Decisions that wait for a second person: neither answered, nor taken back, nor without their evidence. */
const waitingOf = ({ verdicts }: CommitmentFacts): number[] =>
  verdicts
    .filter(
      (one) =>
        one.needsApproval &&
        one.approval === null &&
        !one.reversed &&
        (one.evidence?.withdrawn ?? null) === null,
    )
    .map(({ id }) => id);

async function historyOf(
  ctx: Context,
  { id, events, facts, parties, target }: CommitmentFacts,
  zone: string,
): Promise<HistoryLine[]> {
  const names = new Map(parties.map((party) => [party.id, party.name]));
  const meant = facts.flatMap(({ row }) => [row.party_id, row.claimed_by_id, row.raised_by_id]);
  const others = meant.filter((one): one is number => typeof one === 'number' && !names.has(one));
  const found =
    others.length === 0 ? [] : await ctx.db.prisma.party.findMany({ where: { id: { in: others } } });
  for (const party of found) names.set(party.id, party.name);
  return tellHistory({
    ...{ id, moments: events, facts, names, zone },
    unit: target?.unit ?? null,
    language: ctx.language,
  });
}

/** Instants are epoch milliseconds. */
export interface CommitmentView extends Omit<CommitmentFacts, 'facts'>, DisputeView {
  /** The instant the state holds for. */
  readonly now: number;
  /** The times that were asked for; null when it is about now. */
  readonly past: Past | null;
  readonly status: Status;
  /** The status for people: `Met, 2 days late`. */
  readonly statusText: string;
  readonly late: boolean | null;
  readonly daysLate: number | null;
  readonly settledAt: number | null;
  /** What settled it: the evidence added up, an editor's verdict, its parts or its condition; null while open. */
  readonly settledBy: Assessment['settledBy'];
  readonly window: Window | null;
  /** Zone in which the deadline in force counts its days; one that is known, also when the stored one is not. */
  readonly zone: string;
  readonly reviewAt: number | null;
  /** The words that name the event without which there is no date; null when none is waited for. */
  readonly waitsFor: string | null;
  /** How the date in force follows from the words. */
  readonly explanation: string;
  readonly progressText: string | null;
  /** The three tallies, the gap between them, and which decides; null without a target. */
  readonly talliesText: string | null;
  /** What counts as fulfilled, every version; the last one is in force. */
  readonly criteria: Awaited<ReturnType<typeof readCriteria>>['versions'];
  /** Everything that happened and was recorded, in words, in the order in which it became known. */
  readonly history: readonly HistoryLine[];
  /** Numbers of the decisions that wait for a second person. */
  readonly waiting: readonly number[];
  /** 0 to 1; null without a measure. */
  readonly progressFraction: number | null;
  readonly targetText: string | null;
  /** How each side stands, where the target holds for each; otherwise empty. */
  readonly sides: readonly SideView[];
  readonly nextCheckAt: number | null;
  /** Where it stands in its series; null when it does not come again. */
  readonly series: SeriesPlace | null;
  /** The event that the deadline in force waits for or hangs on; null when there is none. */
  readonly anchor: AnchorView | null;
  /** How often a new date was stated with another closing day; what an event, a calendar or a rule brought is none. */
  readonly slips: number;
  /** Civil days of all slips together; less than zero when the date has come nearer. */
  readonly slipDays: number;
  /** In words: `slipped 2 times, 35 days in all`; null when it never did. */
  readonly slipText: string | null;
  /** The slips one by one, by the version of the deadline that brought them. */
  readonly slipSteps: Slips['steps'];
  /** Whether any of its evidence is made up for a demonstration. */
  readonly exampleData: boolean;
}

/**
 * Reads it; `asked` may name the times of `asOfInput`. Throws `DulyError('invalid')` for a number that is none,
 * `not_found` when there is no such thing, or it was not on record then.
 */
export async function readCommitment(
  ctx: Context,
  rawId: unknown,
  asked: unknown = {},
): Promise<CommitmentView> {
  const clockNow = ctx.clock.now();
  const id = parse(idInput, rawId);
  const stored = (await readRecords(ctx.db.query, [id])).get(id);
  const past = readPastOf(asked, stored?.deadlines.at(-1)?.zone ?? 'UTC', clockNow);
  const storedFacts = await commitmentFacts(ctx.db, id);
  const disputes = await readDisputes(ctx, id, { now: clockNow, past });
  if (stored === undefined || storedFacts === null || disputes === null)
    throw new DulyError('not_found', `There is no commitment ${id}.`);
  const known = recordAt(stored, past, clockNow);
  if (known === null) throw notOnRecordThen(id, past as Past);
  const { record, at: now } = known;
  const facts = past === null ? storedFacts : factsThen(storedFacts, past);
  const { assessment, fault } = judge(record, now, past === null ? facts.announced : 'undated');
  const names = new Map(facts.parties.map((party) => [party.id, party.name]));
  const progress = describeStanding(assessment, record.target, record.committers, names, ctx.language);
  const evidence = [...facts.progress, ...facts.verdicts].map((one) => one.evidence);
  const { deadline } = assessment;
  const anchor = anchorOf(facts, deadline, now);
  const slips = slipsOf(record.deadlines);
  const zone = isZone(deadline.zone) ? deadline.zone : 'UTC';
  const history = await historyOf(ctx, facts, zone);
  const { facts: _, ...shown } = facts;
  return {
    ...shown,
    ...disputes,
    now,
    past,
    // Nobody kept what had been announced at every time.
    announced: past === null ? facts.announced : assessment.status,
    weighed: past === null ? disputes.weighed : disputes.weighed && record.conditional,
    status: assessment.status,
    statusText: describeStatus(assessment, ctx.language),
    late: assessment.late,
    daysLate: assessment.daysLate,
    settledAt: assessment.settledAt,
    settledBy: assessment.settledBy,
    disputed: assessment.disputed,
    held: assessment.settledAt === null ? disputes.held : null,
    sides: sidesOf(assessment, record.target, { names, language: ctx.language }),
    window: deadline.window,
    zone,
    history,
    reviewAt: deadline.reviewAt,
    explanation: facts.deadlines.find((one) => one.version === deadline.version)?.explanation ?? '',
    progressText: progress?.text ?? null,
    talliesText:
      assessment.progress === null ? null : describeTallies(assessment.progress, names, ctx.language),
    criteria: (await readCriteria(ctx, id, asked)).versions,
    waiting: waitingOf(facts),
    progressFraction: progress?.fraction ?? null,
    targetText: facts.target === null ? null : describeTarget(facts.target, ctx.language),
    nextCheckAt: assessment.nextCheckAt,
    series:
      record.occurrence === null ? null : await placeInSeries(ctx, record.occurrence, past?.asOf ?? now),
    anchor,
    waitsFor: deadline.window === null ? (anchor?.words ?? null) : null,
    slips: slips.count,
    slipDays: slips.totalDays,
    slipText: describeSlips(slips, ctx.language),
    slipSteps: slips.steps,
    exampleData: evidence.some((one) => one?.exampleData === true),
    fault: fault ?? facts.fault,
  };
}
