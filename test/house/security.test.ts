import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');
const rows = [...read('docs/security.md').matchAll(/^\| (A\d+) \|[^|]+\|([^|]+)\|([^|]+)\|$/gm)].map(
  ([, number = '', tests = '', state = '']) => ({
    number,
    tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
    state: state.trim(),
  }),
);
const mentions = (text: string, number: string): boolean => new RegExp(`\\b${number}\\b`).test(text);

describe('docs/security.md', () => {
  it('has a row for every attack of the catalogue, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 32 }, (_, n) => `A${n + 1}`));
  });

  it('names tests that exist and say which attack they are about, or says what is open', () => {
    for (const { number, tests, state } of rows) {
      for (const path of tests) {
        expect([number, path, existsSync(join(packageRoot, path))]).toEqual([number, path, true]);
        expect([number, path, mentions(read(path), number)]).toEqual([number, path, true]);
      }
      if (tests.length === 0)
        expect([number, state]).toEqual([number, expect.stringMatching(/^(open|partly)/)]);
    }
  });

  it('knows each test of the shield', () => {
    const named = new Set(rows.flatMap(({ tests }) => tests));
    const files = readdirSync(join(packageRoot, 'test/web/shield')).filter((file) =>
      file.endsWith('.test.ts'),
    );
    expect(files.filter((file) => !named.has(`test/web/shield/${file}`))).toEqual([]);
  });

  it('A29: and every package is one of the registry, with the digest of what it was', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
    };
    const found = Object.entries(packages).filter(([path]) => path !== '');
    expect(found.length).toBeGreaterThan(200);
    const odd = found.filter(
      ([, one]) =>
        one.link === true ||
        one.integrity?.startsWith('sha512-') !== true ||
        (one.resolved !== undefined && !one.resolved.startsWith('https://registry.npmjs.org/')),
    );
    expect(odd.map(([path]) => path)).toEqual([]);
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+/);
  });
});
