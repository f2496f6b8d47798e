import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bodies } from '../support/setup.ts';
import { BODIES, setupCli } from './duly.ts';

describe('duly add', () => {
  it('records from flags and says what the words mean', async () => {
    const { run, db } = await setupCli();
    const { code, out, err } = await run(['add', ...BODIES]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('1  Hand over the bodies');
    expect(out).toContain('Overdue: Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00 Europe/Istanbul');
    expect(out).toContain('“next week”, said on Mon 2 Jun 2025 in Istanbul');
    expect(out).toContain('(rule next-week/1)');
    const row = await db.prisma.commitment.findFirstOrThrow({ include: { tags: true } });
    expect(row.recordedBy).toBe('tester');
    expect(row.tags.map(({ tag }) => tag).sort()).toEqual(['bodies', 'istanbul']);
  });

  it('takes a speaker for a person, unless it is said to be an organisation', async () => {
    const { run } = await setupCli();
    await run(['add', ...BODIES]);
    const ministry = BODIES.map((word) => (word === 'Vladimir Medinsky' ? 'Ministry of Defence' : word));
    expect((await run(['add', ...ministry, '--speaker-kind', 'organisation'])).code).toBe(0);
    const { out } = await run(['party', 'list']);
    expect(out).toMatch(/Vladimir Medinsky +person/);
    expect(out).toMatch(/Ministry of Defence +organisation/);
  });

  it('says that nobody is named who must act, and nothing of it where somebody is', async () => {
    const { run } = await setupCli();
    const named = await run(['add', ...BODIES, '--committers', 'Russia']);
    expect(named.err).not.toContain('nobody is named');
    const { committers: _, ...input } = bodies();
    const stdin = JSON.stringify({
      ...input,
      title: 'Another matter',
      quote: 'We will see to it next week.',
    });
    const { code, err } = await run(['add'], { stdin });
    expect([code, err]).toEqual([0, expect.stringContaining('hint: nobody is named who must act')]);
  });

  it('says when the matter seems to be on record already, and records it all the same', async () => {
    const { run } = await setupCli();
    await run(['add', ...BODIES]);
    const { code, err } = await run(['add', ...BODIES]);
    expect(code).toBe(0);
    expect(err).toMatch(
      /hint: on record already in the same words: 1 “Hand over the bodies”.*duly relate 2 restates 1/,
    );
  });

  it('prints one JSON document', async () => {
    const { run } = await setupCli();
    const { code, out } = await run(['add', ...BODIES, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      id: 1,
      title: 'Hand over the bodies',
      status: 'overdue',
      deadline: {
        opensAt: '2025-06-09T00:00:00+03:00',
        closesAt: '2025-06-16T00:00:00+03:00',
        zone: 'Europe/Istanbul',
        basis: 'stated',
      },
    });
  });

  it('takes one object on stdin, and a name for who records it', async () => {
    const { run, db } = await setupCli();
    const { code } = await run(['add', '--by', 'tester'], { stdin: JSON.stringify(bodies()) });
    expect(code).toBe(0);
    const { recordedBy } = await db.prisma.commitment.findFirstOrThrow();
    expect(recordedBy).toBe('tester');
  });

  it('records what is right in an array and names what is not, by its place', async () => {
    const { run, db } = await setupCli();
    const folder = await mkdtemp(join(tmpdir(), 'duly-add-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'many.json');
    const items = [bodies(), bodies({ quantity: -5 }), bodies({ colour: 'red' } as object), 'words'];
    await writeFile(file, JSON.stringify(items));

    const people = await run(['add', '--file', file]);
    expect(people.code).toBe(1);
    expect(people.out).toContain('Recorded 1 of 4.');
    expect(people.err).toMatch(/item 2: quantity must be greater than zero/);
    expect(people.err).toMatch(/item 3: colour: there is no such field/);
    expect(people.err).toMatch(/item 4: /);

    const scripts = await run(['add', '--file', '-', '--json'], { stdin: JSON.stringify(items) });
    expect(scripts.code).toBe(1);
    const report = JSON.parse(scripts.out);
    // Given again, what is on record already is left out.
    expect(report.recorded).toEqual([]);
    expect(report.known).toEqual([{ index: 0, id: 1 }]);
    expect(report.failed.map(({ index }: { index: number }) => index)).toEqual([1, 2, 3]);
    expect(report.failed[0].error).toMatchObject({ code: 'invalid', field: 'quantity' });
    expect(await db.prisma.commitment.count()).toBe(1);
  });

  it('records of a file that is given again what was not on record, and says what was', async () => {
    const { run, db } = await setupCli();
    const series = bodies({ deadline: 'every Friday', title: 'Report' });
    const before = [bodies(), bodies(), series];
    expect((await run(['add'], { stdin: JSON.stringify(before) })).out).toContain('Recorded 3 of 3.');
    const others = [
      bodies({ title: 'Another' }),
      bodies({ deadline: 'by 9 June' }),
      bodies({ deadline: undefined, closesOn: '2025-06-15' }),
      bodies({ speaker: 'Jane Doe' }),
    ];
    const again = await run(['add'], { stdin: JSON.stringify([...before, ...others]) });
    expect(again.code).toBe(0);
    expect(again.out).toContain('item 1: on record already as 1; left out\n');
    expect(again.out).toContain('item 3: on record already as 3; left out\nRecorded 4 of 7.');
    expect(await db.prisma.commitment.count()).toBe(7);
  });

  it('refuses flags beside a file, and nothing at all', async () => {
    const { run, contents } = await setupCli();
    const before = await contents();
    const both = await run(['add', '--file', 'x.json', '--title', 'A']);
    expect(both).toMatchObject({ code: 2, out: '' });
    expect(both.err).toContain('not both');
    const nothing = await run(['add']);
    expect(nothing.code).toBe(2);
    expect(nothing.err).toContain('nothing to record');
    expect(await contents()).toEqual(before);
  });

  it.each([
    ['an empty stdin', '', 1, 'is empty'],
    ['something else than JSON', '{"title": ', 1, 'is not JSON'],
    ['bytes that are no text', [new Uint8Array([0xff, 0xfe, 0x00])], 1, 'not UTF-8'],
    [
      'a body that is too large',
      Array.from({ length: 11 }, () => new Uint8Array(1_000_000).fill(32)),
      1,
      '10 MB',
    ],
  ] as const)('refuses %s', async (_, stdin, code, message) => {
    const { run, contents } = await setupCli();
    const before = await contents();
    const result = await run(['add', '--json'], { stdin });
    expect(result).toMatchObject({ code, out: '' });
    expect(JSON.parse(result.err).error.message).toContain(message);
    expect(await contents()).toEqual(before);
  });

  it('says of a file that is too large what the limit is, whatever is in it', async () => {
    const { run } = await setupCli();
    const folder = await mkdtemp(join(tmpdir(), 'duly-add-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'large.json');
    await writeFile(file, `[{"title": "${'x'.repeat(10_500_000)}"}]`);
    const result = await run(['add', '--file', file]);
    expect(result).toMatchObject({ code: 1, out: '' });
    expect(result.err).toBe(`duly: The file ${file} is larger than 10 MB: split it into several.\n`);
  });

  it('names flags to who gave flags, and fields to who gave JSON', async () => {
    const { run } = await setupCli();
    const flags = await run(['add', '--title', 'A', '--source-url', 'here']);
    expect(flags.err).toContain('--said-at is required');
    expect(flags.err).toContain('--source-url must be a web address');
    expect(flags.err).toContain('--quote is required');
    const json = await run(['add'], { stdin: '{"title": "A", "sourceUrl": "here"}' });
    expect(json.err).toContain('saidAt is required');
    expect(json.err).not.toContain('--');
  });

  it('refuses a file that is not there', async () => {
    const { run } = await setupCli();
    const result = await run(['add', '--file', '/nowhere/at/all.json']);
    expect(result).toMatchObject({ code: 1, out: '' });
    expect(result.err).toContain('/nowhere/at/all.json does not exist');
  });
});
