/**
 * Which of the dates in a sentence is the deadline: the one that belongs to what somebody will do, and none of those
 * that tell when something was said, happened, or was once due. It looks at the words around each phrase, in one
 * clause's length; a machine that guesses wrongly here accuses falsely, so in doubt there is no date.
 */
import { type Sign, type Token, touches } from './grammar/lexer.ts';
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
  /** The rule that read the name in the phrase. */
  readonly name: string | undefined;
}

const LOOK_LEFT = 40;
const LOOK_RIGHT = 30;
const MARKS_AROUND = 8;
const SENTENCE_ENDS = new Set(['.', '!', '?', ';']);
/** "was due", "were scheduled to": a plan that is past. */
const ONCE_PLANNED = new Set(
  'scheduled expected due planned supposed meant slated set projected intended'.split(' '),
);
const WERE = new Set(['was', 'were', 'had', 'originally', 'initially', 'previously']);
const MEASURES = new Set(['first', 'time', 'most', 'least', 'worst', 'best', 'only', 'record']);
const LIMITS = new Set(
  'deadline due ultimatum cutoff date target expiry given gave give gives have has had get gets got'.split(
    ' ',
  ),
);
const PARTICIPLES = new Set(['come', 'become', 'run', 'quit', 'set', 'let']);
const MODALS = new Set('to will shall would must should may might can could ll let'.split(' '));
/** Who does what the next verb says. */
const SUBJECTS = new Set(['who', 'which', 'that', 'he', 'she', 'it', 'they', 'we', 'i', 'you', 'and', 'but']);

/** Whether nothing but a few marks stands around the phrase. */
export function isWholeText({ tokens, at, next }: Pick<Phrase, 'tokens' | 'at' | 'next'>): boolean {
  if (at > MARKS_AROUND || tokens.length - next > MARKS_AROUND) return false;
  for (let k = 0; k < at; k += 1) if (tokens[k]?.kind !== 'mark') return false;
  for (let k = next; k < tokens.length; k += 1) if (tokens[k]?.kind !== 'mark') return false;
  return true;
}

/** How much speaks for the phrase being the deadline of its sentence; nothing when it is none. */
export function scoreOf(phrase: Phrase): number | undefined {
  const { tokens, at, next, weight, meaning, name } = phrase;
  const { kind } = meaning;
  if (kind === 'skip' || weight === 0) return undefined;
  if (isOtherWord(phrase) || isName(phrase)) return undefined;
  if (name === 'year' && countsThings(tokens[next])) return undefined;
  if (tokens[at]?.text === 'for' && weight === 2 && kind === 'days' && !isPlanned(tokens[at - 1]))
    return undefined;
  if (weight < 3 && kind !== 'vague' && isWhenSaid(phrase)) return undefined;
  if (kind === 'event' && tellsPast(phrase, meaning.anchor)) return undefined;
  if (weight === 3 && kind === 'days' && measuresPast(phrase)) return undefined;

  const tense = tenseOf(phrase);
  if (tense === 'past') return undefined;
  const after = tokens[next];
  if (weight === 1 && tense === 'none' && after?.kind === 'word' && after.lexeme === undefined)
    return undefined;
  const recurs = kind === 'days' && meaning.recurrence !== undefined;
  if (recurs && tense !== 'ahead') return undefined;
  const kindScore = kind === 'vague' ? 0 : kind === 'event' ? 1 : 2;
  return 2 * weight + kindScore + (tense === 'ahead' ? 3 : 0);
}

/** "sat", "sun" and "may" in small letters are other words. */
function isOtherWord({ tokens, text, at, next }: Phrase): boolean {
  for (let k = at; k < next; k += 1) {
    const token = tokens[k];
    if (token?.lexeme?.capital && !isCapital(text, token)) return true;
  }
  return false;
}

/** "the June 20 summit", "its Friday prayers", "the Sunday Times", "31 October Street": the date names a thing. */
function isName(phrase: Phrase): boolean {
  const { tokens, text, at, next, weight, name } = phrase;
  if (weight > 2) return false;
  const [before, after] = [tokens[at - 1], tokens[next]];
  // "the agreement of 16 May".
  if (weight === 1 && before?.text === 'of') return true;
  const unknown = after?.kind === 'word' && after.lexeme === undefined;
  if (unknown && isCapital(text, after) && at > 0 && (weight === 1 || name === 'date')) return true;
  if (weight > 1) return false;
  if (before?.kind === 'word' && before.lexeme === undefined && isCapital(text, before) && at > 1) {
    if (tokens.slice(0, at).every((token) => token.lexeme?.sign !== 'ahead')) return true;
  }
  if (after?.kind !== 'word' || after.lexeme?.sign !== undefined) return false;
  return before?.lexeme?.sign === 'article' || tokens[at]?.lexeme?.sign === 'article';
}

/** "in 2000 cases", "by 2030 percent". */
const countsThings = (after: Token | undefined): boolean =>
  after?.kind === 'word' &&
  (after.lexeme?.sign === 'thing' ||
    (after.lexeme === undefined && after.text.length > 4 && after.text.endsWith('s')));

/** A mark that ends a sentence, and not the dot of a number. */
function endsSentence(tokens: readonly Token[], at: number): boolean {
  if (!SENTENCE_ENDS.has(tokens[at]?.text ?? '')) return false;
  return !(tokens[at - 1]?.kind === 'number' && tokens[at + 1]?.kind === 'number' && touches(tokens, at + 1));
}

const isPlanned = (before: Token | undefined): boolean => before?.lexeme?.sign === 'ahead';

/** "said on Monday", "told reporters Friday", "announced in January that". */
function isWhenSaid({ tokens, at, next }: Phrase): boolean {
  if (tokens[next]?.text === 'that') return true;
  for (let k = at - 1; k >= Math.max(0, at - 4); k -= 1) {
    const token = tokens[k];
    if (
      token === undefined ||
      token.kind === 'mark' ||
      token.text === 'that' ||
      token.lexeme?.sign === 'ahead'
    )
      return false;
    if (token.lexeme?.sign === 'told' || (k === at - 1 && isSettled(token))) return true;
  }
  return false;
}

/** "agreed in April": the day of the promise, not of what was promised. */
const isSettled = (token: Token): boolean => token.lexeme?.sign === 'bound' && token.text.endsWith('ed');

/** "the worst storm in 20 years", "for the first time in two decades". */
function measuresPast({ tokens, at }: Phrase): boolean {
  if (tokens[at]?.text !== 'in' && tokens[at]?.text !== 'over') return false;
  return tokens.slice(Math.max(0, at - 3), at).some(({ text }) => text.endsWith('est') || MEASURES.has(text));
}

/** "two days after the city fell": the event has happened. */
function tellsPast(
  { tokens, text }: Phrase,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  for (let k = from + 1; k < to; k += 1) if (signAt(tokens, text, k) === 'past') return true;
  return false;
}

/** What the clause tells; "elsewhere" when only another clause of the sentence looks ahead. */
type Tense = 'ahead' | 'past' | 'elsewhere' | 'none';

/**
 * The nearest verb to the left decides, and without one the first to the right. What is past between a clear deadline
 * ("by", "within") and what somebody will do belongs to another clause.
 */
function tenseOf(phrase: Phrase): Tense {
  const { tokens, at, next, weight } = phrase;
  // "a deadline of 15 February", "due on Friday" say it themselves.
  for (let k = at; k < next; k += 1) if (LIMITS.has(tokens[k]?.text ?? '')) return 'ahead';
  const left = tenseOnTheLeft(phrase);
  if (left !== 'none') return left;
  const right = tenseOnTheRight(phrase, next);
  // A clear deadline in the middle is not undone by what another clause tells; at the beginning that is its own.
  return right === 'past' && weight >= 3 && at > 3 ? 'elsewhere' : right;
}

function tenseOnTheLeft(phrase: Phrase): Tense {
  const { tokens, text, at, weight, meaning } = phrase;
  let past = false;
  let commas = 0;
  for (let k = at - 1; k >= Math.max(0, at - LOOK_LEFT); k -= 1) {
    const token = tokens[k];
    if (token === undefined || endsSentence(tokens, k)) break;
    if (token.text === ',') commas += 1;
    const sign = signAt(tokens, text, k);
    if (sign === 'ahead') {
      if (!wasPlanned(tokens, k)) return past ? 'elsewhere' : 'ahead';
    }
    if (sign === 'past' || sign === 'told' || sign === 'ahead') {
      // "the houses damaged in May": the word right before tells of this very date.
      const clear = weight >= 3 || meaning.kind === 'vague' || (commas > 0 && !past);
      if (!clear || (k === at - 1 && weight < 3 && meaning.kind !== 'vague')) return 'past';
      // "only 400 had come by Tuesday": the clause itself is past.
      if (WERE.has(token.text) && at - k <= 2 && meaning.kind !== 'vague' && phrase.name !== undefined)
        return 'past';
      past = true;
    }
  }
  if (!past) return 'none';
  return tenseOnTheRight(phrase, phrase.next) === 'ahead' ? 'elsewhere' : 'past';
}

function tenseOnTheRight({ tokens, text, weight, meaning }: Phrase, from: number): Tense {
  let told = false;
  for (let k = from; k < Math.min(tokens.length, from + LOOK_RIGHT); k += 1) {
    const token = tokens[k];
    if (token === undefined || endsSentence(tokens, k)) break;
    const sign = signAt(tokens, text, k);
    if (sign === 'ahead') return told && weight < 3 ? 'past' : 'ahead';
    if (sign === 'past') return 'past';
    if (sign === 'told') told = true;
  }
  return told && weight < 3 && meaning.kind !== 'vague' ? 'past' : 'none';
}

/** What a word tells of the time of its clause. */
function signAt(tokens: readonly Token[], text: string, at: number): Sign | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const sign = token.lexeme?.sign;
  if (token.text === 'to') return isVerbNext(tokens, text, at) ? 'ahead' : undefined;
  // The name of a month is no verb.
  if (sign === 'ahead' && token.lexeme?.month !== undefined && isCapital(text, token)) return undefined;
  // "cut-off" is no verb.
  if (isCompound(tokens, at)) return undefined;
  if (sign === 'told') return sign;
  if (sign === 'ahead' || sign === 'bound') return isPerfect(tokens, at) ? 'past' : 'ahead';
  if (sign === 'past') return verbSign(tokens, at);
  if (sign !== undefined || token.lexeme?.unit !== undefined) return undefined;
  const participle = token.text.length > 4 && token.text.endsWith('ed') && !isCapital(text, token);
  if (!participle || describesNoun(tokens, at)) return undefined;
  return verbSign(tokens, at);
}

/** "had come", "has become": a participle that looks like the present. */
function isPerfect(tokens: readonly Token[], at: number): boolean {
  const before = tokens[wordBefore(tokens, at)];
  return (
    PARTICIPLES.has(tokens[at]?.text ?? '') && (before?.text === 'had' || before?.lexeme?.sign === 'have')
  );
}

const isCompound = (tokens: readonly Token[], at: number): boolean =>
  (tokens[at + 1]?.text === '-' && touches(tokens, at + 1) && touches(tokens, at + 2)) ||
  (tokens[at - 1]?.text === '-' && touches(tokens, at) && touches(tokens, at - 1));

/** "will cut", "to be withdrawn", "is expected" look ahead or nowhere; "withdrew", "has fallen" are past. */
function verbSign(tokens: readonly Token[], at: number): Sign | undefined {
  const before = wordBefore(tokens, at);
  const sign = tokens[before]?.lexeme?.sign;
  if (MODALS.has(tokens[before]?.text ?? '')) return 'ahead';
  if (sign === 'be') return undefined;
  if (sign === 'have' && tokens[wordBefore(tokens, before)]?.lexeme?.sign === 'ahead') return 'ahead';
  return 'past';
}

/** The word before, past "not" and adverbs. */
function wordBefore(tokens: readonly Token[], at: number): number {
  let k = at - 1;
  while (
    k >= 0 &&
    (tokens[k]?.text.endsWith('ly') || tokens[k]?.text === 'not' || tokens[k]?.text === 'also')
  )
    k -= 1;
  return k;
}

/** "the released prisoners", "150 released", "classrooms damaged by": what was done to a thing, not when. */
function describesNoun(tokens: readonly Token[], at: number): boolean {
  const before = tokens[wordBefore(tokens, at)];
  if (before?.kind === 'number' || before?.lexeme?.sign === 'article' || before?.lexeme?.number !== undefined)
    return true;
  const after = tokens[at + 1];
  const noun = before?.kind === 'word' && !SUBJECTS.has(before.text) && before.lexeme?.sign !== 'have';
  return (
    noun &&
    (after?.text === 'by' || after?.text === 'since' || after?.text === 'from') &&
    before.lexeme?.sign === undefined
  );
}

function isVerbNext(tokens: readonly Token[], text: string, at: number): boolean {
  const after = tokens[at + 1];
  if (after?.kind !== 'word' || isCapital(text, after)) return false;
  const { sign, number, unit } = after.lexeme ?? {};
  return (
    sign !== 'article' &&
    (sign !== 'small' || after.text === 'be' || after.text === 'do') &&
    number === undefined &&
    unit === undefined
  );
}

/** "was scheduled to end", "were due", "was to report". */
function wasPlanned(tokens: readonly Token[], at: number): boolean {
  const start = tokens[at]?.text === 'to' ? at - 1 : at;
  for (let k = start; k >= Math.max(0, start - 1); k -= 1) {
    const word = tokens[k]?.text ?? '';
    if (k === start && start !== at && (word === 'was' || word === 'were')) return true;
    if (!ONCE_PLANNED.has(word)) continue;
    const before = tokens[k - 1]?.text === 'been' ? tokens[k - 2] : tokens[k - 1];
    return WERE.has(before?.text ?? '');
  }
  return false;
}

function isCapital(text: string, token: Token): boolean {
  const char = text.charAt(token.start);
  return char !== char.toLowerCase();
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
