import pg from 'pg';
import { outliveLoss } from './database.ts';

/**
 * The connections of BullMQ's PostgreSQL engine: its tables lie in a schema of their own, and every wait has an
 * end. Connects lazily; the caller ends it.
 */
export function openQueuePool(databaseUrl: string, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'duly queue',
    max: 10,
    connectionTimeoutMillis: 5_000,
    // A half-open connection becomes an error, never a hang; the pool then opens a new one.
    query_timeout: 20_000,
    keepAlive: true,
    options: '-c search_path=bullmq,public',
  });
  pool.on('error', onError);
  pool.on('connect', outliveLoss);
  return pool;
}
