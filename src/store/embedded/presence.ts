import pg from 'pg';
import { monotonicMs } from '../../clock.ts';
import { CLUSTER_NAME } from './cluster.ts';

const PRESENCE_NAME = 'duly presence';
const CONNECT_MS = 5_000;
const QUERY_MS = 10_000;
const RETRY_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;
/** A server that was lost sooner than this is not yet well again. */
const STEADY_MS = 60_000;

/** The connection string of the embedded database; it never leaves this machine, whatever PGSSLMODE says. */
export const embeddedUrl = (port: number, password: string, database = CLUSTER_NAME): string =>
  `postgres://${CLUSTER_NAME}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;

/** A connection for one question to an embedded server; it gives up after seconds, never hangs. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = newClient(url);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Who else is connected to the database. */
export interface Company {
  /** Connections of every kind, ours not counted. */
  readonly connections: number;
  /** Those of them that stand for another process which has the database open. */
  readonly openers: number;
}

export interface Presence {
  /** Counts the other connections. */
  company(): Promise<Company>;
  /** Stops coming back; resolves when no attempt to do so is under way any more. The connection stays. */
  settle(): Promise<void>;
  release(): Promise<void>;
}

/**
 * What is done when the server cannot be reached: it calls `enter` when that may help, and rejects when it did
 * not. `leaving` is aborted once nobody needs the server any more.
 */
export type Revive = (enter: () => Promise<void>, leaving: AbortSignal) => Promise<void>;

/**
 * One connection held for as long as this process has the database open. Pools close idle connections, so
 * without it a process at rest would look gone and another might stop the server under it. When the server
 * drops it (a crash, an administrator) it comes back after a second, and where nobody answers it has the server
 * revived. As long as that fails, and when the server does not live long, the pauses grow.
 */
export async function holdPresence(url: string, revive: Revive): Promise<Presence> {
  const leaving = new AbortController();
  let retry: NodeJS.Timeout | undefined;
  let client: pg.Client | undefined;
  let pauseMs = RETRY_MS;
  let failed = false;
  let comingBack: Promise<void> = Promise.resolve();

  const enter = async (): Promise<void> => {
    if (leaving.signal.aborted) return;
    const next = newClient(url, PRESENCE_NAME);
    await next.connect();
    if (leaving.signal.aborted) return next.end();
    client = next;
    const since = monotonicMs();
    next.once('end', () => {
      client = undefined;
      if (monotonicMs() - since > STEADY_MS) pauseMs = RETRY_MS;
      comeBack();
    });
  };
  const comeBack = (): void => {
    if (leaving.signal.aborted || client !== undefined) return;
    clearTimeout(retry);
    retry = setTimeout(() => {
      comingBack = attempt();
    }, pauseMs);
    retry.unref();
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  };
  const attempt = async (): Promise<void> => {
    try {
      // Often only we were dropped. But whoever has told of a loss goes on to tell when it is over.
      if (failed) await revive(enter, leaving.signal);
      else await enter().catch(() => revive(enter, leaving.signal));
      failed = false;
    } catch {
      failed = true; // `revive` has told why
      comeBack();
    }
  };
  const settle = async (): Promise<void> => {
    leaving.abort();
    clearTimeout(retry);
    await comingBack;
  };

  await enter();
  return {
    company: () => (client === undefined ? withClient(url, countCompany) : countCompany(client)),
    settle,
    release: async () => {
      await settle();
      await client?.end();
    },
  };
}

async function countCompany(client: pg.Client): Promise<Company> {
  const { rows } = await client.query<{ connections: number; openers: number }>(
    `select count(*)::int as connections,
            (count(*) filter (where application_name = $2))::int as openers
       from pg_stat_activity
      where datname = $1 and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    [CLUSTER_NAME, PRESENCE_NAME],
  );
  return rows[0] ?? { connections: 0, openers: 0 };
}

function newClient(url: string, name = 'duly embedded'): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    ssl: false,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
  });
  client.on('error', () => {}); // a lost connection also ends, and that is where it is dealt with
  return client;
}
