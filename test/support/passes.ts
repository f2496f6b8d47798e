import { DEFAULT_KINDS, DEFAULT_LEADS } from '../../src/domain/alerts.ts';
import { type MailTimeouts, openMailer } from '../../src/mail/mailer.ts';
import type { Context } from '../../src/service/context.ts';
import { type DeliverResult, deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { sweep } from '../../src/service/sweep.ts';
import type { Database } from '../../src/store/database.ts';
import type { Prisma } from '../../src/store/generated/client.ts';
import type { TestClock } from './clock.ts';

/** What a worker does, once and by hand: look, fan out, let alerts gather, send. */
export async function pass(ctx: Context, clock: TestClock): Promise<DeliverResult> {
  await sweep(ctx);
  while ((await fanOut(ctx)).more);
  clock.advance(2_000);
  return deliver(ctx);
}

/** Confirmed readers of everything, without the mails that subscribing brings. */
export async function readers(
  ctx: Pick<Context, 'db' | 'clock'>,
  addresses: readonly string[],
  more: Partial<Prisma.SubscriptionCreateManyInput> = {},
): Promise<void> {
  const now = new Date(ctx.clock.now());
  await ctx.db.prisma.subscription.createMany({
    data: addresses.map((address) => ({
      address,
      capKey: address,
      follows: 'all',
      kinds: [...DEFAULT_KINDS],
      leadDays: [...DEFAULT_LEADS],
      zone: 'UTC',
      state: 'active',
      createdAt: now,
      confirmedAt: now,
      ...more,
    })),
  });
}

/** So many addresses, in order. */
export const addresses = (count: number, prefix = 'reader'): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${String(n + 1).padStart(3, '0')}@example.org`);

/** Limits that let a broken server show itself within a second. */
export const QUICK: MailTimeouts = {
  dnsMs: 500,
  connectMs: 400,
  greetingMs: 400,
  silenceMs: 800,
  settleMs: 2_000,
};

export const quickMailer = (smtpUrl: string) =>
  openMailer({
    smtpUrl,
    mailFrom: 'Duly <duly@example.org>',
    connections: 10,
    timeouts: QUICK,
    log: { info: () => undefined },
  });

/** The field of a message as it went over the wire. */
export const messageId = (raw: Buffer | string): string =>
  /^Message-ID: (<[^>]+>)/im.exec(raw.toString())?.[1] ?? 'none';

/** Ends the leases of all who hold something, as if they had died half a minute ago. */
export const leasesEnd = (db: Database): Promise<unknown> =>
  db.query(
    `update delivery set lease_until = clock_timestamp() - interval '1 second' where state = 'sending'`,
  );
