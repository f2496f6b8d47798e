#!/usr/bin/env node
/**
 * `npm test`: set-up, then types, lint and format, unused code, then every test. All of them run even when
 * one fails, so that one run shows everything. With arguments only the tests run, and the arguments go to
 * vitest: `npm test -- test/domain`, `npm test -- -t overdue`.
 *
 * The last line is always the count; the lines above it name what could not run here and what failed. A test
 * that needs something the machine may lack says so in its name, `describe.skipIf(!has)('... [needs X]')`,
 * or with `skip('needs X')`.
 */
import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { BuildError, ensureSetup, root, SetupError } from './setup.mjs';
import { closingLines, tally } from './test-summary.mjs';

const checks = [
  {
    name: 'types',
    cure: 'see the lines above',
    command: ['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  },
  { name: 'lint and format', cure: 'npm run format', command: ['@biomejs/biome/bin/biome', 'check', '.'] },
  {
    name: 'unused code',
    cure: 'see the lines above',
    command: ['knip/bin/knip.js', '--no-progress', '--no-config-hints'],
  },
];

/** Runs one check with its output passed through; true when it found nothing. */
function passes({ name, command: [program = '', ...args] }) {
  process.stdout.write(`check: ${name}\n`);
  const file = join(root, 'node_modules', program);
  return spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', 1, 2] }).status === 0;
}

/** Runs vitest in this process, because its results are wanted as data, not as text. */
async function runTests(args) {
  const { parseCLI, startVitest } = await import('vitest/node');
  const { filter, options } = parseCLI(['vitest', 'run', ...args]);
  const vitest = await startVitest('test', filter, { ...options, root, watch: false });
  const result = tally(vitest.state.getTestModules(), (file) => relative(root, file));
  const broken = vitest.state.getUnhandledErrors().length;
  await vitest.close();
  return { ...result, broken };
}

/** The failed set-up of the build as one more failed check; anything else ends the run. */
async function failedBuild() {
  try {
    await ensureSetup({ quiet: true });
    return [];
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return [
      { name: 'build', cure: 'see the lines above; the tests of the command line ran on the earlier build' },
    ];
  }
}

async function main(args) {
  const failedChecks = await failedBuild();
  if (args.length === 0) failedChecks.push(...checks.filter((check) => !passes(check)));
  const tests = await runTests(args);
  const { lines, ok } = closingLines({ tests, failedChecks });
  process.stdout.write(`\n${lines.join('\n')}\n`);
  return ok ? 0 : 1;
}

process.chdir(root);
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`duly: ${error.message}\n`);
  process.stdout.write('0 passed, 0 failed, 0 skipped\n');
  process.exitCode = 3;
}
// A test that leaves a handle open must not keep the run from ending.
setTimeout(() => process.exit(), 5_000).unref();
