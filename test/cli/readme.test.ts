import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { setupCli } from './duly.ts';

/** One line of a shell as words: quotes hold together, and what follows a # is a comment. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, quoted, bare = '']) => quoted ?? bare)
    .reduce<{ all: string[]; over: boolean }>(
      ({ all, over }, word) => (over || word === '#' ? { all, over: true } : { all: [...all, word], over }),
      { all: [], over: false },
    ).all;

it('runs every command of the README, in its order, on an empty record', async () => {
  const { run } = await setupCli();
  const block = /```sh\n(npx duly add[\s\S]*?)```/.exec(
    readFileSync(join(packageRoot, 'README.md'), 'utf8'),
  )?.[1];
  const lines = (block ?? '').replaceAll('\\\n', ' ').trim().split('\n');
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) {
    const [npx, duly, ...argv] = words(line);
    expect([npx, duly]).toEqual(['npx', 'duly']);
    const at = argv.indexOf('<');
    const phrase = { text: 'next week', saidAt: '2025-06-02T15:57+03:00', zone: 'Europe/Istanbul' };
    const { code, err } = await run(
      at < 0 ? argv : argv.slice(0, at),
      at < 0 ? {} : { stdin: `${JSON.stringify(phrase)}\n` },
    );
    expect({ line, code, err }).toEqual({ line, code: 0, err: '' });
  }
});
