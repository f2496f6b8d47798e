/** Deadlines with a clock time: by 5 pm on Friday, no later than noon GMT on 9 June, tonight. */
import { isWholeText } from '../choose.ts';
import { atClock } from '../grammar/meanings.ts';
import { oneDay } from '../grammar/period.ts';
import { type Clock, ISTANBUL, type Meaning, not, type Place, type Rule, type Slots } from '../rule.ts';

const BY =
  '(by|until|till|before|no later than|not later than|prior to|up to|through|latest|within|at the latest by)';
const AT = '(at|@|around|about|at about|at around|in|on)';
/** The 10th in Sydney, and still the 9th in New York. */
const SYDNEY = { at: '2025-11-10T05:00+11:00', zone: 'Australia/Sydney' };
const EVENING = { at: '2025-06-02T18:30+03:00', zone: 'Europe/Istanbul' };

export const atTimeRules: readonly Rule[] = [
  {
    name: 'by-clock',
    version: 3,
    says: 'closes at that minute; a zone in the words wins, also for which day it is; without a day: today, or tomorrow when the time has passed',
    makes: 'deadline',
    weight: 3,
    phrases: phrases(BY),
    means: clockMeaning,
    examples: [
      { text: 'by 17:00', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
      { text: 'by 5 pm', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
      { text: 'by 5 p.m. today', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
      { text: 'by 5:30pm tomorrow', said: ISTANBUL, window: ['2025-06-03T00:00', '2025-06-03T17:30'] },
      { text: 'by 17:00 on 9 June', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-09T17:00'] },
      { text: 'by 9 June, 17:00', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-09T17:00'] },
      { text: 'by tomorrow at 5 pm', said: ISTANBUL, window: ['2025-06-03T00:00', '2025-06-03T17:00'] },
      {
        text: 'no later than noon on the last Friday of March',
        said: ISTANBUL,
        window: ['2026-03-27T00:00', '2026-03-27T12:00'],
      },
      { text: 'by noon GMT', said: EVENING, window: ['2025-06-03T00:00', '2025-06-03T15:00'] },
      { text: 'by 5 pm', said: EVENING, window: ['2025-06-03T00:00', '2025-06-03T17:00'] },
      { text: 'by midnight', said: EVENING, window: ['2025-06-02T18:30', '2025-06-03T00:00'] },
      {
        text: 'by close of business on Friday',
        said: ISTANBUL,
        window: ['2025-06-06T00:00', '2025-06-06T17:00'],
      },
      not('by 25:00'),
      not('by 5 percent'),
    ],
  },
  {
    name: 'at-clock',
    version: 2,
    says: 'as by-clock, for words that name a time without setting a limit',
    makes: 'deadline',
    weight: 2,
    phrases: [...phrases(AT), ...phrases('').slice(1), '{clock}'],
    means: clockMeaning,
    examples: [
      { text: 'at 5 pm', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
      { text: '5 pm EST on Nov. 9', said: ISTANBUL, window: ['2025-11-10T00:00', '2025-11-10T01:00'] },
      { text: '5 pm EST on Nov. 9', said: SYDNEY, window: ['2025-11-10T05:00', '2025-11-10T09:00'] },
      { text: 'tomorrow morning', said: ISTANBUL, window: ['2025-06-03T00:00', '2025-06-03T12:00'] },
      {
        text: "8 o'clock tomorrow morning",
        said: ISTANBUL,
        window: ['2025-06-03T00:00', '2025-06-03T08:00'],
      },
    ],
  },
  {
    name: 'clock-range',
    version: 1,
    says: 'from the first time to the second',
    makes: 'deadline',
    weight: 2,
    phrases: [
      '[between|from] {clock} (-|to|and|until|till) {clock2} [,] [on] [{period}]',
      '[between|from] {n} (-|to|and|until|till) {clock2} [,] [on] [{period}]',
      '[on] {period} [,] [between|from|at] {clock} (-|to|and|until|till) {clock2}',
      '[on] {period} [,] [between|from|at] {n} (-|to|and|until|till) {clock2}',
    ],
    means: ({ clock, n, clock2, period }, { said, tokens, at, next }) => {
      const half = clock2.minuteOfDay > 720 ? 720 : 0;
      const opens =
        clock?.minuteOfDay ?? (Number.isInteger(n) && n >= 1 && n <= 12 ? (n % 12) * 60 + half : undefined);
      if (opens === undefined || opens >= clock2.minuteOfDay || clock2.opensMinute !== undefined)
        return undefined;
      if (period === undefined && clock === undefined && !isWholeText({ tokens, at, next })) return undefined;
      return atClock({ ...clock2, opensMinute: opens }, period, said);
    },
    examples: [
      {
        text: 'between 9:30 and 11:00 on Thursday',
        said: ISTANBUL,
        window: ['2025-06-05T09:30', '2025-06-05T11:00'],
      },
      { text: 'tomorrow, 3-4 pm', said: ISTANBUL, window: ['2025-06-03T15:00', '2025-06-03T16:00'] },
    ],
  },
  {
    name: 'part-of-today',
    version: 1,
    says: 'a part of the day of the saying; tonight lasts to midnight',
    makes: 'deadline',
    weight: 2,
    phrases: [
      '[by|until|before|for|on] (this|later this) {clock}',
      '[by|until|before|for] (tonight|overnight)',
      '[by|until|before] {clock} tonight',
      '[by|until|before|at] {clock} this {clock2}',
      '[by|until|before|at] {n} (tonight|this evening|this afternoon|this morning)',
    ],
    means: ({ clock, clock2, n }, { said, tokens, next }): Meaning | undefined => {
      const timed = clock2 === undefined ? undefined : clockOf(clock, clock2, undefined);
      if (clock2 !== undefined) return timed && atClock(timed, oneDay(said.on), said);
      const last = tokens[next - 1]?.text;
      if (n !== undefined) {
        if (!Number.isInteger(n) || n < 1 || n > 12) return undefined;
        return atClock(
          { minuteOfDay: (n % 12) * 60 + (last === 'morning' ? 0 : 720) },
          oneDay(said.on),
          said,
        );
      }
      if (clock === undefined) {
        const night = {
          minuteOfDay: last === 'overnight' ? 360 : 1440,
          opensMinute: last === 'overnight' ? 0 : 1080,
        };
        return atClock(night, oneDay(said.on + (last === 'overnight' ? 1 : 0)), said);
      }
      if (last !== 'tonight' && clock.opensMinute === undefined) return undefined;
      const evening =
        last === 'tonight' && clock.minuteOfDay < 720 ? clock.minuteOfDay + 720 : clock.minuteOfDay;
      return atClock({ ...clock, minuteOfDay: evening }, oneDay(said.on), said);
    },
    examples: [
      { text: 'tonight', said: ISTANBUL, window: ['2025-06-02T18:00', '2025-06-03T00:00'] },
      { text: 'this evening', said: ISTANBUL, window: ['2025-06-02T18:00', '2025-06-03T00:00'] },
    ],
  },
];

/** A time, a time and a day in either order, a day in another zone, an ISO timestamp. */
function phrases(lead: string): string[] {
  return [
    `${lead} {clock}`,
    `${lead} {clock} [,] [on|of|at|by] {period}`,
    `${lead} {period} [,] [at|by|before|no later than|until|\\(] {clock} [\\)]`,
    `${lead} {clock} [,] [on] {period} {clock2}`,
    `${lead} {n} [on] {period} {clock2}`,
    // The same time in a second zone.
    `${lead} {time} {zone} \\( {clock2} \\) [,] [on] {period}`,
    `${lead} {time} {zone} \\( {clock2} \\)`,
    `${lead} {period} [,] [\\(] {zone} [\\)]`,
    `${lead} {written} (t|,|at) {time} [{zone}]`,
  ];
}

function clockMeaning(slots: Slots, { said, tokens, at, next }: Place): Meaning | undefined {
  const period = slots.period ?? slots.written;
  const hour =
    slots.n !== undefined && slots.n >= 1 && slots.n <= 12 ? { minuteOfDay: (slots.n % 12) * 60 } : undefined;
  if (slots.n !== undefined && hour === undefined) return undefined;
  const part = slots.time === undefined ? slots.clock2 : undefined;
  const clock = clockOf(slots.clock ?? slots.time ?? hour, part, slots.zone);
  if (clock === undefined || (clock.weak && period === undefined)) return undefined;
  // "5:30" in the middle of a sentence may be a score or a verse.
  const alone = period === undefined && tokens[at]?.kind === 'number';
  if (alone && !isWholeText({ tokens, at, next })) return undefined;
  // "in the evening" without a day is no deadline but a habit.
  if (period === undefined && clock.opensMinute !== undefined) return undefined;
  return atClock(clock, period, said);
}

/** The clock time that the pieces of a phrase make together; a zone behind a date alone is the end of that day there. */
function clockOf(
  clock: Clock | undefined,
  part: Clock | undefined,
  zone: number | string | undefined,
): Clock | undefined {
  const named = clock ?? { minuteOfDay: 1440 };
  const zoned = zone === undefined ? named : { ...named, zone };
  if (part === undefined) return zoned;
  if (part.opensMinute === undefined) return undefined;
  const hour = named.minuteOfDay % 720;
  // "8 o'clock tomorrow morning": the part of the day says which half.
  return { ...zoned, minuteOfDay: part.minuteOfDay === 720 ? hour : hour + 720, confidence: undefined };
}
