/** The words before a name that say how it bounds the time: by X, before X, in X. Each makes rules of names. */
import { addDays } from '../civil.ts';
import { ahead, type Calendar, type Named, type NameKind, notOver } from './names/named.ts';
import { closesText, type Days, type Example, type Match, opensText, type Rule } from './rule.ts';
import { readOneOf, type Token } from './tokens.ts';

/** "by X" ends when X ends: X is inside. */
export const BY = [
  ['by'],
  ['until'],
  ['till'],
  ['through'],
  ['no', 'later', 'than'],
  ['not', 'later', 'than'],
  ['on', 'or', 'before'],
] as const;

/** "earlier this week" tells of the past. */
const LOOKS_BACK = new Set(['earlier', 'already', 'since', 'last']);

const BEFORE = [['before'], ['prior', 'to']];
/** What ties two names to one stretch. */
const LINKS = new Set(['or', 'to', 'through', '-']);

interface Row {
  readonly name: string;
  readonly version: number;
  readonly says: string;
  readonly kind: NameKind;
  readonly examples: readonly Example[];
}

/** Closes with the last day of what is named; that day is the window. */
export function byRule(row: Row & { readonly leads?: readonly (readonly string[])[] }): Rule {
  const leads = row.leads ?? BY;
  return {
    ...shown(row),
    starts: firstWords(leads),
    read: (tokens, at, said) => {
      const afterLead = readOneOf(tokens, at, leads);
      const named =
        afterLead === undefined ? undefined : readNames(row.kind, tokens, afterLead, notOver(said));
      return named && closingDay(named, ({ last }) => last);
    },
  };
}

/** Closes when what is named begins; the day before is the window. */
export function beforeRule(row: Row): Rule {
  return {
    ...shown(row),
    starts: firstWords(BEFORE),
    read: (tokens, at, said) => {
      const afterLead = readOneOf(tokens, at, BEFORE);
      const named = afterLead === undefined ? undefined : row.kind.read(tokens, afterLead, ahead(said));
      return named && closingDay(named, ({ first }) => addDays(first, -1));
    },
  };
}

/**
 * Opens and closes with what is named. Without one of its leads the name counts where `alone` says: only as the
 * whole text ("9 June" in running text is seldom a deadline), or anywhere.
 */
export function withinRule(
  row: Row & { readonly leads: readonly (readonly string[])[]; readonly alone: 'whole-text' | 'anywhere' },
): Rule {
  return {
    ...shown(row),
    starts: [...firstWords(row.leads), ...row.kind.starts],
    read: (tokens, at, said) => {
      const afterLead = readOneOf(tokens, at, row.leads);
      const wholeOnly = afterLead === undefined && row.alone === 'whole-text';
      if (wholeOnly && !opensText(tokens, at)) return undefined;
      if (afterLead === undefined && LOOKS_BACK.has(tokens[at - 1]?.text ?? '')) return undefined;
      const named = readNames(row.kind, tokens, afterLead ?? at, notOver(said));
      if (named === undefined) return undefined;
      if (wholeOnly && !closesText(tokens, named.next)) return undefined;
      const { next, ...meaning } = named;
      return { next, meaning: { kind: 'days', ...meaning } };
    },
  };
}

/** One name, or two of a kind ("June or July", "Monday to Wednesday") as one stretch to the end of the second. */
function readNames(
  kind: NameKind,
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
): Named | undefined {
  const named = kind.read(tokens, at, calendar);
  if (named === undefined || !LINKS.has(tokens[named.next]?.text ?? '')) return named;
  const second = kind.read(tokens, named.next + 1, calendar);
  if (second === undefined) return named;
  // "May or July" said in June: which May is anybody's guess.
  if (second.last < named.last) return undefined;
  return { first: named.first, last: second.last, precision: named.precision, next: second.next };
}

function closingDay({ next, confidence, other, ...days }: Named, dayOf: (days: Days) => string): Match {
  const day = dayOf(days);
  const otherDay = other && dayOf(other);
  return {
    next,
    meaning: {
      kind: 'days',
      first: day,
      last: day,
      precision: 'day',
      ...(confidence === undefined ? {} : { confidence }),
      ...(otherDay === undefined ? {} : { other: { first: otherDay, last: otherDay } }),
    },
  };
}

const shown = ({ name, version, says, examples }: Row) => ({ name, version, says, examples });

export const firstWords = (leads: readonly (readonly string[])[]): string[] => [
  ...new Set(leads.map((words) => words[0] ?? '')),
];
