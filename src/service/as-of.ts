/** The two times of a reading: what was known by `asOf`, about `on`. Given as days or instants. */
import { z } from 'zod';
import { type AsKnown, asKnown } from '../domain/as-known.ts';
import {
  addDays,
  assertZone,
  isZone,
  parseCivilDate,
  parseInstantOrDay,
  startOfDay,
} from '../domain/civil.ts';
import { DulyError } from '../domain/errors.ts';
import type { CommitmentRecord } from '../domain/record.ts';
import { line, optional, parse } from './input.ts';

export const asOfFields = {
  asOf: optional(line(60)).describe('As it was known then: a day (to its end) or an ISO 8601 instant'),
  on: optional(line(60)).describe(
    'How it stood then: a day (at its end) or an ISO 8601 instant; default as --as-of',
  ),
};
export interface AsOfInput {
  readonly asOf?: string | undefined;
  readonly on?: string | undefined;
}

const DAY_MS = 86_400_000;

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** An instant, or the first one of a civil day in `zone`; epoch milliseconds. */
export const beginOf = (text: string, zone: string, field: string): number =>
  isDay(text) ? startOfDay(parseCivilDate(text, field), zone) : parseInstantOrDay(text, zone, field);

/** An instant, or the last one of a civil day in `zone`, so that nothing is overdue on its last day. */
export const endOf = (text: string, zone: string, field: string): number =>
  isDay(text)
    ? startOfDay(addDays(parseCivilDate(text, field), 1), zone) - 1
    : parseInstantOrDay(text, zone, field);

/**
 * Reads the two times; null when neither is given, and things are as they are now. Days are those of `zone`. Throws
 * `DulyError('invalid')`: nobody knows today what will be known tomorrow.
 */
export function readAsOf(input: AsOfInput, zone: string, now: number): AsKnown | null {
  if (input.asOf === undefined && input.on === undefined) return null;
  const asOf = input.asOf === undefined ? now : endOf(input.asOf, zone, 'asOf');
  // Today is not over yet, and yet it may be asked for.
  if (asOf > now && asOf - now > DAY_MS)
    throw new DulyError('invalid', 'asOf lies in the future: what will be known then is not on record.', {
      field: 'asOf',
    });
  return {
    asOf: Math.min(asOf, now),
    on: input.on === undefined ? Math.min(asOf, now) : endOf(input.on, zone, 'on'),
  };
}

/** The record and the instant to judge it at; null when it was not on record then. */
export function recordAt(
  record: CommitmentRecord,
  times: AsKnown | null,
  now: number,
): { record: CommitmentRecord; at: number } | null {
  if (times === null) return { record, at: now };
  const known = asKnown(record, times);
  return known === null ? null : { record: known, at: times.on };
}

/** The two times, and the words that they were asked for in, with which a link asks for the same. */
export interface Past extends AsKnown {
  /** IANA zone of the days. */
  readonly zone: string;
  readonly asked: { readonly asOf?: string; readonly on?: string; readonly zone: string };
}

/** Reads the two times as `readAsOf` does; null when things are as they are now. Throws `DulyError('invalid')`. */
export function readPast(input: AsOfInput, zone: string, now: number): Past | null {
  const times = readAsOf(input, zone, now);
  if (times === null) return null;
  const { asOf, on } = input;
  const asked = { ...(asOf === undefined ? {} : { asOf }), ...(on === undefined ? {} : { on }), zone };
  return { ...times, zone, asked };
}

/** For one commitment: days are those of its own zone, unless another is named. */
export const asOfInput = z.strictObject({
  ...asOfFields,
  zone: optional(line(60)).describe('The zone of these days; default that of what is shown, in lists UTC'),
});

/** The same for one commitment whose deadline counts days in `own`. Throws `DulyError('invalid')`. */
export function readPastOf(raw: unknown, own: string, now: number): Past | null {
  const { zone, ...input } = parse(asOfInput, raw ?? {});
  return readPast(input, zone === undefined ? (isZone(own) ? own : 'UTC') : assertZone(zone, 'zone'), now);
}

type Recorded = { readonly recordedAt: number };

/** Whether something without a time of its own was on record and in force: `asKnown` judges by the same rule. */
export const inForceThen =
  ({ asOf, on }: AsKnown) =>
  ({ recordedAt }: Recorded): boolean =>
    recordedAt <= Math.min(asOf, on);

/** Whether it was known, of what had happened. */
export const happenedThen =
  ({ asOf, on }: AsKnown) =>
  (fact: Recorded & { readonly happenedAt: number }): boolean =>
    fact.recordedAt <= asOf && fact.happenedAt <= on;
