import { it } from 'vitest';
import { readBoard } from '../../src/service/browse/board.ts';
import { readHealth } from '../../src/service/browse/health.ts';
import { record, setup } from '../support/setup.ts';

it('scale', async () => {
  const { ctx, db, clock } = await setup();
  await record(ctx);
  const q = (t: string, v: unknown[] = []) => db.query<Record<string, unknown>>(t, v);
  await q(`insert into commitment (statement_id,title,modality,recorded_at,recorded_by,status,next_check_at,known_until)
    select 1,'t'||i,'commitment', now()-interval '400 days','x',
      case when i%100 < 80 then 'met' when i%100<90 then 'upcoming' when i%100 < 92 then 'due' when i%100 < 95 then 'overdue' else 'undated' end,
      null, timestamptz '2025-06-01' - (i||' seconds')::interval from generate_series(1,100000) i`);
  await q(`insert into deadline (commitment_id,version,rule,rule_version,basis,precision,zone,opens_at,closes_at,explanation,recorded_at,recorded_by)
    select c.id,1,'r',1,'assumed','day','UTC',
     case c.status when 'upcoming' then timestamptz '2025-07-01' + (c.id%1000||' hours')::interval when 'due' then timestamptz '2025-06-01' when 'met' then timestamptz '2024-01-01' + (c.id%1000||' hours')::interval else timestamptz '2025-05-01' end,
     case c.status when 'upcoming' then timestamptz '2025-09-01' + (c.id%1000||' hours')::interval when 'due' then timestamptz '2025-06-20' when 'met' then timestamptz '2024-06-01' + (c.id%1000||' hours')::interval else timestamptz '2025-05-20' + (c.id%1000||' minutes')::interval end,
     'e',now(),'x' from commitment c where id>1 and status <> 'undated'`);
  await q(`insert into deadline (commitment_id,version,rule,rule_version,basis,zone,explanation,recorded_at,recorded_by)
    select c.id,1,'r',1,'none','UTC','e',now(),'x' from commitment c where id>1 and status = 'undated'`);
  await q(
    `update commitment c set next_check_at = d.opens_at from deadline d where d.commitment_id=c.id and c.status='upcoming'`,
  );
  await q(
    `update commitment c set next_check_at = d.closes_at from deadline d where d.commitment_id=c.id and c.status='due'`,
  );
  await q(`update commitment c set next_check_at = timestamptz '2025-08-01' where status='overdue'`);
  await q('vacuum analyze');
  db.pool.on('connect', (c: { query(t: string): unknown }) => void c.query('set random_page_cost = 1.1')); await Promise.all([1,2,3,4,5].map(() => q('set random_page_cost = 1.1')));
  const time = async (name: string, f: () => Promise<unknown>) => {
    const ts: number[] = [];
    for (let i = 0; i < 5; i++) {
      const t = performance.now();
      await f();
      ts.push(performance.now() - t);
    }
    console.log(name, ts.map((t) => t.toFixed(0)).join(' '));
  };
  clock.set('2025-06-05T00:00Z');
  const b = await readBoard(ctx);
  console.log(b.counts);
  await time('board at rest', () => readBoard(ctx));
  await time('upcoming p2', async () =>
    readBoard(ctx, { group: 'upcoming', cursor: b.more.upcoming ?? undefined }),
  );
  await time('party', () => readBoard(ctx, { party: 'Russia' }));
  await time('speaker of all', () => readBoard(ctx, { party: 'Vladimir Medinsky' }));
  await time('tag', () => readBoard(ctx, { tag: 'x' }));
  await time('health', () => readHealth(ctx));
  const orig = ctx.db.query;
  (ctx.db as { query: unknown }).query = async (text: string, values: unknown[]) => {
    const t = performance.now();
    const r = await orig(text, values);
    const ms = performance.now() - t;
    console.log(ms.toFixed(0), text.replace(/\s+/g, ' ').slice(0, 130));
    if (ms > 15)
      console.log(
        (await orig<Record<string, string>>('explain analyze ' + text, values))
          .map((r) => r['QUERY PLAN'])
          .join('\n'),
      );
    return r;
  };
  const real = Promise.all.bind(Promise);
  await readBoard(ctx);
  (ctx.db as { query: unknown }).query = orig;
  void real;
  clock.set('2025-08-15T00:00Z');
  console.log((await readBoard(ctx)).counts);
  await time('board, worker stopped for 2 months', () => readBoard(ctx));
}, 300_000);
