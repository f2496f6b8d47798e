import { describe, expect, it } from 'vitest';
import { root } from './modules.ts';

interface Tests {
  passed: number;
  failed: number;
  skipped: number;
  broken: number;
  notRun: { reason: string; count: number }[];
}
interface Summary {
  tally(modules: readonly unknown[], nameOf: (file: string) => string): Omit<Tests, 'broken'>;
  closingLines(input: { tests: Tests; failedChecks: { name: string; cure: string }[] }): {
    lines: string[];
    ok: boolean;
  };
}

// bin/ is plain JavaScript, because it runs before a compiler is there; the types are said here.
const { tally, closingLines } = (await import(`${root}bin/test-summary.mjs`)) as Summary;

const green: Tests = { passed: 12, failed: 0, skipped: 0, broken: 0, notRun: [] };

interface FakeTest {
  state: string;
  name?: string;
  note?: string;
}

/** A test file as vitest describes it after a run; `errors` are those of the file itself. */
function testFile(moduleId: string, tests: readonly FakeTest[], errors: readonly string[] = []) {
  return {
    moduleId,
    errors: () => errors,
    children: {
      allSuites: () => [],
      allTests: () =>
        tests.map(({ state, name = 'a test', note }) => ({
          fullName: name,
          result: () => ({ state, note }),
        })),
    },
  };
}

describe('the end of a test run', () => {
  it('is the count, alone on the last line', () => {
    expect(closingLines({ tests: green, failedChecks: [] })).toEqual({
      lines: ['12 passed, 0 failed, 0 skipped'],
      ok: true,
    });
  });

  it('says loudly what did not run, and why', () => {
    const counted = tally(
      [
        testFile('test/jobs/engine.test.ts', [
          { state: 'passed' },
          { state: 'skipped', name: 'on Redis [needs redis-server] > wakes' },
          { state: 'skipped', name: 'on Redis [needs redis-server] > survives FLUSHALL' },
        ]),
        testFile('test/web/a.test.ts', [{ state: 'skipped', note: 'needs a browser' }, { state: 'pending' }]),
      ],
      (file) => file,
    );
    const { lines, ok } = closingLines({ tests: { ...counted, broken: 0 }, failedChecks: [] });
    expect(lines).toEqual([
      'NOT RUN: 2 tests in test/jobs/engine.test.ts: needs redis-server',
      'NOT RUN: 1 test in test/web/a.test.ts: needs a browser',
      'NOT RUN: 1 test in test/web/a.test.ts: no reason given',
      '1 passed, 0 failed, 4 skipped',
    ]);
    expect(ok).toBe(true);
  });

  it('counts a file that broke at import as a failure, though none of its tests ran', () => {
    const counted = tally([testFile('test/a.test.ts', [], ['SyntaxError'])], (file) => file);
    expect(closingLines({ tests: { ...counted, broken: 0 }, failedChecks: [] }).ok).toBe(false);
    expect(counted.failed).toBe(1);
  });

  it.each([
    ['a failed test', { ...green, failed: 1 }, []],
    ['an error outside the tests', { ...green, broken: 1 }, []],
    ['a failed check', green, [{ name: 'types', cure: 'see above' }]],
    ['no test at all', { ...green, passed: 0 }, []],
    ['nothing but skipped tests', { ...green, passed: 0, skipped: 9 }, []],
  ])('is not green with %s', (_what, tests, failedChecks) => {
    const { lines, ok } = closingLines({ tests, failedChecks });
    expect(ok).toBe(false);
    expect(lines.at(-1)).toMatch(/^\d+ passed, \d+ failed, \d+ skipped$/);
  });
});
