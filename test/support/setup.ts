import { pino } from 'pino';
import { inject, onTestFinished } from 'vitest';
import type { Mailer } from '../../src/mail/mailer.ts';
import type { Context, Work } from '../../src/service/context.ts';
import { tokenFor } from '../../src/service/link.ts';
import { confirm } from '../../src/service/manage.ts';
import { type RecordInput, recordCommitment } from '../../src/service/record.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openPoster, type Poster } from '../../src/webhook/request.ts';
import { type TestClock, testClock } from './clock.ts';
import { createTestDatabase, type TestPostgres } from './postgres.ts';

/**
 * A context on a database of its own, at 2 June 2025, 16:00 in Istanbul unless told otherwise. Tests that run side
 * by side hand over their own `finished`.
 */
export async function setup(
  options: {
    at?: string;
    mailer?: Mailer;
    /** Default: this machine may be asked, and an answer must come within a second. */
    poster?: Poster;
    poolSize?: number;
    finished?: typeof onTestFinished;
    /** A server of the test's own, which it may break. */
    server?: TestPostgres;
  } = {},
) {
  const { server } = options;
  const database =
    server === undefined
      ? await createTestDatabase(inject('adminUrl'), { template: inject('template') })
      : await createTestDatabase(server.url);
  if (server !== undefined) await migrate(database.url);
  const db = openDatabase(database.url, { ssl: false, poolSize: options.poolSize ?? 5 });
  const clock: TestClock = testClock(options.at ?? '2025-06-02T16:00:00+03:00');
  const woken: { work: Work; at: number | undefined }[] = [];
  const ctx: Context = {
    db,
    clock,
    log: pino({ level: 'silent' }),
    mailer: options.mailer ?? null,
    poster: options.poster ?? openPoster({ privateNetworks: true, timeoutMs: 1_000 }),
    mailFrom: 'Duly <duly@example.org>',
    baseUrl: 'http://localhost:8470',
    secret: 'test-secret-test-secret-test-secret-test',
    embedded: true,
    workerName: 'test',
    wake: (work, at) => {
      woken.push({ work, at });
    },
  };
  (options.finished ?? onTestFinished)(async () => {
    await db.close();
    await database.drop();
  });
  return { ctx, clock, db, url: database.url, woken };
}

/** The bodies of the sample, with whatever the test wants different. */
export const bodies = (more: Partial<RecordInput> = {}): RecordInput => ({
  title: 'Hand over the bodies of the dead',
  quote: 'We will hand over six thousand bodies next week.',
  speaker: 'Vladimir Medinsky',
  speakerRole: 'head of the Russian delegation',
  saidAt: '2025-06-02T15:57:00+03:00',
  zone: 'Europe/Istanbul',
  sourceTitle: 'Second round in Istanbul',
  publisher: 'TASS',
  comparator: 'at_least',
  quantity: 6000,
  unit: 'bodies',
  committers: ['Russia'],
  beneficiaries: ['Ukraine'],
  deadline: 'next week',
  // These stories are told by one side; those of two sides say so.
  decides: 'declared',
  ...more,
});

/** Records a commitment and returns its number. */
export const record = async (ctx: Context, more: Partial<RecordInput> = {}): Promise<number> =>
  (await recordCommitment(ctx, bodies(more))).id;

/** Subscribes and confirms in one go; returns the subscription's id. */
export async function follow(
  ctx: Context,
  address: string,
  more: Record<string, unknown> = {},
): Promise<number> {
  await subscribe(ctx, { address, ...more });
  const row = await ctx.db.prisma.subscription.findFirstOrThrow({
    where: { address },
    orderBy: { id: 'desc' },
  });
  await confirm(ctx, tokenFor(ctx.secret, 'confirm', row));
  return row.id;
}
