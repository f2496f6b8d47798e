/** The words of `words.ts` that say how things stand, in either language. Neutral, as there. */
import type { InBoth } from './language.ts';
import type { Status, Support, Target } from './record.ts';
import type { KeptClass } from './track-record.ts';

interface Wording {
  readonly statuses: Readonly<Record<Status, string>>;
  /** The classes of a track record. */
  readonly classes: Readonly<Record<KeptClass, string>>;
  /** How a piece of evidence is supported, as a sentence has it. */
  readonly supports: Readonly<Record<Support, string>>;
  /** The same in one word, beside a number. */
  readonly tallies: Readonly<Record<Support, string>>;
  readonly comparators: Readonly<Record<Target['comparator'], string>>;
  readonly each: string;
  readonly days: (count: number) => string;
  readonly of: string;
  readonly and: string;
  readonly late: (status: string, by: string | null) => string;
  readonly early: (status: string) => string;
  readonly exceeded: (by: string) => string;
  readonly excused: string;
  readonly side: (party: number) => string;
  readonly unconfirmed: (amount: string) => string;
  readonly decides: (tally: Support) => string;
  /** What a date that nobody stated goes back to. */
  readonly origin: {
    readonly on: (time: string) => string;
    readonly missing: string;
    readonly calendar: string;
    readonly rule: (name: string) => string;
  };
}

const en: Wording = {
  statuses: {
    undated: 'Undated',
    pending: 'Pending',
    upcoming: 'Upcoming',
    due: 'Due',
    overdue: 'Overdue',
    met: 'Met',
    partly_met: 'Partly met',
    not_met: 'Not met',
    withdrawn: 'Withdrawn',
    superseded: 'Superseded',
    void: 'Void',
  },
  classes: {
    kept_on_time: 'Kept on time',
    kept_late: 'Kept late',
    in_part: 'Kept in part',
    not_kept: 'Not kept',
    overdue: 'Overdue',
    unratable: 'Unratable',
    not_yet_due: 'Not yet due',
  },
  supports: {
    declared: 'declared by one side',
    confirmed: 'confirmed by the other side',
    verified: 'verified by a third',
  },
  tallies: { declared: 'declared', confirmed: 'confirmed', verified: 'verified' },
  comparators: { at_least: 'at least ', at_most: 'at most ', exactly: 'exactly ', about: 'about ' },
  each: ' from each side',
  days: (count) => (count === 1 ? '1 day' : `${count} days`),
  of: 'of',
  and: ' and ',
  late: (status, by) => `${status}, ${by === null ? '' : `${by} `}late`,
  early: (status) => `${status} early`,
  exceeded: (by) => `, exceeded by ${by}`,
  excused: 'excused',
  side: (party) => `side ${party}`,
  unconfirmed: (amount) => `${amount} declared are not confirmed`,
  decides: (tally) => `${tally} decides`,
  origin: {
    on: (time) => ` on ${time}`,
    missing: ' not on record',
    calendar: 'calendar changed, ',
    rule: (name) => `rule ${name}`,
  },
};

const TALLIES_DE = { declared: 'angegeben', confirmed: 'bestätigt', verified: 'geprüft' } as const;

const de: Wording = {
  statuses: {
    undated: 'Ohne Termin',
    pending: 'Ausstehend',
    upcoming: 'Bevorstehend',
    due: 'Fällig',
    overdue: 'Überfällig',
    met: 'Erfüllt',
    partly_met: 'Teilweise erfüllt',
    not_met: 'Nicht erfüllt',
    withdrawn: 'Zurückgezogen',
    superseded: 'Ersetzt',
    void: 'Hinfällig',
  },
  classes: {
    kept_on_time: 'Fristgerecht gehalten',
    kept_late: 'Verspätet gehalten',
    in_part: 'Teilweise gehalten',
    not_kept: 'Nicht gehalten',
    overdue: 'Überfällig',
    unratable: 'Nicht bewertbar',
    not_yet_due: 'Noch nicht fällig',
  },
  supports: {
    declared: 'von einer Seite angegeben',
    confirmed: 'von der anderen Seite bestätigt',
    verified: 'von dritter Seite geprüft',
  },
  tallies: TALLIES_DE,
  comparators: { at_least: 'mindestens ', at_most: 'höchstens ', exactly: 'genau ', about: 'etwa ' },
  each: ' von jeder Seite',
  days: (count) => (count === 1 ? '1 Tag' : `${count} Tage`),
  of: 'von',
  and: ' und ',
  late: (status, by) => (by === null ? `${status}, verspätet` : `${status}, ${by} zu spät`),
  early: (status) => `${status}, vorzeitig`,
  exceeded: (by) => `, um ${by} übertroffen`,
  excused: 'entbunden',
  side: (party) => `Seite ${party}`,
  unconfirmed: (amount) => `${amount} angegeben, aber nicht bestätigt`,
  decides: (tally) => `maßgeblich: ${TALLIES_DE[tally]}`,
  origin: {
    on: (time) => ` am ${time}`,
    missing: ' nicht verzeichnet',
    calendar: 'Kalender geändert, ',
    rule: (name) => `Regel ${name}`,
  },
};

export const WORDING: InBoth<Wording> = { en, de };
