/** Clock times in English: 17:00, 5 pm, 5:30pm, 5.30 p.m., 1700 hours, noon, midnight. */
import { type Token, touches } from '../grammar/lexer.ts';
import type { Clock } from '../rule.ts';

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
