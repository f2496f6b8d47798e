/**
 * Text into tokens, in one pass: words, numbers and single marks, each with its place in the text. Rules read
 * tokens and never the text, so no rule can be made slow by what the text contains.
 */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark';
  /** The token in lower case; every dash is `-` and every apostrophe is `'`. */
  readonly text: string;
  /** Character offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const DASHES = '\u2010\u2011\u2012\u2013\u2014\u2212';
const APOSTROPHES = '\u2018\u2019\u02bc';
const OTHER_MARKS = '\u00ab\u00bb\u201c\u201d\u201e\u2026\u2192\u00b7';
const SPACES = '\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff';

/** Splits `text` into tokens; linear in its length. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  while (start < text.length) {
    const kind = kindAt(text, start);
    let end = start + 1;
    if (kind === 'word' || kind === 'number')
      while (end < text.length && kindAt(text, end) === kind) end += 1;
    if (kind !== 'space') tokens.push({ kind, text: plain(text.slice(start, end), kind), start, end });
    start = end;
  }
  return tokens;
}

function kindAt(text: string, index: number): Token['kind'] | 'space' {
  const code = text.charCodeAt(index);
  if (code <= 32) return 'space';
  if (code >= 48 && code <= 57) return 'number';
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return 'word';
  if (code < 128) return 'mark';
  const char = text.charAt(index);
  if (SPACES.includes(char) || (code >= 0x2000 && code <= 0x200b)) return 'space';
  if (DASHES.includes(char) || APOSTROPHES.includes(char) || OTHER_MARKS.includes(char)) return 'mark';
  return 'word';
}

function plain(raw: string, kind: Token['kind']): string {
  if (kind === 'word') return raw.toLowerCase();
  if (DASHES.includes(raw)) return '-';
  return APOSTROPHES.includes(raw) ? "'" : raw;
}

/** Where reading goes on after these words, or `undefined` when the tokens at `at` are others. */
export function readWords(
  tokens: readonly Token[],
  at: number,
  words: readonly string[],
): number | undefined {
  for (let k = 0; k < words.length; k += 1) if (tokens[at + k]?.text !== words[k]) return undefined;
  return at + words.length;
}

/** The longest of several word sequences that stands at `at`. */
export function readOneOf(
  tokens: readonly Token[],
  at: number,
  sequences: readonly (readonly string[])[],
): number | undefined {
  let best: number | undefined;
  for (const words of sequences) {
    const next = readWords(tokens, at, words);
    if (next !== undefined && (best === undefined || next > best)) best = next;
  }
  return best;
}

/** Moves past one token with this text, if it is there. */
export function skip(tokens: readonly Token[], at: number, text: string): number {
  return tokens[at]?.text === text ? at + 1 : at;
}

/** Whether two neighbouring tokens touch, as in `9th` or `17:00`. */
export function touches(tokens: readonly Token[], at: number): boolean {
  const left = tokens[at - 1];
  return left !== undefined && left.end === tokens[at]?.start;
}

/**
 * Whether the words may not end (or begin) between tokens `at - 1` and `at`: inside a number such as `6.45` or
 * `1,000`, a compound such as `Friday-Sunday`, or a timestamp such as `2025-06-09T17`.
 */
export function isGlued(tokens: readonly Token[], at: number): boolean {
  if (!touches(tokens, at)) return false;
  const left = tokens[at - 1];
  const right = tokens[at];
  if (left?.kind !== 'mark' && right?.kind !== 'mark') return true;
  if (right?.kind === 'mark') return joins(right.text, tokens[at + 1]) && touches(tokens, at + 1);
  return left !== undefined && touches(tokens, at - 1) && joins(left.text, right);
}

function joins(mark: string, after: Token | undefined): boolean {
  if (mark === '-' || mark === '/') return true;
  return (mark === '.' || mark === ',' || mark === ':') && after?.kind === 'number';
}
