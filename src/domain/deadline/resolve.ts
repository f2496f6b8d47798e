/**
 * Words into a window: the one way in. To understand more phrases, add rows under `rules/`; nothing here knows
 * any words.
 *
 * 1. The text becomes tokens; at each token the rules that can begin there read on, the longest phrase wins.
 * 2. Of the phrases found, one with a window goes before one that waits for an event, and that before vague words.
 * 3. Of several windows the one that closes last is taken and the others are kept as alternatives: a monitor
 *    that is early accuses falsely.
 */
import {
  addDays,
  assertZone,
  civilDate,
  formatDate,
  instantAt,
  MINUTE_MS,
  startOfDay,
  windowOfDays,
  yearOf,
} from '../civil.ts';
import { assertNever, DulyError } from '../errors.ts';
import { explain, inQuotes, quotedSaying } from './explain.ts';
import { closesText, type Match, type Meaning, opensText, type Rule, type SaidOn } from './rule.ts';
import { RULES } from './rules.ts';
import { isGlued, type Token, tokenize } from './tokens.ts';
import type {
  Alternative,
  Confidence,
  Resolution,
  ResolvedWindow,
  Said,
  Unresolved,
  Window,
} from './types.ts';

/** Bounds the work for one text; nobody means more than this many dates by one deadline. */
const MOST_PHRASES = 16;
const MOST_ALTERNATIVES = 4;

type DatedMeaning = Extract<Meaning, { kind: 'days' | 'clock' }>;

/** A phrase in the text and what one rule makes of it. */
interface Found<M extends Meaning = Meaning> {
  readonly rule: Rule;
  readonly meaning: M;
  readonly phrase: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly wholeText: boolean;
}

/**
 * What the words mean, said at that instant in that zone; the wall clock plays no part. Any text has an answer.
 * Throws `DulyError('invalid')` for a zone that is none, and for an instant outside the years 1000 to 8999.
 */
export function resolve(text: string, said: Said): Resolution {
  const zone = assertZone(said.zone);
  const on = civilDate(said.saidAt, zone);
  if (yearOf(on) < 1000 || yearOf(on) > 8999) {
    throw new DulyError('invalid', `said in the year ${yearOf(on)}: only 1000 to 8999 are understood`, {
      field: 'saidAt',
    });
  }
  const saidOn: SaidOn = { saidAt: said.saidAt, zone, on };
  const tokens = tokenize(text);
  const found = findPhrases(text, tokens, saidOn);

  const dated = found.filter(
    (one): one is Found<DatedMeaning> => one.meaning.kind === 'days' || one.meaning.kind === 'clock',
  );
  if (dated.length > 0) return resolvedWindow(dated, saidOn);
  const event = found.find((one) => one.meaning.kind === 'event');
  return unresolved(event ?? found[0], text, tokens, saidOn);
}

const rulesByStart = new Map<string, Rule[]>();
for (const rule of RULES) {
  for (const start of new Set(rule.starts))
    rulesByStart.set(start, [...(rulesByStart.get(start) ?? []), rule]);
}

function findPhrases(text: string, tokens: readonly Token[], said: SaidOn): Found[] {
  const found: Found[] = [];
  let at = 0;
  while (at < tokens.length && found.length < MOST_PHRASES) {
    const best = longestAt(tokens, at, said);
    if (best === undefined) {
      at += 1;
      continue;
    }
    const { rule, match } = best;
    const span = { start: tokens[at]?.start ?? 0, end: tokens[match.next - 1]?.end ?? 0 };
    found.push({
      rule,
      meaning: match.meaning,
      span,
      phrase: text.slice(span.start, span.end),
      wholeText: opensText(tokens, at) && closesText(tokens, match.next),
    });
    at = match.next;
  }
  return found;
}

function longestAt(
  tokens: readonly Token[],
  at: number,
  said: SaidOn,
): { rule: Rule; match: Match } | undefined {
  const token = tokens[at];
  const rules = token && rulesByStart.get(token.kind === 'number' ? '#' : token.text);
  if (rules === undefined || isGlued(tokens, at)) return undefined;
  let best: { rule: Rule; match: Match } | undefined;
  for (const rule of rules) {
    const match = rule.read(tokens, at, said);
    if (match !== undefined && (best === undefined || match.next > best.match.next)) best = { rule, match };
  }
  return best;
}

function resolvedWindow(dated: readonly Found<DatedMeaning>[], said: SaidOn): ResolvedWindow {
  const readings = dated.map((found) => ({ found, window: windowOf(found.meaning, said) }));
  const taken = readings.reduce((best, one) => (one.window.closesAt > best.window.closesAt ? one : best));
  const { found, window } = taken;
  const { meaning, rule, phrase, span } = found;

  const others = readings.map((reading) => alternative(reading.found, reading.window, said));
  if (meaning.kind === 'days' && meaning.other !== undefined) {
    others.unshift(alternative(found, windowOf({ ...meaning, ...meaning.other }, said), said));
  }
  const alternatives = distinct(others, window).slice(0, MOST_ALTERNATIVES);
  const severalDates = readings.some((one) => !sameWindow(one.window, window));
  return {
    outcome: 'window',
    window,
    precision: meaning.kind === 'clock' ? 'minute' : meaning.precision,
    basis: meaning.kind === 'days' ? (meaning.basis ?? 'stated') : 'stated',
    zone: said.zone,
    rule: rule.name,
    ruleVersion: rule.version,
    phrase,
    span,
    confidence: confidenceOf(found, severalDates),
    explanation: explain({ ...said, phrase, window, rule: rule.name, ruleVersion: rule.version }),
    alternatives,
  };
}

/** A phrase inside a sentence may belong to another act; among several dates the choice is a guess. */
function confidenceOf({ meaning, wholeText }: Found<DatedMeaning>, severalDates: boolean): Confidence {
  if (severalDates || meaning.confidence === 'low') return 'low';
  return wholeText ? (meaning.confidence ?? 'high') : 'medium';
}

function windowOf(meaning: DatedMeaning, { saidAt, zone }: SaidOn): Window {
  if (meaning.kind === 'days') return windowOfDays(meaning.first, meaning.last, zone);
  const closesAt = instantAt(meaning.date, meaning.minuteOfDay, zone);
  const dayOpensAt = startOfDay(civilDate(closesAt - 1, zone), zone);
  const saidMinute = saidAt - (((saidAt % MINUTE_MS) + MINUTE_MS) % MINUTE_MS);
  // On the day of saying nothing can be done before it; a time that had passed keeps the whole day.
  return { opensAt: saidMinute < closesAt ? Math.max(dayOpensAt, saidMinute) : dayOpensAt, closesAt };
}

function alternative({ rule, phrase }: Found, window: Window, said: SaidOn): Alternative {
  return {
    window,
    explanation: explain({ ...said, phrase, window, rule: rule.name, ruleVersion: rule.version }),
  };
}

const sameWindow = (a: Window, b: Window): boolean => a.opensAt === b.opensAt && a.closesAt === b.closesAt;

function distinct(alternatives: readonly Alternative[], taken: Window): Alternative[] {
  const kept: Alternative[] = [];
  for (const one of alternatives) {
    if (!sameWindow(one.window, taken) && !kept.some((other) => sameWindow(other.window, one.window)))
      kept.push(one);
  }
  return kept;
}

function unresolved(
  found: Found | undefined,
  text: string,
  tokens: readonly Token[],
  said: SaidOn,
): Unresolved {
  if (found === undefined) {
    const saying = tokens.length === 0 ? 'No words' : quotedSaying(text, said);
    return { outcome: 'none', reason: 'no-date', explanation: `${saying} → no deadline in it` };
  }
  const { rule, meaning, phrase, span } = found;
  const named = { rule: rule.name, ruleVersion: rule.version, phrase, span };
  const ruleShown = `(rule ${rule.name}/${rule.version})`;
  switch (meaning.kind) {
    case 'vague': {
      const reviewOn = addDays(said.on, meaning.reviewInDays);
      const reviewAt = startOfDay(reviewOn, said.zone);
      const shown = formatDate(reviewOn, yearOf(reviewOn) !== yearOf(said.on));
      const explanation = `${quotedSaying(phrase, said)} → no date; look again on ${shown} ${ruleShown}`;
      return { outcome: 'none', reason: 'vague', ...named, reviewAt, explanation };
    }
    case 'event': {
      const { anchor: words, offset } = meaning;
      const anchor = text.slice(tokens[words.from]?.start ?? 0, tokens[words.to - 1]?.end ?? 0);
      const explanation = `${quotedSaying(phrase, said)} → waits for ${inQuotes(anchor)}, then ${offset} ${ruleShown}`;
      return { outcome: 'none', reason: 'event', ...named, anchor, offset, explanation };
    }
    case 'days':
    case 'clock':
      throw new Error(`${rule.name} names a window`);
    default:
      return assertNever(meaning);
  }
}
