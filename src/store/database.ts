/**
 * The connection to PostgreSQL: one pool, used by Prisma for records and by the hot paths as plain SQL.
 * Every wait has an end: a half-open socket or a stuck lock becomes an error, never a hang.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { DulyError } from '../domain/errors.ts';
import { Prisma, PrismaClient } from './generated/client.ts';

/** Runs one statement and returns its rows; instants go in and come out as epoch milliseconds (see `ms`). */
export type Query = <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A Prisma transaction with a way to run plain SQL inside it. */
export type Tx = Prisma.TransactionClient;

export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Plain SQL outside any transaction. */
  readonly query: Query;
  /** Plain SQL in one transaction on one connection; retried on deadlock and serialization failure. */
  inTransaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Prisma and plain SQL in one transaction; retried on deadlock and serialization failure. */
  write<T>(work: (tx: Tx, query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const RETRIES = 4;
/** A broken unique key too: who lost the race for a name finds it there the next time. */
const RETRY_CODES = new Set(['40001', '40P01', 'P2034', '23505', 'P2002']);
/** SQLSTATE classes and driver codes that mean: the database is away, busy or refusing, try again. */
const AWAY =
  /^(08|53|57P|25006|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|P1001|P1002|P1008|P1017|P2024|P2028)/;

/**
 * Selects a `timestamptz` column as epoch milliseconds, through the pool and through Prisma alike. In floating
 * point: `extract` counts in decimals, which costs a batch more than reading its rows.
 */
export const ms = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`;
/** Reads a parameter in epoch milliseconds as `timestamptz`. */
export const at = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;

function codeOf(error: unknown): string {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    const cause = (error.meta?.driverAdapterError as { cause?: { originalCode?: string } } | undefined)
      ?.cause;
    return cause?.originalCode ?? error.code;
  }
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

function isAway(error: unknown): boolean {
  const text = error instanceof Error ? error.message : String(error);
  return (
    AWAY.test(codeOf(error)) ||
    error instanceof Prisma.PrismaClientInitializationError ||
    /Connection terminated|is not queryable|timeout exceeded when trying to connect|Query read timeout|read-only transaction|Can't reach database|statement timeout|No space left on device/.test(
      text,
    )
  );
}

/** Turns "the database is away" into `DulyError('unavailable')`; everything else passes unchanged. */
export function translate(error: unknown): unknown {
  if (error instanceof DulyError || !isAway(error)) return error;
  const reason = codeOf(error) || 'no answer';
  return new DulyError(
    'unavailable',
    `The database does not answer as it should (${reason}). Nothing was changed; try again in a moment.`,
    { cause: error },
  );
}

/** Runs `work` again, a bounded number of times with growing pauses, when PostgreSQL broke a tie against it. */
async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= RETRIES || !RETRY_CODES.has(codeOf(error))) throw translate(error);
      const pause = 10 * 2 ** attempt * (0.5 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/**
 * Between two statements of a transaction nobody waits for an answer: that the connection is lost comes as an event
 * then, which would end the process. The next statement says the same.
 */
export function outliveLoss(client: pg.PoolClient): void {
  client.on('error', () => undefined);
}

/** How long each kind of wait may take, milliseconds. The server gives up first, where it can still say so. */
const WAITS = { connect: 5_000, query: 60_000, statement: 55_000, lock: 15_000, transaction: 30_000 };

/** Opens the pool on `url`; connects lazily. `poolSize` bounds the connections of this process. */
export function openDatabase(
  url: string,
  options: {
    poolSize?: number;
    ssl?: false;
    waits?: Partial<typeof WAITS>;
    onError?: (error: Error) => void;
  } = {},
): Database {
  const waits = { ...WAITS, ...options.waits };
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    application_name: 'duly',
    ...(options.ssl === false ? { ssl: false } : {}),
    connectionTimeoutMillis: waits.connect,
    query_timeout: waits.query,
    statement_timeout: waits.statement,
    lock_timeout: waits.lock,
    idle_in_transaction_session_timeout: waits.query,
    keepAlive: true,
    options: '-c timezone=UTC',
  });
  // A connection that dies while idle must not take the process down; the next query opens a new one.
  pool.on('error', (error) => options.onError?.(error));
  pool.on('connect', outliveLoss);
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: waits.connect, timeout: waits.transaction },
  });

  // Outside a transaction too, "the database is away" is the same refusal, whichever way a statement went.
  const prisma = client.$extends({
    query: {
      $allOperations: async ({ args, query }) => {
        try {
          return await query(args);
        } catch (error) {
          throw translate(error);
        }
      },
    },
  }) as unknown as PrismaClient;

  const on =
    (client: pg.Pool | pg.PoolClient): Query =>
    async <Row>(text: string, values: readonly unknown[] = []) =>
      (await client.query(text, values as unknown[])).rows as Row[];

  return {
    prisma,
    pool,
    query: async (text, values) => {
      try {
        return await on(pool)(text, values);
      } catch (error) {
        throw translate(error);
      }
    },
    inTransaction: (work) =>
      retrying(async () => {
        const client = await pool.connect();
        let broken: Error | undefined;
        try {
          await client.query('begin');
          const result = await work(on(client));
          await client.query('commit');
          return result;
        } catch (error) {
          // Whoever gave no answer would not answer a rollback either; a closed connection is rolled back.
          if (isAway(error)) broken = error as Error;
          else
            await client.query('rollback').catch((failure: Error) => {
              broken = failure;
            });
          throw error;
        } finally {
          client.release(broken);
        }
      }),
    write: (work) =>
      retrying(() =>
        client.$transaction((tx) => work(tx, (text, values = []) => tx.$queryRawUnsafe(text, ...values))),
      ),
    close: async () => {
      await client.$disconnect();
      await pool.end();
    },
  };
}
