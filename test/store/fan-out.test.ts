import { describe, expect, it } from 'vitest';
import { fanOut } from '../../src/service/fan-out.ts';
import { sweep } from '../../src/service/sweep.ts';
import { CHUNK } from '../../src/store/fan-out.ts';
import { record, setup } from '../support/setup.ts';

describe('one event with more readers than fit into a chunk', () => {
  it('reaches each of them once, whatever they follow, and nobody else', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx, { tags: ['prisoners'] });
    const other = await record(ctx, {
      tags: ['roads'],
      opensAt: '2026-01-01T00:00',
      closesAt: '2026-01-02T00:00',
      deadline: undefined,
    });
    const count = CHUNK + 2_000;
    // Every way of following in turn, so that each chunk holds some of each; one in six follows something else.
    await db.query(
      `insert into subscription (address, cap_key, follows, party_id, tag, commitment_id, kinds, lead_days, zone, state,
         created_at, confirmed_at)
       select 'r' || n || '@example.org', 'r' || n || '@example.org', way.follows,
         case when way.follows = 'party' then (select id from party where name = 'Russia') end, way.tag,
         way.commitment_id, '{due}', '{}', 'UTC', 'active', '2025-06-02T13:00Z', '2025-06-02T13:00Z'
       from generate_series(1, $1::int) n join (values (0, 'all', null, null::int), (1, 'party', null, null),
         (2, 'tag', 'prisoners', null), (3, 'commitment', null, $2::int), (4, 'all', null, null),
         (5, 'commitment', null, $3::int)) as way(turn, follows, tag, commitment_id) on way.turn = n % 6
       order by n`,
      [count, id, other],
    );
    clock.set('2025-06-09T00:00:00+03:00');
    await sweep(ctx);
    const passes: number[] = [];
    for (let more = true; more; ) {
      const pass = await fanOut(ctx);
      passes.push(pass.alerts);
      more = pass.more;
    }
    const expected = await db.prisma.subscription.count({
      where: { OR: [{ commitmentId: null }, { commitmentId: id }] },
    });
    expect(passes.filter((alerts) => alerts > 0)).toEqual([CHUNK, expected - CHUNK]);
    const [told] = await db.query(
      `select count(*)::int as alerts, count(distinct subscription_id)::int as readers,
         count(*) filter (where s.commitment_id = $1::int)::int as wrong
       from alert join subscription s on s.id = subscription_id`,
      [other],
    );
    expect(told).toEqual({ alerts: expected, readers: expected, wrong: 0 });
  });
});
