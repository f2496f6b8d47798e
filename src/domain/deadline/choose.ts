/** A phrase as it stands in a text, for the choice of the deadline among the dates of a sentence. No language here. */
import { type Token, touches } from './grammar/lexer.ts';
import type { Meaning } from './rule.ts';

/** A phrase as it stands in the text. */
export interface Phrase {
  readonly tokens: readonly Token[];
  readonly text: string;
  readonly at: number;
  readonly next: number;
  /** How clearly the words mark a deadline: 3 "by", 2 "on", 1 a bare date, 0 only as the whole text. */
  readonly weight: number;
  readonly meaning: Meaning;
  /** Days from the saying to the beginning of what is named. */
  readonly daysAhead: number;
  /** The rule that read the name in the phrase. */
  readonly name: string | undefined;
}

const MARKS_AROUND = 8;

/** Whether nothing but a few marks stands around the phrase. */
export function isWholeText({ tokens, at, next }: Pick<Phrase, 'tokens' | 'at' | 'next'>): boolean {
  if (at > MARKS_AROUND || tokens.length - next > MARKS_AROUND) return false;
  for (let k = 0; k < at; k += 1) if (tokens[k]?.kind !== 'mark') return false;
  for (let k = next; k < tokens.length; k += 1) if (tokens[k]?.kind !== 'mark') return false;
  return true;
}

/** Whether a phrase could begin here: not inside a number, a compound or an amount of money. */
export function canBegin(tokens: readonly Token[], at: number): boolean {
  if (!touches(tokens, at)) return true;
  const left = tokens[at - 1];
  if (left?.kind !== 'mark') return tokens[at]?.kind === 'mark';
  if (left.text === '-') return !touches(tokens, at - 1);
  if (left.text === '/' || left.text === '$' || left.text === '€' || left.text === '£') return false;
  const parted = left.text === '.' || left.text === ',' || left.text === ':';
  return !(parted && tokens[at]?.kind === 'number' && tokens[at - 2]?.kind === 'number');
}
