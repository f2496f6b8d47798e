/**
 * A server that ends under a running Duly: killed, or kept from starting again by what can go wrong on a machine.
 * Real servers, killed by their id.
 */
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { ask, ownFolder, serverPid } from './folder.ts';

const WITHIN_MS = 40_000;
const REFUSED = { code: 'ECONNREFUSED' };

async function killServer(dataDir: string): Promise<void> {
  process.kill(await serverPid(path.join(dataDir, 'postgres')), 'SIGKILL');
}

const works = (url: string) =>
  until(() => ask<number>(url, 'select 1').catch(() => null), WITHIN_MS, 'an answer of the server');

const told = (lines: readonly string[], words: RegExp) =>
  until(() => lines.some((line) => words.test(line)), WITHIN_MS, `a line like ${words}`);

/** Takes the port of `url`, as some other program would; the children of a killed server may still hold it. */
async function squat(url: string): Promise<Server> {
  const listen = (): Promise<Server | null> =>
    new Promise((resolve) => {
      const server = createServer((socket) => socket.destroy());
      server.once('error', () => resolve(null));
      server.listen(Number(new URL(url).port), '127.0.0.1', () => resolve(server));
    });
  return until(listen, WITHIN_MS, 'the port');
}

describe.concurrent('a server that ends while Duly runs', { timeout: 120_000 }, () => {
  it('is started again on the same port, with the same settings and all that was committed', async ({
    onTestFinished: finished,
  }) => {
    const { open, dataDir, lines } = await ownFolder(finished);
    const { url, close } = await open({ settings: { work_mem: '5MB' } });
    await ask(url, 'create table kept as select 7 as n');
    await killServer(dataDir);
    await works(url);
    expect(await ask(url, 'select n from kept')).toBe(7);
    expect(await ask(url, 'show work_mem')).toBe('5MB');
    await told(lines, /^PostgreSQL had ended: it was started again on port \d+$/);
    expect(lines.join('\n')).not.toContain(new URL(url).password);
    await close();
    await expect(ask(url, 'select 1')).rejects.toMatchObject(REFUSED);
  });

  it('is started by one of two who need it, and stopped by the last one out', async ({
    onTestFinished: finished,
  }) => {
    const { open, dataDir, lines } = await ownFolder(finished);
    const [one, two] = [await open(), await open()];
    await killServer(dataDir);
    await told(lines, /is back on port/);
    expect(lines.filter((line) => /started again/.test(line))).toHaveLength(1);
    await one.close();
    expect(await ask(two.url, 'select 1')).toBe(1);
    await two.close();
    await expect(ask(two.url, 'select 1')).rejects.toMatchObject(REFUSED);
  });

  it('is not started for somebody who is leaving, whenever that is', async ({ onTestFinished: finished }) => {
    const { open, dataDir, lines } = await ownFolder(finished);
    const lost = await open();
    await killServer(dataDir);
    await lost.close();
    expect(lines.join('\n')).not.toMatch(/started again/);

    const { url, close } = await open();
    await killServer(dataDir);
    await until(() => stat(path.join(dataDir, 'postgres.lock')).catch(() => null), WITHIN_MS, 'the attempt');
    await close();
    await expect(ask(url, 'select 1')).rejects.toMatchObject(REFUSED);
  });

  it('waits for its port while another program has it, and says so once', async ({
    onTestFinished: finished,
  }) => {
    const { open, dataDir, lines } = await ownFolder(finished);
    const { url } = await open();
    await killServer(dataDir);
    const squatter = await squat(url);
    await told(lines, /port \d+, where this Duly expects its PostgreSQL, cannot be had \(EADDRINUSE\): end/);

    // Who comes now has to work elsewhere, where the first cannot follow.
    const late = await open();
    expect(new URL(late.url).port).not.toBe(new URL(url).port);
    squatter.close();
    await told(lines, /was started on port \d+ by somebody else.*restart this Duly/);
    await late.close();
    await works(url);
    expect(lines.filter((line) => /cannot be had/.test(line))).toHaveLength(1);
  });

  it('is tried again when it did not start, with one line about the cause', async ({
    onTestFinished: finished,
  }) => {
    const { open, dataDir, lines } = await ownFolder(finished);
    const { url } = await open();
    const file = path.join(dataDir, 'postgres', 'postgresql.conf');
    const sound = await readFile(file);
    await appendFile(file, '\nmax_connections = never\n');
    await killServer(dataDir);
    await told(lines, /keeps trying to bring it back: the embedded PostgreSQL in .* did not start/);
    await writeFile(file, sound);
    await works(url);
    expect(lines.filter((line) => /did not start/.test(line))).toHaveLength(1);
  });
});
