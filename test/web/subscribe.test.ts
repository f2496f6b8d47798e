import { describe, expect, it } from 'vitest';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const away = { peer: '203.0.113.9', headers: { 'sec-fetch-site': 'same-origin' } };
const WARNING = 'Nothing carries the tag “<bdi>istambul-2</bdi>” yet: nothing is told before something does.';

async function tagged() {
  const world = await openWeb();
  await record(world.ctx, { tags: ['istanbul-2'] });
  let count = 0;
  const ask = async (more: Record<string, string>) => {
    count += 1;
    const answer = await world.post('/subscribe', { address: `a${count}@example.org`, ...more }, away);
    expect(answer.status).toBe(200);
    return answer.text();
  };
  return { ...world, ask };
}

describe('following a tag that nothing carries', () => {
  it('is possible, and said to whoever asks, as it may be a slip of the pen', async () => {
    const { ask, db } = await tagged();
    expect(await ask({ follows: 'tag', tag: ' Istambul-2 ' })).toContain(WARNING);
    expect(await ask({ follows: 'search', q: 'bodies', tag: 'istambul-2' })).toContain(WARNING);
    expect(await db.prisma.subscription.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { follows: 'tag', tag: 'istambul-2', state: 'unconfirmed' },
      { follows: 'search', search: { q: 'bodies', tag: 'istambul-2' } },
    ]);
    expect(await db.prisma.delivery.count({ where: { kind: 'confirm' } })).toBe(2);
  });

  it('is said before an address is given, too: at a link with the tag, and with what it would have brought', async () => {
    const { ask, text } = await tagged();
    expect(await text('/subscribe?tag=Istambul-2', away)).toContain(WARNING);
    expect(await text('/subscribe?follows=search&tag=istambul-2', away)).toContain(WARNING);
    const preview = await ask({ follows: 'tag', tag: 'istambul-2', show: 'month', rhythm: 'at_once' });
    expect(preview).toContain(WARNING);
    expect(preview).toContain('No mail in the last');
  });

  it('is not said of a tag that something carries, nor of one that is not followed', async () => {
    const { ask, text } = await tagged();
    for (const html of [
      await ask({ follows: 'tag', tag: 'ISTANBUL-2' }),
      await ask({ follows: 'all', tag: 'istambul-2' }),
      await ask({ follows: 'all' }),
      await text('/subscribe?tag=istanbul-2', away),
      await text('/subscribe', away),
    ])
      expect(html).not.toContain('Nothing carries');
  });

  it('shows what was typed as text, and says nothing of what is no tag', async () => {
    const { text, ask } = await openWeb();
    for (const tag of ['%00', 'x'.repeat(61), '%ff%00', '%20'])
      expect([tag, (await ask(`/subscribe?tag=${tag}`, {}, away)).status]).toEqual([tag, 200]);
    expect(await text('/subscribe?tag=%3Cscript%3E', away)).toContain('“<bdi>&lt;script&gt;</bdi>”');
  });
});
