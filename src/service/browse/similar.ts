/** Whether a matter is on record already, asked before it is recorded again. Nothing is refused for it. */
import { formatInstant } from '../../domain/shown.ts';
import { type Similar, similarTo } from '../../store/browse/similar.ts';
import type { Context } from '../context.ts';

export interface SimilarView extends Similar {
  /** In words: `the same words`, or `much the same words`. */
  readonly how: string;
  /** Day on which it was said, UTC. */
  readonly saidOn: string;
}

/** Less than that in common is another matter; found by looking at the sample and its restatements. */
const SHARE = 0.4;
const MOST = 5;

/**
 * The commitments on record that are told in nearly these words, the nearest first. With the number of one that is on
 * record itself, it is left out, and so are its series and what it is a part or a whole of: they are no other account.
 */
export async function findSimilar(
  ctx: Pick<Context, 'db'>,
  given: { readonly title: string; readonly quote: string; readonly id?: number },
): Promise<SimilarView[]> {
  // A letter that no text of the record can have must not make the question fail.
  const [title, quote] = [given.title.replaceAll('\0', ''), given.quote.replaceAll('\0', '')];
  if (title.trim() === '' && quote.trim() === '') return [];
  const found = await similarTo(ctx.db.query, {
    ...{ title, quote, share: SHARE, limit: MOST },
    besides: given.id ?? null,
  });
  return found.map((one) => ({
    ...one,
    how: one.sameQuote ? 'the same words' : 'much the same words',
    saidOn: formatInstant(one.saidAt, 'UTC', { time: false }),
  }));
}
