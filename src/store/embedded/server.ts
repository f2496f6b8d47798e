import { open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../clock.ts';
import { DulyError } from '../../domain/errors.ts';
import { diskFull, giveTo } from './cluster.ts';
import type { Place } from './place.ts';
import { choosePort, type Port } from './port.ts';
import { commandLine, isAlive, run } from './process.ts';

/** A server process that belongs to a cluster. */
export interface Server {
  readonly pid: number;
  readonly port: number;
}

/** Settings of the server, by their PostgreSQL names. */
export type Settings = Readonly<Record<string, string>>;

// A small server that must not lose data. They go with each start, so that they follow the version of Duly.
const SETTINGS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // What users wrote stays out of the log: no statements, no parameters.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

const PORT_TRIES = 5;
const ORPHANS_LEAVE_MS = 10_000;
const TAIL_BYTES = 4_000;

/**
 * The server that runs on this cluster, as its pid file says; undefined when none does. A file whose process
 * id now belongs to some other program (ids start again after a reboot) is deleted, because PostgreSQL would
 * refuse to start for it; one of a dead process is PostgreSQL's own to judge.
 */
export async function runningServer(place: Place): Promise<Server | undefined> {
  const file = path.join(place.cluster, 'postmaster.pid');
  let lines: string[];
  try {
    lines = (await readFile(file, 'utf8')).split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  const command = await commandLine(pid);
  if (command === undefined || (command.includes('postgres') && command.includes(place.cluster))) {
    return { pid, port: Number.isInteger(port) ? port : 0 };
  }
  await rm(file, { force: true });
  return undefined;
}

/**
 * Starts a server on 127.0.0.1 and waits until it answers.
 *
 * @throws DulyError `config` when the disk is full, else `unavailable`: the one port is taken, or with the end
 * of the server's log.
 */
export async function startServer(place: Place, settings: Settings, wanted: Port): Promise<Server> {
  const orphansGoneAt = monotonicMs() + ORPHANS_LEAVE_MS;
  for (let attempt = 1; ; ) {
    const logStart = await prepareLog(place);
    const port = await choosePort(wanted);
    const options = Object.entries({ ...SETTINGS, ...settings }).map(asOption);
    const { code, output } = await run(place.runAs, place.binaries.pgCtl, [
      ...['start', '-w', '-s', '-t', '150', '-D', place.cluster, '-l', place.serverLog],
      ...['-o', [`-p ${port}`, ...options].join(' ')],
    ]);
    const server = await runningServer(place);
    if (code === 0 && server !== undefined) return server;
    const tail = await logTail(place, logStart);
    if (/Address already in use/i.test(tail) && attempt < PORT_TRIES) {
      attempt += 1; // somebody took the port in between; where it is the only one, that is said now
    } else if (/shared memory block .* still in use/i.test(tail) && monotonicMs() < orphansGoneAt) {
      await sleep(100); // the children of a server that was killed are still leaving
    } else {
      throw startFault(place, tail || output);
    }
  }
}

/**
 * Stops the server: running transactions are rolled back, connections closed, data written.
 *
 * @throws DulyError `unavailable` when it has not stopped within two minutes.
 */
export async function stopServer(place: Place): Promise<void> {
  const { code, output } = await run(place.runAs, place.binaries.pgCtl, [
    ...['stop', '-w', '-s', '-t', '120', '-m', 'fast', '-D', place.cluster],
  ]);
  if (code === 0 || (await runningServer(place)) === undefined) return;
  throw new DulyError(
    'unavailable',
    `the embedded PostgreSQL in ${place.cluster} does not stop: ${output || 'no reason given'}; see ` +
      place.serverLog,
  );
}

/** One word of pg_ctl's `-o`, which a shell takes apart: so only harmless characters are let in. */
function asOption([name, value]: [string, string]): string {
  if (/^[a-z_.]+$/.test(name) && /^[\w.,:/-]*$/.test(value)) return `-c ${name}=${value}`;
  throw new DulyError('config', `the PostgreSQL setting ${name}=${value} cannot be passed to the server`);
}

/** Makes sure that the server may write its log; returns the present length of it. */
async function prepareLog(place: Place): Promise<number> {
  const file = await open(place.serverLog, 'a', 0o600);
  await file.close();
  await giveTo(place, place.serverLog);
  return (await stat(place.serverLog)).size;
}

async function logTail(place: Place, from: number): Promise<string> {
  const text = await readFile(place.serverLog);
  return text
    .subarray(Math.max(from, text.length - TAIL_BYTES))
    .toString('utf8')
    .trim();
}

function startFault(place: Place, tail: string): DulyError {
  if (/No space left|Disk quota/i.test(tail)) return diskFull(place, 'PostgreSQL could not start');
  return new DulyError(
    'unavailable',
    `the embedded PostgreSQL in ${place.cluster} did not start. The end of ${place.serverLog}:\n${tail}`,
  );
}
