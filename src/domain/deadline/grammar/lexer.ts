/**
 * Text into tokens, in one pass: words, numbers and single marks, each with its place in the text. Rules read tokens
 * and never the text, so no rule can be made slow by what the text contains.
 */

import type { Part, Season } from '../rule.ts';
import type { Unit } from './duration.ts';

/** What a language knows of one word. */
export interface Lexeme {
  readonly month?: number;
  readonly weekday?: number;
  /** Of a plural: "Fridays". */
  readonly weekdays?: number;
  readonly unit?: Unit;
  readonly plural?: true;
  readonly season?: Season;
  readonly part?: Part;
  /** 1 to 19, the tens to 90, and whatever else a language says in one word. */
  readonly number?: number;
  /** 100, 1000. */
  readonly times?: number;
  /** 1 to 31, said as "ninth". */
  readonly ordinal?: number;
  /** Written with a dot, as in "Nov." */
  readonly abbreviates?: true;
  /** A clock time by itself: "noon". */
  readonly noon?: true;
  /** In small letters, inside a sentence, it is another word: "sat", "may". */
  readonly capital?: true;
  /** Minutes east of UTC, or an IANA zone. */
  readonly zone?: number | string;
  /** Zones in which the same letters mean the local time: "IST" in Israel. */
  readonly localIn?: readonly string[];
  /** The IANA zone of a place, meant only before "time": "Moscow time". */
  readonly place?: string;
  /** The place is a zone without "time" as well: "noon Eastern". */
  readonly timeless?: true;
  /** What the word tells of its clause, see `Context`. */
  readonly sign?: Sign;
}

/** What a word says about when the things around it happen. */
export type Sign =
  /** will, shall, must, plans, due */
  | 'ahead'
  /** agreed, promised: what follows is ahead, but a date right after it is when that was said */
  | 'bound'
  /** was, were, had, fell, began */
  | 'past'
  /** said, told, announced: a date right after it is when that was said */
  | 'told'
  /** be, being, is, are: what follows is no past tense */
  | 'be'
  /** have, has */
  | 'have'
  /** the, a, its, this: what follows may describe a thing */
  | 'article'
  /** percent, people: a number before it counts things */
  | 'thing'
  /** in, with, at, and, officials' "said" — words that end a name */
  | 'small';

export interface Token {
  readonly kind: 'word' | 'number' | 'mark';
  /** In lower case and in the spelling of the vocabulary; every dash is `-` and every apostrophe is `'`. */
  readonly text: string;
  /** What the language knows of it. */
  readonly lexeme: Lexeme | undefined;
  /** Written with a capital letter. */
  readonly capital: boolean;
  /** Which slots it can begin, as bits (see `bitOf`); none before a word that ends all hope. */
  readonly begins: number;
  /** Character offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A word that the language knows, and which slots it can begin. */
export interface Known {
  readonly lexeme: Lexeme;
  readonly begins: number;
  /** It begins nothing unless the next word is known as well: "the", "in". */
  readonly hungry: boolean;
}

export interface Vocabulary {
  readonly words: ReadonlyMap<string, Known>;
  /** What a word that is not known can begin, what digits can, and what each mark can. */
  readonly unknown: number;
  readonly digits: number;
  readonly marks: ReadonlyMap<string, number>;
  /** The bits of what goes on with a clock time: zones and periods. */
  readonly times: number;
  /** One spelling of words that have several, in lower case: `März`, `Maerz`. */
  readonly fold?: ((word: string) => string) | undefined;
}

const SPACE = 0;
const WORD = 1;
const NUMBER = 2;
const MARK = 3;
const KINDS = ['mark', 'word', 'number', 'mark'] as const;

const DASHES = '\u2010\u2011\u2012\u2013\u2014\u2212';
const APOSTROPHES = '\u2018\u2019\u02bc';
const OTHER_MARKS = '\u00ab\u00bb\u201c\u201d\u201e\u2026\u2192\u00b7';
const SPACES = '\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff';
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code <= 32) return SPACE;
  if (code >= 48 && code <= 57) return NUMBER;
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) ? WORD : MARK;
});

function kindOf(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code < 128) return ASCII[code] ?? MARK;
  const char = text.charAt(index);
  if (SPACES.includes(char) || (code >= 0x2000 && code <= 0x200b)) return SPACE;
  if (DASHES.includes(char) || APOSTROPHES.includes(char) || OTHER_MARKS.includes(char)) return MARK;
  return WORD;
}

/** Splits `text` into tokens; linear in its length. The dot of an abbreviation inside a sentence belongs to its word. */
export function tokenize(text: string, vocabulary: Vocabulary): Token[] {
  const tokens: Token[] = [];
  const { length } = text;
  let hungry: { begins: number } | undefined;
  let start = 0;
  while (start < length) {
    const kind = kindOf(text, start);
    let end = start + 1;
    if (kind === SPACE) {
      start = end;
      continue;
    }
    if (kind !== MARK) {
      for (; end < length; end += 1) {
        const code = text.charCodeAt(end);
        if ((code < 128 ? ASCII[code] : kindOf(text, end)) !== kind) break;
      }
    }
    let word = text.slice(start, end);
    let lexeme: Lexeme | undefined;
    let begins = kind === NUMBER ? vocabulary.digits : 0;
    let isHungry = false;
    let capital = false;
    if (kind === WORD) {
      const written = word.charCodeAt(0);
      word = word.toLowerCase();
      capital = word.charCodeAt(0) !== written;
      if (vocabulary.fold !== undefined) word = vocabulary.fold(word);
      let known = vocabulary.words.get(word);
      if (word.length === 1) {
        const half = halfDay(text, start, word, vocabulary);
        if (half !== undefined) {
          end = half;
          word = `${word}m`;
          known = vocabulary.words.get(word);
        }
      }
      lexeme = known?.lexeme;
      begins = known === undefined ? vocabulary.unknown : known.begins;
      if (known === undefined && hungry !== undefined) hungry.begins = vocabulary.unknown;
      isHungry = known?.hungry === true;
      if (lexeme?.abbreviates && text[end] === '.' && goesOn(text, end + 1)) end += 1;
    } else if (kind === MARK) {
      word = plain(word);
      begins = vocabulary.marks.get(word) ?? 0;
    }
    const token = { kind: KINDS[kind] ?? 'mark', text: word, lexeme, capital, begins, start, end };
    tokens.push(token);
    hungry = isHungry ? token : undefined;
    start = end;
  }
  return tokens;
}

/** Where "p.m." or "a.m." ends; its last dot belongs to it where the sentence goes on. */
function halfDay(text: string, at: number, letter: string, vocabulary: Vocabulary): number | undefined {
  if ((letter !== 'a' && letter !== 'p') || text[at + 1] !== '.') return undefined;
  if (text[at + 2] !== 'm' && text[at + 2] !== 'M') return undefined;
  if (at + 3 < text.length && kindOf(text, at + 3) === WORD) return undefined;
  if (text[at + 3] !== '.') return at + 3;
  return goesOn(text, at + 4) || namesTime(text, at + 4, vocabulary) ? at + 4 : at + 3;
}

/** Whether the next word names a zone or a day: "9 a.m. ET on Monday" is one sentence. */
function namesTime(text: string, at: number, vocabulary: Vocabulary): boolean {
  let from = at;
  while (from < text.length && from < at + 4 && kindOf(text, from) === SPACE) from += 1;
  let to = from;
  while (to < text.length && to < from + 12 && kindOf(text, to) === WORD) to += 1;
  const known = vocabulary.words.get(text.slice(from, to).toLowerCase());
  return known !== undefined && known.lexeme.sign !== 'article' && (known.begins & vocabulary.times) !== 0;
}

/** Whether a sentence goes on behind a dot: with a number, a mark or a small letter. */
function goesOn(text: string, at: number): boolean {
  let index = at;
  while (index < text.length && index < at + 4 && kindOf(text, index) === SPACE) index += 1;
  if (index >= text.length) return false;
  const kind = kindOf(text, index);
  if (kind === WORD) return text.charAt(index) === text.charAt(index).toLowerCase();
  return kind === NUMBER || text[index] === ',' || text[index] === '-';
}

function plain(mark: string): string {
  if (mark.charCodeAt(0) < 128) return mark;
  if (DASHES.includes(mark)) return '-';
  return APOSTROPHES.includes(mark) ? "'" : mark;
}

/** Whether two neighbouring tokens touch, as in `9th` or `17:00`. */
export function touches(tokens: readonly Token[], at: number): boolean {
  const left = tokens[at - 1];
  return left !== undefined && left.end === tokens[at]?.start;
}

/**
 * Whether a phrase may not end (or begin) between tokens `at - 1` and `at`: inside a number such as `6.45` or `1,000`, a
 * compound such as `Friday-Sunday`, or a timestamp such as `2025-06-09T17`.
 */
export function isGlued(tokens: readonly Token[], at: number): boolean {
  if (!touches(tokens, at)) return false;
  const left = tokens[at - 1];
  const right = tokens[at];
  if (left?.kind !== 'mark' && right?.kind !== 'mark') return true;
  if (right?.kind === 'mark') {
    if (right.text === '%') return true;
    return joins(right.text, tokens[at + 1]) && touches(tokens, at + 1);
  }
  return left !== undefined && touches(tokens, at - 1) && joins(left.text, right);
}

function joins(mark: string, after: Token | undefined): boolean {
  if (mark === '-' || mark === '/') return true;
  return (mark === '.' || mark === ',' || mark === ':') && after?.kind === 'number';
}
