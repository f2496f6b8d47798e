/** `duly overdue` says whose each item is; `duly list --csv` is the table of the board. */
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { handOver } from '../../src/service/hand-over.ts';
import { createWeb } from '../../src/web/server.ts';
import { record } from '../support/setup.ts';
import { UNCOUNTED } from '../web/ask.ts';
import { setupCli } from './duly.ts';

const BY = ['--by', 'Ann'];

/** Three items, overdue by the clock of the machine: Ben's, one in nobody's hands, and one that Carla gave back. */
async function desk() {
  const world = await setupCli();
  const { ctx, clock, run } = world;
  const ids = [];
  for (const title of ['Bodies', 'Lists', 'Roads'])
    ids.push(await record(ctx, { title, committers: [title] }));
  clock.set('2025-06-20T12:00:00+03:00');
  const [bodies = 0, , roads = 0] = ids;
  await handOver(ctx, { id: bodies, to: 'Ben', note: 'The ministry\nwas asked', recordedBy: 'Ann' });
  await handOver(ctx, { id: roads, to: 'Carla', note: 'Yours', recordedBy: 'Ann' });
  clock.set('2025-07-20T12:00:00+03:00');
  await handOver(ctx, { id: roads, note: 'Back to the desk', recordedBy: 'Carla' });
  const numbers = async (...flags: string[]): Promise<number[]> => {
    const { code, out, err } = await run(['overdue', ...flags, '--json']);
    expect(code, err).toBe(0);
    return JSON.parse(out).commitments.map(({ id }: { id: number }) => id);
  };
  return { ...world, numbers };
}

describe('duly overdue', () => {
  it('says whose each item is, and until when somebody has it in hand', async () => {
    const { run } = await desk();
    await run(['ack', '1', '--until', 'within 7 days', '--note', 'I call them', ...BY]);
    const { out } = await run(['overdue']);
    expect(out).toContain('with Ben, handed over by Ann: The ministry was asked; in hand until ');
    expect(out).not.toContain('Carla');
    const { commitments } = JSON.parse((await run(['overdue', '--json'])).out);
    expect(commitments).toMatchObject([
      {
        id: 1,
        assigned: {
          to: 'Ben',
          by: 'Ann',
          note: 'The ministry\nwas asked',
          recordedAt: '2025-06-20T12:00:00+03:00',
        },
        held: { kind: 'acknowledged', by: 'Ann', note: 'I call them' },
      },
      { id: 2, assigned: null, held: null },
      { id: 3, assigned: null },
    ]);
    expect(commitments[0].held.untilAt).toMatch(/^20\d\d-\d\d-\d\dT00:00:00\+03:00$/);
  });

  it('keeps to the items of one person, or of nobody, also together with other filters', async () => {
    const { numbers, run } = await desk();
    expect(await numbers('--whose', 'Ben')).toEqual([1]);
    expect(await numbers('--whose', ' ben ')).toEqual([1]);
    expect(await numbers('--whose', 'nobody')).toEqual([2, 3]);
    expect(await numbers('--whose', 'nobody', '--party', 'Roads')).toEqual([3]);
    expect(await numbers('--whose', 'Carla')).toEqual([]);
    const counted = JSON.parse((await run(['overdue', '--whose', 'nobody', '--limit', '1', '--json'])).out);
    expect(counted).toMatchObject({ count: 2, commitments: [{ id: 2 }] });
    expect((await run(['overdue', '--whose', 'Bne'])).out).toBe(
      'Nothing of that is overdue and with Bne. Handed over so far: to Ben.\n',
    );
    expect(await run(['overdue', '--whose', ' '])).toMatchObject({
      code: 2,
      err: expect.stringContaining('It is empty'),
    });
    expect((await run(['list', '--whose', 'Ben'])).code).toBe(2);
  });

  it('and as it was then', async () => {
    const { numbers, run } = await desk();
    expect(await numbers('--whose', 'Carla', '--as-of', '2025-06-30')).toEqual([3]);
    expect(await numbers('--whose', 'nobody', '--as-of', '2025-06-30')).toEqual([2]);
    expect(await numbers('--whose', 'nobody', '--as-of', '2025-06-18')).toEqual([1, 2, 3]);
    expect((await run(['overdue', '--as-of', '2025-06-30'])).out).toContain(
      'with Carla, handed over by Ann: Yours',
    );
    expect((await run(['overdue', '--whose', 'Ben', '--zone', 'Mars'])).err).toContain('Mars');
  });
});

describe('duly list --csv', () => {
  it('gives the same bytes as the page for the same filters', async () => {
    const { ctx, run } = await desk();
    await record(ctx, {
      title: '=HYPERLINK("http://evil")',
      tags: ['odd'],
      quote: 'We will; “soon”, they said.',
    });
    const web = createWeb({ ...ctx, clock: systemClock }, { reading: UNCOUNTED });
    for (const [query, ...flags] of [
      [''],
      ['?tag=odd', '--tag', 'odd'],
      ['?party=Roads&sort=title', '--party', 'Roads', '--sort', 'title'],
      ['?status=overdue&q=bodies', '--status', 'overdue', '--q', 'bodies'],
      ['?disputed=on', '--disputed'],
      ['?asOf=2025-06-10&zone=UTC', '--as-of', '2025-06-10', '--zone', 'UTC'],
    ] as const) {
      const url = `http://localhost:8470/board.csv${query}`;
      const page = await web.request(url, { headers: { host: 'localhost:8470' } });
      const bytes = Buffer.from(await page.arrayBuffer());
      expect(page.status, query).toBe(200);
      const { code, out } = await run(['list', '--csv', ...flags], { env: { BASE_URL: ctx.baseUrl } });
      expect(code).toBe(0);
      expect(Buffer.from(out).equals(bytes), query).toBe(true);
    }
    const { out } = await run(['list', '--csv', '--tag', 'odd']);
    expect(out.startsWith('\ufeffid,title,')).toBe(true);
    expect(out).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(out.trim().split('\r\n')).toHaveLength(2);
  });

  it('goes with no other form, and says what is wrong with a filter as ever', async () => {
    const { run } = await desk();
    expect((await run(['list', '--csv', '--json'])).code).toBe(2);
    expect((await run(['list', '--csv', '--limit', '5'])).err).toContain('--limit does not go with --csv');
    expect(await run(['list', '--csv', '--status', 'late'])).toMatchObject({ code: 1, out: '' });
    expect((await run(['overdue', '--csv'])).code).toBe(2);
  });
});
