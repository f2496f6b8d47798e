import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { icsOf } from '../support/ics.ts';
import { record } from '../support/setup.ts';
import { setupCli } from './duly.ts';

const SWEEP = { env: { LOG_LEVEL: 'silent' } };

/** A file with this text, gone when the test is. */
async function file(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'duly-ics-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'holidays.ics');
  await writeFile(path, text);
  return path;
}

describe('duly anchor', () => {
  it('records the event for several commitments; sweep dates them, show says from what', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx, { deadline: 'within 60 days of signing' });
    await record(ctx, { deadline: 'a week after signing', title: 'Another' });
    expect((await run(['show', '1'])).out).toContain('signing; not on record; `duly anchor` records it');
    const recorded = await run([
      ...['anchor', '1', '2', '--happened-on', '2025-06-09', '--note', 'in Istanbul'],
      ...['--url', 'https://example.org/s'],
    ]);
    expect(recorded).toMatchObject({ code: 0, err: '' });
    expect(recorded.out).toContain('Commitment 1: “signing” is on record for Mon 9 Jun 2025.\nCommitment 2:');
    expect((await run(['show', '1'])).out).toContain('a worker works out the date');
    expect((await run(['sweep'], SWEEP)).out).toContain('Worked out 2 dates anew.');
    const shown = (await run(['show', '1'])).out;
    expect(shown).toContain('signing happened on Mon 9 Jun 2025 (https://example.org/s)');
    expect(shown).toMatch(/The date was set: Fri 8 Aug 2025 .*signing on Mon 9 Jun 2025, rule from-event/);
    expect(shown).not.toMatch(/moved once|slipped/);
    const data = JSON.parse((await run(['show', '2', '--json'])).out);
    expect(data).toMatchObject({
      deadline: { closesAt: '2025-06-17T00:00:00+03:00', basis: 'derived' },
      anchor: { words: 'signing', happened: 'signing happened on Mon 9 Jun 2025' },
      anchorEvents: [{ happenedOn: '2025-06-09', note: 'in Istanbul' }],
      slips: 0,
    });
    const back = await run(['anchor', '2', '--withdraw', '--note', 'a mistake', '--json']);
    expect(JSON.parse(back.out).recorded).toEqual([
      { id: 2, anchor: 'signing', happenedOn: null, happenedAt: null, zone: 'Europe/Istanbul' },
    ]);
    await run(['sweep'], SWEEP);
    expect((await run(['show', '2'])).out).toContain(
      'waits for “signing”, then 1 week after it (rule from-event/',
    );
  });

  it.each<[string, string[], number, RegExp]>([
    ['no number', [], 2, /missing required argument/],
    ['no day', ['1'], 1, /give --happened-on \(a day\) or --happened-at/],
    ['a word for a number', ['x', '--happened-on', '2025-06-01'], 1, /must be a number/],
    ['a commitment that is not there', ['7', '--happened-on', '2025-06-01'], 1, /no commitment 7/],
    ['a date that waits for nothing', ['1', '--happened-on', '2025-06-01'], 1, /waits for no event/],
  ])('refuses %s', async (_, line, code, message) => {
    const { run, ctx, contents } = await setupCli();
    await record(ctx);
    const before = await contents();
    const refused = await run(['anchor', ...line]);
    expect([refused.code, refused.out]).toEqual([code, '']);
    expect(refused.err).toMatch(message);
    expect(await contents()).toEqual(before);
  });
});

describe('duly calendar', () => {
  it('imports, lists and shows; a change is shown first and applied when told to', async () => {
    const { run, ctx, contents } = await setupCli();
    expect((await run(['calendar', 'list'])).out).toContain('No calendars');
    const first = await file(icsOf('2025-06-06', '2025-06-09'));
    expect((await run(['calendar', 'import', 'tr-2025', first])).out).toContain('is stored as version 1.');
    await record(ctx, { deadline: undefined, closesOn: '2999-01-01', title: 'Far away' });
    await record(ctx, {
      saidAt: '2025-06-02T12:00',
      deadline: 'within ten working days',
      calendar: 'tr-2025',
    });
    expect((await run(['show', '2'])).out).toContain('Calendar   tr-2025');
    const before = await contents();
    const longer = icsOf('2025-06-06', '2025-06-09', '2025-06-10');
    const looked = await run(['calendar', 'import', 'tr-2025', '-'], { stdin: longer });
    expect(looked.code).toBe(0);
    expect(looked.out).toContain('No longer worked: Tue 10 Jun 2025');
    expect(looked.out).toContain('→ Thu 19 Jun 2025 00:00 to Thu 19 Jun 2025 24:00');
    expect(looked.out).toContain('Nothing was changed. To make it so, import it again with --apply.');
    expect(await contents()).toEqual(before);
    const applied = await run(['calendar', 'import', 'tr-2025', await file(longer), '--apply', '--json']);
    expect(JSON.parse(applied.out)).toMatchObject({
      ...{ state: 'changed', stored: true, version: 2, added: ['2025-06-10'], holidays: 3 },
      wouldMove: [
        { id: 2, to: { closesAt: '2025-06-20T00:00:00+03:00' }, reason: 'calendar tr-2025 changed' },
      ],
    });
    await run(['sweep'], SWEEP);
    expect((await run(['show', '2'])).out).toContain('Thu 19 Jun 2025 24:00');
    expect((await run(['calendar', 'list'])).out).toMatch(/tr-2025 +2 +Sat, Sun +3 +2025-06-06 +2025-06-10/);
    expect(JSON.parse((await run(['calendar', 'show', 'tr-2025', '--json'])).out).holidays).toHaveLength(3);
  });

  it.each<[string, string[], number, RegExp]>([
    ['an unknown action', ['bake', 'x'], 2, /import, list or show/],
    ['an import without a file', ['import', 'x'], 2, /which file/],
    ['a file that is not there', ['import', 'x', '/nowhere/x.ics'], 1, /does not exist/],
    ['a folder', ['import', 'x', tmpdir()], 1, /cannot be read/],
    ['a calendar that is not there', ['show', 'x'], 1, /no calendar “x”/],
  ])('refuses %s', async (_, line, code, message) => {
    const { run } = await setupCli();
    const refused = await run(['calendar', ...line]);
    expect(refused.code).toBe(code);
    expect(refused.err).toMatch(message);
  });

  it('prints no control characters of a file', async () => {
    const { run } = await setupCli();
    const evil = icsOf('2025-06-06').replace(
      'SUMMARY:Holiday',
      'SUMMARY:\u001b[31mRed\u0007\r\nSTATUS:CANCELLED',
    );
    const more = evil.replace(
      'END:VCALENDAR',
      'BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20250609\r\nEND:VEVENT\r\nEND:VCALENDAR',
    );
    const { out, code } = await run(['calendar', 'import', 'evil', '-'], { stdin: more });
    expect(code).toBe(0);
    expect(out).toContain('is cancelled');
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });
});

describe('duly rules --diff', () => {
  it('says that nothing would move, lists what would, and moves what is named', async () => {
    const { run, ctx, db, contents } = await setupCli();
    const id = await record(ctx);
    await record(ctx, { title: 'Another' });
    expect((await run(['rules', '--diff'])).out).toBe(
      'Nothing would move: the rules of today give 2 open dates as they are on record.\n',
    );
    await db.query('alter table deadline disable trigger user');
    await db.query(
      `update deadline set rule = 'older-rule', closes_at = closes_at - interval '1 day' where commitment_id = $1`,
      [id],
    );
    await db.query('alter table deadline enable trigger user');
    const before = await contents();
    const { out, code } = await run(['rules', '--diff']);
    expect(code).toBe(0);
    expect(out).toMatch(/1 date of 2 would move; nothing was changed/);
    expect(out).toMatch(/rule older-rule\/\d → next-week\/\d/);
    expect(JSON.parse((await run(['rules', '--diff', '--json'])).out)).toMatchObject({
      examined: 2,
      wouldMove: [
        {
          id,
          from: { closesAt: '2025-06-15T00:00:00+03:00' },
          to: { closesAt: '2025-06-16T00:00:00+03:00' },
        },
      ],
    });
    expect(await contents()).toEqual(before);
    const applied = await run(['rules', '--apply', `${id},7`, '--by', 'Ann']);
    expect(applied.code).toBe(1);
    expect(applied.out).toContain(`Commitment ${id} moved: Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00`);
    expect(applied.err).toContain('There is no commitment 7.');
    expect((await run(['rules', '--diff'])).out).toContain('Nothing would move');
  });
});
