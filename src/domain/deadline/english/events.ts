/** Deadlines that wait for an event: within 60 days of signing, two weeks before the summit, upon ratification. */
import { type Duration, duration } from '../grammar/duration.ts';
import { ISTANBUL, type Meaning, not, type Rule } from '../rule.ts';

const AFTER = '(after|from|following|since|of|upon|post|past)';
const BEFORE = '(before|prior to|ahead of|in advance of|preceding)';
const LIMIT =
  '(within|in|no later than|not later than|by|at most|no more than|at the latest|not more than|up to|at least|for|inside|less than|under|exactly|some|about|around)';

/** Happenings that people make deadlines depend on, where no count stands before them. */
const HAPPENINGS = new Set(
  (
    'signing signature ratification receipt summit meeting election elections vote ceasefire truce publication approval ' +
    'completion delivery adoption accession session conference talks negotiations hearing verdict ruling judgment inauguration ' +
    'notification request closing entry launch opening announcement agreement deal treaty ballot referendum release exchange ' +
    'handover withdrawal deployment arrival departure review audit report assessment investigation inquiry trial appeal ' +
    'award merger acquisition referral submission registration application graduation harvest match game tournament season budget ' +
    'war conflict crisis pandemic strike lockdown mandate term transition works siege occupation emergency conclusion termination expiry expiration enactment passage confirmation appointment resignation parliament recess'
  ).split(' '),
);

export const eventRules: readonly Rule[] = [
  {
    name: 'from-event',
    version: 2,
    says: 'waits for the event; recording it dates the deadline',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `[${LIMIT}] {count} ${AFTER} {anchor}`,
      `[${LIMIT}] {count} (after|of|from|following) the (date|day|time|moment) (of|on which|that|when) {anchor}`,
      `[${LIMIT}] {count} (once|when|as soon as) {anchor}`,
      '[by|on] the {single} (after|following) {anchor}',
    ],
    means: ({ count: read, single, anchor }, { tokens, at, next }) => {
      const count = read ?? duration(1, single);
      if (count === undefined) return undefined;
      // "the day after tomorrow" names a day, "the day after the ceasefire" waits.
      if (single !== undefined && tokens[anchor.from]?.lexeme !== undefined) return undefined;
      // Only a time limit has an event behind "of": "three days of talks" is a length.
      const words = tokens.slice(at, anchor.from).map(({ text }) => text);
      const limit =
        words[0] === 'within' ||
        words[0] === 'no' ||
        words[0] === 'not' ||
        words[0] === 'inside' ||
        words[0] === 'by';
      if (words.includes('of') && !limit && !words.includes('date')) return undefined;
      if (words.includes('since')) return undefined;
      return next > at ? event(count, anchor, 1, tokens) : undefined;
    },
    examples: [
      { text: 'within 60 days of signing', said: ISTANBUL, event: { anchor: 'signing', offset: 'P60D' } },
      {
        text: 'a week after receipt of the list',
        said: ISTANBUL,
        event: { anchor: 'receipt of the list', offset: 'P1W' },
      },
      {
        text: 'within 24 hours of the ceasefire',
        said: ISTANBUL,
        event: { anchor: 'ceasefire', offset: 'PT24H' },
      },
      {
        text: 'within a month from entry into force',
        said: ISTANBUL,
        event: { anchor: 'entry into force', offset: 'P1M' },
      },
      not('three days of talks'),
      not('within 10 days of 9 June'),
    ],
  },
  {
    name: 'before-event',
    version: 1,
    says: 'waits for the event; recording its date dates the deadline',
    makes: 'deadline',
    weight: 3,
    phrases: [`[${LIMIT}] {count} ${BEFORE} {anchor}`, '[in|by|on] the {single} before {anchor}'],
    means: ({ count: read, single, anchor }, { tokens }) => {
      const count = read ?? duration(1, single);
      if (single !== undefined && tokens[anchor.from]?.lexeme !== undefined) return undefined;
      return count && event(count, anchor, -1, tokens);
    },
    examples: [
      { text: 'two weeks before the summit', said: ISTANBUL, event: { anchor: 'summit', offset: '-P2W' } },
    ],
  },
  {
    name: 'at-event',
    version: 1,
    says: 'waits for the event itself',
    makes: 'deadline',
    weight: 2,
    phrases: [
      '(upon|once|as soon as|immediately after|immediately upon|immediately following|right after|shortly after|directly after|on completion of|on the day of|by the time of|at the time of|until the end of|following|after) {anchor}',
      '(before|prior to|ahead of|in advance of|by|until|at|in time for|by the time|by the time of|pending) {anchor}',
    ],
    means: ({ anchor }, { tokens, at }) => {
      const lead = tokens[at]?.text ?? '';
      if (NO_EVENTS.has(tokens[anchor.from]?.text ?? '')) return undefined;
      const words = tokens.slice(anchor.from, anchor.to);
      // "once the ceasefire holds" is a clause of its own; behind other words a happening must be named.
      const clause =
        lead === 'once' ||
        lead === 'as' ||
        (lead === 'by' && tokens[at + 2]?.text === 'time' && tokens[at + 3]?.text !== 'of');
      const named = words.slice(0, 5).some(({ text }) => HAPPENINGS.has(text));
      const article =
        tokens[anchor.from - 1]?.lexeme?.sign === 'article' ||
        lead === 'upon' ||
        tokens[at + 1]?.text === 'upon' ||
        tokens[anchor.from - 1]?.text === 'of';
      if (clause ? words.length < 2 : !named || !article) return undefined;
      if (lead === 'at') return undefined;
      return {
        kind: 'event',
        anchor,
        offset: lead === 'before' || lead === 'prior' || lead === 'ahead' ? '-P1D' : 'P0D',
      };
    },
    examples: [
      { text: 'upon ratification', said: ISTANBUL, event: { anchor: 'ratification', offset: 'P0D' } },
      {
        text: 'once the ceasefire holds',
        said: ISTANBUL,
        event: { anchor: 'ceasefire holds', offset: 'P0D' },
      },
      { text: 'before the summit', said: ISTANBUL, event: { anchor: 'summit', offset: '-P1D' } },
      not('after the house'),
    ],
  },
];

/** "a year ahead of time", "a week before that" wait for nothing. */
const NO_EVENTS = new Set(
  'now next today possible practicable practical feasible time schedule deadline plan that this it them him her us me hours noon midnight'.split(
    ' ',
  ),
);

function event(
  count: Duration,
  anchor: { readonly from: number; readonly to: number },
  sign: 1 | -1,
  tokens: readonly {
    readonly text: string;
    readonly kind: string;
    readonly lexeme: { readonly weekday?: number } | undefined;
  }[],
): Meaning | undefined {
  const first = tokens[anchor.from];
  if (first === undefined || NO_EVENTS.has(first.text) || first.kind !== 'word') return undefined;
  // "48 hours from Friday" counts from a day, "48 hours of Friday's vote" from the vote.
  if (first.lexeme?.weekday !== undefined && tokens[anchor.from + 1]?.text !== "'") return undefined;
  return {
    kind: 'event',
    anchor,
    offset: `${sign < 0 ? '-' : ''}${count.iso}`,
    working: count.working ? true : undefined,
  };
}
