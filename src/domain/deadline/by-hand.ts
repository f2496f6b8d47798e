/** A deadline that an editor sets: the words are kept where there are any, the reason always. */
import { assertZone, civilDate, parseCivilDate, startOfDay, windowOfDays } from '../civil.ts';
import { DulyError } from '../errors.ts';
import { formatWindow, isoInZone, shortZone } from '../shown.ts';
import { inQuotes } from './explain.ts';
import type { Basis, ResolvedWindow, Window } from './types.ts';

export interface ByHand {
  /** First civil day inside; or `opensAt`. With neither, the closing day is the window. */
  readonly opensOn?: string | undefined;
  /** Instant of opening, epoch milliseconds. */
  readonly opensAt?: number | undefined;
  /** Last civil day inside, to its end; or `closesAt`. */
  readonly closesOn?: string | undefined;
  /** Instant of closing, epoch milliseconds; that instant is outside. */
  readonly closesAt?: number | undefined;
  readonly zone: string;
  /** Why these dates; kept with the deadline. */
  readonly reason: string;
  /** The words as said, when there were any. */
  readonly phrase?: string | undefined;
  /** Default `assumed`; `stated` when the source itself gives the dates. */
  readonly basis?: Exclude<Basis, 'none'> | undefined;
}

/**
 * The window an editor set, explained by the reason. Throws `DulyError('invalid')`, naming the field, for an
 * unknown zone, an impossible date, a missing closing or reason, and a window that closes before it opens.
 */
export function byHand(input: ByHand): ResolvedWindow {
  const zone = assertZone(input.zone);
  const reason = input.reason.trim();
  if (reason === '') throw invalid('a deadline set by hand needs a reason', 'reason');
  const window = windowSet(input, zone);
  const basis = input.basis ?? 'assumed';
  const phrase = input.phrase ?? '';
  const words = phrase.trim() === '' ? 'Set by hand' : `${inQuotes(phrase)}, set by hand`;
  const shown = formatWindow(window, zone, { year: true });
  return {
    outcome: 'window',
    window,
    precision: isDayStart(window.opensAt, zone) && isDayStart(window.closesAt, zone) ? 'day' : 'minute',
    basis,
    zone,
    rule: 'by-hand',
    ruleVersion: 1,
    phrase,
    span: { start: 0, end: phrase.length },
    confidence: basis === 'assumed' ? 'medium' : 'high',
    explanation: `${words} in ${shortZone(zone)} because ${inQuotes(reason)} → ${shown} (rule by-hand/1)`,
    alternatives: [],
  };
}

function windowSet(input: ByHand, zone: string): Window {
  const { opensAt, closesAt } = input;
  const opensOn = input.opensOn === undefined ? undefined : parseCivilDate(input.opensOn, 'opensOn');
  const closesOn = input.closesOn === undefined ? undefined : parseCivilDate(input.closesOn, 'closesOn');
  if (opensOn !== undefined && opensAt !== undefined)
    throw invalid('give opensOn or opensAt, not both', 'opensAt');
  if (closesOn !== undefined && closesAt !== undefined)
    throw invalid('give closesOn or closesAt, not both', 'closesAt');

  const closes = closesOn === undefined ? closesAt : windowOfDays(closesOn, closesOn, zone).closesAt;
  if (closes === undefined) throw invalid('say when it closes, such as 2025-06-15', 'closesOn');
  const closingDay = closesOn ?? civilDate(closes - 1, zone);
  const opens = opensAt ?? startOfDay(opensOn ?? closingDay, zone);
  if (closes <= opens) {
    const closing = closesOn === undefined ? isoInZone(closes, zone) : `the end of ${closesOn}`;
    const opening = opensOn ?? isoInZone(opens, zone);
    if (closes === opens && closesOn === undefined)
      throw invalid(`the deadline closes when it opens (${opening})`, 'closesOn');
    throw invalid(`the deadline closes (${closing}) before it opens (${opening})`, 'closesOn');
  }
  return { opensAt: opens, closesAt: closes };
}

const isDayStart = (instant: number, zone: string): boolean =>
  instant === startOfDay(civilDate(instant, zone), zone);

const invalid = (message: string, field: string): DulyError => new DulyError('invalid', message, { field });
