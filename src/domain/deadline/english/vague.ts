/** Words that set no date: promises without one, for which somebody is asked to look again, and time that is only told of. */
import { type Example, ISTANBUL, not, type Rule } from '../rule.ts';

const LEAD = '(in|within|over|during|for|throughout|across|inside)';

interface VagueRow {
  readonly name: string;
  readonly version: number;
  /** Days after the saying at which to look again. */
  readonly reviewInDays: number;
  readonly phrases: readonly string[];
  readonly examples: readonly Example[];
}

/** All wordings of an uncertain number of one unit. */
const uncertain = (one: string, many: string): string[] => [
  `${LEAD} the (coming|following|next|ensuing|approaching) [few|several|couple of] ${many}`,
  `${LEAD} coming ${many}`,
  `${LEAD} [just|only] [the next|the coming|the] [a|another|the next] (few|several|handful of) [more|short|further] ${many}`,
  `${LEAD} [a] (matter|question) of ${many}`,
  `[the] next (few|several|handful of) [short] ${many}`,
  `(within|in) [a number of|some] ${many}`,
  `[a] (few|several) ${many} from now`,
  `[a] (few|several) [more] ${many}`,
  `${LEAD} the ${many} (ahead|to come|that follow)`,
  `[any] ${one} now`,
  `the coming ${many}`,
  `the ${many} (ahead|to come)`,
  `${many} from now`,
];

const seen = (text: string, reviewOn: string): Example => ({ text, said: ISTANBUL, reviewOn });

const ROWS: readonly VagueRow[] = [
  {
    name: 'coming-hours',
    version: 1,
    reviewInDays: 2,
    phrases: [
      ...uncertain('hour', 'hours'),
      ...uncertain('minute', 'minutes'),
      'any (moment|minute|hour) now',
      'at any moment',
      'momentarily',
      'imminently',
      'any moment',
    ],
    examples: [seen('in the coming hours', '2025-06-04'), seen('within hours', '2025-06-04')],
  },
  {
    name: 'coming-days',
    version: 1,
    reviewInDays: 14,
    phrases: [
      ...uncertain('day', 'days'),
      'any day',
      'one of these days',
      'within days or weeks',
      '(in|within) a day or so',
    ],
    examples: [
      seen('in the coming days', '2025-06-16'),
      seen('within the next few days', '2025-06-16'),
      { text: 'in the coming 10 days', said: ISTANBUL, not: true },
    ],
  },
  {
    name: 'soon',
    version: 1,
    reviewInDays: 30,
    phrases: [
      '[very|quite|pretty|fairly|rather] (soon|shortly)',
      'soon enough',
      'as (soon|quickly|promptly|fast|speedily) as (possible|practicable|practical|feasible|we can|they can|it can|conditions allow|reasonably practicable|reasonably possible|humanly possible)',
      'asap',
      'before (long|too long)',
      'without [any|further|undue|unreasonable] delay',
      'at the earliest [possible|available] (opportunity|date|time|moment|convenience)',
      'at (its|their|his|her|our|your) earliest [possible] (opportunity|convenience)',
      'in short order',
      '(immediately|promptly|forthwith|straight away|right away|at once|expeditiously|swiftly|presently|urgently)',
      'in no time',
      'sooner rather than later',
      'in a timely (manner|fashion)',
      'as early as (possible|practicable)',
      '(in|after) a [little|short] while',
      'at the first [possible] opportunity',
      'as a matter of urgency',
      'any time now',
      '(in|over) the next little while',
      'imminent',
      '(within|in) a reasonable (time|period|timeframe|time frame|amount of time)',
      'at short notice',
      'by and by',
      'on short notice',
    ],
    examples: [
      seen('soon', '2025-07-02'),
      seen('The lists will be handed over shortly.', '2025-07-02'),
      seen('as soon as possible', '2025-07-02'),
      { text: 'as soon as the lists are ready', said: ISTANBUL, not: true },
      { text: 'shortly after the talks', said: ISTANBUL, not: true },
    ],
  },
  {
    name: 'coming-weeks',
    version: 1,
    reviewInDays: 60,
    phrases: [
      ...uncertain('week', 'weeks'),
      'in a week or so',
      'within (weeks or months|days and weeks|days and weeks ahead)',
      '(in|over|during) the (days and weeks|weeks and months) (ahead|to come)',
      '(in|over) the coming (days and weeks|days or weeks|weeks and months|weeks or months)',
    ],
    examples: [seen('in the coming weeks', '2025-08-01'), seen('a few weeks from now', '2025-08-01')],
  },
  {
    name: 'near-future',
    version: 1,
    reviewInDays: 90,
    phrases: [
      '(in|for|within) the [very|not too distant|not - too - distant|not so distant|immediate] [near|nearest|foreseeable|immediate] future',
      'in the (short|near) [-] (term|run)',
      'over the (short|near) [-] (term|run)',
      'in due (course|time)',
      'in the (course of time|fullness of time)',
      'in good time',
      'in (time|the interim|the meantime)',
      'at (some|a later|a future|an appropriate|the appropriate|a suitable|the right|the proper) (point|time|stage|date|moment) [in the future|in time]',
      'at an early date',
      'when (the time is right|the time comes|conditions allow|conditions permit|circumstances allow|circumstances permit|appropriate|ready|possible)',
      '(in|over|during) the (period ahead|coming period|next period|time ahead|time to come|coming time)',
      'going forward',
    ],
    examples: [seen('in the near future', '2025-08-31'), seen('in due course', '2025-08-31')],
  },
  {
    name: 'coming-months',
    version: 1,
    reviewInDays: 180,
    phrases: [...uncertain('month', 'months'), ...uncertain('quarter', 'quarters')],
    examples: [seen('over the coming months', '2025-11-29')],
  },
  {
    name: 'coming-years',
    version: 1,
    reviewInDays: 365,
    phrases: [
      ...uncertain('year', 'years'),
      ...uncertain('decade', 'decades'),
      '(in|over) the (medium|longer|long|mid) [-] (term|run)',
      '(eventually|ultimately|some day|someday|one day|sooner or later|down the road|down the line|in the future|in the long run|further ahead|over time|with time|sometime|some time|later on|at a later date|at a later stage)',
    ],
    examples: [seen('in the coming years', '2026-06-02'), seen('eventually', '2026-06-02')],
  },
];

/** Words behind which these mean something else: "shortly after the talks", "soon as". */
const GOES_ON = new Set(['after', 'before', 'as', 'ago', 'earlier', 'of', 'later', 'following']);
const GOES_BEFORE = new Set(['as', 'too', 'how', 'so', 'last', 'past', 'these', 'not', 'previous', 'recent']);

export const vagueRules: readonly Rule[] = ROWS.map(({ name, version, reviewInDays, phrases, examples }) => ({
  name,
  version,
  says: `no date; look again ${reviewInDays} days after the saying`,
  makes: 'deadline',
  weight: 2,
  phrases,
  means: (_slots, { tokens, at, next }) =>
    GOES_ON.has(tokens[next]?.text ?? '') || GOES_BEFORE.has(tokens[at - 1]?.text ?? '')
      ? undefined
      : { kind: 'vague', reviewInDays },
  examples,
}));

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
