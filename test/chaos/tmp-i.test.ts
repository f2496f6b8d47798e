import { it } from 'vitest';
import { deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { sweep } from '../../src/service/sweep.ts';
import { addresses, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';

it('perf', async () => {
  const mailer = {
    settlesWithinMs: 1000,
    send: async () => {
      await new Promise((r) => setTimeout(r, 2));
      return { outcome: 'sent', answer: '250' } as const;
    },
    check: async () => null,
    close: async () => undefined,
  };
  const { ctx, clock } = await setup({ mailer: mailer as never, poolSize: 10 });
  await record(ctx);
  await readers(ctx, addresses(5000));
  clock.set('2025-06-09T00:00:00+03:00');
  await sweep(ctx);
  while ((await fanOut(ctx)).more);
  clock.advance(2000);
  const times = new Map<string, [number, number]>();
  const timed = (f: any) => async (text: string, values: any) => {
    const t = performance.now();
    try {
      return await f(text, values);
    } finally {
      const k = text.trim().slice(0, 60).replace(/\s+/g, ' ');
      const e = times.get(k) ?? [0, 0];
      times.set(k, [e[0] + 1, e[1] + performance.now() - t]);
    }
  };
  const db = {
    ...ctx.db,
    query: timed(ctx.db.query),
    inTransaction: (w: any) => ctx.db.inTransaction((q) => w(timed(q))),
  };
  const t = performance.now();
  let n = 0;
  for (;;) {
    const r = await deliver({ ...ctx, db } as never);
    n += r.sent;
    if (r.claimed === 0) break;
  }
  console.log('PERF', n, Math.round((n / (performance.now() - t)) * 1000), 'per s');
  for (const [k, [c, ms]] of times) console.log('PERF', c, Math.round(ms), (ms / c).toFixed(2), k);
}, 60000);
