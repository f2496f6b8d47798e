/**
 * The sweep: many deadlines that fall at one instant, flagged until nothing is due, with statuses, events and the
 * outbox written. Its limit is one bare statement that updates the same rows and inserts the same events, with
 * nothing to decide, nothing to read back and no outbox. A second figure adds the outbox to the statement.
 */
import { systemClock } from '../src/clock.ts';
import { nextReminderAt } from '../src/domain/schedule.ts';
import type { Context } from '../src/service/context.ts';
import { sweep } from '../src/service/sweep.ts';
import { at } from '../src/store/database.ts';
import { drain } from './course/drain.ts';
import { compareRates, type Stretch, stretch, takeTurns } from './course/measure.ts';
import type { Finding } from './course/report.ts';
import { run } from './course/run.ts';
import { type Crowd, seedCommitments, seedDeadlines, seedEvents, seedSubscriptions } from './course/seed.ts';
import type { Stand, Template } from './course/world.ts';

const DAY_MS = 86_400_000;
const BATCH = 1_000;
const ROUNDS = 3;

const CHANGED = `with changed as (
    update commitment set status = 'overdue', late = null, next_check_at = ${at('$3')}, known_until = ${at('$1')},
      fault = null, fault_at = null where next_check_at <= ${at('$1')} returning id),
  logged as (
    insert into event (commitment_id, kind, key, occurred_at, recorded_at, actor, data)
    select id, 'overdue', 'overdue:v1', ${at('$2')}, ${at('$1')}, 'time', '{}' from changed returning 1)`;
const BARE = `${CHANGED} select count(*)::int as n from logged`;
const BARE_WITH_OUTBOX = `${CHANGED}, told as (
    insert into occasion (commitment_id, kind, key, version, occurred_at, created_at)
    select id, 'overdue', 'overdue:v1', 1, ${at('$2')}, ${at('$1')} from changed returning 1)
  select count(*)::int as n from logged, (select count(*) from told) as t`;

/** Fails when a side did not do its work: a fast nothing must not look like a success. */
async function check({ app }: Stand, size: number, occasions: number): Promise<void> {
  const [row] = await app.ctx.db.query<{ overdue: number; events: number; occasions: number }>(
    `select (select count(*)::int from commitment where status = 'overdue') as overdue,
       (select count(*)::int from event where kind = 'overdue') as events,
       (select count(*)::int from occasion) as occasions`,
  );
  if (row?.overdue !== size || row.events !== size || row.occasions !== occasions)
    throw new Error(`the sweep left ${JSON.stringify(row)} for ${size} deadlines`);
}

async function onCopy(
  template: Template,
  expected: { size: number; occasions: number },
  work: (stand: Stand) => Promise<unknown>,
): Promise<Stretch> {
  const stand = await template.copy();
  try {
    const measured = await stretch(() => work(stand));
    await check(stand, expected.size, expected.occasions);
    return measured;
  } finally {
    await stand.close();
  }
}

async function oneByOne(ctx: Context): Promise<void> {
  while ((await sweep(ctx, BATCH)).examined === BATCH);
}

await run(async (world, { quick }) => {
  const size = quick ? 10_000 : 100_000;
  const closesAt = Math.floor(systemClock.now() / 1_000) * 1_000 - 1_000;
  const opensAt = closesAt - 30 * DAY_MS;
  const crowd: Crowd = {
    count: size,
    status: 'due',
    opensAt,
    closesAt,
    nextCheck: 'closes',
    knownUntil: closesAt - DAY_MS,
  };
  const template = await world.prepare(async (query) => {
    await seedCommitments(query, crowd);
    await seedDeadlines(query, crowd);
    await seedEvents(query, crowd);
    await seedSubscriptions(query, 1, opensAt);
  });
  const ours = (work: (ctx: Context) => Promise<void>) => (): Promise<Stretch> =>
    onCopy(template, { size, occasions: size }, ({ app }) => work(app.ctx));
  const bare = (statement: string, occasions: number) => (): Promise<Stretch> =>
    onCopy(template, { size, occasions }, ({ app }) => {
      const now = app.ctx.clock.now();
      return app.ctx.db.query(statement, [now, closesAt, nextReminderAt(closesAt, 'Europe/Istanbul', now)]);
    });
  const sides = await takeTurns(ROUNDS, {
    job: ours((ctx) => drain('sweep', ctx)),
    bare: bare(BARE, 0),
    oneByOne: ours(oneByOne),
    bareWithOutbox: bare(BARE_WITH_OUTBOX, size),
  });
  const finding = (input: {
    what: string;
    ours: readonly Stretch[];
    limit: readonly Stretch[];
    limitIs: string;
    target: Finding['target'];
  }): Finding => {
    const { ours, limit, ratio, memory } = compareRates(size, input.ours, input.limit);
    return {
      what: input.what,
      size: `${size.toLocaleString('en-GB')} deadlines of one second`,
      unit: '/s',
      ours,
      limit: { value: limit, what: input.limitIs, ratio },
      target: input.target,
      memory,
    };
  };
  return [
    finding({
      what: 'sweep: the job of one worker, with events and outbox',
      ours: sides.job,
      limit: sides.bare,
      limitIs: 'one bare UPDATE + INSERT of events',
      target: { atLeast: 0.5 },
    }),
    finding({
      what: 'sweep: the same, against a statement that also writes the outbox',
      ours: sides.job,
      limit: sides.bareWithOutbox,
      limitIs: 'one bare UPDATE + INSERT of events + INSERT of outbox',
      target: null,
    }),
    finding({
      what: 'sweep: one pass after the other',
      ours: sides.oneByOne,
      limit: sides.bare,
      limitIs: 'one bare UPDATE + INSERT of events',
      target: null,
    }),
  ];
});
