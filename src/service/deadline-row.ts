/** A resolution as the record keeps it: with the words, when and where they were said, and by which calendar. */
import type { ResolvedWindow, Said, Unresolved } from '../domain/deadline/types.ts';
import type { StoredCalendar } from '../store/calendars.ts';

/** The circumstances of the words; a calendar is one that is on record. */
export interface SaidByCalendar extends Said {
  readonly calendar?: StoredCalendar | undefined;
}

/** A deadline ready to be stored, without its version and who recorded it. */
export interface DeadlineRow {
  phrase: string | null;
  rule: string;
  ruleVersion: number;
  basis: string;
  precision: string | null;
  zone: string;
  opensAt: Date | null;
  closesAt: Date | null;
  anchor: string | null;
  offset: string | null;
  working: boolean;
  anchorEventId: number | null;
  calendarId: number | null;
  reviewAt: Date | null;
  explanation: string;
  chosen: boolean;
  saidAt: Date;
  saidZone: string;
  saidLocale: string | null;
}

/** What surrounds the resolution. */
export interface Around {
  readonly phrase: string | null;
  readonly said: SaidByCalendar;
  /** When somebody should look again, epoch milliseconds; only without a window. */
  readonly reviewAt?: number | null;
  /** Whether a person chose among several readings. */
  readonly chosen?: boolean;
}

/** The columns that no window needs and every row has. */
export const rowWithout = ({ phrase, said, reviewAt = null, chosen = false }: Around) => ({
  phrase,
  zone: said.zone,
  precision: null,
  opensAt: null,
  closesAt: null,
  anchor: null,
  offset: null,
  working: false,
  anchorEventId: null,
  calendarId: said.calendar?.id ?? null,
  reviewAt: reviewAt === null ? null : new Date(reviewAt),
  chosen,
  saidAt: new Date(said.saidAt),
  saidZone: said.zone,
  saidLocale: said.locale ?? null,
});

export function windowRow(resolved: ResolvedWindow, around: Around): DeadlineRow {
  const { rule, ruleVersion, basis, precision, zone, window, explanation } = resolved;
  return {
    ...rowWithout({ ...around, reviewAt: null }),
    ...{ rule, ruleVersion, basis, precision, zone, explanation },
    opensAt: new Date(window.opensAt),
    closesAt: new Date(window.closesAt),
  };
}

/** Vague words, with a day to look again, and words that wait for an event. */
export function openRow(
  resolution: Extract<Unresolved, { reason: 'vague' | 'event' }>,
  around: Around,
): DeadlineRow {
  const { rule, ruleVersion, explanation } = resolution;
  if (resolution.reason === 'vague') {
    const reviewAt = around.reviewAt ?? resolution.reviewAt;
    return { ...rowWithout({ ...around, reviewAt }), rule, ruleVersion, basis: 'none', explanation };
  }
  const { anchor, offset, working = false } = resolution;
  return { ...rowWithout(around), rule, ruleVersion, basis: 'derived', anchor, offset, working, explanation };
}
