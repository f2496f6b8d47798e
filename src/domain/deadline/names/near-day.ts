/** Days named from the day of saying: today, tomorrow, the day after tomorrow. */
import { addDays } from '../../civil.ts';
import { isGlued, readWords, type Token } from '../tokens.ts';
import { anyOf, type Calendar, type Named, type NameKind } from './named.ts';

function dayAhead(days: number, words: readonly string[]): NameKind {
  return {
    starts: words.slice(0, 1),
    read: (tokens: readonly Token[], at: number, calendar: Calendar): Named | undefined => {
      const next = readWords(tokens, at, words);
      if (next === undefined || isGlued(tokens, next)) return undefined;
      const day = addDays(calendar.on, days);
      return { first: day, last: day, precision: 'day', next };
    },
  };
}

export const today = dayAhead(0, ['today']);
export const tomorrow = anyOf(dayAhead(1, ['tomorrow']), dayAhead(2, ['the', 'day', 'after', 'tomorrow']));
export const nearDay = anyOf(today, tomorrow);
