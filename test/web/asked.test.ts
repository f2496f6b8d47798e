import { describe, expect, it } from 'vitest';
import { addProgress } from '../../src/service/progress.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const away = { peer: '203.0.113.9' };

async function past() {
  const world = await openWeb();
  const id = await record(world.ctx, { tags: ['deal'] });
  world.clock.set('2025-06-20T12:00+03:00');
  await addProgress(world.ctx, { id, amount: 10, happenedAt: '2025-06-14', note: 'handed over' });
  const evidence = (await world.db.prisma.evidence.findFirstOrThrow()).id;
  return { ...world, id, evidence };
}
const pagesOf = ({ id, evidence }: { id: number; evidence: number }) => [
  '/board.csv',
  '/board.csv?asOf=2025-06-20&zone=Europe%2FIstanbul',
  '/?asOf=2025-06-20T09:30Z',
  `/commitments/${id}?asOf=2025-06-20T09:30Z`,
  `/commitments/${id}?asOf=2025-06-20T09:30Z&on=2025-06-10`,
  `/evidence/${evidence}?asOf=2025-06-20T09:30Z`,
];

describe('tables and the past', () => {
  it('answer HEAD as GET, without the text', async () => {
    const world = await past();
    for (const path of pagesOf(world)) {
      const [whole, head] = [
        await world.ask(path, {}, away),
        await world.ask(path, { method: 'HEAD' }, away),
      ];
      expect([path, whole.status, head.status, await head.text()]).toEqual([path, 200, 200, '']);
      for (const name of [
        'etag',
        'content-type',
        'content-disposition',
        'cache-control',
        'content-security-policy',
      ])
        expect([path, name, head.headers.get(name)]).toEqual([path, name, whole.headers.get(name)]);
      expect(whole.headers.get('etag')).toMatch(/^"[0-9a-f]{40}"$/);
    }
    expect((await world.ask('/?asOf=nonsense', { method: 'HEAD' }, away)).status).toBe(400);
    expect((await world.ask('/board.csv', { method: 'POST' }, away)).status).toBe(403);
  });

  it('answer 304 to whoever has the same, and the new text when it is another', async () => {
    const world = await past();
    const { clock, ctx, id } = world;
    clock.advance(3_600_000);
    const tags = new Map<string, string>();
    for (const path of pagesOf(world))
      tags.set(path, (await world.ask(path, {}, away)).headers.get('etag') ?? '');
    const again = (path: string, method = 'GET') =>
      world.ask(path, { method, headers: { 'if-none-match': `"x", W/${tags.get(path)}` } }, away);
    for (const path of pagesOf(world))
      for (const method of ['GET', 'HEAD']) {
        const answer = await again(path, method);
        expect([path, method, answer.status, await answer.text()]).toEqual([path, method, 304, '']);
        expect(answer.headers.get('etag')).toBe(tags.get(path));
        expect(answer.headers.get('cache-control')).toBe('no-cache');
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      }
    // What was known then stays what was known then; the table of now does not.
    clock.advance(3_600_000);
    await addProgress(ctx, { id, amount: 20, happenedAt: '2025-06-15', note: 'more' });
    const statuses = [];
    for (const path of pagesOf(world)) statuses.push((await again(path)).status);
    expect(statuses).toEqual([200, 200, 304, 304, 304, 304]);
  });

  it('remember a choice of language or zone also from whoever has the same, and say what they hang on', async () => {
    const { ask, id } = await past();
    const when = '?asOf=2025-06-18';
    for (const choice of ['lang=de', 'tz=Asia/Tokyo']) {
      const path = `/commitments/${id}${when}&${choice}`;
      const tag = (await ask(path, {}, away)).headers.get('etag') ?? '"none"';
      const again = await ask(path, { headers: { 'if-none-match': tag } }, away);
      expect(again.headers.get('set-cookie')).toContain(choice.replace('/', '%2F'));
    }
    const plain = await ask(`/${when}`, {}, away);
    const headers = { 'if-none-match': plain.headers.get('etag') ?? '' };
    const same = await ask(`/${when}`, { headers }, away);
    expect([same.status, same.headers.get('vary')]).toEqual([304, plain.headers.get('vary')]);
  });

  it('take each parameter once and by its right name, and leave alone on a page what is not theirs', async () => {
    const { ask, id, evidence } = await past();
    const said = async (path: string) => {
      const answer = await ask(path, { headers: { accept: 'application/json' } }, away);
      return [answer.status, ((await answer.json()) as { detail: string }).detail];
    };
    for (const path of ['/', '/board.csv', `/commitments/${id}`, `/evidence/${evidence}`]) {
      expect(await said(`${path}?asOf=2025-06-20&asOf=2025-06-18`)).toEqual([400, 'asOf is given twice.']);
      expect(await said(`${path}?asof=2025-06-18`)).toEqual([
        400,
        'There is no parameter asof: it is written asOf.',
      ]);
      expect(await said(`${path}?ON=2025-06-18`)).toEqual([
        400,
        'There is no parameter ON: it is written on.',
      ]);
    }
    for (const path of ['/', `/commitments/${id}`, `/evidence/${evidence}`])
      expect([path, (await ask(`${path}?utm_source=x&fbclid=y&tga=z`, {}, away)).status]).toEqual([
        path,
        200,
      ]);
    // A program would work with all there is instead of what it wanted.
    const [status, detail] = await said('/board.csv?tga=deal');
    expect([status, detail]).toEqual([
      400,
      expect.stringContaining('There is no parameter “tga” here. There are: q,'),
    ]);
    expect((await said('/board.csv?cursor=x'))[0]).toBe(400);
    expect((await said('/board.csv?__proto__=x'))[0]).toBe(400);
  });
});
