/** Clock times, with the zone that is named beside them: 5 pm EST, noon GMT, tomorrow morning, close of business. */
import { type Clock, type Example, ISTANBUL, type Rule } from '../rule.ts';

/** An example that closes on the day of saying. */
const at = (text: string, time: string): Example => ({
  text,
  said: ISTANBUL,
  window: ['2025-06-02T15:57', `2025-06-02T${time}`],
});

export const clockRules: readonly Rule[] = [
  {
    name: 'time',
    version: 1,
    says: 'that minute, in the zone named or else in that of the saying',
    makes: 'clock',
    phrases: [
      '[exactly|sharp] {time} [sharp]',
      '{time} [,] {zone}',
      '{time} \\( {zone} \\)',
      '{time} [in] the (morning|afternoon|evening)',
      '{time} [at] night',
    ],
    means: ({ time, zone }, { tokens, next }) => {
      const half = tokens[next - 1]?.text;
      const late = half === 'afternoon' || half === 'evening' || half === 'night';
      if (late && time.minuteOfDay < 720) return { ...time, minuteOfDay: time.minuteOfDay + 720 };
      return zone === undefined ? time : { ...time, zone };
    },
    examples: [at('by 5 pm', '17:00'), at('by 17:30', '17:30'), at("by 7 o'clock in the evening", '19:00')],
  },
  {
    name: 'past-the-hour',
    version: 1,
    says: 'minutes before or after an hour',
    makes: 'clock',
    phrases: [
      'half past {n} [(am|pm)]',
      '[a] quarter (past|to) {n} [(am|pm)]',
      '{n2} [minutes] (past|to) {n} (am|pm)',
      '[a] (quarter|half) (past|to) {time}',
      '{n2} [minutes] (past|to) {time}',
    ],
    means: ({ n, n2, time }, { tokens, at, next }) => {
      const words = tokens.slice(at, next).map(({ text }) => text);
      const minutes = n2 ?? (words.includes('half') ? 30 : 15);
      if (!Number.isInteger(minutes) || minutes > 59) return undefined;
      if (time !== undefined)
        return { ...time, minuteOfDay: time.minuteOfDay + (words.includes('to') ? -minutes : minutes) };
      if (!Number.isInteger(n) || n < 1 || n > 12) return undefined;
      // Without am or pm it is the later one.
      const hour = (n % 12) + (words.at(-1) === 'am' ? 0 : 12);
      const minuteOfDay = hour * 60 + (words.includes('to') ? -minutes : minutes);
      const sure = words.at(-1) === 'am' || words.at(-1) === 'pm';
      return { minuteOfDay, ...(sure ? {} : { confidence: 'low' as const }) };
    },
    examples: [at('by half past five pm', '17:30'), at('by a quarter to six pm', '17:45')],
  },
  {
    name: 'part-of-day',
    version: 1,
    says: 'morning to noon, afternoon to 18:00, evening and night to midnight',
    makes: 'clock',
    phrases: ['[the] [early|late] (morning|afternoon|evening|night)', '[the] (lunch|lunchtime)'],
    means: (_slots, { tokens, next }) => PARTS[tokens[next - 1]?.text ?? ''],
    examples: [
      { text: 'on Friday afternoon', said: ISTANBUL, window: ['2025-06-06T12:00', '2025-06-06T18:00'] },
    ],
  },
  {
    name: 'close-of-business',
    version: 1,
    says: '17:00, since offices differ with low confidence; the end of the day is offered',
    makes: 'clock',
    phrases: [
      '[the] close of (business|play|trading|trade|office hours)',
      'cob',
      '[the] end of [the] (business|trading|play|working hours|business hours|office hours|business day|working day)',
      '[the] close of the (business|working|trading) day',
      'eob',
    ],
    means: () => ({ minuteOfDay: 1020, confidence: 'low', otherMinute: 1440 }),
    examples: [at('by close of business', '17:00'), at('by COB', '17:00')],
  },
];

const PARTS: Readonly<Record<string, Clock>> = {
  morning: { minuteOfDay: 720, opensMinute: 0 },
  lunch: { minuteOfDay: 840, opensMinute: 720 },
  lunchtime: { minuteOfDay: 840, opensMinute: 720 },
  afternoon: { minuteOfDay: 1080, opensMinute: 720 },
  evening: { minuteOfDay: 1440, opensMinute: 1080 },
  night: { minuteOfDay: 1440, opensMinute: 1080 },
};
