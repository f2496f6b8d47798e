/** Clock times in English: 17:00, 5:30 p.m., noon, half past five, close of business, with the zone beside them. */

import { type Token, touches } from '../grammar/lexer.ts';
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

interface Read {
  readonly value: Clock;
  readonly next: number;
}

/** Reads a clock time; a bare number is none. Midnight is the end of the day. */
export function readTime(tokens: readonly Token[], at: number): Read | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.text === 'noon' || token.text === 'midday') return { value: { minuteOfDay: 720 }, next: at + 1 };
  if (token.text === 'midnight') return { value: { minuteOfDay: 1440 }, next: at + 1 };
  if (token.kind === 'number') return readDigits(tokens, at, token.text);
  const hour = token.lexeme?.number;
  return hour !== undefined && hour <= 12 ? readHalf(tokens, at + 1, hour, 0) : undefined;
}

function readDigits(tokens: readonly Token[], at: number, digits: string): Read | undefined {
  if (digits.length === 4) {
    const named = /^h(ou)?rs$/.test(tokens[at + 1]?.text ?? '');
    const [hour, minute] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
    if (minute > 59) return undefined;
    if (named) return whole(hour, minute, at + 2);
    if (tokens[at + 1]?.lexeme?.zone !== undefined) return whole(hour, minute, at + 1);
    // 0900 is a time, 1900 a year.
    return digits.startsWith('0') ? whole(hour, minute, at + 1) : undefined;
  }
  if (digits.length > 2) return undefined;
  const hour = Number(digits);
  const mark = tokens[at + 1]?.text;
  const minutes = tokens[at + 2];
  const parted = (mark === ':' || mark === '.') && touches(tokens, at + 1) && touches(tokens, at + 2);
  if (!parted || minutes?.kind !== 'number' || minutes.text.length !== 2)
    return readHalf(tokens, at + 1, hour, 0);
  const minute = Number(minutes.text);
  if (minute > 59) return undefined;
  // Seconds say nothing that a deadline could hang on, and never make it earlier.
  const seconds =
    tokens[at + 3]?.text === ':' && touches(tokens, at + 3) && tokens[at + 4]?.text.length === 2;
  const next = seconds ? at + 5 : at + 3;
  const half = readHalf(tokens, next, hour, minute);
  if (half !== undefined) return half;
  const plain = whole(hour, minute, hoursAt(tokens, next));
  return plain === undefined || mark === ':' ? plain : { ...plain, value: { ...plain.value, weak: true } };
}

const hoursAt = (tokens: readonly Token[], at: number): number =>
  tokens[at]?.text === 'hours' || tokens[at]?.text === 'hrs' ? at + 1 : at;

const whole = (hour: number, minute: number, next: number): Read | undefined =>
  hour * 60 + minute <= 1440 ? { value: { minuteOfDay: hour * 60 + minute }, next } : undefined;

/** The "pm", "noon" or "o'clock" behind an hour. */
function readHalf(tokens: readonly Token[], at: number, hour: number, minute: number): Read | undefined {
  const word = tokens[at]?.text;
  if (word === 'noon' && hour === 12) return { value: { minuteOfDay: 720 }, next: at + 1 };
  if (word === 'midnight' && hour === 12) return { value: { minuteOfDay: 1440 }, next: at + 1 };
  const spelled = word === 'o' && tokens[at + 1]?.text === "'" && tokens[at + 2]?.text === 'clock';
  if (spelled || word === 'oclock') {
    const next = spelled ? at + 3 : at + 1;
    const half = readHalf(tokens, next, hour, minute);
    // Nobody says which half of the day: the later one.
    return half ?? { value: { minuteOfDay: (hour % 12) * 60 + 720, confidence: 'low' }, next };
  }
  if ((word !== 'am' && word !== 'pm') || hour < 1 || hour > 12) return undefined;
  return { value: { minuteOfDay: ((hour % 12) + (word === 'pm' ? 12 : 0)) * 60 + minute }, next: at + 1 };
}
