import { describe, expect, it } from 'vitest';
import { type Board, readBoard } from '../../../src/service/browse/board.ts';
import { closeCommitment } from '../../../src/service/close.ts';
import { record, setup } from '../../support/setup.ts';

const plain = { quantity: '', unit: '', comparator: '' } as const;

/** Four commitments of three people, in two documents. */
async function cast() {
  const world = await setup();
  const { ctx } = world;
  const bodies = await record(ctx, { tags: ['istanbul-2'] });
  const prisoners = await record(ctx, {
    ...{ title: 'Exchange 100% of the young prisoners', quote: 'All under 25 will be exchanged.' },
    ...{ speaker: 'Rustem Umerov', committers: ['Ukraine'], deadline: 'between June 20 and 30', ...plain },
    ...{ modality: 'intention', tags: ['istanbul-2', 'prisoners'] },
  });
  const roads = await record(ctx, {
    ...{ title: 'Open the road_to the north', quote: 'The road will be open.', speaker: 'Anna Reed' },
    ...{ sourceTitle: 'Minutes of the session', committers: ['Ministry of Works'], ...plain },
    ...{ deadline: 'in July', modality: 'obligation' },
  });
  const someday = await record(ctx, {
    ...{
      title: 'Meet again',
      quote: 'We shall meet.',
      deadline: undefined,
      reviewOn: '2025-06-16',
      ...plain,
    },
  });
  const found = async (ask: Record<string, unknown>) =>
    Object.values((await readBoard(ctx, ask)).groups).flatMap((items) => items.map(({ id }) => id));
  return { ...world, bodies, prisoners, roads, someday, found };
}

describe('a search on the board', () => {
  it('finds words of the title, the quote and the title of the source, as typed or by their stem', async () => {
    const { found, bodies, prisoners, roads } = await cast();
    expect(await found({ q: 'body' })).toEqual([bodies]);
    expect(await found({ q: 'six thousand' })).toEqual([bodies]);
    expect(await found({ q: 'Minutes' })).toEqual([roads]);
    expect(await found({ q: 'exchanging prisoner' })).toEqual([prisoners]);
    expect(await found({ q: '"thousand six"' })).toEqual([]);
    expect(await found({ q: 'istanbul -bodies -meet' })).toEqual([prisoners]);
    expect(await found({ q: 'road or bodies' })).toEqual([bodies, roads]);
  });

  it('finds a word that is not typed to its end', async () => {
    const { found, prisoners } = await cast();
    expect(await found({ q: 'young pris' })).toEqual([prisoners]);
    expect(await found({ q: 'old pris' })).toEqual([]);
  });

  it('takes signs of SQL and of searching for what they are', async () => {
    const { found } = await cast();
    for (const q of [
      '%',
      '_',
      '100%',
      "'",
      '"',
      "'; drop table commitment --",
      ':*',
      '!',
      '(',
      '<->',
      '\\',
      '-',
    ])
      expect(Array.isArray(await found({ q })), q).toBe(true);
    expect(await found({ q: '%' })).toEqual([]);
    expect(await found({ speaker: '%' })).toEqual([]);
    expect(await found({ tag: 'istanbul_2' })).toEqual([]);
  });

  it('narrows by who spoke, document, modality and days, also together', async () => {
    const { ctx, found, bodies, prisoners, roads, someday } = await cast();
    const { statement } = await ctx.db.prisma.commitment.findUniqueOrThrow({
      where: { id: roads },
      include: { statement: true },
    });
    expect(await found({ speaker: 'Rustem Umerov' })).toEqual([prisoners]);
    expect(await found({ source: statement.sourceId })).toEqual([roads]);
    expect(await found({ modality: 'obligation' })).toEqual([roads]);
    const zone = 'Europe/Istanbul';
    expect(await found({ from: '2025-06-15', to: '2025-06-20', zone })).toEqual([bodies, prisoners]);
    expect(await found({ from: '2025-06-16', to: '2025-06-19', zone })).toEqual([]);
    expect(await found({ from: '2025-07-31', zone })).toEqual([roads]);
    expect(await found({ to: '2025-06-09', zone })).toEqual([bodies]);
    expect(await found({ q: 'istanbul', modality: 'intention', tag: 'prisoners' })).toEqual([prisoners]);
    expect(await found({})).toContain(someday);
    await expect(found({ from: '2025-07-01', to: '2025-06-01' })).rejects.toMatchObject({ field: 'to' });
    await expect(found({ modality: 'deed' })).rejects.toMatchObject({ field: 'modality' });
  });

  it('asks the same of the past', async () => {
    const { clock, found, bodies, prisoners, roads } = await cast();
    clock.set('2025-06-10T12:00:00+03:00');
    const zone = 'Europe/Istanbul';
    const then = { asOf: '2025-06-09', zone };
    expect(await found({ ...then, q: 'body' })).toEqual([bodies]);
    expect(await found({ ...then, speaker: 'Rustem Umerov' })).toEqual([prisoners]);
    expect(await found({ ...then, modality: 'obligation' })).toEqual([roads]);
    expect(await found({ ...then, from: '2025-06-15', to: '2025-06-20' })).toEqual([bodies, prisoners]);
    for (const sort of ['title', 'said', 'recorded', 'closing', 'opening'])
      expect(await found({ ...then, sort }), sort).toEqual(await found({ sort, zone }));
  });

  it('is put in order within each group, page by page without a gap', async () => {
    const { ctx } = await setup();
    const titles = ['Beta', 'alpha', 'delta', 'alpha', 'Gamma'];
    const ids: number[] = [];
    for (const [n, title] of titles.entries())
      ids.push(await record(ctx, { title, quote: `We will do it, part ${n}.` }));
    const [beta, alpha, delta, second, gamma] = ids;
    for (const then of [{}, { asOf: '2025-06-02' }]) {
      for (const [sort, order] of [
        ['title', [alpha, second, beta, delta, gamma]],
        ['recorded', [...ids].reverse()],
        ['closing', ids],
      ] as const) {
        const seen: number[] = [];
        for (let cursor: string | null = ''; cursor !== null; ) {
          const page = await readBoard(ctx, {
            group: 'upcoming',
            limit: 2,
            sort,
            ...(cursor ? { cursor } : {}),
            ...then,
          });
          seen.push(...page.groups.upcoming.map(({ id }) => id));
          cursor = page.more.upcoming;
        }
        expect(seen, sort).toEqual(order);
      }
    }
  });

  it('puts the settled ones in order too, those without a date last, page by page without a gap', async () => {
    const { ctx } = await setup();
    const cast = [
      ['Beta', 'by 9 June', '2025-06-02T15:00'],
      ['alpha', 'by 5 June', '2025-06-02T13:00'],
      ['delta', undefined, '2025-06-02T14:00'],
      ['alpha', undefined, '2025-06-02T14:00'],
      ['Gamma', 'by 9 June', '2025-06-02T12:00'],
    ] as const;
    const ids: number[] = [];
    for (const [n, [title, deadline, saidAt]] of cast.entries())
      ids.push(await record(ctx, { ...plain, title, saidAt, deadline, quote: `We will do it, part ${n}.` }));
    for (const id of ids)
      await closeCommitment(ctx, { id, outcome: 'withdrawn', reason: 'taken back', note: 'their letter' });
    const [beta, alpha, delta, second, gamma] = ids;
    for (const [sort, order] of [
      ['title', [alpha, second, beta, delta, gamma]],
      ['recorded', [...ids].reverse()],
      ['said', [beta, second, delta, alpha, gamma]],
      ['closing', [alpha, beta, gamma, delta, second]],
      ['opening', [alpha, beta, gamma, delta, second]],
    ] as const)
      for (const limit of [1, 2, 3, 5]) {
        const seen: number[] = [];
        for (let cursor: string | null = ''; cursor !== null; ) {
          const more: object = cursor ? { cursor } : {};
          const page: Board = await readBoard(ctx, { group: 'settled', limit, sort, ...more });
          seen.push(...page.groups.settled.map(({ id }) => id));
          cursor = page.more.settled;
        }
        expect(seen, `${sort} by ${limit}`).toEqual(order);
      }
  });
});
