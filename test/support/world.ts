import type { onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Context } from '../../src/service/context.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { addresses, messageId, readers } from './passes.ts';
import type { TestPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { record, setup } from './setup.ts';
import { type Received, startSmtp } from './smtp.ts';
import { until } from './until.ts';
import { startWorker, type WorkerProcess } from './worker.ts';

export const ENGINES = ['postgresql', 'redis'] as const;
export type EngineName = (typeof ENGINES)[number];

const inSeconds = (seconds: number): string => new Date(systemClock.now() + seconds * 1_000).toISOString();

/** A commitment that opened an hour ago and closes in some seconds of real time. */
export const closingIn = (ctx: Context, seconds: number, more = {}): Promise<number> =>
  record(ctx, {
    saidAt: inSeconds(-7_200),
    zone: 'UTC',
    deadline: undefined,
    opensAt: inSeconds(-3_600),
    closesAt: inSeconds(seconds),
    ...more,
  });

/** How many copies of which message each mailbox has got. */
export function copies(messages: readonly Received[]) {
  const byMailbox = new Map<string, string[]>();
  for (const { to, raw } of messages) {
    const mailbox = to[0] ?? '';
    byMailbox.set(mailbox, [...(byMailbox.get(mailbox) ?? []), messageId(raw)]);
  }
  const all = [...byMailbox.values()];
  return {
    mailboxes: byMailbox.size,
    /** Copies beyond the first. */
    repeated: all.reduce((sum, ids) => sum + ids.length - 1, 0),
    most: Math.max(0, ...all.map((ids) => ids.length)),
    /** Whether every copy in a mailbox is of one message. */
    alike: all.every((ids) => new Set(ids).size === 1),
  };
}

/**
 * A database, a mail server, a Redis if wanted and real worker processes, in real time. All of it is gone when
 * the test has `finished`, the workers first. `databaseUrl` puts something between the workers and the database.
 */
export async function openWorld(
  engine: EngineName,
  finished: typeof onTestFinished,
  options: { server?: TestPostgres; databaseUrl?: (url: string) => Promise<string> } = {},
) {
  const redis = engine === 'redis' ? await startRedis() : undefined;
  const smtp = await startSmtp();
  const { server } = options;
  const { ctx, db, url } = await setup({ finished, ...(server === undefined ? {} : { server }) });
  const real: Context = { ...ctx, clock: systemClock };
  const workers: WorkerProcess[] = [];
  finished(async () => {
    await Promise.all(workers.map((worker) => worker.end()));
    await smtp.close();
    await redis?.stop();
  });
  const databaseUrl = (await options.databaseUrl?.(url)) ?? url;
  return {
    ctx: real,
    db,
    url,
    smtp,
    redis,
    /** Starts one more worker and returns at once. */
    worker(settings: { redisUrl?: string | undefined } = { redisUrl: redis?.url }): WorkerProcess {
      const worker = startWorker({ databaseUrl, smtpUrl: smtp.url, redisUrl: settings.redisUrl });
      workers.push(worker);
      return worker;
    },
    /** One commitment has become overdue, and so many mails about it wait to be sent. */
    async overdueMails(count: number, prefix = 'reader'): Promise<void> {
      await readers(real, addresses(count, prefix), { follows: 'tag', tag: prefix, kinds: ['overdue'] });
      await closingIn(real, -1, { title: `About ${prefix}`, quote: `About ${prefix}.`, tags: [prefix] });
      while ((await fanOut(real)).more);
    },
    /** Waits until so many messages have arrived and nothing waits in the outbox any more. */
    async drained(count: number, withinMs: number): Promise<void> {
      await until(
        async () =>
          smtp.messages.length >= count &&
          (await db.prisma.alert.count({ where: { state: { in: ['queued', 'claimed'] } } })) === 0 &&
          (await db.prisma.delivery.count({ where: { state: { in: ['queued', 'sending'] } } })) === 0,
        withinMs,
        `${count} mails (there are ${smtp.messages.length}) and an empty outbox`,
      );
    },
  };
}
