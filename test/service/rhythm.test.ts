import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { tokenFor } from '../../src/service/link.ts';
import { changePreferences } from '../../src/service/manage.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { sweep } from '../../src/service/sweep.ts';
import { pass, readers } from '../support/passes.ts';
import { follow, record, setup } from '../support/setup.ts';
import { toldMails } from '../support/told.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ana = 'ana@example.org';
/** A window in Istanbul, from and to the beginning of a day. */
const windowOf = (opensOn: string, closesOn: string) => ({
  deadline: undefined,
  opensAt: `${opensOn}T00:00`,
  closesAt: `${closesOn}T00:00`,
});

describe('a daily digest', () => {
  it('says all of a day in one mail, at the local hour, and that it is one', async () => {
    const { ctx, clock, db } = await setup();
    const first = await record(ctx);
    const second = await record(ctx, { title: 'Exchange the badly wounded' });
    await follow(ctx, ana, { kinds: 'progress', rhythm: 'daily', hour: '7', zone: 'Europe/Berlin' });
    clock.set('2025-06-10T12:00+02:00');
    await pass(ctx, clock);
    await addProgress(ctx, { id: first, amount: 100, note: 'a first hundred' });
    clock.advance(HOUR);
    expect((await pass(ctx, clock)).nextAt).toBe(Date.parse('2025-06-11T07:00+02:00'));
    await addProgress(ctx, { id: second, amount: 50, note: 'fifty' });
    await pass(ctx, clock);
    expect(await toldMails(db)).toEqual([]);
    clock.set('2025-06-11T07:00+02:00');
    await deliver(ctx);
    const [mail, ...others] = await toldMails(db);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('2 updates: 2 progress');
    expect(mail?.text).toContain('Why you get this: in your digest; you follow everything');
    // Both were said in one document, and stand below its name.
    expect(mail?.text).toContain('Second round in Istanbul: 2 items\n');
  });

  it('keeps its hour when nothing came for weeks', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx, windowOf('2025-06-09', '2025-09-01'));
    await follow(ctx, ana, { kinds: 'progress', rhythm: 'daily', hour: '8' });
    clock.set('2025-07-10T15:00Z');
    await pass(ctx, clock);
    await addProgress(ctx, { id, amount: 100, note: 'a first hundred' });
    await pass(ctx, clock);
    expect(await toldMails(db)).toEqual([]);
    clock.set('2025-07-11T08:00Z');
    await deliver(ctx);
    expect(await toldMails(db)).toHaveLength(1);
  });

  it('gives up what waits for it when the reader wants to be told at once', async () => {
    const { ctx, clock, db } = await setup();
    const subscription = await follow(ctx, ana, { kinds: 'progress', rhythm: 'weekly', weekday: 'sunday' });
    const id = await record(ctx);
    clock.advance(DAY);
    await addProgress(ctx, { id, amount: 100, note: 'a first hundred' });
    await pass(ctx, clock);
    expect(await toldMails(db)).toEqual([]);
    const token = tokenFor(ctx.secret, 'manage', { id: subscription, address: ana });
    const view = await changePreferences(ctx, token, { kinds: 'progress', leads: 'none' });
    expect(view.chosen).toMatchObject({ rhythm: 'at_once', hour: null, weekday: null });
    await deliver(ctx);
    expect(await toldMails(db)).toHaveLength(1);
  });
});

describe('quiet hours', () => {
  it('hold a message until they end, and drop nothing', async () => {
    const { ctx, clock, db } = await setup();
    await follow(ctx, ana, { quietFrom: '22', quietTo: '7', zone: 'Europe/Istanbul' });
    await record(ctx);
    clock.set('2025-06-16T00:00+03:00');
    await pass(ctx, clock);
    expect(await toldMails(db)).toEqual([]);
    expect((await pass(ctx, clock)).nextAt).toBe(Date.parse('2025-06-16T07:00+03:00'));
    clock.set('2025-06-16T07:00+03:00');
    await deliver(ctx);
    expect((await toldMails(db)).map(({ subject }) => subject)).toEqual([
      'Overdue: Hand over the bodies of the dead',
    ]);
  });
});

describe('several subscriptions of one person', () => {
  it('give one line with all reasons, and one click ends exactly those', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx, { tags: ['istanbul-2'] });
    const russia = await db.prisma.party.findUniqueOrThrow({ where: { name: 'Russia' } });
    await readers(ctx, [ana], { follows: 'party', partyId: russia.id });
    await readers(ctx, [ana], { follows: 'tag', tag: 'istanbul-2' });
    await readers(ctx, [ana], { follows: 'tag', tag: 'roads' });
    clock.set('2025-06-09T00:00+03:00');
    await pass(ctx, clock);
    const [mail, ...others] = await toldMails(db);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Due: Hand over the bodies of the dead');
    expect(mail?.text).toContain('You get this because you follow Russia and the tag istanbul-2.');
    expect(mail?.text.match(/^> We will hand over/gm)).toHaveLength(1);
    const { createWeb } = await import('../../src/web/server.ts');
    const path = new URL(mail?.unsubscribe ?? '').pathname;
    const routes = createWeb(ctx);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const page = await (await routes.request(path)).text();
    expect(page).toContain('Russia');
    expect(page).toContain('istanbul-2');
    expect(await db.prisma.subscription.count({ where: { state: 'active' } })).toBe(3);
    expect((await routes.request(path, { method: 'POST', body })).status).toBe(200);
    expect(
      await db.prisma.subscription.findMany({ select: { tag: true, state: true }, orderBy: { id: 'asc' } }),
    ).toEqual([
      { tag: null, state: 'ended' },
      { tag: 'istanbul-2', state: 'ended' },
      { tag: 'roads', state: 'active' },
    ]);
    // A number more, or one less, is another link.
    for (const forged of [
      path.replace('/1-2.', '/1-2-3.'),
      path.replace('/1-2.', '/1.'),
      path.replace('/1-2.', '/3.'),
    ])
      expect((await routes.request(forged, { method: 'POST', body })).status).not.toBe(200);
    expect(await db.prisma.subscription.count({ where: { state: 'active' } })).toBe(1);
  });

  it('tell an occasion once, also when one is told at once and the other weekly', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx, windowOf('2025-06-09', '2025-09-01'));
    await follow(ctx, ana, { kinds: 'due', follows: 'commitment', commitment: id });
    clock.advance(DAY);
    await follow(ctx, ana, { kinds: 'due', rhythm: 'weekly', weekday: 'wednesday' });
    clock.set('2025-06-09T00:00+03:00');
    await pass(ctx, clock);
    expect(await toldMails(db)).toHaveLength(1);
    clock.set('2025-06-11T12:00+03:00');
    await pass(ctx, clock);
    expect(await toldMails(db)).toHaveLength(1);
    expect(await db.query('select state, why from alert order by subscription_id')).toEqual([
      { state: 'sent', why: null },
      { state: 'dropped', why: 'told already by way of another subscription' },
    ]);
  });

  it('leave out the one that was ended between claim and send, not the others', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx, { tags: ['istanbul-2'] });
    await readers(ctx, [ana]);
    await readers(ctx, [ana], { follows: 'tag', tag: 'istanbul-2' });
    clock.set('2025-06-09T00:00+03:00');
    await sweep(ctx);
    await fanOut(ctx);
    clock.advance(2_000);
    const { gather } = await import('../../src/service/gather.ts');
    await db.inTransaction((query) => gather(query, { now: clock.now(), limit: 10, host: 'localhost' }));
    await db.query(`update subscription set state = 'ended', ended_at = now() where id = 1`);
    await deliver(ctx);
    const [mail] = await toldMails(db);
    expect(mail?.text).toContain('You get this because you follow the tag istanbul-2.');
    expect(mail?.unsubscribe).toContain('/unsubscribe/2.');
  });
});

describe('stages within hours', () => {
  it('wait for each other after a message, and go along with what is grave', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    const other = await record(ctx, { title: 'Open the road', ...windowOf('2025-06-02', '2025-06-09') });
    await follow(ctx, ana, { kinds: 'due,progress,overdue', leads: 'none' });
    clock.set('2025-06-08T23:00+03:00');
    await pass(ctx, clock);
    await addProgress(ctx, { id: other, amount: 100, note: 'a first hundred' });
    await pass(ctx, clock);
    clock.advance(10 * MINUTE);
    await addProgress(ctx, { id, amount: 100, note: 'another hundred' });
    await pass(ctx, clock);
    expect(await toldMails(db)).toHaveLength(1);
    // At midnight one window opens and the other closes: the overdue does not wait, and takes the others along.
    clock.set('2025-06-09T00:00+03:00');
    await pass(ctx, clock);
    const mails = await toldMails(db);
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Progress: Open the road',
      '2 updates: 1 overdue, 1 due',
    ]);
    expect(mails[1]?.text).toContain('first mail about it');
    expect(mails[1]?.text).toContain('next stage');
  });

  it('go by themselves after two hours', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    await follow(ctx, ana, { kinds: 'deadline_moved,progress' });
    clock.advance(DAY);
    await addProgress(ctx, { id, amount: 100, note: 'a first hundred' });
    await pass(ctx, clock);
    await moveDeadline(ctx, { id, closesOn: '2025-07-01', reason: 'They said so.' });
    const { nextAt } = await pass(ctx, clock);
    expect(await toldMails(db)).toHaveLength(1);
    clock.advance((nextAt ?? 0) - clock.now());
    await deliver(ctx);
    const mails = await toldMails(db);
    expect(mails.map(({ subject }) => subject.split(':')[0])).toEqual(['Progress', 'Date moved']);
    expect((mails[1]?.at ?? 0) - (mails[0]?.at ?? 0)).toBe(2 * HOUR);
  });
});

describe('after three weeks of sleep', () => {
  it('everybody gets one message for what happened meanwhile, digests included', async () => {
    const { ctx, clock, db } = await setup();
    for (const n of [1, 2, 3, 4, 5])
      await record(ctx, {
        title: `Matter ${n}`,
        tags: ['istanbul-2'],
        ...windowOf(`2025-06-${10 + n}`, `2025-06-${15 + n}`),
      });
    await readers(ctx, [ana]);
    await readers(ctx, [ana], { follows: 'tag', tag: 'istanbul-2' });
    await readers(ctx, ['ben@example.org'], {
      follows: 'tag',
      tag: 'istanbul-2',
      rhythm: 'daily',
      localHour: 8,
      nextSlotAt: new Date('2025-06-03T08:00Z'),
    });
    await readers(ctx, ['eva@example.org'], {
      rhythm: 'weekly',
      weekday: 1,
      localHour: 8,
      nextSlotAt: new Date('2025-06-09T08:00Z'),
    });
    clock.set('2025-06-04T12:00+03:00');
    await pass(ctx, clock);
    const before = (await toldMails(db)).length;
    // One more after the hour of the digests on the day of waking up: it goes along with what is late.
    await record(ctx, {
      title: 'Matter 6',
      tags: ['istanbul-2'],
      ...windowOf('2025-06-10', '2025-06-25'),
      closesAt: '2025-06-25T11:30',
    });
    clock.set('2025-06-25T12:00+03:00');
    // The sender wakes up first, and waits until the record has caught up.
    expect((await deliver(ctx)).claimed).toBe(0);
    await sweep(ctx, 2);
    await fanOut(ctx);
    clock.advance(2_000);
    expect((await deliver(ctx)).claimed).toBe(0);
    while ((await sweep(ctx, 2)).examined > 0) await fanOut(ctx);
    await pass(ctx, clock);
    for (let hour = 0; hour < 4 * 24; hour += 1) {
      clock.advance(HOUR);
      await deliver(ctx);
    }
    const mails = (await toldMails(db)).slice(before);
    expect(mails.map(({ to }) => to).sort()).toEqual([ana, 'ben@example.org', 'eva@example.org']);
    for (const { subject } of mails) expect(subject).toBe('6 updates: 6 overdue');
  });
});
