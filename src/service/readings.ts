/**
 * The fair readings of the words of a deadline, and which of them a person has chosen. The one that the resolver
 * took comes first. A choice is a place in that list, or a window, which stays right when a rule changes.
 */
import { parseInstant } from '../domain/civil.ts';
import type { Alternative, ResolvedWindow } from '../domain/deadline/types.ts';
import { DulyError } from '../domain/errors.ts';
import { formatWindow, isoInZone } from '../domain/shown.ts';

export interface Reading extends Alternative {
  /** Names it whatever the others are: its window as `opensAt/closesAt`, ISO 8601 in the zone of saying. */
  readonly key: string;
}

/** Every fair reading, the one that was taken first. */
export function readingsOf({ window, explanation, alternatives, zone }: ResolvedWindow): Reading[] {
  return [{ window, explanation }, ...alternatives].map((one) => ({
    ...one,
    key: `${isoInZone(one.window.opensAt, zone)}/${isoInZone(one.window.closesAt, zone)}`,
  }));
}

/** Whether only a person can say what is meant: which reading, or whether the only one is. */
export const isOpen = ({ question }: ResolvedWindow): boolean => question !== undefined;

/** The reading that `choice` names: a number from 1, or a window. Throws `invalid` for an instant that is none. */
export function findReading(resolved: ResolvedWindow, choice: string): Reading | undefined {
  const readings = readingsOf(resolved);
  if (/^\d{1,3}$/.test(choice)) return readings[Number(choice) - 1];
  const [opens, closes, ...rest] = choice.split('/');
  if (opens === undefined || closes === undefined || rest.length > 0) return undefined;
  const opensAt = parseInstant(opens, resolved.zone, 'reading');
  const closesAt = parseInstant(closes, resolved.zone, 'reading');
  return readings.find(({ window }) => window.opensAt === opensAt && window.closesAt === closesAt);
}

/** The same words, read as `reading` says. */
function readAs(resolved: ResolvedWindow, { window, explanation }: Reading): ResolvedWindow {
  const taken = window.opensAt === resolved.window.opensAt && window.closesAt === resolved.window.closesAt;
  // Whoever chose it says that this is what was stated.
  return taken ? resolved : { ...resolved, window, explanation, basis: 'stated' };
}

/**
 * The words as a person read them; without a `choice`, as the resolver took them. Throws `DulyError('invalid')` that
 * lists the readings when `choice` is none of them, and when it is missing where only a person can say; of a single
 * reading the choice is the confirmation.
 */
export function chosenReading(resolved: ResolvedWindow, choice: string | undefined): ResolvedWindow {
  if (choice === undefined) {
    if (!isOpen(resolved)) return resolved;
    const several = resolved.alternatives.length > 0 ? ' can be read in several ways' : ' leaves a question';
    throw refusal(`“${resolved.phrase}”${several}. ${resolved.question}`, resolved);
  }
  const reading = findReading(resolved, choice);
  if (reading === undefined) throw refusal(`“${choice}” is no reading of “${resolved.phrase}”.`, resolved);
  return readAs(resolved, reading);
}

/** For looking before choosing: the words as they were read, or as the resolver took them while nobody has. */
export function likelyReading(resolved: ResolvedWindow, choice: string | undefined): ResolvedWindow {
  const reading = choice === undefined ? undefined : findReading(resolved, choice);
  return reading === undefined ? resolved : readAs(resolved, reading);
}

function refusal(why: string, resolved: ResolvedWindow): DulyError {
  const lines = readingsOf(resolved).map(
    ({ window, key }, index) =>
      `  ${index + 1}  ${formatWindow(window, resolved.zone, { year: true })} ${resolved.zone}   ${key}`,
  );
  const how =
    lines.length > 1
      ? 'To choose one, give reading (its number, or the interval at the end of its line):'
      : 'If it is, confirm it: give reading 1. Otherwise give the right words or dates.';
  return new DulyError('invalid', [`${why} ${how}`, ...lines].join('\n'), { field: 'reading' });
}
