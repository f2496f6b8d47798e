import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './modules.ts';

/** What a program left behind when it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A small checkout of its own: the real bin/ and tsconfig.json around sources that a test writes. */
export interface Checkout {
  readonly folder: string;
  write(path: string, text: string): void;
  remove(path: string): void;
  /** Runs `node bin/<program>` in it, with `env` on top of a plain environment. */
  run(program: string, args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  dispose(): void;
}

/**
 * Makes a checkout whose dependencies count as installed: npm's record and the lock file are both empty, and
 * the compiler is a link to the real one. Nothing is downloaded.
 */
export function makeCheckout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'duly-checkout-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  cpSync(`${root}bin`, join(folder, 'bin'), { recursive: true });
  cpSync(`${root}tsconfig.json`, join(folder, 'tsconfig.json'));
  write('package.json', JSON.stringify({ name: 'small', version: '1.0.0', type: 'module', private: true }));
  const lock = { name: 'small', version: '1.0.0', lockfileVersion: 3 };
  write(
    'package-lock.json',
    JSON.stringify({ ...lock, packages: { '': { name: 'small', version: '1.0.0' } } }),
  );
  write('node_modules/.package-lock.json', JSON.stringify({ ...lock, packages: {} }));
  for (const name of ['typescript', '@types']) {
    symlinkSync(`${root}node_modules/${name}`, join(folder, 'node_modules', name), 'junction');
  }
  return {
    folder,
    write,
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    run: (program, args = [], env = {}) => end(folder, [join('bin', program), ...args], env),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function end(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // The options of the `npm test` around us are not the test's.
    const plain = Object.entries(process.env).filter(([key]) => !key.startsWith('npm_'));
    const child = spawn(process.execPath, args, { cwd, env: { ...Object.fromEntries(plain), ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end();
  });
}
