/** What a test run has to say at its end: counts, what did not run and why, what failed. Pure. */

/**
 * Counts the results. A file or a suite that broke outside its tests (at import, in `beforeAll`) counts as
 * one failure, because its tests are then reported as never run or skipped.
 * @param {Iterable<import('vitest/node').TestModule>} testModules
 * @param {(file: string) => string} nameOf path of a test file as shown to the reader
 * @returns {{ passed: number, failed: number, skipped: number, notRun: { reason: string, count: number }[] }}
 */
export function tally(testModules, nameOf) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const reasons = new Map();
  for (const testModule of testModules) {
    const broken = [testModule, ...testModule.children.allSuites()].filter(
      (task) => task.errors().length > 0,
    );
    counts.failed += broken.length;
    for (const test of testModule.children.allTests()) {
      const result = test.result();
      const state = result.state === 'pending' ? 'skipped' : result.state;
      counts[state] += 1;
      if (state !== 'skipped') continue;
      const needs = /\[(needs [^\]]+)\]/.exec(test.fullName)?.[1];
      const reason = `${nameOf(testModule.moduleId)}: ${result.note ?? needs ?? 'no reason given'}`;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  return { ...counts, notRun: [...reasons].map(([reason, count]) => ({ reason, count })) };
}

/**
 * The closing lines, the count last and alone on its line.
 * @param {{
 *   tests: ReturnType<typeof tally> & { broken: number },
 *   failedChecks: { name: string, cure: string }[],
 * }} input `broken`: errors outside any test, such as a rejection that nobody handled
 * @returns {{ lines: string[], ok: boolean }} `ok` is false when something failed or nothing ran
 */
export function closingLines({ tests, failedChecks }) {
  const { passed, failed, skipped, notRun, broken } = tests;
  const lines = [
    ...notRun.map(({ reason, count }) => `NOT RUN: ${count} ${count === 1 ? 'test' : 'tests'} in ${reason}`),
    ...failedChecks.map(({ name, cure }) => `CHECK FAILED: ${name} (${cure})`),
  ];
  if (broken > 0) lines.push(`BROKEN: ${broken} errors outside the tests, see above`);
  const nothing = passed + failed === 0;
  if (nothing) lines.push('NO TEST RAN');
  lines.push(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return { lines, ok: failed === 0 && broken === 0 && failedChecks.length === 0 && !nothing };
}
