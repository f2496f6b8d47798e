import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { type Checkout, makeCheckout } from './checkout.ts';

const program = `
  interface Io { stdout: NodeJS.WritableStream; env: NodeJS.ProcessEnv }
  export async function main(argv: string[], io: Io): Promise<number> {
    io.stdout.write(JSON.stringify(argv) + '\\n');
    return Number(io.env.EXIT ?? 0);
  }
`;

function setup(): Checkout {
  const checkout = makeCheckout();
  onTestFinished(() => checkout.dispose());
  checkout.write('src/cli/main.ts', program);
  return checkout;
}

it('builds before the first command and says nothing before the second', async () => {
  const { run } = setup();
  const first = await run('duly.mjs', ['list', '--json']);
  expect(first).toMatchObject({ code: 0, stdout: '["list","--json"]\n' });
  expect(first.stderr).toMatch(/^set-up: build \(tsc\) \.\.\. \d+\.\d s\n$/);
  expect(await run('duly.mjs', ['list'])).toEqual({ code: 0, stdout: '["list"]\n', stderr: '' });
});

it('returns the exit code that main returns', async () => {
  const { run } = setup();
  expect((await run('duly.mjs', [], { EXIT: '2' })).code).toBe(2);
});

it('builds again after an edit, and forgets what was deleted', async () => {
  const { folder, run, write, remove } = setup();
  write('src/old.ts', 'export const old = 1;');
  await run('setup.mjs');
  expect(existsSync(join(folder, 'dist/src/old.js'))).toBe(true);
  remove('src/old.ts');
  write('src/cli/main.ts', program.replace('JSON.stringify(argv)', "'edited' + argv.length"));
  expect((await run('duly.mjs')).stdout).toBe('edited0\n');
  expect(existsSync(join(folder, 'dist/src/old.js'))).toBe(false);
});

it('builds again when the build was thrown away in part', async () => {
  const { run, remove } = setup();
  await run('setup.mjs');
  remove('dist/src/cli');
  expect(await run('duly.mjs')).toMatchObject({ code: 0, stdout: '[]\n' });
});

it('refuses to start on a type error, shows it, and keeps the earlier build', async () => {
  const { folder, run, write } = setup();
  await run('setup.mjs');
  const before = readFileSync(join(folder, 'dist/src/cli/main.js'), 'utf8');
  write('src/cli/main.ts', `${program}\nconst wrong: number = 'text';`);
  const { code, stdout, stderr } = await run('duly.mjs', ['list']);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toMatch(/does not compile.*\nsrc\/cli\/main\.ts\(\d+,\d+\): error TS2322/);
  expect(stderr).not.toContain('at async');
  expect(readFileSync(join(folder, 'dist/src/cli/main.js'), 'utf8')).toBe(before);
});

it('starts without sources, as in an image, and sets nothing up', async () => {
  const { run, remove } = setup();
  await run('setup.mjs');
  for (const path of ['src', 'node_modules', 'package-lock.json', 'tsconfig.json']) remove(path);
  expect(await run('duly.mjs', ['web'])).toEqual({ code: 0, stdout: '["web"]\n', stderr: '' });
});

it('does the work once when three terminals start at the same time', async () => {
  const { run } = setup();
  const all = await Promise.all(['a', 'b', 'c'].map((name) => run('duly.mjs', [name])));
  expect(all.map(({ code, stdout }) => [code, stdout])).toEqual([
    [0, '["a"]\n'],
    [0, '["b"]\n'],
    [0, '["c"]\n'],
  ]);
  expect(all.filter(({ stderr }) => stderr.includes('set-up: build'))).toHaveLength(1);
});

it('breaks the lock of a set-up that was killed', async () => {
  const { folder, run } = setup();
  const lock = lockOf(folder);
  writeFileSync(lock, String(await deadPid()));
  expect(await run('duly.mjs')).toMatchObject({ code: 0, stdout: '[]\n' });
  expect(existsSync(lock)).toBe(false);
});

it('reports a failed npm ci with what to do, on stderr', async () => {
  const { folder, run, write } = setup();
  // package.json and the lock file contradict each other, which npm finds out without a network.
  write('package.json', JSON.stringify({ name: 'small', type: 'module', dependencies: { absent: '1.0.0' } }));
  const packages = { '': { name: 'small' }, 'node_modules/other': { version: '1.0.0' } };
  write('package-lock.json', JSON.stringify({ name: 'small', lockfileVersion: 3, packages }));
  const { code, stdout, stderr } = await run('duly.mjs');
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('the dependencies could not be installed');
  expect(stderr).toContain('npm ping');
  expect(stderr).toMatch(/npm (error|ERR!) /);
  expect(existsSync(lockOf(folder))).toBe(false);
});

it('finds the options that npm kept to itself', async () => {
  const { run } = setup();
  const npm = (config: Record<string, string>) => ({ npm_lifecycle_event: 'demo', ...config });
  const argv = async (args: string[], env: Record<string, string>) =>
    JSON.parse((await run('duly.mjs', args, env)).stdout);
  expect(await argv(['demo'], npm({ npm_config_exit: 'true', npm_config_json: 'true' }))).toEqual([
    'demo',
    '--exit',
    '--json',
  ]);
  // npm run demo --speed 10; npm run demo --speed=10; npm run demo -- --speed 5
  expect(await argv(['demo', '10'], npm({ npm_config_speed: 'true' }))).toEqual(['demo', '--speed', '10']);
  expect(await argv(['demo'], npm({ npm_config_speed: '10' }))).toEqual(['demo', '--speed', '10']);
  expect(await argv(['demo', '--speed', '5'], npm({ npm_config_speed: '10' }))).toEqual([
    'demo',
    '--speed',
    '5',
  ]);
  expect(await argv(['demo'], npm({ npm_config_exit: '' }))).toEqual(['demo']);
  // A worker that the demo starts inherits the environment; the options are not meant for it.
  expect(await argv(['worker'], npm({ npm_config_json: 'true' }))).toEqual(['worker']);
});

it('goes on working when nobody reads its output any more', async () => {
  const { folder, run, write } = setup();
  write(
    'src/cli/main.ts',
    `
    import { writeFileSync } from 'node:fs';
    export async function main(_argv: string[], io: { stdout: NodeJS.WritableStream }): Promise<number> {
      for (let line = 0; line < 200; line += 1) {
        io.stdout.write('x'.repeat(1_000) + '\\n');
        await new Promise((resolve) => setImmediate(resolve));
      }
      writeFileSync('finished', 'yes');
      return 0;
    }
  `,
  );
  await run('setup.mjs');
  const child = spawn(process.execPath, ['bin/duly.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(readFileSync(join(folder, 'finished'), 'utf8')).toBe('yes');
});

it.each([
  ['18.20.8', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['22.1.0', true],
])('on Node %s: %s', (version, enough) => {
  const script = "import { assertNode } from './bin/setup.mjs'; assertNode(process.argv[1]);";
  const { folder } = setup();
  const args = ['--input-type=module', '-e', script, version];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect(status === 0).toBe(enough);
  if (!enough) expect(stderr).toContain(`Duly needs Node 20.19 or newer, this is Node ${version}`);
});

function lockOf(folder: string): string {
  const script = `import { lockPath } from ${JSON.stringify(pathToFileURL(join(folder, 'bin/setup-lock.mjs')).href)};
    process.stdout.write(lockPath(${JSON.stringify(folder)}));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout;
}

/** The number of a process that has just ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.on('exit', resolve));
  return child.pid ?? 0;
}
