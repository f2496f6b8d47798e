/** Time that is named but sets no deadline. Reading these keeps other rules off their words. */
import { not, type Rule } from '../rule.ts';

export const skippedRules: readonly Rule[] = [
  {
    name: 'not-a-deadline',
    version: 1,
    says: 'the past, the state at a date, the date of a document, or the earliest time: no deadline',
    makes: 'deadline',
    weight: 3,
    phrases: [
      '(as of|as at|since|ever since|dated|dating from|dating back to|back in|up from|down from|compared with|compared to|versus|against|from a|originally due|originally due by|originally due in|originally scheduled for|originally set for|originally planned for|originally expected by|originally expected in|initially due|initially due in|initially scheduled for|initially planned for|initially expected in|previously due|previously scheduled for|previously planned for|had been due|had been due in|had been due by|had been due on|was due|was due on|was due in|was due by|were due|were due on|were due in|were due by) [on|in|from|the] {span}',
      '(not before|no earlier than|not earlier than|not until|no sooner than|at the earliest|after) {span}',
      '(last|the last|the past|past|previous|the previous|this past) ({unit}|{weekday}|{month}|{season}|{count}|few {unit}|several {unit}|weekend)',
      '(in|over|during|for|within) (the last|the past|the previous|recent|past) ({unit}|{count}|few {unit}|several {unit})',
      '{count} (ago|earlier|previously|before that|beforehand|prior)',
      '(yesterday|the day before yesterday|last night|earlier today|earlier this {unit}|earlier this {month}|earlier in the {unit}|that day|that week|that month|that year)',
      '(the previous|the prior) {span}',
      '{span} at the earliest',
      '{count} (old|long|longer|later)',
      '{n} [-] {unit} [-] old',
      '(as early as|as soon as) [on|in|from|at] {span}',
      '(in|within|after) (over|more than|at least) {count}',
    ],
    // "at the earliest opportunity" is vague.
    means: (_slots, { tokens, next }) => (NOUNS.has(tokens[next]?.text ?? '') ? undefined : { kind: 'skip' }),
    examples: [not('as of 9 June'), not('last week'), not('two weeks ago'), not('not before 9 June')],
  },
  {
    name: 'unknown-feast',
    version: 1,
    says: 'a weekday counted from something that no rule knows is no plain weekday',
    makes: 'deadline',
    weight: 3,
    phrases: ['[the] ({ordinal}|last) {weekday} (of|in|after|before) {anchor}'],
    means: ({ anchor }, { tokens }) =>
      tokens[anchor.from]?.lexeme === undefined ? { kind: 'skip' } : undefined,
    examples: [not('the first Sunday of Advent')],
  },
];

const NOUNS = new Set(['opportunity', 'possible', 'convenience', 'available', 'moment']);
