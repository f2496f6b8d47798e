import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { boundedLines, LONGEST_LINE } from '../../src/service/bounded-lines.ts';
import { exportAll } from '../../src/service/export.ts';
import { readHolidays } from '../../src/service/holidays.ts';
import { importAll } from '../../src/service/import.ts';
import { openLedgerFile } from '../../src/service/ledger-file.ts';
import { exportFile } from '../support/export-file.ts';
import { fingerprint } from '../support/rows.ts';
import { record, setup } from '../support/setup.ts';

/** Bytes of the heap that are in use, without what only waits to be collected. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

/** The lines of an export with one commitment, and an empty database to read it into. */
async function exported() {
  const { ctx } = await setup();
  await record(ctx);
  let text = '';
  await exportAll(ctx, { proof: false }, async (lines) => {
    text += lines;
  });
  const lines = text.trimEnd().split('\n');
  const other = await setup({ at: '2025-07-20T09:00:00+03:00' });
  const party = lines.findIndex((line) => line.startsWith('{"table":"party"'));
  expect(party).toBeGreaterThan(0);
  return { ...other, text, lines, party };
}

async function* from<T>(all: Iterable<T>): AsyncGenerator<T> {
  yield* all;
}

describe('A21: an import', () => {
  it('refuses a line without end when it has become too long, and reads no further', async () => {
    const { ctx, db, lines } = await exported();
    const before = await fingerprint(db);
    let read = 0;
    async function* endless() {
      yield `${lines[0]}\n`;
      for (; read < 1_000; read += 1) yield Buffer.alloc(1_000_000, 'a');
    }
    await expect(importAll(ctx, boundedLines(endless(), LONGEST_LINE))).rejects.toMatchObject({
      code: 'too_large',
    });
    expect(read).toBeLessThanOrEqual(LONGEST_LINE / 1_000_000);
    expect(await fingerprint(db)).toEqual(before);
  });

  it('takes no more room for many rows than for few, and leaves nothing of them when it is refused', {
    timeout: 120_000,
  }, async () => {
    const { ctx, db, lines, party } = await exported();
    const before = await fingerprint(db);
    const { row } = JSON.parse(lines[party] ?? '') as { row: Record<string, unknown> };
    const COUNT = 15_000;
    let most = 0;
    const base = heapInUse();
    async function* many() {
      yield* lines.slice(0, party);
      for (let n = 1; n <= COUNT; n += 1) {
        if (n % 3_000 === 0) most = Math.max(most, heapInUse() - base);
        yield JSON.stringify({ table: 'party', row: { ...row, id: n, name: `${'x'.repeat(10_000)}${n}` } });
      }
    }
    await expect(importAll(ctx, many())).rejects.toMatchObject({ code: 'invalid' });
    // All rows together are 150 MB.
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(40_000_000);
    expect(await fingerprint(db)).toEqual(before);
  });

  it('unpacks nothing', async () => {
    const { ctx, text } = await exported();
    for (const packed of [
      gzipSync(text),
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(99, 0xff)]),
    ])
      await expect(importAll(ctx, boundedLines(from([packed]), LONGEST_LINE))).rejects.toMatchObject({
        code: 'invalid',
      });
  });

  it('refuses what is too deep, and names that mean something to the program', async () => {
    const { ctx, db, lines, party } = await exported();
    const before = await fingerprint(db);
    const good = lines[party] ?? '';
    const deep = (depth: number) =>
      good.replace(/"name": ?"[^"]*"/, `"name":${'['.repeat(depth)}${']'.repeat(depth)}`);
    const bad = [
      deep(1_000_000),
      deep(20_000),
      '['.repeat(1_000_000),
      good.replace(/"row": ?\{/, '"row":{"__proto__":{"admin":true},'),
      good.replace(/"row": ?\{/, '"row":{"constructor":1,'),
      good.replace('"party"', '"__proto__"'),
      good.replace('"party"', '"session"'),
      good.replace(/"row": ?/, '"row":1,"row":'),
      '[]',
      'null',
      '"party"',
    ];
    for (const line of bad) {
      expect(line).not.toBe(good);
      const all = [...lines.slice(0, party), line, ...lines.slice(party + 1)];
      await expect(importAll(ctx, from(all)), line.slice(0, 80)).rejects.toMatchObject({ code: 'invalid' });
    }
    expect(await fingerprint(db)).toEqual(before);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
    await importAll(ctx, from(lines));
  });

  it('is checked as an export by the same bound', async () => {
    const file = await exportFile([{ table: 'party', row: { name: 'x'.repeat(LONGEST_LINE) } }]);
    await expect(openLedgerFile(file)).rejects.toMatchObject({ code: 'too_large' });
  });

  it('of a calendar is bounded in size, and however deep it is nested', () => {
    const nested = (depth: number) => 'BEGIN:VCALENDAR\r\n'.repeat(depth) + 'END:VCALENDAR\r\n'.repeat(depth);
    for (const depth of [1, 10_000, 100_000])
      expect(() => readHolidays(nested(depth), 2025)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(invalid|too_large)$/) }),
      );
    expect(() => readHolidays(`BEGIN:VCALENDAR\r\nX:${'a'.repeat(20_000_000)}`, 2025)).toThrow(
      /more than \d+ MB/,
    );
  });
});
