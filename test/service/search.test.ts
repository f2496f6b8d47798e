import { describe, expect, it } from 'vitest';
import { readCalendarBehind } from '../../src/service/browse/calendar.ts';
import { readFeed } from '../../src/service/browse/feed.ts';
import { listWebhooks } from '../../src/service/browse/webhooks.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { tokenFor } from '../../src/service/link.ts';
import { lookBehind } from '../../src/service/manage.ts';
import { previewBehind } from '../../src/service/preview.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import { sweep } from '../../src/service/sweep.ts';
import { addWebhook } from '../../src/service/webhooks.ts';
import { whyOf } from '../../src/service/why.ts';
import { follow, record, setup } from '../support/setup.ts';

const search = (more: Record<string, unknown>) => ({ follows: 'search', kinds: 'due', ...more });

describe('a search that somebody follows', () => {
  it('is told of exactly what it finds, whatever it asks for', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx, { tags: ['istanbul-2'] });
    const { statement } = await db.prisma.commitment.findUniqueOrThrow({
      where: { id },
      include: { statement: true },
    });
    const source = statement.sourceId;
    const wanted: Record<string, Record<string, unknown>> = {
      words: { q: 'body' },
      begun: { q: 'six thous' },
      speaker: { speaker: 'Vladimir Medinsky' },
      party: { party: 'Russia', q: 'bodies' },
      source: { source },
      modality: { modality: 'commitment' },
      all: {
        q: 'istanbul',
        speaker: 'Vladimir Medinsky',
        party: 'Ukraine',
        tag: 'Istanbul-2',
        source,
        modality: 'commitment',
      },
    };
    const unwanted: Record<string, Record<string, unknown>> = {
      roads: { q: 'roads' },
      without: { q: 'hand -bodies' },
      other: { q: 'bodies', speaker: 'Russia' },
      intended: { q: 'bodies', modality: 'intention' },
      tagged: { q: 'bodies', tag: 'roads' },
      signs: { q: '%' },
    };
    for (const [name, ask] of Object.entries({ ...wanted, ...unwanted }))
      await follow(ctx, `${name}@example.org`, search(ask));
    clock.set('2025-06-09T00:00:00+03:00');
    await sweep(ctx);
    while ((await fanOut(ctx)).more);
    const told = await db.query<{ name: string }>(
      `select split_part(address, '@', 1) as name from alert join subscription s on s.id = subscription_id order by 1`,
    );
    expect(told.map(({ name }) => name)).toEqual(Object.keys(wanted).sort());
  });

  it('is named in words wherever it stands, and its calendar has its dates', async () => {
    const { ctx, db, clock } = await setup();
    await record(ctx, { tags: ['istanbul-2'] });
    await record(ctx, { title: 'Open the road', quote: 'The road will be open.', speaker: 'Anna Reed' });
    const id = await follow(
      ctx,
      'reader@example.org',
      search({ q: 'body', tag: 'istanbul-2', party: 'Russia' }),
    );
    const row = await db.prisma.subscription.findUniqueOrThrow({ where: { id } });
    const words = 'what says “body” and what Russia said or must do and the tag istanbul-2';
    expect((await lookBehind(ctx, 'manage', tokenFor(ctx.secret, 'manage', row))).followed).toBe(words);
    const calendar = await readCalendarBehind(ctx, tokenFor(ctx.secret, 'calendar', row));
    expect(calendar).toContain('bodies of the dead');
    expect(calendar).not.toContain('Open the road');
    const told = { follows: 'search', followed: JSON.stringify(row.search), kind: 'due' } as const;
    expect(whyOf([told], 'en')).toBe(`you follow ${words}`);
    expect(whyOf([told], 'de')).toContain('was „body“ sagt');
    clock.set('2025-06-10T12:00:00+03:00');
    const { messages } = await previewBehind(ctx, tokenFor(ctx.secret, 'manage', row));
    expect(messages.flatMap(({ lines }) => lines.map(({ title }) => title))).toEqual([
      'Hand over the bodies of the dead',
    ]);
  });

  it('is one for an address, and another when it asks for something else', async () => {
    const { ctx, db } = await setup();
    await follow(ctx, 'reader@example.org', search({ q: 'roads' }));
    await subscribe(ctx, { address: 'reader@example.org', ...search({ q: 'roads' }) });
    await subscribe(ctx, { address: 'reader@example.org', ...search({ q: 'bodies' }) });
    expect(
      await db.prisma.subscription.findMany({ select: { search: true }, orderBy: { id: 'asc' } }),
    ).toEqual([{ search: { q: 'roads' } }, { search: { q: 'bodies' } }]);
  });

  it('goes to a webhook, and comes as a feed', async () => {
    const { ctx } = await setup();
    await record(ctx);
    await record(ctx, { title: 'Open the road', quote: 'The road will be open.', speaker: 'Anna Reed' });
    await addWebhook(ctx, { url: 'http://127.0.0.1:9/hook', ...search({ q: 'bodies' }), recordedBy: 'anna' });
    expect((await listWebhooks(ctx)).map(({ followed }) => followed)).toEqual(['what says “bodies”']);
    const feed = await readFeed(
      ctx,
      { of: 'feed', filters: { q: 'bodies', modality: 'commitment' } },
      'atom',
    );
    expect(feed).toContain('Hand over the bodies');
    expect(feed).not.toContain('Open the road');
    const spoken = await readFeed(
      ctx,
      { of: 'feed', filters: { speaker: 'Anna Reed', from: '2025-06-09' } },
      'atom',
    );
    expect(spoken).toContain('Open the road');
    expect(spoken).not.toContain('bodies');
  });

  it('asks for something that there is', async () => {
    const { ctx } = await setup();
    for (const [ask, field] of [
      [{}, 'q'],
      [{ speaker: 'Nobody' }, 'speaker'],
      [{ q: 'roads', party: 'Atlantis' }, 'party'],
      [{ source: 99 }, 'source'],
      [{ modality: 'deed' }, 'modality'],
      [{ q: 'a\u0000b' }, 'q'],
    ] as const)
      await expect(subscribe(ctx, { address: 'a@example.org', ...search(ask) })).rejects.toMatchObject({
        ...{ code: 'invalid', field },
      });
  });
});
