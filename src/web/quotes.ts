/** Where quotes stand in the text of their source, and the text cut at their edges. Pure. */
import { findQuote, type Quoted } from '../domain/surroundings.ts';

export interface Quote extends Quoted {
  readonly id: number;
}

/** A piece of the text. */
export interface Piece {
  readonly text: string;
  /** The quotes that it is part of, ascending; none: plain text. */
  readonly of: readonly number[];
  /** The quotes that end with it. */
  readonly ends: readonly number[];
}

/** Cuts `text` at the edges of its quotes, which may overlap; `lost` are those that are not in it word for word. */
export function mark(
  text: string,
  quotes: readonly Quote[],
): { readonly pieces: readonly Piece[]; readonly lost: readonly number[] } {
  const spans = quotes.flatMap((quote) => {
    const found = findQuote(text, quote);
    return found === null ? [] : [{ id: quote.id, ...found }];
  });
  const edges = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])];
  edges.sort((one, other) => one - other);
  const pieces = edges.slice(1).map((end, index): Piece => {
    const start = edges[index] ?? 0;
    const over = spans.filter((span) => span.start < end && span.end > start);
    return {
      text: text.slice(start, end),
      of: over.map(({ id }) => id).sort((one, other) => one - other),
      ends: over.filter((span) => span.end === end).map(({ id }) => id),
    };
  });
  const found = new Set(spans.map(({ id }) => id));
  return { pieces, lost: quotes.filter(({ id }) => !found.has(id)).map(({ id }) => id) };
}

const RTL = /^(ar|arc|ckb|dv|fa|he|iw|ks|ps|sd|syr|ug|ur|yi)\b/i;

/** The direction in which a language (BCP 47) is written. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (RTL.test(language) ? 'rtl' : 'ltr');
