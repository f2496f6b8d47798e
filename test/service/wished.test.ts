import { describe, expect, it } from 'vitest';
import { fanOut } from '../../src/service/fan-out.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import { pass } from '../support/passes.ts';
import { follow, record, setup } from '../support/setup.ts';
import { toldMails } from '../support/told.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ana = 'ana@example.org';

describe('what is at stake', () => {
  it('decides whether somebody is told, by quantity and unit', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx, { title: 'Six thousand' });
    await record(ctx, { title: 'A thousand', quantity: 1000 });
    await record(ctx, { title: 'Tonnes', quantity: 9000, unit: 'tonnes' });
    await record(ctx, { title: 'No target', comparator: undefined, quantity: undefined, unit: undefined });
    await follow(ctx, ana, { kinds: 'due', minQuantity: '1,000', minUnit: 'Bodies' });
    await follow(ctx, 'ben@example.org', { kinds: 'due', minQuantity: '1000' });
    clock.set('2025-06-09T00:00+03:00');
    await pass(ctx, clock);
    const subjects = (await toldMails(db)).map(({ subject }) => subject);
    // From 1,000 on: a thousand is enough.
    expect(subjects).toEqual(['2 updates: 2 due', '3 updates: 3 due']);
  });

  it.each([
    [{ minUnit: 'bodies' }, 'minQuantity'],
    [{ minQuantity: '0' }, 'minQuantity'],
    [{ quietFrom: '22' }, 'quietTo'],
    [{ quietTo: '7' }, 'quietFrom'],
    [{ quietFrom: '7', quietTo: '7' }, 'quietTo'],
    [{ quietFrom: '24', quietTo: '7' }, 'quietFrom'],
    [{ rhythm: 'hourly' }, 'rhythm'],
    [{ rhythm: 'weekly', weekday: 'someday' }, 'weekday'],
    [{ language: 'fr' }, 'language'],
    [{ follows: 'source' }, 'sourceOf'],
  ])('%j is refused at %s', async (input, field) => {
    const { ctx, db } = await setup();
    await expect(subscribe(ctx, { address: ana, ...input })).rejects.toMatchObject({
      code: 'invalid',
      field,
    });
    expect(await db.prisma.subscription.count()).toBe(0);
  });
});

describe('a document', () => {
  it('is followed with everything that it says', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    await record(ctx, { title: 'Elsewhere', sourceTitle: 'Another paper' });
    await follow(ctx, ana, { kinds: 'due', follows: 'source', sourceOf: id });
    clock.set('2025-06-09T00:00+03:00');
    await pass(ctx, clock);
    expect((await toldMails(db)).map(({ text }) => /because (.*)\.$/m.exec(text)?.[1])).toEqual([
      'you follow the source “Second round in Istanbul”',
    ]);
  });
});

describe('a mail in German', () => {
  it('has a German frame around the words on record', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx);
    await follow(ctx, ana, { language: 'de' });
    clock.set('2025-06-16T00:00+03:00');
    await pass(ctx, clock);
    const [mail] = await toldMails(db);
    expect(mail?.subject).toBe('Überfällig: Hand over the bodies of the dead');
    expect(mail?.text).toContain('Die Frist ist verstrichen, und eine Erfüllung ist nicht verzeichnet.');
    expect(mail?.text).toContain('Wie der Termin folgt: “next week”, said on Mon 2 Jun 2025');
    expect(mail?.text).toContain('Sie bekommen dies, weil Sie abonniert haben: ');
  });
});

describe('an item in hand that was left alone', () => {
  it('goes to the next editor after whoever had it, in turn, and to nobody who follows', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    await follow(ctx, 'reader@example.org');
    for (const [rank, name] of [
      [1, 'Ana'],
      [3, 'Ben'],
      [7, 'Eva'],
    ] as const) {
      clock.advance(2 * HOUR);
      await subscribe(
        ctx,
        { address: `${name.toLowerCase()}@example.org`, follows: 'tag', tag: 'none' },
        { rank, name },
      );
      await db.query(
        `update subscription set state = 'active', confirmed_at = to_timestamp($1::float8 / 1000) where state = 'unconfirmed'`,
        [clock.now()],
      );
    }
    clock.advance(1_000);
    const actors = ['ana', 'Ben', 'eva@example.org', 'nobody'];
    await db.query(
      `insert into occasion (commitment_id, kind, key, version, actor, occurred_at, created_at)
       select $1::int, 'unattended', 'unattended:' || actor, 1, actor, to_timestamp($2::float8 / 1000), to_timestamp($2::float8 / 1000)
       from unnest($3::text[]) as actor`,
      [id, clock.now(), actors],
    );
    while ((await fanOut(ctx)).more);
    expect(
      await db.query(
        `select o.actor, s.editor_name as told from alert a join occasion o on o.id = a.occasion_id
         join subscription s on s.id = a.subscription_id where o.kind = 'unattended' order by o.id`,
      ),
    ).toEqual([
      { actor: 'ana', told: 'Ben' },
      { actor: 'Ben', told: 'Eva' },
      { actor: 'eva@example.org', told: 'Ana' },
      { actor: 'nobody', told: 'Ana' },
    ]);
    await expect(
      subscribe(ctx, { address: 'other@example.org' }, { rank: 3, name: null }),
    ).rejects.toMatchObject({
      code: 'conflict',
      field: 'editor',
    });
  });
});
