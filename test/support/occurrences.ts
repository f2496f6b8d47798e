import { type Occurrence, occurrences, type Series } from '../../src/domain/deadline/series.ts';

/** A series of single days in Istanbul, unless told otherwise. */
export const series = (rrule: string, firstOn: string, more: Partial<Series> = {}): Series => ({
  rrule,
  firstOn,
  lasts: { unit: 'day', count: 1 },
  zone: 'Europe/Istanbul',
  ...more,
});

/** The first `most` occurrences. */
export function some(of: Series, most: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (const occurrence of occurrences(of)) {
    if (found.length === most) break;
    found.push(occurrence);
  }
  return found;
}

/** The opening days of the first `most` occurrences. */
export const days = (rrule: string, firstOn: string, most = 5): string[] =>
  some(series(rrule, firstOn), most).map((occurrence) => occurrence.firstOn);
