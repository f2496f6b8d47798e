import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openApp, openLog } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { packageRoot } from '../../src/package-root.ts';
import { readMail, readOutbox } from '../../src/service/browse/outbox.ts';
import { removeDataFolder } from '../support/postgres.ts';
import { BODIES } from './duly.ts';

const BOUND_MS = 60_000;

interface Started {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** Starts a Node program as a child; it is killed, by its own id, if the test leaves it behind. */
function startNode(args: readonly string[], env: Record<string, string> = {}): Started {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: packageRoot,
    env: { PATH, HOME, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? ''));
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  return { child, out: () => out, err: () => err, ended };
}

const startDuly = (argv: readonly string[], env: Record<string, string>): Started =>
  startNode([join('bin', 'duly.mjs'), ...argv], env);

/** Asks again until there is an answer, for a bounded time. */
async function until<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const giveUpAt = performance.now() + BOUND_MS;
  while (performance.now() < giveUpAt) {
    const found = await ask();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error(`waited in vain: ${what}`);
}

async function urlOf({ out, err, child }: Started): Promise<string> {
  const document = await until('the service says where it is', () => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${err()}`);
    return out().endsWith('}\n') ? out() : undefined;
  });
  return (JSON.parse(document) as { url: string }).url;
}

async function run(argv: readonly string[], env: Record<string, string>): Promise<unknown> {
  const { ended, out, err } = startDuly([...argv, '--json'], env);
  expect(await ended, err()).toBe(0);
  return JSON.parse(out());
}

/** Ends it as an operator would and says how long it took, in milliseconds. */
async function stop({ child, ended, err }: Started): Promise<number> {
  const askedAt = performance.now();
  child.kill('SIGTERM');
  expect(await ended, err()).toBe(0);
  return performance.now() - askedAt;
}

describe('duly start', () => {
  it('serves, works, takes in what others record, ends at SIGTERM and keeps it all', {
    timeout: 180_000,
  }, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'duly-start-'));
    onTestFinished(() => removeDataFolder(dataDir));
    const env = { DULY_DATA: dataDir, PORT: '0' };

    const first = startDuly(['start', '--json'], env);
    const url = await urlOf(first);
    expect(url).toMatch(/^http:\/\/localhost:[1-9]\d+$/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);

    const { id } = (await run(['add', ...BODIES], env)) as { id: number };
    await run(['subscribe', 'reader@example.org'], env);
    const jane = ['jane@example.org', '--name', 'Jane Doe', '--role', 'administrator'];
    // The command knows of no port: the service has left word beside the data.
    const added = (await run(['user', 'add', ...jane], { DULY_DATA: dataDir })) as { link: string };
    expect(added.link.startsWith(`${url}/sign-in/link/`)).toBe(true);
    expect(added).toMatchObject({ note: null });
    const app = await openApp(readConfig(env), { log: openLog('silent') });
    try {
      const announced = await until('a worker flags it', async () => {
        const { status } = await app.ctx.db.prisma.commitment.findUniqueOrThrow({ where: { id } });
        return status === 'overdue' ? status : undefined;
      });
      expect(announced).toBe('overdue');
      const mail = await until('a worker keeps the confirmation', async () => {
        const kept = (await readOutbox(app.ctx)).mails.find(({ state }) => state === 'sent');
        return kept === undefined ? undefined : readMail(app.ctx, kept.id);
      });
      // No port was chosen, so links carry the one that was found.
      expect(mail.text).toContain(`${url}/confirm/`);
    } finally {
      await app.close();
    }
    expect(await stop(first)).toBeLessThan(10_000);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    expect(await run(['user', 'link', 'jane@example.org'], { DULY_DATA: dataDir })).toMatchObject({
      link: expect.stringMatching(/^http:\/\/localhost:8470\/sign-in\/link\//),
      note: expect.stringMatching(/^No service runs on this data\. .*BASE_URL is not set: start one with/),
    });

    const second = startDuly(['start', '--json'], { ...env, TRUSTED_PROXIES: '1' });
    const again = await urlOf(second);
    const page = await fetch(`${again}/commitments/${id}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Hand over the bodies');
    const tableFor = async (visitor: string) =>
      (await fetch(`${again}/board.csv`, { headers: { 'x-forwarded-for': `1.1.1.1, ${visitor}` } })).status;
    const statuses = [];
    for (let n = 0; n < 7; n += 1) statuses.push(await tableFor('198.51.100.7'));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect(await tableFor('198.51.100.8')).toBe(200);
    expect(await stop(second)).toBeLessThan(10_000);
  });
});

describe('the second signal', () => {
  it('ends at once what does not end by itself', { timeout: 90_000 }, async () => {
    expect(await startNode([join('bin', 'setup.mjs'), '--quiet']).ended).toBe(0);
    const module = pathToFileURL(join(packageRoot, 'dist', 'src', 'cli', 'stop.js')).href;
    const program = `
      import { listenForStop } from ${JSON.stringify(module)};
      const stop = listenForStop();
      setInterval(() => {}, 1_000);
      console.log('ready');
      await stop.asked;
      console.log('asked');
      await stop.finish(() => new Promise(() => {}), () => {});`;
    const started = startNode(['--input-type=module', '--eval', program]);
    await until('it listens', () => (started.out().includes('ready') ? true : undefined));
    started.child.kill('SIGINT');
    await until('it heard the first', () => (started.out().includes('asked') ? true : undefined));
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(130);
  });
});
