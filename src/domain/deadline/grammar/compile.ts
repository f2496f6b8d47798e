/** Wordings into a tree that is walked token by token: `by [the] (9|ninth)` shares its beginnings with every other. */
import type { Category, Rule } from '../rule.ts';

/** What can stand in a slot: a reading of one category, or of the words of a language. */
export type SlotKind = Category | WordSlot;
export type WordSlot =
  | 'n'
  | 'ordinal'
  | 'day'
  | 'month'
  | 'year'
  | 'weekday'
  | 'weekdays'
  | 'unit'
  | 'single'
  | 'season'
  | 'part'
  | 'written'
  | 'zone'
  | 'time'
  | 'anchor';

export interface Node {
  words: Map<string, Node> | undefined;
  readonly slots: { readonly kind: SlotKind; readonly node: Node }[];
  readonly accepts: { readonly rule: Rule; readonly names: readonly string[] }[];
}

export type Grammar = { readonly [C in Category]: Node };

const newNode = (): Node => ({ words: undefined, slots: [], accepts: [] });

/** The trees of all rules, one for each category. Throws on a wording that cannot be read: that is a fault in a rule. */
export function compile(rules: readonly Rule[]): Grammar {
  const grammar: Grammar = {
    deadline: newNode(),
    period: newNode(),
    span: newNode(),
    count: newNode(),
    clock: newNode(),
  };
  for (const rule of rules) {
    for (const phrase of rule.phrases) {
      for (const words of wordings(phrase)) {
        // A period that begins with a period would be read for ever.
        if (words[0]?.startsWith(`{${rule.makes}`))
          throw new Error(`“${phrase}” of rule ${rule.name} begins with itself`);
        plant(grammar[rule.makes], rule, words);
      }
    }
  }
  return grammar;
}

function plant(root: Node, rule: Rule, words: readonly string[]): void {
  let node = root;
  const names: string[] = [];
  for (const word of words) {
    if (!word.startsWith('{')) {
      node.words ??= new Map();
      const known = node.words.get(word);
      const next = known ?? newNode();
      if (known === undefined) node.words.set(word, next);
      node = next;
      continue;
    }
    const name = word.slice(1, -1);
    const kind = name.replace(/\d$/, '') as SlotKind;
    names.push(name);
    let edge = node.slots.find((one) => one.kind === kind);
    if (edge === undefined) {
      edge = { kind, node: newNode() };
      node.slots.push(edge);
    }
    node = edge.node;
  }
  if (node === root) throw new Error(`an empty wording in rule ${rule.name}`);
  node.accepts.push({ rule, names });
}

/** Every wording that a phrase with options and choices stands for, as lists of words and slots. `\\(` is a bracket. */
export function wordings(phrase: string): string[][] {
  const pieces = phrase.match(/\{\w+\}|\\[()]|[[\]()|]|[^\s[\](){}|\\]+/g) ?? [];
  let at = 0;

  function choice(end: string | undefined): string[][] {
    const all: string[][] = [];
    let one: string[][] = [[]];
    for (;;) {
      const piece = pieces[at];
      if (piece === undefined || piece === ')' || piece === ']') {
        if (piece !== end) throw new Error(`brackets do not match in “${phrase}”`);
        return [...all, ...one];
      }
      at += 1;
      if (piece === '|') {
        all.push(...one);
        one = [[]];
        continue;
      }
      let step: string[][];
      if (piece === '(' || piece === '[') {
        step = choice(piece === '(' ? ')' : ']');
        at += 1;
        if (piece === '[') step = [...step, []];
      } else {
        step = [
          piece.startsWith('{')
            ? [piece]
            : piece.startsWith('\\')
              ? [piece.slice(1)]
              : (piece.match(/[\p{L}]+|\d+|[^\p{L}\d]/gu) ?? []),
        ];
      }
      one = one.flatMap((before) => step.map((after) => [...before, ...after]));
    }
  }
  return choice(undefined);
}
