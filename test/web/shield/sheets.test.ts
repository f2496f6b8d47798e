import { describe, expect, it } from 'vitest';
import { sheet } from '../../../src/service/browse/sheet.ts';
import { addPerson } from '../../../src/service/people.ts';
import { addProgress } from '../../../src/service/progress.ts';
import { record } from '../../support/setup.ts';
import { openWeb } from '../ask.ts';
import { openWebWithPeople } from '../people.ts';

/** What a spreadsheet would run, or would take for the end of a cell. */
const HOSTILE = [
  '=HYPERLINK("http://evil.example";"x")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-1',
  '@SUM(A1:A9)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\tplain',
  '\rplain',
  '\nplain',
  '  =1',
  '\u200b=1',
  '\ufeff=1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '|calc',
  '%PATH%',
  '",=1',
  '"\r\n=1',
  "';=1",
];
const RUN = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠|%]|^[\t\r\n]/;
/** Harmless, and as it was. */
const PLAIN = ['He said "so", then left', 'a;b', 'two\r\nlines', ' spaced ', "it's", '1-2', 'a=b', ''];

/** Reads CSV as RFC 4180 has it, and as spreadsheets do. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const [, quoted, bare = '', end] of text
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    const row = rows.at(-1);
    const cell = quoted === undefined ? bare : quoted.replaceAll('""', '"');
    if (row === undefined) rows.push([cell]);
    else row.push(cell);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('A19: a table', () => {
  it('gives every text back as it was, and none that would be run or end its cell', () => {
    const rows = [...HOSTILE, ...PLAIN].map((text) => ['before', text, -5, true, null]);
    const read = readCsv(sheet(['a', 'b', 'c', 'd', 'e'], rows));
    expect(read).toHaveLength(rows.length + 1);
    for (const [at, text] of [...HOSTILE, ...PLAIN].entries()) {
      const safe = RUN.test(text) ? `'${text}` : text;
      // A number is a number, also one below nothing.
      expect(read[at + 1]).toEqual(['before', safe, '-5', 'true', '']);
    }
    for (const text of HOSTILE.filter((one) => !/^["';]/.test(one))) expect(RUN.test(text), text).toBe(true);
  });

  it('of the board runs nothing, whatever any stored field says', async () => {
    const { ctx, ask } = await openWeb();
    // As the forms take them: one line, trimmed, and of a party without commas.
    const lines = HOSTILE.map((text) => text.replace(/[\r\n\t\u200b\ufeff]/g, '').trim()).filter(
      (text) => !text.includes(','),
    );
    for (const text of lines) {
      const id = await record(ctx, {
        title: text,
        quote: `Words: ${text}`,
        speaker: text,
        sourceTitle: text,
        committers: [`${text} `, 'Russia'],
        tags: [text],
        unit: text.slice(0, 30),
        deadline: undefined,
        opensOn: '2025-06-03',
        closesOn: '2025-06-08',
        deadlineReason: text,
      });
      await addProgress(ctx, { id, amount: 10, happenedAt: '2025-06-02', note: text });
    }
    const answer = await ask('/board.csv?sort=recorded', {}, { peer: '203.0.113.9' });
    const [columns = [], ...rows] = readCsv(await answer.text());
    expect(rows).toHaveLength(lines.length);
    const column = (name: string) => rows.map((row) => row[columns.indexOf(name)] ?? '').sort();
    for (const row of rows) {
      expect(row).toHaveLength(columns.length);
      for (const [at, cell] of row.entries())
        expect([columns[at], cell, RUN.test(cell)]).toEqual([columns[at], cell, false]);
    }
    // The texts are there: it is not that they were left out.
    const told = lines.map((text) => (RUN.test(text) ? `'${text}` : text)).sort();
    for (const name of ['title', 'speaker']) expect(column(name)).toEqual(told);
    for (const name of ['committers', 'tags', 'progress', 'deadline'])
      expect([name, column(name).filter((cell) => cell.toLowerCase().includes('sum(a1:a9)'))]).toEqual([
        name,
        [expect.any(String)],
      ]);
  });

  it('of the audit log runs nothing either', async () => {
    const world = await openWebWithPeople();
    const names = HOSTILE.map((text) => text.replace(/[\r\n\t\u200b\ufeff]/g, '').trim());
    for (const [at, name] of [...new Set(names)].entries())
      await addPerson(
        world.ctx,
        { name, address: `p${at}@example.org`, role: 'reader' },
        { actor: name, invite: false },
      );
    for (const path of ['/audit.csv', '/audit/record.csv']) {
      const rows = readCsv(await world.text(path, world.as('administrator')));
      if (path === '/audit.csv')
        expect(rows.flat().filter((cell) => cell.includes('SUM(A1:A9)'))).toHaveLength(2);
      for (const row of rows) for (const cell of row) expect([cell, RUN.test(cell)]).toEqual([cell, false]);
    }
  });
});
