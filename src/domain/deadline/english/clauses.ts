/**
 * Which of the dates in a sentence is the deadline: the one that belongs to what somebody will do, and none of those
 * that tell when something was said, happened, or was once due. It looks at the words around each phrase, in one
 * clause's length; a machine that guesses wrongly here accuses falsely, so in doubt there is no date.
 */
import type { Phrase } from '../choose.ts';
import type { Token } from '../grammar/lexer.ts';
import {
  endsSentence,
  isCapital,
  LIMITS,
  ONCE_PLANNED,
  signAt,
  WERE,
  wasPlanned,
  wordBefore,
} from './verbs.ts';

/** A plan that was made is taken for one that still holds within about half a year. */
const NEAR_DAYS = 200;
const LOOK_LEFT = 40;
const DENIALS = new Set(['not', 'no', 'never', 'nobody', 'none', 'nothing', 'cannot', 'neither', 'nor']);
const FEASTS = new Set(['black', 'super', 'bloody', 'cyber', 'ash', 'shrove', 'palm', 'maundy', 'giving']);
const MISSED = new Set([
  'missed',
  'met',
  'passed',
  'ignored',
  'beat',
  'breached',
  'overran',
  'kept',
  'broke',
]);
const EXCEPTIONS = new Set(['one', 'only', 'just', 'later', 'more', 'less', 'fewer']);
const LOOK_RIGHT = 30;
const MEASURES = new Set(['first', 'time', 'most', 'least', 'worst', 'best', 'only', 'record']);

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
  if (weight < 3 && kind !== 'vague' && isWhenDone(phrase)) return undefined;
  if (kind === 'event' && tellsPast(phrase, meaning.anchor)) return undefined;
  if (weight === 3 && kind === 'days' && measuresPast(phrase)) return undefined;

  if (isDenied(phrase)) return undefined;
  const tense = tenseOf(phrase);
  if (tense === 'past') return undefined;
  const after = tokens[next];
  if (weight === 1 && tense === 'none' && after?.kind === 'word' && after.lexeme === undefined)
    return undefined;
  const recurs = kind === 'days' && meaning.recurrence !== undefined;
  if (recurs && tense !== 'ahead') return undefined;
  const kindScore = kind === 'vague' ? 0 : kind === 'event' ? 1 : 2;
  const condition = isCondition(phrase) ? 4 : 0;
  // "on 12 June, four weeks before the elections" only explains the date.
  const aside = kind === 'event' && tokens[at - 1]?.text === ',' ? 3 : 0;
  return 2 * weight + kindScore + (tense === 'ahead' ? 3 : 0) - condition - aside;
}

/** "will not reopen before September", "no decision is expected by June": nothing is promised for that date. */
function isDenied({ tokens, text, at, meaning }: Phrase): boolean {
  if (meaning.kind === 'vague' || meaning.kind === 'event') return false;
  for (let k = at - 1; k >= Math.max(0, at - 12); k -= 1) {
    const token = tokens[k];
    if (token === undefined || (token.kind === 'mark' && token.text !== "'")) return false;
    if (token.text === 'but' || (token.text === 'to' && DENIALS.has(tokens[k - 1]?.text ?? ''))) return false;
    if (DENIALS.has(token.text)) return !EXCEPTIONS.has(tokens[k + 1]?.text ?? '');
    if (token.text === 't' && tokens[k - 1]?.text === "'") return true;
    if (signAt(tokens, text, k) === 'past') return false;
  }
  return false;
}

/** "If no deal is reached by Friday, …": when something else happens is not yet when it is due. */
function isCondition({ tokens, at }: Phrase): boolean {
  for (let k = at - 1; k >= Math.max(0, at - LOOK_LEFT); k -= 1) {
    const text = tokens[k]?.text;
    if (text === ',' || endsSentence(tokens, k)) return false;
    if (text === 'if' || text === 'unless' || text === 'until') return text !== 'until';
  }
  return false;
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
  // "by the 20 June summit" names the summit.
  const [lead, following] = [tokens[at + 1], tokens[next]];
  const noun = following?.kind === 'word' && following.lexeme === undefined && !isCapital(text, following);
  if (name === 'date' && lead?.lexeme?.sign === 'article' && noun) return true;
  if (weight > 2) return false;
  const [before, after] = [tokens[at - 1], tokens[next]];
  // "the agreement of 16 May".
  if (weight === 1 && before?.text === 'of') return true;
  const unknown = after?.kind === 'word' && after.lexeme === undefined;
  if (unknown && isCapital(text, after) && at > 0 && (weight === 1 || name === 'date')) return true;
  // "Today's youth", "Black Friday".
  if (after?.text === "'" && (name === 'today' || name === 'tomorrow')) return true;
  if (name === 'weekday' && FEASTS.has(before?.text ?? '')) return true;
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

const isPlanned = (before: Token | undefined): boolean =>
  ONCE_PLANNED.has(before?.text ?? '') || before?.text === 'booked' || before?.text === 'fixed';

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
    // "will be published on 30 July" is still to come.
    if (token.lexeme?.sign === 'told') return tokens[wordBefore(tokens, k)]?.lexeme?.sign !== 'be';
    if (k === at - 1 && isSettled(token)) return true;
  }
  return false;
}

/** "on Thursday adjourned the trial": the verb right behind tells what was done then. */
function isWhenDone({ tokens, text, next }: Phrase): boolean {
  const verb = tokens[next];
  if (verb?.kind !== 'word' || isCapital(text, verb)) return false;
  const sign = verb.lexeme?.sign;
  return sign === 'past' || sign === 'told' || (verb.text.length > 4 && verb.text.endsWith('ed'));
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
  if (saysLimit(phrase)) {
    // "missed its deadline of 30 November" tells of the past.
    const missed = tokens.slice(Math.max(0, at - 2), at).some(({ text }) => MISSED.has(text));
    return missed ? 'past' : 'ahead';
  }
  const left = tenseOnTheLeft(phrase);
  if (left !== 'none') return left;
  const right = tenseOnTheRight(phrase, next);
  // A clear deadline in the middle is not undone by what another clause tells; at the beginning that is its own.
  return right === 'past' && weight >= 3 && at > 3 ? 'elsewhere' : right;
}

function saysLimit({ tokens, at, next }: Phrase): boolean {
  for (let k = at; k < next; k += 1) if (LIMITS.has(tokens[k]?.text ?? '')) return true;
  return false;
}

function tenseOnTheLeft(phrase: Phrase): Tense {
  const { tokens, text, at, weight, meaning } = phrase;
  // "was set for the first Monday": the lead of the phrase is the plan.
  if (ONCE_PLANNED.has(tokens[at]?.text ?? '') && WERE.has(tokens[at - 1]?.text ?? ''))
    return phrase.daysAhead <= NEAR_DAYS ? 'elsewhere' : 'past';
  let past = false;
  let commas = 0;
  for (let k = at - 1; k >= Math.max(0, at - LOOK_LEFT); k -= 1) {
    const token = tokens[k];
    if (token === undefined || endsSentence(tokens, k)) break;
    if (token.text === ',') commas += 1;
    // "gave the company two weeks to answer".
    if (token.text === 'gave' && phrase.name === undefined && meaning.kind !== 'clock') return 'ahead';
    const sign = signAt(tokens, text, k);
    if (sign === 'ahead') {
      if (!wasPlanned(tokens, k)) return past ? 'elsewhere' : 'ahead';
      // "was set for the first Monday of December" still holds, unless it is too far off to have been this one.
      if (phrase.daysAhead <= NEAR_DAYS && !past) return 'elsewhere';
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

function tenseOnTheRight({ tokens, text, at, weight, meaning }: Phrase, from: number): Tense {
  let told = false;
  const end = Math.min(tokens.length, from + LOOK_RIGHT);
  for (let k = from; k < end; k += 1) {
    const token = tokens[k];
    if (token === undefined || endsSentence(tokens, k)) break;
    const sign = signAt(tokens, text, k);
    if (sign === 'ahead') return told && weight < 3 && at <= 3 ? 'past' : 'ahead';
    if (sign === 'past') return 'past';
    if (sign === 'told') {
      told = true;
      // ", says the plan unveiled on Tuesday," is over with its comma.
      while (k + 1 < end && tokens[k + 1]?.text !== ',' && !endsSentence(tokens, k + 1)) k += 1;
    }
  }
  // "…, the board confirmed" at the end tells who says so, not when.
  return told && weight < 3 && at <= 3 && meaning.kind !== 'vague' ? 'past' : 'none';
}
