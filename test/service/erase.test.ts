import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/service/deliver.ts';
import { erase } from '../../src/service/erase.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { sweep } from '../../src/service/sweep.ts';
import { verify } from '../../src/service/verify.ts';
import { sealAll } from '../support/export-file.ts';
import { follow, record, setup } from '../support/setup.ts';

const CANARY = 'canary.bird+duly@example.org';

/** Somebody follows, is told something, and another reader's mail quotes them. */
async function world() {
  const { ctx, db, clock } = await setup();
  const id = await record(ctx);
  await follow(ctx, CANARY);
  await follow(ctx, `sub.${CANARY}`);
  clock.set('2025-06-09T00:00:00+03:00');
  await sweep(ctx);
  while ((await fanOut(ctx)).more);
  clock.advance(60_000);
  await deliver(ctx);
  await db.query(
    `insert into attempt (delivery_id, attempted_at, outcome, answer)
     select max(id), now(), 'refused', '550 <${CANARY.toUpperCase()}> unknown' from delivery
     where subscription_id = (select id from subscription where address = $1)`,
    [`sub.${CANARY}`],
  );
  for (const [n, address, diagnostic] of [
    [1, CANARY, 'unknown'],
    [2, 'third@example.org', `<${CANARY}> unknown`],
    [3, `sub.${CANARY}`, 'unknown'],
  ] as const)
    await db.query(
      `insert into feedback (key, address, kind, diagnostic, via, action, reported_at)
       values ($1, $2, 'hard', $3, 'file', 'none', now())`,
      [`report ${n}`, address, diagnostic],
    );
  return { ctx, db, clock, id };
}

const tables = `select table_name as name from information_schema.tables
  where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> '_prisma_migrations'`;

describe('erasing an address', () => {
  it('leaves no trace of it in any table, keeps everybody else, and the chain is valid', async () => {
    const { ctx, db } = await world();
    await sealAll(ctx);
    const erased = await erase(ctx, { address: CANARY, reason: 'Asked for in a letter', recordedBy: 'anna' });
    expect(erased).toMatchObject({ subscriptions: 1, feedback: 2, quoted: 1, named: 0 });
    expect(erased.deliveries).toBeGreaterThan(0);
    await sealAll(ctx);
    expect(await verify(ctx)).toMatchObject({ ok: true, unsealed: { count: 0 } });
    for (const { name } of await db.query<{ name: string }>(tables)) {
      const rows = await db.query(
        `select 1 from ${name} t where replace(lower(t::text), $2, '') like '%' || $1 || '%'`,
        [CANARY, `sub.${CANARY}`],
      );
      expect(rows, name).toEqual([]);
    }
    expect(await db.prisma.subscription.count({ where: { address: `sub.${CANARY}` } })).toBe(1);
    expect(await db.query('select address from feedback')).toEqual([{ address: `sub.${CANARY}` }]);
    const [answer] = await db.query(`select answer from attempt where answer like '550%'`);
    expect(answer).toEqual({ answer: '550 <(erased)> unknown' });
    const event = await db.prisma.event.findFirstOrThrow({ where: { kind: 'erased' } });
    expect(event).toMatchObject({
      actor: 'anna',
      data: { subscriptions: 1, reason: 'Asked for in a letter' },
    });
  });

  // Whoever wrote as a+news@ asks for a@ to be erased.
  it('names what is left of the same mailbox under another spelling', async () => {
    const { ctx } = await world();
    await follow(ctx, 'victim+news@example.org');
    await follow(ctx, 'Victim@example.org');
    expect(await erase(ctx, { address: 'victim@example.org', reason: 'Asked' })).toMatchObject({
      subscriptions: 1,
      alike: ['victim+news@example.org'],
    });
  });

  it('is not needed for the log: no event ever names a subscriber', async () => {
    const { db } = await world();
    expect(await db.query(`select 1 from event e where lower(e::text) like '%canary%'`)).toEqual([]);
  });

  it('refuses a reason or a name that would keep the address, and an address nobody knows', async () => {
    const { ctx, db } = await world();
    const before = await db.prisma.event.count();
    for (const [field, wrong] of [
      ['reason', { reason: `${CANARY.toUpperCase()} asked for it` }],
      ['recordedBy', { recordedBy: CANARY }],
      ['reason', { reason: ' ' }],
      ['address', { address: 'nobody' }],
    ] as const)
      await expect(erase(ctx, { address: CANARY, reason: 'Asked', ...wrong })).rejects.toMatchObject({
        code: 'invalid',
        field,
      });
    await expect(erase(ctx, { address: 'other@example.org', reason: 'Asked' })).rejects.toMatchObject({
      code: 'not_found',
      field: 'address',
    });
    expect(await db.prisma.event.count()).toBe(before);
  });

  it('says when the record itself names the address, which stays as it was recorded', async () => {
    const { ctx } = await world();
    await record(ctx, { title: 'Answer', quote: `We will answer ${CANARY} next week.` });
    expect((await erase(ctx, { address: CANARY, reason: 'Asked' })).named).toBe(1);
  });
});
