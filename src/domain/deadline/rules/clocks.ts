/** Clock times: the deadline closes at that minute. */
import { addDays, instantAt } from '../../civil.ts';
import { BY, firstWords } from '../leads.ts';
import { date } from '../names/date.ts';
import { anyOf, notOver } from '../names/named.ts';
import { nearDay } from '../names/near-day.ts';
import { weekday } from '../names/weekday.ts';
import { ISTANBUL, type Match, type Rule, type SaidOn } from '../rule.ts';
import { isGlued, readOneOf, readWords, skip, type Token, touches } from '../tokens.ts';

const EVENING = { at: '2025-06-02T18:30+03:00', zone: 'Europe/Istanbul' };
const LEADS = [...BY, ['before']];
const days = anyOf(date, nearDay, weekday);

/** A clock time of another zone must not be read as local; naming zones is not understood yet. */
const ZONE_WORDS = new Set(
  'utc gmt z est edt et cst cdt ct mst mdt mt pst pdt pt bst wet cet cest eet eest msk trt ist jst hrs'.split(
    ' ',
  ),
);

export const clockRules: readonly Rule[] = [
  {
    name: 'by-clock',
    version: 1,
    says: 'closes at that minute; without a day: today, or tomorrow when the time has passed',
    starts: firstWords(LEADS),
    read: readByClock,
    examples: [
      { text: 'by 17:00', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
      { text: 'by 5 pm', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
      { text: 'by 5 p.m. today', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
      { text: 'by 5:30pm tomorrow', said: ISTANBUL, window: ['2025-06-03T00:00', '2025-06-03T17:30'] },
      { text: 'by 17:00 on 9 June', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-09T17:00'] },
      { text: 'by 9 June, 17:00', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-09T17:00'] },
      { text: 'by tomorrow at 5 pm', said: ISTANBUL, window: ['2025-06-03T00:00', '2025-06-03T17:00'] },
      { text: 'by noon on Friday', said: ISTANBUL, window: ['2025-06-06T00:00', '2025-06-06T12:00'] },
      { text: 'by 5 pm', said: EVENING, window: ['2025-06-03T00:00', '2025-06-03T17:00'] },
      { text: 'by midnight', said: EVENING, window: ['2025-06-02T18:30', '2025-06-03T00:00'] },
      { text: 'by 5 pm EST', said: ISTANBUL, not: true },
      { text: 'by 25:00', said: ISTANBUL, not: true },
      { text: 'by 5 percent', said: ISTANBUL, not: true },
    ],
  },
];

/** "by 5 pm", "by 5 pm on Friday", "by Friday at 5 pm". */
function readByClock(tokens: readonly Token[], start: number, said: SaidOn): Match | undefined {
  const at = readOneOf(tokens, start, LEADS);
  if (at === undefined) return undefined;
  const dayBefore = days.read(tokens, at, notOver(said));
  const clockAt = dayBefore === undefined ? at : skip(tokens, skip(tokens, dayBefore.next, ','), 'at');
  const clock = readClock(tokens, clockAt);
  if (clock === undefined) return undefined;
  const next = readWords(tokens, clock.next, ['local', 'time']) ?? clock.next;
  if (isGlued(tokens, next) || namesZone(tokens, next)) return undefined;

  const { minuteOfDay } = clock;
  const day = dayBefore ?? days.read(tokens, skip(tokens, skip(tokens, next, ','), 'on'), notOver(said));
  if (day !== undefined) {
    const confidence = day.confidence === undefined ? {} : { confidence: day.confidence };
    return {
      next: Math.max(next, day.next),
      meaning: { kind: 'clock', date: day.last, minuteOfDay, ...confidence },
    };
  }
  if (instantAt(said.on, minuteOfDay, said.zone) > said.saidAt) {
    return { next, meaning: { kind: 'clock', date: said.on, minuteOfDay } };
  }
  return { next, meaning: { kind: 'clock', date: addDays(said.on, 1), minuteOfDay, confidence: 'medium' } };
}

interface Clock {
  readonly minuteOfDay: number;
  readonly next: number;
}

/** 17:00, 5 pm, 5:30pm, 5 p.m., noon, midnight (the end of the day). */
function readClock(tokens: readonly Token[], at: number): Clock | undefined {
  const word = tokens[at]?.text;
  if (word === 'noon') return { minuteOfDay: 720, next: at + 1 };
  if (word === 'midnight') return { minuteOfDay: 1440, next: at + 1 };
  const hour = readTwoDigits(tokens, at);
  if (hour === undefined) return undefined;
  const separated =
    /^[:.]$/.test(tokens[at + 1]?.text ?? '') && touches(tokens, at + 1) && touches(tokens, at + 2);
  const minute = separated && tokens[at + 2]?.text.length === 2 ? readTwoDigits(tokens, at + 2) : undefined;
  const next = minute === undefined ? at + 1 : at + 3;
  if ((minute ?? 0) > 59) return undefined;

  const afternoon = readHalf(tokens, next, 'p');
  const half = afternoon ?? readHalf(tokens, next, 'a');
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    return {
      minuteOfDay: ((hour % 12) + (afternoon === undefined ? 0 : 12)) * 60 + (minute ?? 0),
      next: half,
    };
  }
  const minuteOfDay = hour * 60 + (minute ?? 0);
  return minute === undefined || minuteOfDay > 1440 ? undefined : { minuteOfDay, next };
}

function readTwoDigits(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  return token?.kind === 'number' && token.text.length <= 2 ? Number(token.text) : undefined;
}

/** "pm" or "p.m." for the letter p. */
function readHalf(tokens: readonly Token[], at: number, letter: 'a' | 'p'): number | undefined {
  const plain = readWords(tokens, at, [`${letter}m`]);
  if (plain !== undefined) return plain;
  const dotted = readWords(tokens, at, [letter, '.', 'm']);
  if (dotted === undefined) return undefined;
  return touches(tokens, dotted) ? skip(tokens, dotted, '.') : dotted;
}

function namesZone(tokens: readonly Token[], at: number): boolean {
  const first = tokens[at]?.text === '(' ? at + 1 : at;
  if (tokens[at]?.text === '+' || ZONE_WORDS.has(tokens[first]?.text ?? '')) return true;
  return tokens[first]?.kind === 'word' && tokens[first + 1]?.text === 'time';
}
