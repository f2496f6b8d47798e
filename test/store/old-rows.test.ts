import { describe, expect, it } from 'vitest';
import { gather } from '../../src/service/gather.ts';
import { pulse } from '../../src/store/browse/health.ts';
import { lastLink, unsealed } from '../../src/store/chain.ts';
import type { Query } from '../../src/store/database.ts';
import { claimDeliveries, nearestDelivery, renewLease } from '../../src/store/deliveries.ts';
import { nearestCheck } from '../../src/store/records.ts';
import { claimSeries, nearestMake } from '../../src/store/series.ts';
import { readWaiting } from '../../src/store/waiting.ts';
import { setup } from '../support/setup.ts';

const now = Date.parse('2025-06-02T16:00:00+03:00');
const lease = { channel: 'email', oneAtATime: true, now, leaseMs: 30_000, limit: 10, by: 'worker' };

/** What runs again and again, however much has piled up. */
const REPEATED: Record<string, (query: Query) => Promise<unknown>> = {
  'the readiness probe': (query) => pulse(query, now),
  'what waits': (query) => readWaiting(query, now),
  'the nearest check': nearestCheck,
  'the nearest occurrence': nearestMake,
  'claiming a series': (query) => claimSeries(query, now),
  'the nearest delivery': (query) => nearestDelivery(query, lease),
  'gathering alerts': (query) => gather(query, { now, limit: 10, host: 'localhost' }),
  'claiming deliveries': (query) => claimDeliveries(query, lease),
  'the last link': lastLink,
  'events to seal': (query) => unsealed(query, { xid: '1', eventId: '1' }, 10),
  'renewing a lease': (query) => renewLease(query, 'worker', 30_000),
};

describe('old rows cost nothing', () => {
  // When leases got a column of their own, the readiness probe lost its index and read every mail ever sent.
  it.each(Object.entries(REPEATED))('%s has an index for each large table', async (_name, ask) => {
    const { db } = await setup();
    const plans: string[] = [];
    await db.inTransaction(async (query) => {
      // Whatever can use an index now does; what still reads a whole table has none.
      await query('set local enable_seqscan = off');
      await ask(async <Row>(text: string, values: readonly unknown[] = []) => {
        if (/^\s*(select|with|update)/.test(text)) {
          const rows = await query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
          plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
        }
        return query<Row>(text, values);
      });
    });
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans)
      expect(plan).not.toMatch(/Seq Scan on (delivery|alert|occasion|commitment|series|event|attempt)\b/);
  });
});
