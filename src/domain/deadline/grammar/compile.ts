/**
 * Wordings into a tree that is walked token by token. Phrases share their beginnings; a choice of plain words, such as
 * `(by|until|no later than)`, is one step of the tree, so that a phrase with many choices stays small.
 */
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

export const CATEGORIES: readonly Category[] = ['deadline', 'period', 'span', 'count', 'clock', 'tail'];
/** Every kind of slot; the categories come first. */
export const SLOTS: readonly SlotKind[] = [
  ...CATEGORIES,
  ...(['n', 'ordinal', 'day', 'month', 'year', 'weekday', 'weekdays', 'unit', 'single'] as const),
  ...(['season', 'part', 'written', 'zone', 'time', 'anchor'] as const),
];

export const indexOf = (kind: SlotKind): number => SLOTS.indexOf(kind);

/** One bit for each kind of slot, so that a token tells at once what it can begin. */
export const bitOf = (kind: SlotKind): number => 1 << indexOf(kind);

export interface Node {
  /** Where a word leads: by itself, and as the beginning of choices. */
  readonly edges: Map<string, Edge>;
  readonly slots: Slot[];
  /** The bits of all slots. */
  mask: number;
  readonly accepts: { readonly rule: Rule; readonly names: readonly string[] }[];
}

export interface Slot {
  readonly kind: SlotKind;
  /** Its place in `SLOTS`. */
  readonly index: number;
  readonly bit: number;
  /** The tree of the category that is read in it; none for the words of a language. */
  readonly root: Node | undefined;
  readonly node: Node;
}

export interface Edge {
  word: Node | undefined;
  /** The choices that can begin with the word: what follows it in each of their wordings, the longest first. */
  readonly choices: {
    readonly choice: Choice;
    readonly rests: readonly (readonly string[])[];
    /** The word is a whole wording, and begins no other. */
    readonly alone: boolean;
    readonly node: Node;
  }[];
}

/** Wordings of which one is said; the longest that fits is taken. */
export interface Choice {
  readonly key: string;
  /** By first word: what follows it, the longest first. */
  readonly rests: ReadonlyMap<string, readonly (readonly string[])[]>;
}

export type Grammar = { readonly [C in Category]: Node };

const newNode = (): Node => ({ edges: new Map(), slots: [], mask: 0, accepts: [] });

type Step = string | Choice;

/** The trees of all rules, one for each category. Throws on a wording that cannot be read: that is a fault in a rule. */
export function compile(rules: readonly Rule[]): Grammar {
  const grammar: Grammar = {
    deadline: newNode(),
    period: newNode(),
    span: newNode(),
    count: newNode(),
    clock: newNode(),
    tail: newNode(),
  };
  const read: Read = { choices: new Map(), parts: new Map() };
  for (const rule of rules) {
    for (const phrase of rule.phrases) {
      for (const steps of waysOf(phrase, read)) {
        // A period that begins with a period would be read for ever.
        const first = steps[0];
        if (typeof first === 'string' && first.startsWith(`{${rule.makes}`))
          throw new Error(`“${phrase}” of rule ${rule.name} begins with itself`);
        plant(grammar, rule, steps);
      }
    }
  }
  return grammar;
}

function plant(grammar: Grammar, rule: Rule, steps: readonly Step[]): void {
  const top = grammar[rule.makes];
  let node = top;
  const names: string[] = [];
  for (const step of steps) {
    if (typeof step !== 'string') {
      node = afterChoice(node, step);
    } else if (step.startsWith('{')) {
      const name = step.slice(1, -1);
      const kind = name.replace(/\d$/, '') as SlotKind;
      names.push(name);
      const known = node.slots.find((one) => one.kind === kind);
      const next = known?.node ?? newNode();
      if (known === undefined) {
        const index = indexOf(kind);
        const root = index < CATEGORIES.length ? grammar[kind as Category] : undefined;
        node.slots.push({ kind, index, bit: bitOf(kind), root, node: next });
        node.mask |= bitOf(kind);
      }
      node = next;
    } else {
      const edge = edgeOf(node, step);
      edge.word ??= newNode();
      node = edge.word;
    }
  }
  if (node === top) throw new Error(`an empty wording in rule ${rule.name}`);
  node.accepts.push({ rule, names });
}

function edgeOf(node: Node, word: string): Edge {
  const edge = node.edges.get(word) ?? { word: undefined, choices: [] };
  node.edges.set(word, edge);
  return edge;
}

function afterChoice(node: Node, choice: Choice): Node {
  let next: Node | undefined;
  for (const [word, rests] of choice.rests) {
    const { choices } = edgeOf(node, word);
    const known = choices.find((one) => one.choice === choice);
    next ??= known?.node ?? newNode();
    if (known === undefined)
      choices.push({ choice, rests, alone: rests.length === 1 && rests[0]?.length === 0, node: next });
  }
  return next ?? node;
}

/** What has been read of phrases: choices by their wordings, and bracketed parts by their text. */
interface Read {
  readonly choices: Map<string, Choice>;
  readonly parts: Map<string, Step[][]>;
}

/** Every way through a phrase's optional parts. `\\(` is a bracket. */
function waysOf(phrase: string, read: Read): Step[][] {
  const pieces = [...phrase.matchAll(/\{\w+\}|\\[()]|[[\]()|]|[^\s[\](){}|\\]+/g)];
  const ends = closingOf(pieces.map(([piece]) => piece));
  if (ends === undefined) throw new Error(`brackets do not match in “${phrase}”`);
  const closes = ends;

  function sequence(from: number, to: number): Step[][] {
    const alternatives: Step[][] = [];
    let ways: Step[][] = [[]];
    for (let at = from; at < to; at += 1) {
      const piece = pieces[at]?.[0] ?? '';
      if (piece === '|') {
        alternatives.push(...ways);
        ways = [[]];
        continue;
      }
      const close = closes.get(at);
      const step = close === undefined ? [piece.startsWith('{') ? [piece] : wordsOf(piece)] : part(at, close);
      at = close ?? at;
      const [only] = step;
      if (step.length === 1 && only !== undefined) for (const way of ways) way.push(...only);
      else ways = ways.flatMap((before) => step.map((after) => [...before, ...after]));
    }
    return [...alternatives, ...ways];
  }

  /** The inside of brackets; leads such as "(by|until|…)" stand in many phrases and are read once. */
  function part(open: number, close: number): Step[][] {
    const key = phrase.slice(pieces[open]?.index, (pieces[close]?.index ?? 0) + 1);
    const known = read.parts.get(key);
    if (known !== undefined) return known;
    const inside = chosen(sequence(open + 1, close), read.choices);
    const optional = key.startsWith('[') && !inside.some((way) => way.length === 0);
    const ways = optional ? [...inside, []] : inside;
    read.parts.set(key, ways);
    return ways;
  }

  return sequence(0, pieces.length);
}

/** Where each opening bracket closes, by index; nothing when they do not match. */
function closingOf(pieces: readonly string[]): Map<number, number> | undefined {
  const closes = new Map<number, number>();
  const open: number[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (piece === '(' || piece === '[') open.push(index);
    if (piece !== ')' && piece !== ']') continue;
    const from = open.pop();
    if (from === undefined || (pieces[from] === '(') !== (piece === ')')) return undefined;
    closes.set(from, index);
  }
  return open.length === 0 ? closes : undefined;
}

function wordsOf(piece: string): string[] {
  if (/^[a-z]+$/.test(piece)) return [piece];
  return piece.startsWith('\\') ? [piece.slice(1)] : (piece.match(/[\p{L}]+|\d+|[^\p{L}\d]/gu) ?? []);
}

/** Several wordings of plain words become one step; what has slots in it stays as it is. */
function chosen(ways: readonly Step[][], choices: Map<string, Choice>): Step[][] {
  const plain = ways.filter(
    (way) => way.length > 0 && way.every((step) => typeof step === 'string' && !step.startsWith('{')),
  );
  const others = ways.filter((way) => !plain.includes(way));
  if (plain.length < 2) return [...ways];
  return [[choiceOf(plain as string[][], choices)], ...others];
}

function choiceOf(wordings: readonly (readonly string[])[], choices: Map<string, Choice>): Choice {
  const key = wordings.map((words) => words.join(' ')).join('|');
  const known = choices.get(key);
  if (known !== undefined) return known;
  const rests = new Map<string, (readonly string[])[]>();
  for (const [first = '', ...rest] of wordings) rests.set(first, [...(rests.get(first) ?? []), rest]);
  for (const list of rests.values()) list.sort((a, b) => b.length - a.length);
  const choice = { key, rests };
  choices.set(key, choice);
  return choice;
}

/** The plain words in a phrase, for the vocabulary. */
export const wordsIn = (phrase: string): string[] =>
  phrase
    .replaceAll(/\{\w+\}/g, ' ')
    .toLowerCase()
    .match(/[\p{L}]+/gu) ?? [];
