import { describe, expect, it } from 'vitest';
import { frame, type Picture } from '../../src/cli/demo/frame.ts';
import { liveScreen } from '../../src/cli/demo/screen.ts';
import { cleanText, paintFor } from '../../src/cli/terminal.ts';
import { readBoard } from '../../src/service/browse/board.ts';
import { readOutbox } from '../../src/service/browse/outbox.ts';
import { deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { follow, record, setup } from '../support/setup.ts';

const painted = paintFor({ isTTY: true }, {});
const bare = (text: string): string => cleanText(text.replaceAll(/\u001b\[\d+m/g, ''));
const ZONE = 'Europe/Istanbul';

/** Six commitments and a few mails, as in the demo. */
async function pictured(): Promise<{ picture: Picture; ctx: Awaited<ReturnType<typeof setup>>['ctx'] }> {
  const { ctx, clock } = await setup();
  for (let one = 1; one <= 6; one += 1)
    await record(ctx, { title: `Hand over the bodies of the dead in group ${one} of six groups` });
  for (let one = 1; one <= 4; one += 1) await follow(ctx, `reader${one}@example.org`);
  await fanOut(ctx);
  clock.advance(60_000);
  await deliver(ctx);
  const { groups } = await readBoard(ctx, {});
  const { mails } = await readOutbox(ctx);
  const said = 'Mon 2 Jun: 1,200 bodies handed over (example data)';
  const picture = {
    clock: 'Mon 2 Jun 2025 16:01  Istanbul',
    said,
    items: Object.values(groups).flat(),
    mails,
    zone: ZONE,
  };
  return { picture, ctx };
}

describe('a picture of the demo', () => {
  it('fits every terminal, and shows more on a larger one', async () => {
    const { picture } = await pictured();
    expect(picture.mails.length).toBeGreaterThan(2);
    const draw = (columns: number, rows: number) => frame(picture, { columns, rows }, painted);
    for (const [columns, rows] of [
      [80, 24],
      [60, 20],
      [100, 30],
      [160, 45],
      [80, 8],
      [40, 12],
      [20, 5],
      [3, 2],
      [1, 1],
    ] as const) {
      const lines = draw(columns, rows);
      expect(lines.length, `${columns}x${rows}`).toBeLessThanOrEqual(Math.max(1, rows - 1));
      for (const line of lines)
        expect([...bare(line)].length, `${columns}x${rows}: ${line}`).toBeLessThanOrEqual(columns);
    }
    const wide = draw(160, 45).join('\n');
    expect(wide).toContain('0 of at least 6,000 bodies');
    expect(wide).toContain('Mon 9 Jun 00:00 to Sun 15 Jun 24:00');
    expect(wide).toContain(painted.bold('Last mails'));
    const narrow = draw(60, 20).join('\n');
    expect(narrow).not.toContain('0 of at least');
    expect(narrow).toContain('Sun 15 Jun');
    expect(narrow).toContain(painted.dim('Upcoming'));
    const low = draw(80, 8);
    expect(low.at(-1)).toBe('… and 3 more');
    expect(low.join('\n')).not.toContain('Last mails');
  });

  it('is drawn without scrolling, and anew when the size changes; what was said keeps its day', async () => {
    const { ctx } = await pictured();
    const frames: string[] = [];
    const out = { write: (text: string) => frames.push(text), columns: 80, rows: 24 };
    const screen = liveScreen(ctx, out, painted);
    screen.say('handed over');
    await screen.update();
    await screen.update();
    Object.assign(out, { columns: 60, rows: 10 });
    await screen.update();
    expect(frames).toHaveLength(3);
    expect(frames.map((text) => text.includes('\u001b[2J'))).toEqual([true, false, true]);
    expect(frames.map((text) => text.split('\n').length - 1 <= 23)).toEqual([true, true, true]);
    expect(frames[2]?.split('\n').length).toBeLessThanOrEqual(10);
    expect(frames[0]).toContain('Mon 2 Jun: handed over');
  });
});
