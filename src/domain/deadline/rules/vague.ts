/** Words that promise without a date. Nothing is due; somebody is asked to look again. */
import { type Example, ISTANBUL, type Rule } from '../rule.ts';
import { isGlued, readOneOf } from '../tokens.ts';

interface VagueRow {
  readonly name: string;
  readonly version: number;
  /** Days after the saying at which to look again. */
  readonly reviewInDays: number;
  readonly phrases: readonly string[];
  /** Words that make the phrase mean something else when they stand before or after it. */
  readonly notAfter?: readonly string[];
  readonly notBefore?: readonly string[];
  readonly examples: readonly Example[];
}

const ROWS: readonly VagueRow[] = [
  {
    name: 'coming-days',
    version: 1,
    reviewInDays: 14,
    phrases: spread(
      ['in', 'within', 'over', 'during'],
      ['the coming days', 'the next few days', 'the following days'],
    ).concat('in a few days', 'within days', 'in the days to come'),
    examples: [
      { text: 'in the coming days', said: ISTANBUL, reviewOn: '2025-06-16' },
      { text: 'within the next few days', said: ISTANBUL, reviewOn: '2025-06-16' },
      { text: 'in the coming 10 days', said: ISTANBUL, not: true },
    ],
  },
  {
    name: 'soon',
    version: 1,
    reviewInDays: 30,
    phrases: ['soon', 'very soon', 'shortly', 'as soon as possible', 'before long', 'without delay'],
    notAfter: ['as', 'too'],
    notBefore: ['as', 'after', 'before'],
    examples: [
      { text: 'soon', said: ISTANBUL, reviewOn: '2025-07-02' },
      { text: 'The lists will be handed over shortly.', said: ISTANBUL, reviewOn: '2025-07-02' },
      { text: 'as soon as possible', said: ISTANBUL, reviewOn: '2025-07-02' },
      { text: 'as soon as the lists are ready', said: ISTANBUL, not: true },
      { text: 'shortly after the talks', said: ISTANBUL, not: true },
    ],
  },
  {
    name: 'coming-weeks',
    version: 1,
    reviewInDays: 60,
    phrases: spread(['in', 'within', 'over', 'during'], ['the coming weeks', 'the next few weeks']).concat(
      'in a few weeks',
      'within weeks',
    ),
    examples: [{ text: 'in the coming weeks', said: ISTANBUL, reviewOn: '2025-08-01' }],
  },
  {
    name: 'near-future',
    version: 1,
    reviewInDays: 90,
    phrases: ['in the near future', 'in the foreseeable future', 'in the very near future'],
    examples: [{ text: 'in the near future', said: ISTANBUL, reviewOn: '2025-08-31' }],
  },
];

function spread(leads: readonly string[], rests: readonly string[]): string[] {
  return leads.flatMap((lead) => rests.map((rest) => `${lead} ${rest}`));
}

export const vagueRules: readonly Rule[] = ROWS.map((row) => {
  const phrases = row.phrases.map((phrase) => phrase.split(' '));
  return {
    name: row.name,
    version: row.version,
    says: `no date; look again ${row.reviewInDays} days after the saying`,
    starts: [...new Set(phrases.map((words) => words[0] ?? ''))],
    read: (tokens, at) => {
      const next = readOneOf(tokens, at, phrases);
      if (next === undefined || isGlued(tokens, next)) return undefined;
      if (row.notAfter?.includes(tokens[at - 1]?.text ?? '')) return undefined;
      if (row.notBefore?.includes(tokens[next]?.text ?? '')) return undefined;
      return { next, meaning: { kind: 'vague', reviewInDays: row.reviewInDays } };
    },
    examples: row.examples,
  };
});
