/** What the page of a commitment shows beside what is on record: its words in place, how it grew, its seal. */
import { type Growth, growthOf } from '../../domain/growth.ts';
import { atLast } from '../../domain/known.ts';
import { type Surroundings, surroundings } from '../../domain/surroundings.ts';
import { linkOf } from '../../store/chain.ts';
import { readRecords } from '../../store/records.ts';
import { recordAt } from '../as-of.ts';
import type { Context } from '../context.ts';
import { type CommitmentView, readCommitment } from './commitment.ts';
import { findSimilar, type SimilarView } from './similar.ts';

export interface CommitmentPageView {
  readonly view: CommitmentView;
  /** The quote between its neighbours; null where no text of the source is kept, or the words are not in it. */
  readonly surroundings: Surroundings | null;
  /** How the tallies grew, side by side where the target holds for each; empty without a target. */
  readonly growth: readonly (Growth & { readonly side: string | null })[];
  /** The link of the chain that seals the last of what is shown; null while nothing of it is sealed. */
  readonly seal: { readonly seq: number; readonly hash: string } | null;
}

async function surroundingsOf(ctx: Context, id: number): Promise<Surroundings | null> {
  const statement = await ctx.db.prisma.statement.findFirst({
    where: { commitments: { some: { id } } },
    select: {
      quote: true,
      spanStart: true,
      spanEnd: true,
      source: { select: { text: true, language: true } },
    },
  });
  if (statement === null || statement.source.text === null) return null;
  return surroundings(statement.source.text, statement, statement.source.language);
}

async function growthIn(ctx: Context, { id, past, now, parties }: CommitmentView) {
  const stored = (await readRecords(ctx.db.query, [id])).get(id);
  const known = stored === undefined ? null : recordAt(stored, past, now);
  if (known === null) return [];
  const names = new Map(parties.map((party) => [party.id, party.name]));
  return growthOf(atLast(known.record)).map((one) => ({
    ...one,
    side: one.partyId === null ? null : (names.get(one.partyId) ?? null),
  }));
}

/** Reads as `readCommitment` does, and throws what it throws. */
export async function readCommitmentPage(
  ctx: Context,
  rawId: unknown,
  asked: unknown = {},
): Promise<CommitmentPageView> {
  const view = await readCommitment(ctx, rawId, asked);
  const seal = await linkOf(ctx.db.query, view.id, view.past?.asOf ?? view.now);
  const growth = view.target === null ? [] : await growthIn(ctx, view);
  return { view, seal, growth, surroundings: await surroundingsOf(ctx, view.id) };
}

/** What else is on record in nearly the same words and not linked with it yet: asked after it was recorded. */
export async function likeIt(ctx: Context, view: CommitmentView): Promise<SimilarView[]> {
  const linked = new Set(view.links.filter(({ end }) => end === null).map(({ otherId }) => otherId));
  return (await findSimilar(ctx, view)).filter(({ id }) => !linked.has(id));
}
