/** Random histories: what is promised, who follows, what people record, and what goes wrong meanwhile. */
import fc from 'fast-check';
import { ALERT_KINDS, DEFAULT_KINDS } from '../../src/domain/alerts.ts';
import type { Rhythm } from '../../src/domain/rhythm.ts';
import { DAY, HOUR } from './clock.ts';
import type { Support } from './plain-model.ts';

const ago = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 72 }).map((hours) => hours * HOUR),
  fc.integer({ min: 1, max: 30 }).map((days) => days * DAY),
);
const which = fc.nat({ max: 5 });
const support = fc.constantFrom<Support>('declared', 'confirmed', 'verified');
const say = <T extends string>(word: T) => fc.constant(word);

const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: say('progress'),
      amount: fc.constantFrom(2, 5, 10, 10),
      support,
      origin: fc.constantFrom(null, null, 'a wire story'),
      about: fc.option(which, { freq: 3 }),
      ago,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: say('decide'),
      outcome: fc.constantFrom(
        ...(['met', 'met', 'partly_met', 'not_met', 'withdrawn', 'superseded', 'void'] as const),
      ),
      ago,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: say('reopen') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: say('move'),
      opens: fc.integer({ min: -48, max: 20 * 24 }),
      hours: fc.integer({ min: 1, max: 20 * 24 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: say('undate'), days: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ do: say('withdraw'), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: say('object'),
      about: fc.constantFrom('progress', 'verdict', 'whole'),
      which,
      days: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: say('answer'), outcome: fc.constantFrom('upheld', 'rejected', 'withdrawn') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: say('condition'),
      state: fc.constantFrom('met', 'met', 'failed', 'open'),
      ago,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: say('criteria'), decides: support }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: say('hold'),
      kind: fc.constantFrom('acknowledged', 'snoozed'),
      days: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('resume' as const, 'look' as const) }) },
);

const span = fc.oneof(
  fc.constantFrom(0, 1, 1_000),
  fc.integer({ min: 1, max: 48 }).map((hours) => hours * HOUR),
  fc.integer({ min: 1, max: 24 }).map((days) => days * DAY),
);
const item = fc.nat({ max: 2 });

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ step: say('record'), item, deed }) },
  // Somebody records it while workers look, or while messages leave.
  {
    weight: 2,
    arbitrary: fc.record({ step: say('meanwhile'), item, deed, of: fc.constantFrom('looking', 'sending') }),
  },
  { weight: 6, arbitrary: fc.record({ step: say('work'), forMs: span }) },
  // Nobody looks: an outage, or a clock that leaps.
  { weight: 2, arbitrary: fc.record({ step: say('sleep'), forMs: span }) },
  {
    weight: 1,
    arbitrary: fc.record({
      step: say('set back'),
      byMs: fc.constantFrom(1_000, HOUR, 5 * HOUR, DAY, 3 * DAY),
    }),
  },
  { weight: 1, arbitrary: fc.record({ step: say('relay'), answers: fc.constantFrom(250, 250, 421, 451) }) },
  { weight: 1, arbitrary: fc.record({ step: say('workers'), count: fc.integer({ min: 1, max: 3 }) }) },
);

const ALL = ALERT_KINDS.filter((kind) => kind !== 'unattended');
const hour = fc.nat({ max: 23 });

export const history = fc.record({
  /** Mail goes to a server of its own; else it is kept in the database. */
  relay: fc.boolean(),
  items: fc.array(
    fc.record({
      quantity: fc.constantFrom(null, 10, 10, 20),
      decides: fc.constantFrom<Support>('declared', 'declared', 'confirmed'),
      conditional: fc.constantFrom(false, false, true),
      graceDays: fc.constantFrom(0, 0, 2),
      opens: fc.integer({ min: -24, max: 10 * 24 }),
      hours: fc.integer({ min: 1, max: 15 * 24 }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  readers: fc.uniqueArray(
    fc.record({
      who: fc.nat({ max: 3 }),
      kinds: fc.oneof(
        { weight: 3, arbitrary: fc.constant([...ALL]) },
        { weight: 1, arbitrary: fc.constant([...DEFAULT_KINDS]) },
        { weight: 2, arbitrary: fc.subarray([...ALL], { minLength: 1 }) },
      ),
      rhythm: fc.constantFrom<Rhythm>('at_once', 'at_once', 'daily', 'weekly'),
      hour,
      quiet: fc.option(
        fc.tuple(hour, hour).filter(([from, to]) => from !== to),
        { freq: 3 },
      ),
      follows: fc.constantFrom('all', 'all', 'tag', 'commitment'),
      zone: fc.constantFrom('UTC', 'Europe/Istanbul', 'America/St_Johns'),
    }),
    { minLength: 1, maxLength: 5, selector: ({ who, follows }) => `${who} ${follows}` },
  ),
  steps: fc.array(step, { minLength: 2, maxLength: 24 }),
});

type Value<A> = A extends fc.Arbitrary<infer T> ? T : never;
export type History = Value<typeof history>;
export type HistoryDeed = Value<typeof deed>;
export type HistoryStep = Value<typeof step>;
