import { FACT_TABLES } from '../../src/domain/facts.ts';

/**
 * Triggers that no row of `constraints.test.ts` can try, because they refuse nothing: they write along. What they write
 * is tried where it is read (facts.test.ts and the use cases). Nothing that refuses may stand here.
 */
const MARKING = [
  ...[
    'criterion',
    'condition_report',
    'objection',
    'objection_answer',
    'evidence_withdrawal',
    'approval',
    'notice',
  ],
];

export const AWAITING: readonly string[] = [
  // A fact that is stored is an event too.
  ...FACT_TABLES.map((table) => `${table}_is_event`),
  // The commitment remembers that it has more than the usual, or parts, so that only then it is looked for.
  ...MARKING.map((table) => `${table}_marks`),
  'commitment_marks_whole',
  // The words by which it is found are kept beside it.
  'commitment_keeps_words',
  // A delivery takes over the channel of its subscription.
  'delivery_own_channel',
];
