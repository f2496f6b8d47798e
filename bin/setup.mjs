#!/usr/bin/env node
/**
 * Makes a checkout ready to run: dependencies, Prisma client, compiled code. Every command goes through
 * here, so "clone and run" is one command. It runs before anything is installed: Node built-ins only.
 *
 *   1. dependencies   npm ci, when node_modules does not hold what package-lock.json says
 *   2. client         prisma generate, when the schema or the dependencies changed
 *   3. build          tsc into dist/, when a source changed; a type error leaves the old build alone
 *
 * What was done is remembered in node_modules/.duly-setup.json, so a run with nothing to do only compares.
 * Two runs at once: the second waits for the first (setup-lock.mjs) and then finds nothing left to do.
 * Progress goes to stderr; stdout belongs to the command that called.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withSetupLock } from './setup-lock.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.duly-setup.json');
const lockFile = join(root, 'package-lock.json');
const schemaFile = join(root, 'prisma', 'schema.prisma');
const generated = join(root, 'src', 'store', 'generated');
const oldestNode = [20, 19];
const compiledFolders = ['src', 'jobs', 'bench'];

/** The set-up could not be done; the message says why and what to do. No stack is needed. */
export class SetupError extends Error {}

/** Everything is installed, but the code does not compile; the tests can run all the same. */
export class BuildError extends SetupError {}

/**
 * Brings the checkout up to date, doing only what is missing.
 * @param {{ quiet?: boolean }} [options] `quiet`: say nothing when there is nothing to do
 * @returns {Promise<void>} when everything is ready; rejects with `SetupError` otherwise
 */
export async function ensureSetup({ quiet = false } = {}) {
  assertNode(process.versions.node);
  // An image carries the build without the sources: there is nothing to set up.
  if (!existsSync(join(root, 'src'))) {
    if (existsSync(join(root, 'dist'))) return;
    throw new SetupError(`neither src/ nor dist/ in ${root}: this is not a complete copy of Duly`);
  }
  if (pending().length > 0) {
    await withSetupLock(root, say, async () => {
      // Looked at again: whoever held the lock may have done it already, and each step feeds the next.
      const tried = new Set();
      for (let step = pending()[0]; step && !tried.has(step.name); step = pending()[0]) {
        tried.add(step.name);
        await timed(step);
      }
    });
  } else if (!quiet) {
    say('set-up: everything is up to date\n');
  }
}

/** @param {string} version e.g. `20.19.0`; throws `SetupError` when Duly cannot run on it */
export function assertNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new SetupError(
    `Duly needs Node ${oldestNode.join('.')} or newer, this is Node ${version}. ` +
      'Install a current one from https://nodejs.org and run the command again.',
  );
}

/** The steps that are not up to date, in order. Cheap: this is all that a run with nothing to do costs. */
function pending() {
  const stamp = readStamp();
  const lock = hash(readFileSync(lockFile));
  if (!existsSync(modules) || (stamp.lock !== lock && !installedMatchesLock())) {
    return [{ name: 'dependencies (npm ci)', run: installDependencies, done: { lock }, talks: true }];
  }
  const steps = [];
  const schema = existsSync(schemaFile) ? hash(lock, readFileSync(schemaFile)) : undefined;
  if (schema && (stamp.schema !== schema || !existsSync(generated))) {
    steps.push({ name: 'database client (prisma generate)', run: generateClient, done: { lock, schema } });
  }
  const sources = compiledFolders.flatMap((folder) => filesUnder(join(root, folder)));
  const build = hash(lock, schema ?? '', ...[...sources, join(root, 'tsconfig.json')].map(fingerprint));
  if (stamp.build !== build || sources.some(isMissingFromBuild)) {
    steps.push({ name: 'build (tsc)', run: () => compile(sources), done: { lock, build } });
  }
  return steps;
}

async function timed({ name, run, done, talks = false }) {
  const start = performance.now();
  say(`set-up: ${name} ...${talks ? '\n' : ' '}`);
  try {
    await run();
  } catch (error) {
    say(talks ? `set-up: ${name} failed\n` : 'failed\n');
    throw error;
  }
  // Read again: `npm ci` has emptied node_modules, and the stamp with it.
  writeFileSync(stampFile, JSON.stringify({ ...readStamp(), ...done }));
  say(`${talks ? `set-up: ${name} took ` : ''}${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}

async function installDependencies() {
  const npm = npmCommand();
  const args = ['ci', '--loglevel=warn', '--no-audit', '--no-fund', '--include=dev'];
  // npm's standard output is sent to stderr: stdout belongs to the command that wanted the set-up.
  const options = {
    env: quietPrisma(withoutNpmOptions(process.env)),
    stdio: ['ignore', 2, 2],
    shell: npm.shell,
  };
  const { code } = await run(npm.program, [...npm.args, ...args], options);
  if (code === 0) return;
  throw new SetupError(
    `the dependencies could not be installed: npm ci ended with ${code}. Its own words are above. ` +
      'Check the connection to the npm registry (npm ping) and about 1 GB of free space. If ' +
      'package-lock.json was edited, restore it (git checkout package-lock.json). Then run the command again.',
  );
}

async function generateClient() {
  const cli = join(modules, 'prisma', 'build', 'index.js');
  // Prisma notes in the user's configuration folder that it was called; that note stays in the checkout.
  const env = { ...quietPrisma(process.env), XDG_CONFIG_HOME: join(modules, '.cache') };
  const { code, output } = await run(process.execPath, [cli, 'generate', '--no-hints'], { env });
  if (code !== 0) throw new SetupError(`prisma generate failed on prisma/schema.prisma:\n${output.trim()}`);
}

/** Compiles into dist/ and removes what deleted sources have left there. */
async function compile(sources) {
  if (sources.length === 0) return;
  // The project's own tsconfig also covers the tests; a broken test must not keep the service from starting.
  const config = join(modules, '.duly-build.json');
  writeFileSync(
    config,
    JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: { rootDir: '..', outDir: '../dist', noEmitOnError: true },
      include: compiledFolders.map((folder) => `../${folder}`),
    }),
  );
  const cli = join(modules, 'typescript', 'bin', 'tsc');
  const { code, output } = await run(process.execPath, [cli, '-p', config, '--pretty', 'false'], {});
  if (code !== 0) {
    throw new BuildError(
      `the code does not compile; the earlier build in dist/ is untouched:\n${output.trim()}`,
    );
  }
  const expected = new Set([...sources, ...filesUnder(generated, true)].map(outputOf));
  for (const file of filesUnder(join(root, 'dist'), true)) {
    if (/\.[cm]?js$/.test(file) && !expected.has(file)) rmSync(file);
  }
}

/** JSON has no output of its own unless a module imports it. */
function isMissingFromBuild(source) {
  return !source.endsWith('.json') && !existsSync(outputOf(source));
}

/** Where tsc puts the compiled form of a source file. */
function outputOf(source) {
  return join(root, 'dist', relative(root, source)).replace(/\.([cm]?)tsx?$/, '.$1js');
}

/** Source files below a folder, sorted; the generated client counts through its schema instead. */
function filesUnder(folder, all = false) {
  if (!existsSync(folder)) return [];
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (all || path !== generated) found.push(...filesUnder(path, all));
    } else if (all || (/\.([cm]?tsx?|json)$/.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name))) {
      found.push(path);
    }
  }
  return found.sort();
}

function fingerprint(file) {
  const { mtimeMs, size } = statSync(file);
  return `${relative(root, file).split(sep).join('/')} ${mtimeMs} ${size}`;
}

/**
 * Whether npm's own record of node_modules agrees with the lock file, so that somebody who ran `npm ci` by
 * hand does not wait for it twice. Optional packages may be absent: they belong to other platforms.
 */
function installedMatchesLock() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  const same = (path) =>
    wanted[path] !== undefined &&
    wanted[path].version === present[path]?.version &&
    wanted[path].integrity === present[path]?.integrity;
  return (
    Object.keys(wanted).every(
      (path) => path === '' || same(path) || (wanted[path].optional && !present[path]),
    ) && Object.keys(present).every(same)
  );
}

/** The npm that belongs to this run: the one that called us, the one beside Node, or the one on the PATH. */
function npmCommand() {
  const beside = dirname(process.execPath);
  const called = process.env.npm_execpath ?? '';
  const places = [
    /np[mx]-cli\.js$/.test(called) ? join(dirname(called), 'npm-cli.js') : '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const cli = places.find((place) => place !== '' && existsSync(place));
  if (cli) return { program: process.execPath, args: [cli], shell: false };
  // On Windows npm is a .cmd file, which only a shell can start; the arguments are constants.
  return { program: 'npm', args: [], shell: process.platform === 'win32' };
}

/** Options given to the outer npm (`npm run demo --json`) would otherwise steer the inner `npm ci` too. */
function withoutNpmOptions(env) {
  const kept = Object.entries(env).filter(
    ([key]) => !/^npm_config_(json|exit|speed|global|omit|only|production|dry_run|loglevel)$/i.test(key),
  );
  return Object.fromEntries(kept);
}

/**
 * Prisma downloads an engine that Duly does not use unless one is named: any program that exists will do.
 * The checkpoint call (update check, telemetry) is switched off with it.
 */
function quietPrisma(env) {
  return {
    ...env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
}

/** Runs a program to its end. `output` holds what it wrote, where `stdio` did not send it elsewhere. */
function run(program, args, { env = process.env, stdio = ['ignore', 'pipe', 'pipe'], shell = false }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env, stdio, shell });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (cause) =>
      reject(new SetupError(`cannot run ${program}: ${cause.message}`, { cause })),
    );
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {}; // absent or cut short: everything is looked at anew
  }
}

function hash(...parts) {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part).update('\0');
  return digest.digest('hex');
}

function say(text) {
  process.stderr.write(text);
}

// Started, not imported; compared by real path because npm's bin folders hold links.
const started = process.argv[1] ?? '';
if (existsSync(started) && realpathSync(started) === fileURLToPath(import.meta.url)) {
  try {
    await ensureSetup({ quiet: process.argv.includes('--quiet') });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`duly: ${error.message}\n`);
    process.exitCode = 3;
  }
}
