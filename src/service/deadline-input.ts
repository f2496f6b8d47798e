/**
 * A deadline as people give it: in words, by hand with dates, or none at all with a day to look again.
 */
import { z } from 'zod';
import { parseCivilDate, parseInstant, startOfDay } from '../domain/civil.ts';
import { byHand } from '../domain/deadline/by-hand.ts';
import { isRead, languagesRead } from '../domain/deadline/locale.ts';
import { resolve } from '../domain/deadline/resolve.ts';
import type { ResolvedWindow } from '../domain/deadline/types.ts';
import { DulyError } from '../domain/errors.ts';
import { type DeadlineRow, openRow, rowWithout, type SaidByCalendar, windowRow } from './deadline-row.ts';
import { line, optional } from './input.ts';
import { chosenReading, isOpen } from './readings.ts';

/** A place in the list of readings may come as a number in JSON. */
const place = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), line(120));

/** Fields of a deadline, shared by recording and moving. Dates are civil (`2025-06-15`), instants ISO 8601. */
export const deadlineFields = {
  deadline: optional(line(300)).describe('The words of the deadline, such as "next week"'),
  reading: optional(place).describe(
    'Which fair reading of the words is meant: 1 is the one taken (and confirms it), 2 the next, or its window as opensAt/closesAt',
  ),
  opensOn: optional(z.string()).describe('First day of the window, by hand'),
  closesOn: optional(z.string()).describe('Last day of the window, by hand; the whole day is inside'),
  opensAt: optional(z.string()).describe('First instant of the window, by hand'),
  closesAt: optional(z.string()).describe('Instant at which the window closes, by hand'),
  deadlineReason: optional(line(1_000)).describe('Why these dates, when they are set by hand'),
  reviewOn: optional(z.string()).describe('Day to look again when there is no date'),
  calendar: optional(line(60)).describe(
    'Calendar by which working days are counted, as `duly calendar list` names it; default Monday to Friday',
  ),
};

export type DeadlineInput = { readonly [Field in keyof typeof deadlineFields]?: string | undefined };

/** Whether the dates are set by hand; words beside them are kept and do not count. */
export const isByHand = (input: DeadlineInput): boolean =>
  input.closesOn !== undefined || input.closesAt !== undefined;

/** Settles which reading of the words counts, given the choice that was made, if one was. */
export type Choose = (resolved: ResolvedWindow, choice: string | undefined) => ResolvedWindow;

/**
 * Turns the fields into a deadline, resolved against when and where the words were said.
 * Dates by hand win over the words, which are then kept as the phrase; otherwise words that only a person can
 * settle need a reading. Throws `DulyError('invalid')`.
 */
export function deadlineFrom(
  input: DeadlineInput,
  said: SaidByCalendar,
  choose: Choose = chosenReading,
): DeadlineRow {
  const phrase = input.deadline ?? null;
  const reviewAt =
    input.reviewOn === undefined ? null : startOfDay(parseCivilDate(input.reviewOn, 'reviewOn'), said.zone);
  const around = { phrase, said, reviewAt };

  if (isByHand(input)) {
    const resolved = byHand({
      opensOn: input.opensOn,
      opensAt: input.opensAt === undefined ? undefined : parseInstant(input.opensAt, said.zone, 'opensAt'),
      closesOn: input.closesOn,
      closesAt:
        input.closesAt === undefined ? undefined : parseInstant(input.closesAt, said.zone, 'closesAt'),
      phrase: input.deadline,
      reason: input.deadlineReason ?? 'set by an editor',
      zone: said.zone,
    });
    return windowRow(resolved, around);
  }
  if (input.opensOn !== undefined || input.opensAt !== undefined) {
    const field = input.opensOn === undefined ? 'closesAt' : 'closesOn';
    throw new DulyError('invalid', `A window that opens must also close: give ${field} as well.`, { field });
  }
  if (phrase === null) {
    const explanation = 'No date was stated.';
    return { ...rowWithout(around), rule: 'no-date', ruleVersion: 1, basis: 'none', explanation };
  }
  const resolution = resolve(phrase, said);
  if (resolution.outcome === 'window') {
    const taken = choose(resolution, input.reading);
    // A form sends along the reading that was taken when nobody touched it: that is no choice.
    const chosen = input.reading !== undefined && (isOpen(resolution) || taken !== resolution);
    return windowRow(taken, { ...around, chosen });
  }
  if (resolution.reason === 'no-date') {
    const read = said.locale === undefined || isRead(said.locale) ? '' : ` Only ${languagesRead()} are read.`;
    throw new DulyError(
      'invalid',
      `No date could be read from “${phrase}”.${read} Say it otherwise (“by 9 June”, “next week”, “between June 20 and 30”), ` +
        'set the dates by hand (closesOn), or leave the deadline out and give reviewOn.',
      { field: 'deadline' },
    );
  }
  return openRow(resolution, around);
}
