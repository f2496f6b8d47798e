/** Finds the longest phrase that begins at a token. Each place is read once, so the work is linear in the text. */

import type { Category, Made, Place, Rule, SaidOn, Slots } from '../rule.ts';
import type { Grammar, Node, SlotKind, WordSlot } from './compile.ts';
import { isGlued, type Token } from './lexer.ts';
import type { Period } from './period.ts';

export interface Match<C extends Category> {
  readonly rule: Rule;
  readonly value: Made[C];
  /** Index of the first token after the phrase. */
  readonly next: number;
  /** The period in the phrase, whose name joins that of the rule. */
  readonly period: Period | undefined;
}

/** A value read by the words of a language, and where reading goes on. */
export interface Word {
  readonly value: unknown;
  readonly next: number;
}
export type WordReaders = {
  readonly [Slot in WordSlot]: (tokens: readonly Token[], at: number, said: SaidOn) => Word | undefined;
};

/** "the end of the start of the middle of …": nobody nests names deeper. */
const DEEPEST = 6;
const NESTED: Readonly<Record<string, Category | undefined>> = {
  period: 'period',
  span: 'span',
  count: 'count',
  clock: 'clock',
  tail: 'tail',
};
const PLACES: readonly Category[] = ['period', 'span', 'count', 'clock', 'tail'];

/** One text being read. */
export class Reading {
  readonly tokens: readonly Token[];
  private readonly said: SaidOn;
  private readonly grammar: Grammar;
  private readonly words: WordReaders;
  private readonly known = new Map<number, Match<Category> | null>();
  private depth = 0;

  constructor(tokens: readonly Token[], said: SaidOn, grammar: Grammar, words: WordReaders) {
    this.tokens = tokens;
    this.said = said;
    this.grammar = grammar;
    this.words = words;
  }

  /** The longest phrase of a category at a token; of equally long ones, that of the rule listed first. */
  match<C extends Category>(category: C, at: number): Match<C> | undefined {
    if (category === 'deadline') return this.walkFrom(category, at) as Match<C> | undefined;
    const key = at * PLACES.length + PLACES.indexOf(category);
    const known = this.known.get(key);
    if (known !== undefined) return (known ?? undefined) as Match<C> | undefined;
    if (this.depth >= DEEPEST) return undefined;
    this.depth += 1;
    const found = this.walkFrom(category, at);
    this.depth -= 1;
    if (found !== undefined && category === 'period') (found.value as Made['period']).rule = found.rule;
    if (found !== undefined && category === 'span') (found.value as Made['span']).rule ??= found.rule;
    this.known.set(key, found ?? null);
    return found as Match<C> | undefined;
  }

  private walkFrom(category: Category, at: number): Match<Category> | undefined {
    return this.walk(this.grammar[category], at, at, [], undefined);
  }

  private walk(
    node: Node,
    start: number,
    at: number,
    captured: unknown[],
    longest: Match<Category> | undefined,
  ): Match<Category> | undefined {
    let best = longest;
    const token = this.tokens[at];
    if (token !== undefined) {
      const edge = node.edges.get(token.text);
      if (edge !== undefined) {
        if (edge.word !== undefined && this.goesOn(edge.word, at + 1))
          best = this.walk(edge.word, start, at + 1, captured, best);
        for (const { rests, node: after } of edge.choices) {
          const end = this.afterLongest(rests, at + 1);
          if (end >= 0 && this.goesOn(after, end)) best = this.walk(after, start, end, captured, best);
        }
      }
      if ((token.begins & node.mask) !== 0) {
        for (const slot of node.slots) {
          if ((token.begins & slot.bit) === 0) continue;
          const read = this.readSlot(slot.kind, at);
          if (read === undefined || !this.goesOn(slot.node, read.next)) continue;
          captured.push(read.value);
          best = this.walk(slot.node, start, read.next, captured, best);
          captured.pop();
        }
      }
    }
    if (node.accepts.length === 0 || (best !== undefined && best.next >= at) || this.isCut(node, at))
      return best;
    for (const { rule, names } of node.accepts) {
      const slots: Record<string, unknown> & { span?: Period; period?: Period } = {};
      for (let k = 0; k < names.length; k += 1) slots[names[k] ?? ''] = captured[k];
      const place: Place = { said: this.said, tokens: this.tokens, at: start, next: at };
      const value = rule.means(slots as unknown as Slots, place);
      if (value !== undefined) {
        return { rule, value, next: at, period: slots.span ?? slots.period };
      }
    }
    return best;
  }

  /** Whether a phrase can end at this node or go on with the next token: most beginnings lead nowhere. */
  private goesOn(node: Node, at: number): boolean {
    if (node.accepts.length > 0) return true;
    const token = this.tokens[at];
    return token !== undefined && ((token.begins & node.mask) !== 0 || node.edges.has(token.text));
  }

  /** Where the longest of several continuations ends; -1 when none stands here. */
  private afterLongest(rests: readonly (readonly string[])[], at: number): number {
    for (const words of rests) {
      let k = 0;
      while (k < words.length && this.tokens[at + k]?.text === words[k]) k += 1;
      if (k === words.length) return at + k;
    }
    return -1;
  }

  /** Whether nothing can end here; a name inside a phrase may end at a dash, as in "May-July". */
  private isCut(node: Node, at: number): boolean {
    if (!isGlued(this.tokens, at)) return false;
    return node.accepts[0]?.rule.makes === 'deadline' || this.tokens[at]?.text !== '-';
  }

  private readSlot(kind: SlotKind, at: number): Word | undefined {
    const nested = NESTED[kind];
    if (nested !== undefined) return this.match(nested, at);
    return this.words[kind as WordSlot](this.tokens, at, this.said);
  }
}
