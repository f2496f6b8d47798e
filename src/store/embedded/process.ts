import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { DulyError } from '../../domain/errors.ts';

/** Under whose rights the programs of PostgreSQL run; see `privilege.ts` for how it is chosen. */
export interface RunAs {
  /** For messages, e.g. `the user postgres`. */
  readonly name: string;
  /** Words put in front of every command line. */
  readonly prefix: readonly string[];
  /** Set when the child changes its user and group. */
  readonly ids?: { readonly uid: number; readonly gid: number };
}

export interface RunResult {
  readonly code: number;
  /** What the program wrote on both streams, trimmed. */
  readonly output: string;
}

const RUN_LIMIT_MS = 180_000;
const OUTPUT_LIMIT = 20_000;

// Messages are matched and quoted, so they must not come in the language of the machine.
const PLAIN_LANGUAGE = process.platform === 'win32' ? [] : ['/usr/bin/env', 'LC_ALL=C'];

/**
 * Runs a program to its end and returns its exit code and output; a code other than 0 is not an error here.
 * The child gets its own session and the root folder as its working folder: Ctrl-C in the terminal must not
 * cut a start or a stop in two, and another user may be unable to enter ours.
 *
 * @throws DulyError `config` when the program cannot be started at all, `unavailable` after three minutes.
 */
export function run(runAs: RunAs, program: string, args: readonly string[]): Promise<RunResult> {
  const [first = program, ...rest] = [...PLAIN_LANGUAGE, ...runAs.prefix, program, ...args];
  return new Promise((resolve, reject) => {
    const posix = process.platform !== 'win32';
    const child = spawn(first, rest, {
      ...runAs.ids,
      ...(posix ? { cwd: '/', detached: true } : {}),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      if (output.length < OUTPUT_LIMIT) output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new DulyError('unavailable', `${program} did not finish within ${RUN_LIMIT_MS / 1000} seconds`));
    }, RUN_LIMIT_MS);
    child.on('error', (cause) => {
      clearTimeout(limit);
      reject(
        new DulyError('config', `${program} cannot be run by ${runAs.name}: ${cause.message}`, { cause }),
      );
    });
    const finish = (code: number | null) => {
      clearTimeout(limit);
      resolve({ code: code ?? -1, output: output.trim() });
    };
    child.on('close', finish);
    // On Windows the server inherits the pipes of pg_ctl, which then never close.
    if (!posix) child.on('exit', (code) => setTimeout(() => finish(code), 200));
  });
}

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Tells a process from a later one that was given the same id (after a reboot ids start again): its start
 * tick and the boot it belongs to. Empty where the machine does not say.
 */
export async function processIdentity(pid: number): Promise<string> {
  if (process.platform !== 'linux') return '';
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    // The program's name may contain spaces; the fields after its closing bracket do not. Field 22 is the start.
    const startTick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return startTick === undefined ? '' : `${boot.trim()}/${startTick}`;
  } catch {
    return ''; // gone, or hidden from us
  }
}

/** The command line of a process, or undefined where it cannot be read. */
export async function commandLine(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  if (process.platform === 'linux') {
    try {
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
    } catch {
      return undefined;
    }
  }
  const { code, output } = await run(OURSELVES, 'ps', ['-p', String(pid), '-o', 'command=']);
  return code === 0 ? output : undefined;
}

/** The rights that this process has already. */
export const OURSELVES: RunAs = { name: 'this user', prefix: [] };
