/** Counted time: 3 days, two weeks, a month, twenty-one days. */
import { addDays, addMonths } from '../../civil.ts';
import { skip, type Token } from '../tokens.ts';

export type CountUnit = 'day' | 'week' | 'month' | 'year';
export interface Count {
  readonly count: number;
  readonly unit: CountUnit;
  readonly next: number;
}

const UNITS: ReadonlyMap<string, CountUnit> = new Map([
  ['day', 'day'],
  ['days', 'day'],
  ['week', 'week'],
  ['weeks', 'week'],
  ['month', 'month'],
  ['months', 'month'],
  ['year', 'year'],
  ['years', 'year'],
]);

const ONES: ReadonlyMap<string, number> = new Map([
  ...[
    ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
    ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
  ].map((word, index): [string, number] => [word, index + 1]),
]);

const TENS: ReadonlyMap<string, number> = new Map(
  ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map(
    (word, index): [string, number] => [word, 20 + 10 * index],
  ),
);

/** The words (`#` for a number) that a count can begin with. */
export const COUNT_STARTS: readonly string[] = ['#', 'a', 'an', ...ONES.keys(), ...TENS.keys()];

/** Beyond these a number is no deadline, and dates would leave the calendar. */
const MOST: Readonly<Record<CountUnit, number>> = { day: 9999, week: 1500, month: 1200, year: 100 };

/** Reads a number and a unit of days or longer; shorter units run from the instant and are not read here. */
export function readCount(tokens: readonly Token[], at: number): Count | undefined {
  const number = readNumber(tokens, at);
  if (number === undefined) return undefined;
  const unitAt = skip(tokens, number.next, 'calendar');
  const unit = UNITS.get(tokens[unitAt]?.text ?? '');
  if (unit === undefined || number.count < 1 || number.count > MOST[unit]) return undefined;
  return { count: number.count, unit, next: unitAt + 1 };
}

function readNumber(tokens: readonly Token[], at: number): { count: number; next: number } | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.kind === 'number')
    return token.text.length > 4 ? undefined : { count: Number(token.text), next: at + 1 };
  const ones = token.text === 'a' || token.text === 'an' ? 1 : ONES.get(token.text);
  if (ones !== undefined) {
    return tokens[at + 1]?.text === 'hundred'
      ? { count: 100 * ones, next: at + 2 }
      : { count: ones, next: at + 1 };
  }
  const tens = TENS.get(token.text);
  if (tens === undefined) return undefined;
  const onesAt = skip(tokens, at + 1, '-');
  const rest = ONES.get(tokens[onesAt]?.text ?? '') ?? 0;
  return rest >= 1 && rest <= 9 ? { count: tens + rest, next: onesAt + 1 } : { count: tens, next: at + 1 };
}

/** The civil date a count after `date`; a negative `sign` counts back. */
export function countFrom(date: string, { count, unit }: Count, sign: 1 | -1 = 1): string {
  switch (unit) {
    case 'day':
      return addDays(date, sign * count);
    case 'week':
      return addDays(date, sign * 7 * count);
    case 'month':
      return addMonths(date, sign * count);
    case 'year':
      return addMonths(date, sign * 12 * count);
  }
}

/** The count as a signed ISO 8601 duration, such as `P60D` or `-P2W`. */
export function isoDuration({ count, unit }: Count, sign: 1 | -1): string {
  return `${sign < 0 ? '-' : ''}P${count}${unit.charAt(0).toUpperCase()}`;
}
