/** What a grammar of one language is made of, and how it is made ready to read. */

import type { Phrase } from '../choose.ts';
import type { Clock, Rule, SaidOn } from '../rule.ts';
import { vocabularyOf } from './begins.ts';
import { compile, type Grammar, SLOTS, type WordSlot, wordsIn } from './compile.ts';
import type { Lexeme, Token, Vocabulary } from './lexer.ts';
import type { SlotReaders, Word, WordReaders } from './matcher.ts';
import { readDay, readNumber, readOrdinal, readYear } from './numbers.ts';
import { readWritten } from './written.ts';

export interface Language {
  /** BCP 47, without a region: `en`. */
  readonly code: string;
  readonly rules: readonly Rule[];
  /** What the language knows of single words; asked for once, when it is first read. */
  readonly words: () => Readonly<Record<string, Lexeme>>;
  /** What makes 9 an ordinal when it touches: `th`, `.`. */
  readonly ordinalSuffixes: ReadonlySet<string>;
  readonly readTime: (tokens: readonly Token[], at: number) => { value: Clock; next: number } | undefined;
  /** Words at which the name of an event ends. */
  readonly anchorEnds: ReadonlySet<string>;
  /** Whether the name of an event ends at a token for another reason than its words. */
  readonly endsAnchor?: (tokens: readonly Token[], at: number) => boolean;
  /** One spelling of words that have several, in lower case; words and wordings may be written in any. */
  readonly fold?: (word: string) => string;
  /** What parts a number from its fraction; a point unless told. */
  readonly decimalMark?: '.' | ',';
  /** The word behind the name of a place that makes it a zone; `time` unless told. */
  readonly timeWord?: string;
  /** How much speaks for a phrase being the deadline of its sentence; nothing when it is none. */
  readonly scoreOf: (phrase: Phrase) => number | undefined;
}

/** A language ready to read with. */
export interface Reader {
  readonly grammar: Grammar;
  readonly vocabulary: Vocabulary;
  /** How each slot of words is read, by its place in `SLOTS`; categories have none. */
  readonly readers: SlotReaders;
  readonly scoreOf: Language['scoreOf'];
}

/** Longer words name no event but tell the rest of the sentence. */
const ANCHOR_WORDS = 12;

export function readerOf(language: Language): Reader {
  const { fold, scoreOf } = language;
  const rules = fold === undefined ? language.rules : language.rules.map((rule) => folded(rule, fold));
  const grammar = compile(rules);
  const lexemes = new Map<string, Lexeme>();
  for (const [word, lexeme] of Object.entries(language.words())) lexemes.set(fold?.(word) ?? word, lexeme);
  for (const rule of rules)
    for (const word of rule.phrases.flatMap(wordsIn)) if (!lexemes.has(word)) lexemes.set(word, {});
  const vocabulary = { ...vocabularyOf(grammar, lexemes), fold };
  return { grammar, vocabulary, readers: bySlot(readersOf(language)), scoreOf };
}

const folded = (rule: Rule, fold: (word: string) => string): Rule => ({
  ...rule,
  phrases: rule.phrases.map(fold),
});

const bySlot = (readers: WordReaders): SlotReaders =>
  SLOTS.map((kind) => (kind in readers ? readers[kind as WordSlot] : undefined));

function readersOf(language: Language): WordReaders {
  const { ordinalSuffixes: suffixes, decimalMark, timeWord = 'time' } = language;
  return {
    n: (tokens, at) => readNumber(tokens, at, decimalMark),
    ordinal: (tokens, at) => readOrdinal(tokens, at, suffixes),
    day: (tokens, at) => readDay(tokens, at, suffixes),
    year: readYear,
    month: (tokens, at) => known(tokens[at]?.lexeme?.month, at),
    weekday: (tokens, at) => known(tokens[at]?.lexeme?.weekday, at),
    weekdays: (tokens, at) => known(tokens[at]?.lexeme?.weekdays, at),
    unit: (tokens, at) => known(tokens[at]?.lexeme?.unit, at),
    single: (tokens, at) => (tokens[at]?.lexeme?.plural ? undefined : known(tokens[at]?.lexeme?.unit, at)),
    season: (tokens, at) => known(tokens[at]?.lexeme?.season, at),
    part: (tokens, at) => known(tokens[at]?.lexeme?.part, at),
    written: readWritten,
    time: language.readTime,
    zone: (tokens, at, said) => readZone(tokens, at, said, timeWord),
    anchor: (tokens, at) => readAnchor(tokens, at, language),
  };
}

const known = (value: unknown, at: number): Word | undefined =>
  value === undefined ? undefined : { value, next: at + 1 };

/** "EST", "UTC+3", "Moscow time", "eastern daylight time". */
function readZone(tokens: readonly Token[], at: number, said: SaidOn, timeWord: string): Word | undefined {
  const token = tokens[at];
  if (token?.text === '+' || (token?.text === '-' && tokens[at + 2]?.text === ':'))
    return readOffset(tokens, at, 0);
  if (token?.text === 'local' && tokens[at + 1]?.text === 'time') return { value: said.zone, next: at + 2 };
  const lexeme = token?.lexeme;
  if (lexeme?.localIn?.includes(said.zone)) return { value: said.zone, next: at + 1 };
  if (lexeme?.zone !== undefined) {
    const universal = lexeme.zone === 0 ? readOffset(tokens, at + 1, 0) : undefined;
    return universal ?? { value: lexeme.zone, next: at + 1 };
  }
  if (lexeme?.place === undefined) return undefined;
  const kind = tokens[at + 1]?.text;
  const timeAt = kind === 'standard' || kind === 'daylight' || kind === 'summer' ? at + 2 : at + 1;
  if (tokens[timeAt]?.text === timeWord) return { value: lexeme.place, next: timeAt + 1 };
  return lexeme.timeless && tokens[at]?.capital ? { value: lexeme.place, next: at + 1 } : undefined;
}

/** `+3`, `-05:00`, as minutes east. */
function readOffset(tokens: readonly Token[], at: number, base: number): Word | undefined {
  const sign = tokens[at]?.text;
  const hours = tokens[at + 1];
  if (at === 0 || tokens[at - 1]?.end !== tokens[at]?.start) return undefined;
  if ((sign !== '+' && sign !== '-') || hours?.kind !== 'number' || hours.text.length > 2) return undefined;
  if (Number(hours.text) > 14) return undefined;
  const minutes =
    tokens[at + 2]?.text === ':' && tokens[at + 3]?.text.length === 2
      ? Number(tokens[at + 3]?.text)
      : undefined;
  const value = base + (sign === '-' ? -1 : 1) * (60 * Number(hours.text) + (minutes ?? 0));
  return { value, next: minutes === undefined ? at + 2 : at + 4 };
}

/** The words that name an event: up to twelve, to the end of the clause. They do not begin with a date of their own. */
function readAnchor(
  tokens: readonly Token[],
  at: number,
  { anchorEnds, endsAnchor }: Language,
): Word | undefined {
  let from = at;
  while (tokens[from]?.lexeme?.sign === 'article') from += 1;
  let to = from;
  while (to < tokens.length && to - from < ANCHOR_WORDS) {
    const token = tokens[to];
    if (token === undefined || anchorEnds.has(token.text) || endsAnchor?.(tokens, to)) break;
    if (token.kind === 'mark' && token.text !== "'" && token.text !== '-') break;
    to += 1;
  }
  while (to > from && tokens[to - 1]?.lexeme?.sign === 'small' && tokens[to - 2]?.text !== '-') to -= 1;
  while (to > from && tokens[to - 1]?.kind === 'mark') to -= 1;
  return to === from || tokens[from]?.kind !== 'word' ? undefined : { value: { from, to }, next: to };
}
