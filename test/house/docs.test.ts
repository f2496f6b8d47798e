import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulesMarkdown } from '../../src/cli/rulebook.ts';
import { describeConfig, SETTINGS } from '../../src/config.ts';
import { civilDate, parseInstant } from '../../src/domain/civil.ts';
import { resolve } from '../../src/domain/deadline/resolve.ts';
import { ISTANBUL } from '../../src/domain/deadline/rule.ts';
import { shownRule } from '../../src/domain/deadline/rulebook.ts';
import { RULES } from '../../src/domain/deadline/rules.ts';
import { isoInZone } from '../../src/domain/shown.ts';
import { packageRoot } from '../../src/package-root.ts';

const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');

/** The table of settings as docs/operations.md must have it. */
function settingsTable(): string {
  const rows = describeConfig({}).settings.map(
    ({ key, value, about }) => `| \`${key}\` | ${value === null ? '' : `\`${value}\``} | ${about} |`,
  );
  return ['| key | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

describe('the documentation says what the program does', () => {
  it('docs/operations.md has every setting, as the program knows it', () => {
    const table = /<!-- settings -->\n([\s\S]*)\n<!-- \/settings -->/.exec(read('docs/operations.md'))?.[1];
    const expected = settingsTable().replace(/`\/[^`]*\.duly`/, '`.duly`');
    expect(table).toBe(expected);
    expect(Object.keys(SETTINGS)).toHaveLength(expected.split('\n').length - 2);
  });

  it('docs/rules.md has every rule with its examples, as `duly rules --markdown` prints them', () => {
    expect(read('docs/rules.md')).toBe(rulesMarkdown(RULES.map(shownRule)));
  });

  it('docs/deadlines.md says of its examples what the resolver says', () => {
    const said = { saidAt: parseInstant(ISTANBUL.at), zone: ISTANBUL.zone };
    const rows = [
      ...read('docs/deadlines.md').matchAll(/\| `([^`]+)` \| (\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))? \|/g),
    ];
    expect(rows.length).toBeGreaterThan(15);
    for (const [, words = '', day, time] of rows) {
      const found = resolve(words, said);
      if (found.outcome === 'none') return expect.fail(found.explanation);
      const { closesAt } = found.window;
      const end = time === undefined ? civilDate(closesAt - 1, said.zone) : isoInZone(closesAt, said.zone);
      expect(end.slice(0, 16), words).toBe(time === undefined ? day : `${day}T${time}`);
    }
  });

  it('every folder and file that the README and docs name exists', () => {
    for (const page of [
      'README.md',
      'docs/deadlines.md',
      'docs/operations.md',
      'docs/decisions.md',
      'docs/demo.md',
    ]) {
      const named = read(page).matchAll(/`((?:src|jobs|bin|test|bench|docs|prisma)\/[\w./-]*)`/g);
      for (const [, path] of named)
        expect(existsSync(join(packageRoot, path ?? '')), `${page} names ${path}`).toBe(true);
      for (const [, link] of read(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
        const from = join(packageRoot, page, '..', link ?? '');
        expect(existsSync(from), `${page} links to ${link}`).toBe(true);
      }
    }
  });

  it('the sample quotes are verbatim in the sample text, which has 250 to 400 words', () => {
    const text = read('docs/sample/istanbul.txt');
    const statements = JSON.parse(read('docs/sample/istanbul.json')) as { quote: string }[];
    for (const { quote } of statements) expect(text).toContain(quote);
    const words = text.split(/\s+/).length;
    expect(words).toBeGreaterThan(250);
    expect(words).toBeLessThan(400);
  });
});
