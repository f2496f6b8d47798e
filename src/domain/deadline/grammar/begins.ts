/** What each word can begin, worked out once from the grammar: most words of a text begin nothing and cost nothing. */
import { bitOf, CATEGORIES, type Grammar, type Node, type SlotKind } from './compile.ts';
import type { Known, Lexeme, Vocabulary } from './lexer.ts';

const ANCHOR = bitOf('anchor');

/** The vocabulary with, for every word, number and mark, the slots that it can begin. */
export function vocabularyOf(grammar: Grammar, lexemes: ReadonlyMap<string, Lexeme>): Vocabulary {
  const close = closure(grammar);
  const words = new Map<string, Known>();
  for (const [word, lexeme] of lexemes) {
    const own = ofLexeme(word, lexeme);
    const hungry =
      (own === 0 || lexeme.sign === 'article') &&
      CATEGORIES.every((category) => !standsAlone(grammar[category], word));
    words.set(word, { lexeme, begins: close(word, ANCHOR | own), hungry });
  }
  const digits: readonly SlotKind[] = ['n', 'ordinal', 'day', 'year', 'written', 'time'];
  const marks = new Map<string, number>();
  for (const mark of [...markWords(grammar), "'", '+', '-']) {
    const own = mark === "'" ? bitOf('year') : mark === '+' || mark === '-' ? bitOf('zone') : 0;
    marks.set(mark, close(mark, own));
  }
  return {
    words,
    unknown: close('', ANCHOR),
    digits: close(
      '',
      digits.reduce((bits, kind) => bits | bitOf(kind), 0),
    ),
    marks,
    times: bitOf('zone') | bitOf('period'),
  };
}

/** Adds the categories that a word can begin, by its own text or by the slots it fills. */
function closure(grammar: Grammar): (word: string, bits: number) => number {
  return (word, own) => {
    let bits = own;
    for (let before = -1; before !== bits; ) {
      before = bits;
      for (const category of CATEGORIES)
        if (beginsWith(grammar[category], word, bits)) bits |= bitOf(category);
    }
    return bits;
  };
}

/** Whether a wording ends with its first word, or goes on with anything at all. */
function standsAlone(root: Node, word: string): boolean {
  const edge = root.edges.get(word);
  if (edge === undefined) return false;
  const nodes = [
    edge.word,
    ...edge.choices.map((one) => (one.rests.at(-1)?.length === 0 ? one.node : undefined)),
  ];
  return nodes.some((node) => node !== undefined && (node.accepts.length > 0 || (node.mask & ANCHOR) !== 0));
}

const beginsWith = (root: Node, word: string, bits: number): boolean =>
  root.edges.has(word) || (root.mask & bits) !== 0;

function ofLexeme(word: string, lexeme: Lexeme): number {
  const { month, weekday, weekdays, unit, plural, season, part, number, times, ordinal, zone, place, sign } =
    lexeme;
  let bits = 0;
  const add = (kinds: readonly SlotKind[], holds: boolean): void => {
    if (holds) for (const kind of kinds) bits |= bitOf(kind);
  };
  add(['month'], month !== undefined);
  add(['weekday'], weekday !== undefined);
  add(['weekdays'], weekdays !== undefined);
  add(['unit'], unit !== undefined);
  add(['single'], unit !== undefined && plural !== true);
  add(['season'], season !== undefined);
  add(['part'], part !== undefined);
  add(['n'], number !== undefined || times !== undefined || sign === 'article');
  add(['year', 'time', 'ordinal', 'day'], number !== undefined);
  add(['ordinal', 'day'], ordinal !== undefined);
  add(['zone'], zone !== undefined || place !== undefined || word === 'local');
  add(['time'], lexeme.noon === true);
  return bits;
}

/** The marks that a wording can begin with. */
function markWords(grammar: Grammar): string[] {
  const words = CATEGORIES.flatMap((category) => [...grammar[category].edges.keys()]);
  return words.filter((word) => !/[\p{L}\d]/u.test(word));
}
