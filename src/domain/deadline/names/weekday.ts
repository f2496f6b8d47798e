/** Weekdays: Friday, this Friday, this coming Friday, next Friday (of the next ISO week). */
import { addDays, isoWeekStart, weekdayOf } from '../../civil.ts';
import { isGlued, readOneOf, type Token } from '../tokens.ts';
import { anyOf, type Named, type NameKind } from './named.ts';

export const WEEKDAY_WORDS: ReadonlyMap<string, number> = new Map([
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(
    (word, index): [string, number] => [word, index + 1],
  ),
  ...['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((word, index): [string, number] => [
    word,
    index + 1,
  ]),
  ['tues', 2],
  ['thur', 4],
  ['thurs', 4],
]);

/** "Friday": the next to come, today when said on that very weekday. */
export const bareWeekday: NameKind = {
  starts: [...WEEKDAY_WORDS.keys()],
  read: (tokens, at, { on, takes }) => {
    const read = readWord(tokens, at);
    if (read === undefined) return undefined;
    const nearest = comingAfter(on, read.weekday);
    if (weekdayOf(on) !== read.weekday || takes === 'ahead') return oneDay(nearest, read.next);
    // News means today by it, a promise may mean the next one.
    return { ...oneDay(on, read.next), confidence: 'medium', other: { first: nearest, last: nearest } };
  },
};

/** "this Friday", "this coming Friday". */
export const thisWeekday: NameKind = {
  starts: ['this', 'coming'],
  read: (tokens, at, calendar) => {
    const coming = readOneOf(tokens, at, [['this', 'coming'], ['coming']]);
    if (coming !== undefined) {
      const read = readWord(tokens, coming);
      return read && oneDay(comingAfter(calendar.on, read.weekday), read.next);
    }
    return tokens[at]?.text === 'this' ? bareWeekday.read(tokens, at + 1, calendar) : undefined;
  },
};

/** "next Friday": the Friday of the next ISO week. Many people mean the very next one: that is the alternative. */
export const nextWeekday: NameKind = {
  starts: ['next'],
  read: (tokens, at, { on }) => {
    const read = tokens[at]?.text === 'next' ? readWord(tokens, at + 1) : undefined;
    if (read === undefined) return undefined;
    const nearest = comingAfter(on, read.weekday);
    const named = oneDay(addDays(isoWeekStart(on), 7 + read.weekday - 1), read.next);
    return nearest === named.first
      ? named
      : { ...named, confidence: 'medium', other: { first: nearest, last: nearest } };
  },
};

export const weekday = anyOf(bareWeekday, thisWeekday, nextWeekday);

function readWord(tokens: readonly Token[], at: number): { weekday: number; next: number } | undefined {
  const word = tokens[at]?.text ?? '';
  const weekday = WEEKDAY_WORDS.get(word);
  return weekday === undefined || isGlued(tokens, at + 1) ? undefined : { weekday, next: at + 1 };
}

/** The first such weekday after a day. */
const comingAfter = (on: string, weekday: number): string =>
  addDays(on, (weekday - weekdayOf(on) + 7) % 7 || 7);

function oneDay(day: string, next: number): Named {
  return { first: day, last: day, precision: 'day', next };
}
