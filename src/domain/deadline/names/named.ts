/** Names of stretches of the calendar ("9 June", "Friday", "next week", "Q3"), as the rules see them. */
import type { Days, SaidOn } from '../rule.ts';
import type { Token } from '../tokens.ts';
import type { Confidence, Precision } from '../types.ts';

/** Which occurrence a name without a year means, seen from the day of saying. */
export interface Calendar {
  /** The civil date of the saying. */
  readonly on: string;
  /** "not-over": the first that has not ended. "ahead": the first that has not begun, as "before X" needs. */
  readonly takes: 'not-over' | 'ahead';
}

/** A name that was read: its whole days, and the token after it. */
export interface Named extends Days {
  readonly precision: Precision;
  readonly next: number;
  readonly confidence?: Confidence;
  readonly other?: Days;
}

/** A kind of name: the words that can begin it (`#` for a number) and how it is read. */
export interface NameKind {
  readonly starts: readonly string[];
  readonly read: (tokens: readonly Token[], at: number, calendar: Calendar) => Named | undefined;
}

export const notOver = (said: SaidOn): Calendar => ({ on: said.on, takes: 'not-over' });
export const ahead = (said: SaidOn): Calendar => ({ on: said.on, takes: 'ahead' });

/** Whether these days are an occurrence that `calendar` takes. */
export function isTaken(calendar: Calendar, days: Days): boolean {
  return calendar.takes === 'ahead' ? days.first > calendar.on : days.last >= calendar.on;
}

/** One kind made of several: at any place the one that reads furthest. */
export function anyOf(...kinds: readonly NameKind[]): NameKind {
  return {
    starts: [...new Set(kinds.flatMap((kind) => kind.starts))],
    read: (tokens, at, calendar) => {
      let best: Named | undefined;
      for (const kind of kinds) {
        const named = kind.read(tokens, at, calendar);
        if (named !== undefined && (best === undefined || named.next > best.next)) best = named;
      }
      return best;
    },
  };
}
