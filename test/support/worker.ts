import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { monotonicMs } from '../../src/clock.ts';
import { until } from './until.ts';

const ENTRY = join(import.meta.dirname, '../../bin/duly.mjs');
const LOG_KEPT = 20_000;

/** One `duly worker` or `duly start` in a process of its own. */
export interface WorkerProcess {
  readonly pid: number;
  /** What it has answered on stdout. */
  readonly said: string;
  /** What it has logged lately. */
  readonly log: string;
  readonly running: boolean;
  /** Resolves when it says that it works; rejects with its log when it ends before. */
  ready(): Promise<void>;
  /** Sends a signal and does not wait. */
  signal(name: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Asks it to stop; resolves with its exit code (null: killed) and how long that took. */
  stop(): Promise<{ code: number | null; tookMs: number }>;
  /** Ends it whatever state it is in, and waits until it is gone. */
  end(): Promise<void>;
}

export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  readonly redisUrl: string | undefined;
}

/** Starts a worker as an operator would. Whoever starts it ends it. */
export const startWorker = ({ databaseUrl, smtpUrl, redisUrl }: WorkerSettings): WorkerProcess =>
  startDuly('worker', {
    DATABASE_URL: databaseUrl,
    SMTP_URL: smtpUrl,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    DULY_SECRET: 'test-secret-test-secret-test-secret-test',
  });

/** The whole service on an embedded database of its own, on any free port. Whoever starts it ends it. */
export const startService = (given: { dataDir: string; smtpUrl: string }): WorkerProcess =>
  startDuly('start', { DULY_DATA: given.dataDir, SMTP_URL: given.smtpUrl, PORT: '0' });

function startDuly(command: 'worker' | 'start', env: Record<string, string>): WorkerProcess {
  const child: ChildProcess = spawn(process.execPath, [ENTRY, command, '--json'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...env,
      MAIL_FROM: 'Duly <duly@example.org>',
      // Endpoints of webhooks are servers of the test's own.
      ALLOW_PRIVATE_NETWORKS: 'true',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let log = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-LOG_KEPT);
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const signal = (name: NodeJS.Signals): void => void child.kill(name);
  return {
    pid: child.pid ?? 0,
    get said() {
      return said;
    },
    get log() {
      return log;
    },
    get running() {
      return running();
    },
    ready: async () => {
      await until(() => said.includes('\n') || !running(), 30_000, `duly ${command}`);
      if (!running()) throw new Error(`duly ${command} has ended:\n${log}`);
    },
    signal,
    stop: async () => {
      const began = monotonicMs();
      signal('SIGTERM');
      return { code: await exit, tookMs: monotonicMs() - began };
    },
    end: async () => {
      signal('SIGKILL');
      await exit;
    },
  };
}
