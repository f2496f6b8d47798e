import pg from 'pg';
import { CLUSTER_NAME } from './cluster.ts';

const PRESENCE_NAME = 'duly presence';
const CONNECT_MS = 5_000;
const QUERY_MS = 10_000;
const RETRY_MS = 1_000;

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
  release(): Promise<void>;
}

/**
 * One connection held for as long as this process has the database open. Pools close idle connections, so
 * without it a process at rest would look gone and another might stop the server under it. When the server
 * drops it (a crash, an administrator) it comes back every second.
 */
export async function holdPresence(url: string): Promise<Presence> {
  let released = false;
  let retry: NodeJS.Timeout | undefined;
  let client: pg.Client | undefined;

  const comeBack = () => {
    if (released) return;
    retry = setTimeout(() => enter().catch(comeBack), RETRY_MS);
    retry.unref();
  };
  const enter = async (): Promise<void> => {
    const next = newClient(url, PRESENCE_NAME);
    await next.connect();
    if (released) return next.end();
    client = next;
    next.once('end', () => {
      client = undefined;
      comeBack();
    });
  };

  await enter();
  return {
    company: () => (client === undefined ? withClient(url, countCompany) : countCompany(client)),
    release: async () => {
      released = true;
      clearTimeout(retry);
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
