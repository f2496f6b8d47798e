/** Does what a history says through the use cases, and writes into the plain model what was taken. */
import { DulyError } from '../../src/domain/errors.ts';
import { answerObjection } from '../../src/service/answer.ts';
import { closeCommitment, reopenCommitment } from '../../src/service/close.ts';
import { reportCondition } from '../../src/service/condition.ts';
import type { Context } from '../../src/service/context.ts';
import { reviseCriteria } from '../../src/service/criteria.ts';
import { recordLook } from '../../src/service/look.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { holdReminders, resumeReminders } from '../../src/service/notice.ts';
import { raiseObjection } from '../../src/service/object.ts';
import { addProgress } from '../../src/service/progress.ts';
import { recordCommitment } from '../../src/service/record.ts';
import { withdrawEvidence } from '../../src/service/withdraw-evidence.ts';
import { DAY, HOUR } from './clock.ts';
import type { History, HistoryDeed } from './histories.ts';
import type { PlainFact, PlainItem } from './plain-model.ts';
import { bodies } from './setup.ts';

/** An item of a history: its number in the database, and what the model knows of it. */
export interface Item {
  readonly id: number;
  readonly title: string;
  plain: PlainItem;
}

const ZONE = 'Europe/Istanbul';
const SAID_AT = '2025-06-01T10:00:00+03:00';
const note = 'A note that shows it.';
const iso = (instant: number): string => new Date(instant).toISOString();

/** Records the item at the time of the clock. */
export async function begin(ctx: Context, wish: History['items'][number], place: number): Promise<Item> {
  const now = ctx.clock.now();
  const { quantity, decides, conditional, graceDays } = wish;
  const opensAt = now + wish.opens * HOUR;
  const closesAt = opensAt + wish.hours * HOUR;
  const title = `Item ${place + 1}`;
  const { id } = await recordCommitment(
    ctx,
    bodies({
      ...{ title, quote: `The words of ${title}.`, saidAt: SAID_AT, zone: ZONE, decides },
      ...{ tags: ['agreed'], sourceTitle: 'A round of talks', committers: ['Russia'] },
      deadline: undefined,
      ...{ opensAt: iso(opensAt), closesAt: iso(closesAt), deadlineReason: 'as agreed', graceDays },
      ...(quantity === null
        ? { comparator: undefined, quantity: undefined, unit: undefined }
        : { comparator: 'at_least', quantity, unit: 'bodies' }),
      ...(conditional ? { condition: 'if the other side does the same' } : {}),
    }),
  );
  const facts: PlainFact[] = [
    { is: 'dates', opensAt, closesAt },
    { is: 'criteria', decides },
  ];
  return { id, title, plain: { quantity, conditional, graceMs: graceDays * DAY, facts } };
}

const latest = async (
  ctx: Context,
  table: 'progress' | 'verdict',
): Promise<{ id: number; evidence: number }> => {
  const [row] = await ctx.db.query<{ id: number; evidence: number }>(
    `select id, evidence_id as evidence from ${table} order by id desc limit 1`,
  );
  return row ?? { id: 0, evidence: 0 };
};

const pick = <T>(list: readonly T[], which: number): T | undefined => list[which % Math.max(1, list.length)];

/** Does it; returns the fact for the model (null: one that decides nothing), or undefined when there is nothing to do. */
async function perform(
  ctx: Context,
  { id, plain }: Item,
  deed: HistoryDeed,
): Promise<PlainFact | null | undefined> {
  const now = ctx.clock.now();
  const of = <K extends PlainFact['is']>(is: K) =>
    plain.facts.filter((fact): fact is Extract<PlainFact, { is: K }> => fact.is === is);
  const happened = (ago: number): number => Math.max(now - ago, Date.parse(SAID_AT));
  switch (deed.do) {
    case 'progress': {
      const happenedAt = happened(deed.ago);
      const claims = of('entry').filter(({ about }) => about === null);
      const about = deed.about === null ? null : (pick(claims, deed.about)?.id ?? null);
      const { amount, support, origin } = deed;
      const more = { ...(about === null ? {} : { confirms: about }), ...(origin === null ? {} : { origin }) };
      await addProgress(ctx, { id, amount, support, note, happenedAt: iso(happenedAt), ...more });
      return { is: 'entry', ...(await latest(ctx, 'progress')), about, amount, support, origin, happenedAt };
    }
    case 'decide': {
      const happenedAt = happened(deed.ago);
      const { outcome } = deed;
      await closeCommitment(ctx, { id, outcome, reason: 'So it is.', note, happenedAt: iso(happenedAt) });
      return { is: 'verdict', ...(await latest(ctx, 'verdict')), outcome, happenedAt };
    }
    case 'reopen': {
      await reopenCommitment(ctx, { id, reason: 'It was an error.' });
      const [row] = await ctx.db.query<{ of: number }>(
        'select reverses_id as of from verdict order by id desc limit 1',
      );
      return { is: 'reversal', of: row?.of ?? 0 };
    }
    case 'move': {
      const opensAt = now + deed.opens * HOUR;
      const closesAt = opensAt + deed.hours * HOUR;
      await moveDeadline(ctx, { id, reason: 'Postponed.', opensAt: iso(opensAt), closesAt: iso(closesAt) });
      return { is: 'dates', opensAt, closesAt };
    }
    case 'undate': {
      await moveDeadline(ctx, { id, reason: 'Put off.', reviewOn: iso(now + deed.days * DAY).slice(0, 10) });
      return { is: 'dates', opensAt: null, closesAt: null };
    }
    case 'withdraw': {
      const { evidence } = pick([...of('entry'), ...of('verdict')], deed.which) ?? {};
      if (evidence === undefined) return undefined;
      await withdrawEvidence(ctx, { evidence, reason: 'It was false.' });
      return { is: 'withdrawal', evidence };
    }
    case 'object': {
      const entry = deed.about === 'progress' ? (pick(of('entry'), deed.which)?.id ?? null) : null;
      const verdict = deed.about === 'verdict' ? (pick(of('verdict'), deed.which)?.id ?? null) : null;
      const about = entry !== null ? { progress: entry } : verdict === null ? {} : { verdict };
      const answerBy = `within ${deed.days} days`;
      const said = { raisedBy: 'Ukraine', reason: 'It is not so.', answerBy };
      const { objectionId } = await raiseObjection(ctx, { id, ...about, ...said });
      return { is: 'objection', id: objectionId, entry, verdict };
    }
    case 'answer': {
      const answered = of('answer').map((one) => one.objection);
      const open = of('objection').find((one) => !answered.includes(one.id));
      if (open === undefined) return undefined;
      await answerObjection(ctx, { objection: open.id, outcome: deed.outcome, answer: 'As we found.' });
      return { is: 'answer', objection: open.id, outcome: deed.outcome };
    }
    case 'condition': {
      const happenedAt = happened(deed.ago);
      await reportCondition(ctx, { id, state: deed.state, note, happenedAt: iso(happenedAt) });
      return { is: 'condition', state: deed.state, happenedAt };
    }
    case 'criteria':
      await reviseCriteria(ctx, { id, decides: deed.decides, reason: 'As agreed.' });
      return { is: 'criteria', decides: deed.decides };
    case 'hold':
      await holdReminders(ctx, { id, kind: deed.kind, until: `within ${deed.days} days`, note });
      return null;
    case 'resume':
      await resumeReminders(ctx, { id, note });
      return null;
    case 'look':
      await recordLook(ctx, { id, in: 'the papers' });
      return null;
  }
}

/** Does it, and lets the model know. What a use case refuses changes nothing, there and here. */
export async function doDeed(ctx: Context, item: Item, deed: HistoryDeed): Promise<void> {
  const fact = await perform(ctx, item, deed).catch((error) => {
    if (error instanceof DulyError && (error.code === 'invalid' || error.code === 'conflict')) return null;
    throw error;
  });
  if (fact != null) item.plain = { ...item.plain, facts: [...item.plain.facts, fact] };
}
