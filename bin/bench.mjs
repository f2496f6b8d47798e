#!/usr/bin/env node
/**
 * `npm run bench`: measures each hot path beside its raw limit or its best rival, one program after the other, with
 * a PostgreSQL of its own where there is need of one. `npm run bench -- sweep mail` runs only those; `--quick` takes
 * smaller sizes; `--json` prints one document. The exit code is 1 when a target is missed or a measurement failed, 2
 * for a wrong word.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { ensureSetup, root, SetupError } from './setup.mjs';

const known = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
/** What reads a whole log gets a heap that could not hold it, in MB: were memory to grow with the log, it would fail. */
const HEAP = { replay: 128, verify: 128 };
const FLAGS = ['--json', '--quick'];

/** Runs one measurement; its findings come back only for `--json`, else they go straight to the terminal. */
function measure(name, flags) {
  const program = join(root, 'dist', 'bench', `${name}.js`);
  const heap = HEAP[name] === undefined ? [] : [`--max-old-space-size=${HEAP[name]}`];
  const { status, stdout } = spawnSync(process.execPath, [...heap, program, ...flags], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', flags.includes('--json') ? 'pipe' : 'inherit', 'inherit'],
  });
  if (status !== 0 && status !== 1) process.stderr.write(`bench: ${name} did not finish\n`);
  return { ok: status === 0, findings: stdout ? JSON.parse(stdout) : [] };
}

async function main(args) {
  const wrong = args.find((arg) => ![...known, ...FLAGS].includes(arg));
  if (wrong !== undefined) {
    process.stderr.write(`bench: there is no “${wrong}”; known are ${[...known, ...FLAGS].join(', ')}\n`);
    return 2;
  }
  await ensureSetup({ quiet: true });
  const flags = args.filter((arg) => FLAGS.includes(arg));
  const json = flags.includes('--json');
  const names = args.filter((arg) => known.includes(arg));
  const cores = availableParallelism();
  const [load = 0] = loadavg();
  const machine = { node: process.version, platform: `${process.platform}-${process.arch}`, cores, load };
  if (!json) {
    process.stdout.write(
      `Node ${machine.node}, ${machine.platform}, ${cores} cores, load ${load.toFixed(1)}\n`,
    );
    // The limit is one process; Duly and its database are two, and suffer more when there is no core left.
    if (load > cores / 2)
      process.stdout.write('The machine is busy: what needs a second core looks too slow.\n');
  }
  const results = (names.length > 0 ? names : known).map((name) => {
    if (!json) process.stdout.write('\n');
    return { name, ...measure(name, flags) };
  });
  const ok = results.every((result) => result.ok);
  if (json) process.stdout.write(`${JSON.stringify({ machine, ok, results }, null, 2)}\n`);
  else process.stdout.write(`\n${ok ? 'every target is met' : 'a target is missed'}\n`);
  return ok ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`duly: ${error.message}\n`);
  process.exitCode = 3;
}
