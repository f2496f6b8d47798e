/**
 * Is everything as it should be? One row a check, each with its finding. `failing` is what readiness refuses on:
 * a database that is away, a schema that does not fit, a sweep or a sender that has fallen behind. The other
 * faults want a person, but the service can do its work.
 */
import { DulyError } from '../../domain/errors.ts';
import { pulse } from '../../store/browse/health.ts';
import { schemaRefusal, schemaState } from '../../store/migrate.ts';
import type { Context } from '../context.ts';
import { webhookFaults } from './webhooks.ts';

export interface HealthCheck {
  readonly name:
    | 'database'
    | 'schema'
    | 'sweep'
    | 'delivery'
    | 'channel'
    | 'set-aside'
    | 'webhooks'
    | 'clock'
    | 'workers'
    | 'ticks';
  readonly ok: boolean;
  /** What was found, and what to do about it when it is a fault. */
  readonly text: string;
}

export interface Health {
  /** Whether requests and work can be taken. */
  readonly ready: boolean;
  /** Whether there is no fault at all. */
  readonly ok: boolean;
  readonly checks: readonly HealthCheck[];
  /** How long the oldest check has been waiting, milliseconds; 0 when none waits. */
  readonly sweepLagMs: number;
  readonly deliveryLagMs: number;
  /** How far the database's clock is ahead of this machine's (behind when negative), milliseconds. */
  readonly clockSkewMs: number | null;
}

/** A check or message that waits longer than this: nobody is working. A tick comes every few seconds. */
const LAG_LIMIT_MS = 120_000;
const SKEW_LIMIT_MS = 5_000;
/** Without these nothing can be promised; a fault in another is shown, not fatal. */
const NEEDED: readonly HealthCheck['name'][] = ['database', 'schema', 'sweep', 'delivery'];

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

function lag(name: 'sweep' | 'delivery', oldest: number | null, now: number): HealthCheck {
  const ms = oldest === null ? 0 : now - oldest;
  if (ms <= LAG_LIMIT_MS)
    return { name, ok: true, text: ms === 0 ? 'Nothing waits.' : `Behind by ${seconds(ms)}.` };
  const what = name === 'sweep' ? 'A deadline that has passed was not looked at' : 'A message was not sent';
  return { name, ok: false, text: `${what} for ${seconds(ms)}. Is a worker running (\`duly worker\`)?` };
}

/** Looks at everything; never throws for what it finds. */
export async function readHealth(ctx: Context): Promise<Health> {
  const now = ctx.clock.now();
  const checks: HealthCheck[] = [];
  const result = (more: Partial<Health> = {}): Health => {
    const failed = checks.filter((check) => !check.ok);
    return {
      ready: !failed.some((check) => NEEDED.includes(check.name)),
      ok: failed.length === 0,
      checks,
      sweepLagMs: 0,
      deliveryLagMs: 0,
      clockSkewMs: null,
      ...more,
    };
  };
  let found: Awaited<ReturnType<typeof pulse>>;
  let hooks: string[];
  try {
    const schema = await schemaState(ctx.db.query);
    checks.push({ name: 'database', ok: true, text: 'The database answers.' });
    if (schema !== 'current') {
      checks.push({ name: 'schema', ok: false, text: schemaRefusal(schema).message });
      return result();
    }
    checks.push({ name: 'schema', ok: true, text: 'The schema is that of this program.' });
    found = await pulse(ctx.db.query, now);
    hooks = await webhookFaults(ctx);
  } catch (error) {
    if (!(error instanceof DulyError) || error.code !== 'unavailable') throw error;
    return result({
      ready: false,
      ok: false,
      checks: [{ name: 'database', ok: false, text: error.message }],
    });
  }
  const skew = found.databaseNow - now;
  // While the way out is closed on purpose, waiting messages are no sign of a sender that stands still.
  const paused = found.pausedUntil !== null && ctx.mailer !== null;
  checks.push(lag('sweep', found.oldestCheckAt, now));
  checks.push(lag('delivery', paused ? null : found.oldestDeliveryAt, now));
  checks.push(
    paused
      ? {
          name: 'channel',
          ok: false,
          text: `Sending is paused: the mail server answered “${found.pausedWhy ?? ''}”.`,
        }
      : { name: 'channel', ok: true, text: ctx.mailer === null ? 'Mail is kept in the outbox.' : 'Open.' },
  );
  checks.push(
    found.setAside === 0
      ? { name: 'set-aside', ok: true, text: 'No commitment is set aside.' }
      : { name: 'set-aside', ok: false, text: `${found.setAside} set aside with a fault: see their pages.` },
  );
  if (hooks.length > 0)
    checks.push({ name: 'webhooks', ok: false, text: `See \`duly webhook log ID\`: ${hooks.join('; ')}.` });
  checks.push({
    name: 'clock',
    ok: Math.abs(skew) <= SKEW_LIMIT_MS,
    text:
      Math.abs(skew) <= SKEW_LIMIT_MS
        ? 'The clocks of program and database agree.'
        : `The clock of the database differs by ${seconds(skew)}: let both follow the same time server.`,
  });
  return result({
    sweepLagMs: found.oldestCheckAt === null ? 0 : now - found.oldestCheckAt,
    deliveryLagMs: found.oldestDeliveryAt === null ? 0 : now - found.oldestDeliveryAt,
    clockSkewMs: Math.round(skew),
  });
}
