import pg from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { deliver } from '../../src/service/deliver.ts';
import { housekeep } from '../../src/service/housekeep.ts';
import { tokenFor } from '../../src/service/link.ts';
import { confirm, lookBehind } from '../../src/service/manage.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import type { Database } from '../../src/store/database.ts';
import { DAY, HOUR } from '../support/clock.ts';
import { fingerprint } from '../support/rows.ts';
import { follow, record, setup } from '../support/setup.ts';

/** Confirmation mails whose time has come. */
const mails = async (db: Database, now = Number.MAX_SAFE_INTEGER / 2): Promise<number> =>
  db.prisma.delivery.count({ where: { kind: 'confirm', createdAt: { lte: new Date(now) } } });
const address = 'reader@example.org';

describe('asking for a subscription', () => {
  it('keeps an unconfirmed row and queues one mail', async () => {
    const { ctx, db, woken } = await setup();
    expect(await subscribe(ctx, { address: ' Reader@EXAMPLE.org ' })).toEqual({
      address: 'Reader@example.org',
    });
    expect(await db.prisma.subscription.findMany()).toMatchObject([
      {
        address: 'Reader@example.org',
        state: 'unconfirmed',
        follows: 'all',
        leadDays: [7, 1, 0],
        zone: 'UTC',
      },
    ]);
    expect(await mails(db, ctx.clock.now())).toBe(1);
    expect(woken).toContainEqual({ work: 'deliver', at: undefined });
  });

  it('answers the same whether the address is new, waiting, confirmed or over a cap', async () => {
    const { ctx, clock } = await setup();
    const answers = [await subscribe(ctx, { address }), await subscribe(ctx, { address })];
    clock.advance(HOUR);
    await follow(ctx, 'known@example.org');
    answers.push(await subscribe(ctx, { address }), await subscribe(ctx, { address: 'known@example.org' }));
    expect(answers).toEqual([{ address }, { address }, { address }, { address: 'known@example.org' }]);
  });

  it('A4: does the same in the database for a known address as for a new one', async () => {
    const { ctx, db } = await setup();
    await follow(ctx, 'known@example.org');
    await subscribe(ctx, { address: 'waiting@example.org' });
    const before = await fingerprint(db);
    const spy = vi.spyOn(pg.Client.prototype, 'query');
    onTestFinished(() => spy.mockRestore());
    /** The kinds of the statements, in their order: what is written is written to a table and kept, or taken back. */
    const deeds = async (who: string) => {
      spy.mockClear();
      await subscribe(ctx, { address: who });
      const texts = spy.mock.calls.map(([given]: unknown[]) =>
        typeof given === 'string' ? given : (given as { text: string }).text,
      );
      return texts.map((text) =>
        text
          .trim()
          .replace(/^(insert into|update) \S*?"?(subscription|delivery)\b[\s\S]*/i, 'write $2')
          .replace(/^(release|rollback to) savepoint/, 'end')
          .replace(/^(select) [\s\S]*/i, '$1')
          .toLowerCase(),
      );
    };
    const known = await deeds('known@example.org');
    expect(known).toEqual(
      expect.arrayContaining(['write subscription', 'write delivery', 'end wish', 'commit']),
    );
    expect(await deeds('waiting@example.org')).toEqual(known);
    expect(await fingerprint(db)).toEqual(before);
    expect(await deeds('new@example.org')).toEqual(known);
  });

  it('follows a party, a tag or a commitment that there is', async () => {
    const { ctx, db } = await setup();
    const commitment = await record(ctx, { tags: 'bodies' });
    await subscribe(ctx, {
      address: 'a@example.org',
      follows: 'party',
      party: 'Russia',
      leads: '3,1',
      kinds: 'met',
    });
    await subscribe(ctx, { address: 'b@example.org', follows: 'tag', tag: 'Bodies', zone: 'europe/berlin' });
    await subscribe(ctx, { address: 'c@example.org', follows: 'commitment', commitment: String(commitment) });
    expect(await db.prisma.subscription.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { follows: 'party', leadDays: [3, 1], kinds: ['met'] },
      { follows: 'tag', tag: 'bodies', zone: 'Europe/Berlin' },
      { follows: 'commitment', commitmentId: commitment },
    ]);
  });

  it('refuses what is wrong, and nothing is stored', async () => {
    const { ctx, db } = await setup();
    await record(ctx);
    const before = await fingerprint(db);
    const refused: [input: object, field: string][] = [
      [{ address: 'a@example.org\r\nRCPT TO:<b@example.org>' }, 'address'],
      [{ address: 'a@example.org, b@example.org' }, 'address'],
      [{ address: 'nobody' }, 'address'],
      [{}, 'address'],
      [{ address, follows: 'the money' }, 'follows'],
      [{ address, follows: 'party', party: 'Atlantis' }, 'party'],
      [{ address, follows: 'party' }, 'party'],
      [{ address, follows: 'tag' }, 'tag'],
      [{ address, follows: 'commitment', commitment: 99 }, 'commitment'],
      [{ address, leads: '2' }, 'leads'],
      [{ address, kinds: 'gossip' }, 'kinds'],
      [{ address, zone: 'Mars/Base' }, 'zone'],
    ];
    for (const [input, field] of refused)
      await expect(subscribe(ctx, input), JSON.stringify(input)).rejects.toMatchObject({
        code: 'invalid',
        field,
      });
    expect(await fingerprint(db)).toEqual(before);
  });
});

describe('the caps of one mailbox', () => {
  it('let twenty requests at once send one mail', async () => {
    const { ctx, db } = await setup({ poolSize: 10 });
    await Promise.all(Array.from({ length: 20 }, () => subscribe(ctx, { address })));
    expect(await mails(db, ctx.clock.now())).toBe(1);
    expect(await db.prisma.subscription.count()).toBe(1);
  });

  it('let twenty spellings of it at once send one mail', async () => {
    const { ctx, db } = await setup({ poolSize: 10 });
    const spellings = Array.from(
      { length: 20 },
      (_, i) => [`reader+${i}@example.org`, `r.eader+${i}@Example.ORG`, `READER+${i}@example.org`][i % 3],
    );
    await Promise.all(spellings.map((spelling) => subscribe(ctx, { address: spelling })));
    expect(await mails(db, ctx.clock.now())).toBe(1);
  });

  it('allow one an hour and three a day, whatever is followed', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx, { tags: 'a,b,c,d,e' });
    const ask = async (tag: string, wait: number): Promise<number> => {
      clock.advance(wait);
      await subscribe(ctx, { address: `reader+${tag}@example.org`, follows: 'tag', tag });
      return mails(db, ctx.clock.now());
    };
    expect(await ask('a', 0)).toBe(1);
    expect(await ask('b', HOUR - 1)).toBe(1);
    expect(await ask('b', 1)).toBe(2);
    expect(await ask('c', HOUR)).toBe(3);
    expect(await ask('d', HOUR)).toBe(3);
    expect(await ask('d', DAY - 3 * HOUR - 1)).toBe(3);
    expect(await ask('d', 1)).toBe(4);
  });

  it('lose no second wish: one link confirms both, and after that another mail comes when the hour is over', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx, { tags: 'a,b,c' });
    const state = async (tag: string): Promise<string> =>
      (await db.prisma.subscription.findFirstOrThrow({ where: { tag } })).state;
    await subscribe(ctx, { address, follows: 'tag', tag: 'a' });
    await subscribe(ctx, { address, follows: 'tag', tag: 'b' });
    const first = await db.prisma.subscription.findFirstOrThrow({ where: { tag: 'a' } });
    const token = tokenFor(ctx.secret, 'confirm', first);
    const { alsoWaiting } = await lookBehind(ctx, 'confirm', token);
    expect(alsoWaiting.map(({ followed }) => followed)).toEqual(['the tag b']);
    // Entered by somebody else while the page is open: its owner has not seen it and does not confirm it.
    await subscribe(ctx, { address, follows: 'tag', tag: 'c' });
    await confirm(
      ctx,
      token,
      alsoWaiting.map(({ id }) => id),
    );
    expect([await state('a'), await state('b'), await state('c')]).toEqual([
      'active',
      'active',
      'unconfirmed',
    ]);

    await db.prisma.subscription.deleteMany({ where: { tag: 'c' } });
    await subscribe(ctx, { address, follows: 'tag', tag: 'c' });
    expect(await mails(db, clock.now())).toBe(1);
    await deliver(ctx);
    clock.advance(HOUR);
    expect(await mails(db, clock.now())).toBe(2);
    expect((await deliver(ctx)).sent).toBe(1);
    expect(await state('c')).toBe('unconfirmed');
  });

  it('do not touch another mailbox', async () => {
    const { ctx, db } = await setup();
    for (const name of ['a', 'b', 'c']) await subscribe(ctx, { address: `${name}@example.org` });
    expect(await mails(db, ctx.clock.now())).toBe(3);
  });

  it('hold back the whole instance after 500 in an hour', async () => {
    const { ctx, clock, db } = await setup();
    await subscribe(ctx, { address: 'first@example.org' });
    await db.query(
      `insert into delivery (kind, subscription_id, message_id, state, created_at)
       select 'confirm', 1, n::text, 'sent', to_timestamp($1::float8 / 1000) from generate_series(2, 500) n`,
      [clock.now()],
    );
    await subscribe(ctx, { address });
    expect(await mails(db, ctx.clock.now())).toBe(500);
    clock.advance(HOUR);
    await subscribe(ctx, { address });
    expect(await mails(db, ctx.clock.now())).toBe(501);
  });
});

describe('an address that never confirms', () => {
  // Its row went seven days after the first request, and with it the link in a mail a second old, or the delivery
  // of a mail in flight, so that no mail of that batch could be marked and all of them were sent again.
  it('has seven days from the latest mail, not from the first', async () => {
    const { ctx, clock, db } = await setup();
    await subscribe(ctx, { address });
    clock.advance(7 * DAY - 1_000);
    await subscribe(ctx, { address });
    clock.advance(2_000);
    expect(await housekeep(ctx)).toEqual({ purged: 0 });
    expect(await db.prisma.delivery.count()).toBe(2);
    clock.advance(7 * DAY);
    expect(await housekeep(ctx)).toEqual({ purged: 1 });
  });

  it('is deleted after seven days with its mail, and may come back', async () => {
    const { ctx, clock, db } = await setup();
    await follow(ctx, 'stays@example.org');
    await subscribe(ctx, { address });
    clock.advance(1);
    await deliver(ctx);
    clock.advance(7 * DAY - 1);
    expect(await housekeep(ctx)).toEqual({ purged: 0 });
    clock.advance(1);
    expect(await housekeep(ctx)).toEqual({ purged: 1 });
    expect((await db.prisma.subscription.findMany()).map((row) => row.address)).toEqual([
      'stays@example.org',
    ]);
    expect(await db.query('select subscription_id from delivery')).toEqual([{ subscription_id: 1 }]);
    await subscribe(ctx, { address });
    expect(await db.prisma.subscription.count()).toBe(2);
  });
});
