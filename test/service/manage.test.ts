import { describe, expect, it } from 'vitest';
import { readCalendarBehind } from '../../src/service/browse/calendar.ts';
import type { Context } from '../../src/service/context.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { linkFor, type Purpose, tokenFor } from '../../src/service/link.ts';
import { changePreferences, confirm, lookBehind, unsubscribe } from '../../src/service/manage.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import { sweep } from '../../src/service/sweep.ts';
import { fingerprint } from '../support/rows.ts';
import { follow, record, setup } from '../support/setup.ts';

const address = 'reader@example.org';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const stateOf = async (ctx: Context, id: number): Promise<string | undefined> =>
  (await ctx.db.prisma.subscription.findUnique({ where: { id } }))?.state;

/** Every way to use a token, by what it is for. */
const USES: Record<Purpose, (ctx: Context, token: string) => Promise<unknown>> = {
  confirm,
  manage: (ctx, token) => changePreferences(ctx, token, { kinds: 'met' }),
  unsubscribe: (ctx, token) => unsubscribe(ctx, token),
  calendar: readCalendarBehind,
};
const PURPOSES = Object.keys(USES) as Purpose[];
/** Those with a page to look at. */
const PAGES = ['confirm', 'manage', 'unsubscribe'] as const;

describe('a signed link', () => {
  it('is refused with any character changed, also where only spare bits of the last one change', async () => {
    // Decoded, a signature of 32 bytes ignores the last two bits: three other spellings passed.
    const { ctx } = await setup();
    const id = await follow(ctx, address);
    const token = tokenFor(ctx.secret, 'unsubscribe', { id, address });
    const dot = token.indexOf('.');
    for (let at = dot + 1; at < token.length; at += 1) {
      // One wrong character in every place, and all of them in the last.
      const others = [...(at === token.length - 1 ? ALPHABET : token[at] === 'A' ? 'B' : 'A')];
      for (const other of others.filter((character) => character !== token[at])) {
        const forged = token.slice(0, at) + other + token.slice(at + 1);
        await expect(unsubscribe(ctx, forged), forged).rejects.toMatchObject({ code: 'not_found' });
      }
    }
    expect(await stateOf(ctx, id)).toBe('active');
    await unsubscribe(ctx, token);
    expect(await stateOf(ctx, id)).toBe('ended');
  });

  it('opens only what it was made for', async () => {
    const { ctx, db } = await setup();
    const id = await follow(ctx, address);
    const before = await fingerprint(db);
    for (const made of PURPOSES)
      for (const used of PURPOSES.filter((purpose) => purpose !== made)) {
        const token = tokenFor(ctx.secret, made, { id, address });
        await expect(USES[used](ctx, token), `${made} as ${used}`).rejects.toMatchObject({
          code: 'not_found',
        });
        for (const page of PAGES.filter((purpose) => purpose !== made))
          await expect(lookBehind(ctx, page, token)).rejects.toMatchObject({ code: 'not_found' });
      }
    expect(await fingerprint(db)).toEqual(before);
  });

  it('opens no other subscription, no other address and no other instance', async () => {
    const { ctx } = await setup();
    const id = await follow(ctx, address);
    const other = await follow(ctx, 'other@example.org');
    const own = tokenFor(ctx.secret, 'unsubscribe', { id, address });
    const forged = [
      own.replace(/^\d+/, String(other)),
      own.replace(/^\d+/, '999999'),
      tokenFor(ctx.secret, 'unsubscribe', { id: other, address }),
      tokenFor('another-secret-another-secret-another-s', 'unsubscribe', {
        id: other,
        address: 'other@example.org',
      }),
      `${other}.`,
      `${other}`,
      '',
      `${other}.${'A'.repeat(43)}`,
      `${other}.${'A'.repeat(100_000)}`,
      `${other}' or true --.${own.split('.')[1]}`,
    ];
    const answers = await Promise.all(
      forged.map((token) =>
        unsubscribe(ctx, token).catch((error: { code: string; message: string }) => error),
      ),
    );
    // One text for every fault, so that nobody learns which part was wrong.
    expect(new Set(answers.map((answer) => ('message' in answer ? answer.message : 'open'))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: 'not_found' });
    expect(await stateOf(ctx, other)).toBe('active');
  });

  it('changes nothing when it is only looked at', async () => {
    const { ctx, db } = await setup();
    const id = await follow(ctx, address);
    const before = await fingerprint(db);
    for (const purpose of PAGES) {
      const token = linkFor(ctx, purpose, { id, address }).split('/').at(-1) ?? '';
      expect(await lookBehind(ctx, purpose, token)).toMatchObject({
        address,
        state: 'active',
        followed: 'everything',
      });
    }
    expect(await fingerprint(db)).toEqual(before);
  });
});

describe('the holder of a link', () => {
  it('confirms once or often, and is active since the first time', async () => {
    const { ctx, clock, db } = await setup();
    await subscribe(ctx, { address });
    const token = tokenFor(ctx.secret, 'confirm', { id: 1, address });
    const since = new Date(clock.now());
    expect(await confirm(ctx, token)).toMatchObject({ state: 'active' });
    clock.advance(1_000);
    expect(await confirm(ctx, token)).toMatchObject({ state: 'active' });
    expect(await db.prisma.subscription.findMany()).toMatchObject([{ state: 'active', confirmedAt: since }]);
  });

  it('cannot confirm what was ended, and may subscribe anew', async () => {
    const { ctx, clock } = await setup();
    const id = await follow(ctx, address);
    await unsubscribe(ctx, tokenFor(ctx.secret, 'unsubscribe', { id, address }));
    await expect(confirm(ctx, tokenFor(ctx.secret, 'confirm', { id, address }))).rejects.toMatchObject({
      code: 'conflict',
    });
    clock.advance(3_600_000);
    const again = await follow(ctx, address);
    expect([again === id, await stateOf(ctx, id), await stateOf(ctx, again)]).toEqual([
      false,
      'ended',
      'active',
    ]);
  });

  it('chooses kinds, leads and zone, and is refused what does not exist', async () => {
    const { ctx, db } = await setup();
    const id = await follow(ctx, address);
    const token = tokenFor(ctx.secret, 'manage', { id, address });
    await changePreferences(ctx, token, { kinds: ['met', 'overdue'], leads: [30], zone: 'Asia/Tokyo' });
    const chosen = { kinds: ['met', 'overdue'], leadDays: [30], zone: 'Asia/Tokyo' };
    expect(await db.prisma.subscription.findMany()).toMatchObject([chosen]);
    for (const [input, field] of [
      [{ kinds: [] }, 'kinds'],
      [{ kinds: 'gossip' }, 'kinds'],
      [{ kinds: 'met', leads: '5' }, 'leads'],
      [{ kinds: 'met', zone: 'Mars/Base' }, 'zone'],
    ] as const)
      await expect(changePreferences(ctx, token, input)).rejects.toMatchObject({ code: 'invalid', field });
    await expect(changePreferences(ctx, token, { kinds: 'met', state: 'ended' })).rejects.toThrow('state');
    expect(await db.prisma.subscription.findMany()).toMatchObject([chosen]);
  });

  it('ends one subscription as often as wanted, and what was queued for it is dropped', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx, { tags: 'bodies' });
    const [all, tag] = [
      await follow(ctx, address),
      await follow(ctx, 'other@example.org', { follows: 'tag', tag: 'bodies' }),
    ];
    clock.set('2025-06-09T00:00:00+03:00');
    await sweep(ctx);
    await fanOut(ctx);
    const token = tokenFor(ctx.secret, 'unsubscribe', { id: all, address });
    for (const _time of ['once', 'twice'])
      expect(await unsubscribe(ctx, token)).toMatchObject({ state: 'ended' });
    const states = await db.query(
      'select subscription_id as id, array_agg(distinct state) as states from alert group by 1 order by 1',
    );
    expect(states).toEqual([
      { id: all, states: ['dropped'] },
      { id: tag, states: ['queued'] },
    ]);
  });

  it('ends everything of the address, and nothing of another', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx, { tags: 'bodies' });
    const id = await follow(ctx, address);
    clock.advance(3_600_000);
    await follow(ctx, address, { follows: 'tag', tag: 'bodies' });
    await follow(ctx, 'other@example.org');
    const token = tokenFor(ctx.secret, 'manage', { id, address });
    await unsubscribe(ctx, token, { everything: true, purpose: 'manage' });
    const rows = await db.query('select address, state from subscription order by id');
    expect(rows).toEqual([
      { address, state: 'ended' },
      { address, state: 'ended' },
      { address: 'other@example.org', state: 'active' },
    ]);
  });
});
