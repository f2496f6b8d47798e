import { Readable } from 'node:stream';
import { main } from '../../src/cli/main.ts';
import type { Database } from '../../src/store/database.ts';
import { setup } from '../support/setup.ts';

/** What one run of the command line left behind. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What comes on stdin; without it stdin is a terminal. */
  readonly stdin?: string | Iterable<Uint8Array>;
  /** Whether stdout is a terminal. */
  readonly tty?: boolean;
}

/** Runs the command line in this process, with streams that are kept. */
export async function duly(argv: readonly string[], options: RunOptions = {}): Promise<Run> {
  let out = '';
  let err = '';
  const { stdin } = options;
  const input = Readable.from(typeof stdin === 'string' ? [stdin] : (stdin ?? []));
  const code = await main([...argv], {
    stdout: {
      write: (text, written) => {
        out += text;
        written?.();
      },
      isTTY: options.tty ?? false,
    },
    stderr: {
      write: (text) => {
        err += text;
      },
    },
    stdin: Object.assign(input, { isTTY: stdin === undefined }),
    env: options.env ?? {},
  });
  return { code, out, err };
}

/** A database of its own with the command line on it. */
export async function setupCli() {
  const made = await setup();
  const env = { DATABASE_URL: made.url, DULY_SECRET: made.ctx.secret, DULY_DATA: '/nowhere/duly' };
  const run = (argv: readonly string[], options: RunOptions = {}) =>
    duly(argv, { ...options, env: { ...env, ...options.env } });
  return { ...made, env, run, contents: () => contents(made.db) };
}

/** The flags that record the bodies of the sample. */
export const BODIES = [
  ...['--title', 'Hand over the bodies'],
  ...['--quote', 'We will hand over six thousand bodies next week.'],
  ...['--speaker', 'Vladimir Medinsky', '--speaker-role', 'head of the Russian delegation'],
  ...['--said-at', '2025-06-02T15:57:00+03:00', '--zone', 'Europe/Istanbul'],
  ...['--source-title', 'Second round in Istanbul', '--deadline', 'next week'],
  ...['--comparator', 'at_least', '--quantity', '6000', '--unit', 'bodies'],
  ...['--committers', 'Russia', '--tags', 'bodies', '--tags', 'Istanbul'],
  ...['--by', 'tester'],
];

/** `flags` with one of them given another value. */
export function withFlag(flags: readonly string[], name: string, value: string): string[] {
  const at = flags.indexOf(name);
  return at === -1 ? [...flags, name, value] : flags.with(at + 1, value);
}

/** A digest of every table, to show that nothing was changed. */
async function contents(db: Database): Promise<Record<string, string>> {
  const tables = await db.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await db.query<{ digest: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from "${name}" t`,
    );
    digests[name] = row?.digest ?? '';
  }
  return digests;
}
