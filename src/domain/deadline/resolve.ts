/**
 * Words into a window: the one way in. To understand more phrases, add wordings to a language; nothing here knows any
 * words.
 *
 * 1. The text becomes tokens; at each token the longest phrase that a rule knows is read.
 * 2. In a sentence the phrase that belongs to what somebody will do is chosen (choose.ts).
 * 3. Of several that speak equally for themselves the one that closes last is taken and the others are kept as
 *    alternatives: a monitor that is early accuses falsely.
 */
import { addDays, assertZone, civilDate, civilDay, startOfDay, yearOf } from '../civil.ts';
import { DulyError } from '../errors.ts';
import { formatDate } from '../shown.ts';
import { canBegin, isWholeText } from './choose.ts';
import { explain, explainWait, quotedSaying } from './explain.ts';
import { bitOf } from './grammar/compile.ts';
import { yearOf as yearOfDay } from './grammar/day.ts';
import { type Token, tokenize } from './grammar/lexer.ts';
import { type Match, Reading } from './grammar/matcher.ts';
import { dayThere } from './grammar/meanings.ts';
import { readerFor } from './languages.ts';
import type { Meaning, SaidOn } from './rule.ts';
import type {
  Alternative,
  Confidence,
  Resolution,
  ResolvedWindow,
  Said,
  Unresolved,
  Window,
} from './types.ts';
import { type DatedMeaning, otherWindows, precisionOf, windowOf } from './windows.ts';

/** Bounds the work for one text; nobody sets more deadlines in one statement. */
const MOST_PHRASES = 200;
const MOST_ALTERNATIVES = 4;
const MOST_OTHERS = 5;
const DEADLINE = bitOf('deadline');

/** A phrase in the text and what one rule makes of it. */
interface Found<M extends Meaning = Meaning> {
  readonly rule: string;
  readonly version: number;
  readonly meaning: M;
  readonly phrase: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly wholeText: boolean;
  readonly score: number;
}

/**
 * What the words mean, said at that instant in that zone; the wall clock plays no part. The text may be a bare phrase
 * or a whole sentence; any text has an answer. Throws `DulyError('invalid')` for a zone that is none, and for an
 * instant outside the years 1000 to 8999.
 */
export function resolve(text: string, said: Said): Resolution {
  const zone = assertZone(said.zone);
  const on = civilDay(said.saidAt, zone);
  const year = yearOfDay(on);
  if (year < 1000 || year > 8999) {
    throw new DulyError('invalid', `said in the year ${year}: only 1000 to 8999 are understood`, {
      field: 'saidAt',
    });
  }
  const saidOn: SaidOn = { ...said, zone, on };
  const { grammar, vocabulary, readers } = readerFor(said.locale);
  const tokens = tokenize(text, vocabulary);
  const found = findPhrases(text, new Reading(tokens, saidOn, grammar, readers), saidOn);
  if (found.length === 0) return noDate(text, tokens, saidOn);

  const best = found.reduce((most, { score }) => Math.max(most, score), 0);
  const leading = found.filter(({ score }) => score === best);
  if (leading.some(isDated)) return resolvedWindow(leading.filter(isDated), found.filter(isDated), saidOn);
  return unresolved(leading[0] ?? found[0], text, tokens, saidOn);
}

const isDated = (one: Found): one is Found<DatedMeaning> =>
  one.meaning.kind === 'days' || one.meaning.kind === 'clock' || one.meaning.kind === 'after';

function findPhrases(text: string, reading: Reading, said: SaidOn): Found[] {
  const { tokens } = reading;
  const found: Found[] = [];
  let at = 0;
  let read = 0;
  while (at < tokens.length && read < MOST_PHRASES) {
    const begins = ((tokens[at]?.begins ?? 0) & DEADLINE) !== 0 && canBegin(tokens, at);
    const match = begins ? reading.deadlineAt(at) : undefined;
    if (match === undefined) {
      at += 1;
      continue;
    }
    read += 1;
    const one = foundAs(text, tokens, at, match, said);
    if (one !== undefined) found.push(one);
    at = match.next;
  }
  return found;
}

function foundAs(
  text: string,
  tokens: readonly Token[],
  at: number,
  { rule, value: meaning, next, period }: Match<'deadline'>,
  said: SaidOn,
): Found | undefined {
  if (meaning.kind === 'skip') return undefined;
  const joins = rule.makes === 'deadline' ? rule.joins : undefined;
  const named = joins === undefined ? undefined : period?.rule;
  const wholeText = isWholeText({ tokens, at, next });
  const bare = rule.name === 'alone' || rule.name === 'from';
  const weight = bare
    ? period?.needsLead === true
      ? 0
      : Math.min(named?.weight ?? 1, rule.weight ?? 9, isNumeric(tokens[at]) ? 1 : 9)
    : (rule.weight ?? 2);
  const { scoreOf } = readerFor(said.locale);
  const daysAhead = meaning.kind === 'days' ? meaning.first - said.on : 0;
  const phrase = { tokens, text, at, next, weight, meaning, daysAhead, name: named?.name };
  const score = wholeText ? 100 : scoreOf(phrase);
  if (score === undefined) return undefined;
  if (!wholeText && isOver(meaning, said)) return undefined;
  const span = { start: tokens[at]?.start ?? 0, end: tokens[next - 1]?.end ?? 0 };
  return {
    rule: named === undefined ? rule.name : joins === 'none' ? named.name : `${rule.name}-${named.name}`,
    version:
      named === undefined
        ? rule.version
        : joins === 'none'
          ? named.version
          : rule.version + named.version - 1,
    meaning,
    span,
    phrase: text.slice(span.start, span.end),
    wholeText,
    score,
  };
}

/** "9 and 12 May" begins with a number or a month, "between 9 and 12 May" with a word that makes it clearer. */
const isNumeric = (token: Token | undefined): boolean =>
  token?.kind === 'number' || token?.lexeme?.month !== undefined;

/** Dates that had passed when the words were said set no deadline in a sentence. */
function isOver(meaning: Meaning, said: SaidOn): boolean {
  if (meaning.kind === 'days') return meaning.last < said.on;
  if (meaning.kind !== 'clock' || meaning.day === undefined) return false;
  return meaning.day < Math.min(said.on, dayThere(meaning.clock, said));
}

function resolvedWindow(
  leading: readonly Found<DatedMeaning>[],
  dated: readonly Found<DatedMeaning>[],
  said: SaidOn,
): ResolvedWindow {
  const readings = leading.map((found) => ({ found, window: windowOf(found.meaning, said) }));
  const taken = readings.reduce((best, one) => (one.window.closesAt > best.window.closesAt ? one : best));
  const { found, window } = taken;
  const { meaning, rule, version, phrase, span } = found;

  const others = otherWindows(meaning, said).map((other) => alternative(found, other, said));
  for (const other of dated) {
    if (others.length > MOST_OTHERS) break;
    if (other !== found) others.push(alternative(other, windowOf(other.meaning, said), said));
  }
  const alternatives = distinct(others, window).slice(0, MOST_ALTERNATIVES);
  const severalDates = alternatives.some((one) => one.own !== found);
  const days = meaning.kind === 'days' ? meaning : undefined;
  const question = questionOf(meaning, window, said);
  return {
    outcome: 'window',
    window,
    precision: precisionOf(meaning),
    basis: days?.basis ?? 'stated',
    zone: said.zone,
    rule,
    ruleVersion: version,
    phrase,
    span,
    confidence: question === undefined ? confidenceOf(found, severalDates) : 'low',
    // Made when somebody reads it: a reader of many phrases shows few.
    get explanation() {
      return explain({
        ...said,
        phrase,
        window,
        rule,
        ruleVersion: version,
        note: days?.note,
        recurrence: days?.recurrence,
      });
    },
    alternatives: alternatives.map((one) => one.shown),
    ...(question === undefined ? {} : { question }),
    ...(days?.recurrence === undefined ? {} : { recurrence: days.recurrence }),
  };
}

function questionOf(meaning: DatedMeaning, window: Window, said: SaidOn): string | undefined {
  if (meaning.kind !== 'after' && meaning.question !== undefined) return meaning.question;
  return window.closesAt <= said.saidAt
    ? 'This was over when the words were said: is the date right?'
    : undefined;
}

/** A phrase inside a sentence may belong to another act; among several dates the choice is a guess. */
function confidenceOf({ meaning, wholeText }: Found<DatedMeaning>, severalDates: boolean): Confidence {
  const own = meaning.kind === 'after' ? undefined : meaning.confidence;
  if (severalDates || own === 'low') return 'low';
  return wholeText ? (own ?? 'high') : 'medium';
}

/** Another reading, and the phrase it is a reading of. */
interface Other {
  readonly own: Found;
  readonly shown: Alternative;
}

function alternative(own: Found, window: Window, said: SaidOn): Other {
  const { rule, phrase, version } = own;
  const shown = {
    window,
    get explanation() {
      return explain({ ...said, phrase, window, rule, ruleVersion: version });
    },
  };
  return { own, shown };
}

const sameWindow = (a: Window, b: Window): boolean => a.opensAt === b.opensAt && a.closesAt === b.closesAt;

function distinct(others: readonly Other[], taken: Window): Other[] {
  const kept: Other[] = [];
  for (const one of others) {
    const known =
      sameWindow(one.shown.window, taken) ||
      kept.some((other) => sameWindow(other.shown.window, one.shown.window));
    if (!known) kept.push(one);
  }
  return kept;
}

function noDate(text: string, tokens: readonly Token[], said: SaidOn): Unresolved {
  const saying = tokens.length === 0 ? 'No words' : quotedSaying(text, said);
  return { outcome: 'none', reason: 'no-date', explanation: `${saying} → no deadline in it` };
}

function unresolved(
  found: Found | undefined,
  text: string,
  tokens: readonly Token[],
  said: SaidOn,
): Unresolved {
  if (found === undefined) return noDate(text, tokens, said);
  const { rule, version, meaning, phrase, span } = found;
  const named = { rule, ruleVersion: version, phrase, span };
  const ruleShown = `(rule ${rule}/${version})`;
  if (meaning.kind === 'event') {
    const { anchor: words, offset } = meaning;
    const anchor = text.slice(tokens[words.from]?.start ?? 0, tokens[words.to - 1]?.end ?? 0);
    const { working = false } = meaning;
    const explanation = explainWait({ ...said, ...named, anchor, offset, working });
    return {
      outcome: 'none',
      reason: 'event',
      ...named,
      anchor,
      offset,
      ...(meaning.working ? { working: true } : {}),
      explanation,
    };
  }
  if (meaning.kind !== 'vague') throw new Error(`${rule} names a window`);
  const today = civilDate(said.saidAt, said.zone);
  const reviewOn = addDays(today, meaning.reviewInDays);
  const shown = formatDate(reviewOn, yearOf(reviewOn) !== yearOf(today));
  const explanation = `${quotedSaying(phrase, said)} → no date; look again on ${shown} ${ruleShown}`;
  return {
    outcome: 'none',
    reason: 'vague',
    ...named,
    reviewAt: startOfDay(reviewOn, said.zone),
    explanation,
  };
}
