/** Finds the longest phrase that begins at a token. Each place is read once, so the work is linear in the text. */

import type { Category, Made, Place, Rule, SaidOn, Slots } from '../rule.ts';
import { CATEGORIES, type Grammar, indexOf, type Node, type WordSlot } from './compile.ts';
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

export type SlotReaders = readonly (WordReaders[WordSlot] | undefined)[];

/** "the end of the start of the middle of …": nobody nests names deeper. */
const DEEPEST = 6;
const PERIOD = indexOf('period');
const SPAN = indexOf('span');

/** One text being read. */
export class Reading {
  readonly tokens: readonly Token[];
  private readonly said: SaidOn;
  private readonly grammar: Grammar;
  private readonly words: SlotReaders;
  /** What was read where, by token and category; null where nothing stands. */
  private readonly known = new Map<number, Match<Category> | null>();
  /** The values in the slots of all phrases that are being read, the innermost last. */
  private readonly captured: unknown[] = [];
  private depth = 0;

  constructor(tokens: readonly Token[], said: SaidOn, grammar: Grammar, words: SlotReaders) {
    this.tokens = tokens;
    this.said = said;
    this.grammar = grammar;
    this.words = words;
  }

  /** The longest deadline that begins at a token; of equally long ones, that of the rule listed first. */
  deadlineAt(at: number): Match<'deadline'> | undefined {
    return this.walk(this.grammar.deadline, at, at, this.captured.length, undefined) as
      | Match<'deadline'>
      | undefined;
  }

  /** The longest phrase of a category inside another. */
  private nestedAt(category: number, root: Node, at: number): Match<Category> | undefined {
    const key = at * CATEGORIES.length + category;
    const known = this.known.get(key);
    if (known !== undefined) return known ?? undefined;
    if (this.depth >= DEEPEST) return undefined;
    this.depth += 1;
    const found = this.walk(root, at, at, this.captured.length, undefined);
    this.depth -= 1;
    if (found !== undefined && category === PERIOD) (found.value as Made['period']).rule = found.rule;
    if (found !== undefined && category === SPAN) (found.value as Made['span']).rule ??= found.rule;
    this.known.set(key, found ?? null);
    return found;
  }

  private walk(
    node: Node,
    start: number,
    at: number,
    base: number,
    longest: Match<Category> | undefined,
  ): Match<Category> | undefined {
    const { tokens } = this;
    let best = longest;
    const token = tokens[at];
    if (token !== undefined) {
      const edge = node.edges.get(token.text);
      if (edge !== undefined) {
        const { word, choices } = edge;
        if (word !== undefined && this.goesOn(word, at + 1))
          best = this.walk(word, start, at + 1, base, best);
        for (let k = 0; k < choices.length; k += 1) {
          const choice = choices[k];
          if (choice === undefined) break;
          const end = choice.alone ? at + 1 : this.afterLongest(choice.rests, at + 1);
          if (end >= 0 && this.goesOn(choice.node, end))
            best = this.walk(choice.node, start, end, base, best);
        }
      }
      const { begins } = token;
      if ((begins & node.mask) !== 0) {
        for (let k = 0; k < node.slots.length; k += 1) {
          const slot = node.slots[k];
          if (slot === undefined || (begins & slot.bit) === 0) continue;
          const read =
            slot.root === undefined
              ? this.words[slot.index]?.(tokens, at, this.said)
              : this.nestedAt(slot.index, slot.root, at);
          if (read === undefined || !this.goesOn(slot.node, read.next)) continue;
          this.captured.push(read.value);
          best = this.walk(slot.node, start, read.next, base, best);
          this.captured.pop();
        }
      }
    }
    if (node.accepts.length === 0 || (best !== undefined && best.next >= at) || this.isCut(node, at))
      return best;
    for (const { rule, names } of node.accepts) {
      const slots: Record<string, unknown> & { span?: Period; period?: Period } = {};
      for (let k = 0; k < names.length; k += 1) slots[names[k] ?? ''] = this.captured[base + k];
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
    return node.accepts[0]?.rule.makes === 'deadline' || !/^[-/]$/.test(this.tokens[at]?.text ?? '');
  }
}
