/** Where a quote stands in the text of its source, and the sentences around it. Pure; places are UTF-16 units. */

export interface Quoted {
  readonly quote: string;
  /** Half-open; null when it was not known. */
  readonly spanStart: number | null;
  readonly spanEnd: number | null;
}

/** Where it stands: by its span where the words are the same there, else where they come first; null when nowhere. */
export function findQuote(
  text: string,
  { quote, spanStart, spanEnd }: Quoted,
): { start: number; end: number } | null {
  if (spanStart !== null && spanEnd !== null && text.slice(spanStart, spanEnd) === quote)
    return { start: spanStart, end: spanEnd };
  const start = quote === '' ? -1 : text.indexOf(quote);
  return start < 0 ? null : { start, end: start + quote.length };
}

export interface Surroundings {
  readonly before: string;
  readonly quote: string;
  readonly after: string;
  /** Whether the text goes on before or after what is shown. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** So many sentences on each side, and never more than so many units. */
const SENTENCES = 2;
const MOST_UNITS = 400;

const sentences = (text: string, language: string): string[] => {
  const known = Intl.Segmenter.supportedLocalesOf([language]).length > 0 ? language : 'en';
  return [...new Intl.Segmenter(known, { granularity: 'sentence' }).segment(text)].map(
    ({ segment }) => segment,
  );
};

/** Half of a letter beyond the basic plane is no letter. */
const startsInside = (text: string): boolean => /^[\uDC00-\uDFFF]/.test(text);
const endsInside = (text: string): boolean => /[\uD800-\uDBFF]$/.test(text);

/** The end of what stands before, from the last word edge within reach. */
function tail(text: string, language: string): string {
  const reach = text.slice(-MOST_UNITS);
  const near = startsInside(reach) ? reach.slice(1) : reach;
  const all = sentences(near, language);
  const kept = all.slice(-(SENTENCES + 1)).join('');
  // The first piece may be the end of a long sentence; the piece next to the quote may be the begin of its own.
  const few = all.length > SENTENCES + 1 ? kept : near;
  return few.length < text.length && all.length <= 1 ? few.replace(/^\S*\s+/u, '') : few;
}

function head(text: string, language: string): string {
  const reach = text.slice(0, MOST_UNITS);
  const near = endsInside(reach) ? reach.slice(0, -1) : reach;
  const all = sentences(near, language);
  const few = all.length > SENTENCES + 1 ? all.slice(0, SENTENCES + 1).join('') : near;
  return few.length < text.length && few === near ? few.replace(/\s+\S*$/u, '') : few;
}

/** BCP 47 as people type it may be none that a segmenter takes. */
function languageTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** The quote with some sentences around it; null when it is not in the text word for word. */
export function surroundings(text: string, quoted: Quoted, language: string): Surroundings | null {
  const place = findQuote(text, quoted);
  if (place === null) return null;
  const tag = languageTag(language);
  const before = tail(text.slice(0, place.start), tag).trimStart();
  const after = head(text.slice(place.end), tag).trimEnd();
  return {
    before,
    quote: text.slice(place.start, place.end),
    after,
    cutBefore: text.slice(0, place.start - before.length).trim() !== '',
    cutAfter: text.slice(place.end + after.length).trim() !== '',
  };
}
