import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../support/postgres.ts';
import { record } from '../support/setup.ts';
import { startSmtp } from '../support/smtp.ts';
import { duly, setupCli } from './duly.ts';

const SECRET = 'test-secret-test-secret-test-secret-test';

/** A port that is held until the test is over. */
async function heldPort(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as { port: number }).port;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** A path below a file: no folder can be made there, not even by root. */
async function unwritableFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'duly-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'file'), '');
  return join(folder, 'file', 'data');
}

async function emptyDatabase(): Promise<string> {
  const { url, drop } = await createTestDatabase(inject('adminUrl'));
  onTestFinished(drop);
  return url;
}

describe('duly config', () => {
  it('shows what is in force and never a secret', async () => {
    const env = {
      DATABASE_URL: 'postgres://duly:hunter2@db:5432/duly',
      DULY_SECRET: SECRET,
      SMTP_URL: 'smtp://me:hunter2@mail.example.org',
      PORT: '9000',
    };
    const people = await duly(['config'], { env });
    expect(people).toMatchObject({ code: 0, err: '' });
    expect(people.out).toMatch(/^PORT +9000/m);
    expect(people.out).toMatch(/^DATABASE_URL +\(set, not shown\)/m);
    const scripts = await duly(['config', '--json'], { env });
    const { settings, faults } = JSON.parse(scripts.out);
    expect(faults).toEqual([]);
    expect(settings).toContainEqual(
      expect.objectContaining({ key: 'HOST', value: '127.0.0.1', isDefault: true }),
    );
    for (const text of [people.out, scripts.out]) {
      expect(text).not.toContain('hunter2');
      expect(text).not.toContain(SECRET);
    }
  });

  it('lists every fault with the key and a good example', async () => {
    const env = { PORT: 'many', SMTP_URL: 'hunter2', LOG_LEVEL: 'loud' };
    const people = await duly(['config'], { env });
    expect(people.code).toBe(3);
    expect(people.err.trim().split('\n')).toEqual([
      expect.stringContaining('SMTP_URL must be an address that begins with smtp://'),
      expect.stringContaining('PORT must be a port number such as 8470'),
      expect.stringContaining('LOG_LEVEL must be one of'),
    ]);
    const scripts = await duly(['config', '--json'], { env });
    expect(scripts.code).toBe(3);
    expect(JSON.parse(scripts.out).faults).toHaveLength(3);
    expect(people.out + people.err + scripts.out).not.toContain('hunter2');
  });
});

describe('an environment that is wrong', () => {
  it('stops every command at a faulty configuration, naming all faults', async () => {
    const env = { DATABASE_URL: 'mysql://x', PORT: '99999' };
    const { code, out, err } = await duly(['list'], { env });
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('DATABASE_URL must be');
    expect(err).toContain('PORT must be');
  });

  it('A30: asks for the secret that a database needs', async () => {
    const { code, err } = await duly(['list'], { env: { DATABASE_URL: 'postgres://duly@localhost/duly' } });
    expect(code).toBe(3);
    expect(err).toContain('DULY_SECRET is required with DATABASE_URL');
  });

  it.each([['list'], ['show', '1'], ['met', '1', '--note', 'x'], ['sweep'], ['migrate'], ['worker']])(
    'says that the database is away: %s',
    async (...argv) => {
      const env = {
        DATABASE_URL: `postgres://duly:hunter2@127.0.0.1:${await freePort()}/duly`,
        DULY_SECRET: SECRET,
        LOG_LEVEL: 'silent',
      };
      const { code, out, err } = await duly([...argv, '--json'], { env });
      expect({ code, out }).toEqual({ code: 3, out: '' });
      expect(JSON.parse(err).error).toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(/ECONNREFUSED.*Check DATABASE_URL and that PostgreSQL runs\.$/),
      });
      expect(err).not.toContain('hunter2');
    },
  );

  it('says of many items that the database is away, once', async () => {
    const env = { DATABASE_URL: `postgres://duly@127.0.0.1:${await freePort()}/duly`, DULY_SECRET: SECRET };
    const { code, out } = await duly(['add', '--json'], { env, stdin: '[{},{}]' });
    expect({ code, out }).toEqual({ code: 3, out: '' });
  });

  it('refuses an older schema until it is migrated, and a newer one always', async () => {
    const url = await emptyDatabase();
    const env = { DATABASE_URL: url, DULY_SECRET: SECRET };
    const older = await duly(['list'], { env });
    expect(older).toMatchObject({ code: 3, out: '' });
    expect(older.err).toContain('Run `duly migrate` first');

    const migrated = await duly(['migrate', '--json'], { env });
    expect(migrated.code).toBe(0);
    expect(JSON.parse(migrated.out).applied).toContain('20261123000000_record');
    expect(await duly(['migrate'], { env })).toMatchObject({
      code: 0,
      out: expect.stringContaining('up to date'),
    });
    expect((await duly(['list'], { env })).code).toBe(0);
  });

  it('refuses a newer schema, and changes nothing', async () => {
    const { run, db, contents } = await setupCli();
    await db.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ('x', 'x', '29990101000000_later', now(), 1)`,
    );
    const before = await contents();
    for (const argv of [['list'], ['migrate'], ['worker']]) {
      const { code, out, err } = await run(argv);
      expect({ code, out }).toEqual({ code: 3, out: '' });
      expect(err).toContain('newer than this program');
      expect(err).toContain('Install that version or a later one');
    }
    expect(await contents()).toEqual(before);
  });

  it.each([['list'], ['start']])('says that the data folder cannot be written: %s', async (command) => {
    const folder = await unwritableFolder();
    const env = { DULY_DATA: folder, LOG_LEVEL: 'silent', PORT: '0' };
    const { code, out, err } = await duly([command], { env });
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain(`data folder ${folder} cannot be used`);
    expect(err).toContain('set DULY_DATA to a folder that this user may write');
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it.each([['start'], ['web']])(
    'says that the port is taken, before it opens anything: %s',
    async (command) => {
      const port = await heldPort();
      const { run, contents } = await setupCli();
      const before = await contents();
      const { code, out, err } = await run([command], { env: { PORT: String(port), LOG_LEVEL: 'silent' } });
      expect({ code, out }).toEqual({ code: 3, out: '' });
      expect(err).toContain(`Port ${port} on 127.0.0.1 is taken`);
      expect(err).toContain('set PORT to another port');
      expect(await contents()).toEqual(before);
    },
  );
});

describe('duly doctor', () => {
  it('finds an installation well, one line a finding', async () => {
    const { run } = await setupCli();
    const { code, out, err } = await run(['doctor'], { env: { PORT: '0' } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const name of [
      'configuration',
      'port',
      'database',
      'schema',
      'clock',
      'set-aside',
      'seal',
      'queues',
      'mail',
    ])
      expect(out).toMatch(new RegExp(`^OK +${name} `, 'm'));
  });

  it('tells a mail server that lets us in from one that refuses the login', async () => {
    const smtp = await startSmtp({ auth: { user: 'duly', pass: 'hunter2' } });
    onTestFinished(() => smtp.close());
    const { run } = await setupCli();
    const ask = async (login: string) => {
      const env = { PORT: '0', LOG_LEVEL: 'silent', SMTP_URL: `smtp://${login}@127.0.0.1:${smtp.port}` };
      const { code, out } = await run(['doctor'], { env });
      return { code, line: out.split('\n').find((line) => /^\w+ +mail /.test(line)) };
    };
    expect(await ask('duly:hunter2')).toMatchObject({ code: 0, line: expect.stringMatching(/^OK /) });
    const refused = await ask('duly:wrong');
    expect(refused).toMatchObject({ code: 1, line: expect.stringMatching(/^FAULT .*535.*Check SMTP_URL/) });
    expect(refused.line).not.toContain('wrong');
    expect(smtp.messages).toHaveLength(0);
  });

  it.each([
    [200, 'ok', 'a service that is well'],
    [503, 'fault', 'lives and cannot do its work'],
  ])('asks the service on its port whether it can work: %i', async (ready, state, text) => {
    const service = createHttpServer((request, response) => {
      response.writeHead(request.url === '/readyz' ? ready : 200).end();
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => service.close(() => resolve())));
    const { port } = service.address() as { port: number };
    const { run } = await setupCli();
    const { out } = await run(['doctor', '--json'], { env: { PORT: String(port) } });
    const { findings } = JSON.parse(out) as { findings: object[] };
    expect(findings).toContainEqual({ name: 'port', state, text: expect.stringContaining(text) });
  });

  it('names what is wrong and the cure, and goes on with the rest', async () => {
    const { run, db, ctx } = await setupCli();
    await record(ctx);
    await db.query(`update commitment set fault = 'broken', fault_at = now()`);
    const held = await heldPort();
    const dead = await freePort();
    const env = {
      PORT: String(held),
      SMTP_URL: `smtp://127.0.0.1:${dead}`,
      REDIS_URL: `redis://127.0.0.1:${dead}`,
      LOG_LEVEL: 'silent',
    };
    const { code, out } = await run(['doctor', '--json'], { env });
    expect(code).toBe(1);
    const { ok, findings } = JSON.parse(out) as {
      ok: boolean;
      findings: { name: string; state: string; text: string }[];
    };
    expect(ok).toBe(false);
    const fault = (name: string) =>
      findings.find((finding) => finding.name === name && finding.state === 'fault')?.text ?? '';
    expect(fault('port')).toContain('set PORT');
    expect(fault('mail')).toContain('Check SMTP_URL');
    expect(fault('queues')).toContain('REDIS_URL');
    expect(fault('set-aside')).toContain('1 set aside');
    expect(fault('sweep')).toContain('Is a worker running');
    expect(findings).toContainEqual(expect.objectContaining({ name: 'database', state: 'ok' }));
  });

  it('tells apart a faulty configuration, a database that is away, an older schema and a bad folder', async () => {
    const finding = async (env: Record<string, string>) => {
      const { code, out } = await duly(['doctor', '--json'], {
        env: { PORT: '0', LOG_LEVEL: 'silent', ...env },
      });
      const { findings } = JSON.parse(out) as { findings: { name: string; state: string; text: string }[] };
      return { code, ...findings.find(({ state }) => state === 'fault') };
    };
    expect(await finding({ PORT: 'x' })).toMatchObject({ code: 1, name: 'configuration' });
    const away = `postgres://duly@127.0.0.1:${await freePort()}/duly`;
    expect(await finding({ DATABASE_URL: away, DULY_SECRET: SECRET })).toMatchObject({
      code: 1,
      name: 'database',
      text: expect.stringContaining('Check DATABASE_URL'),
    });
    expect(await finding({ DATABASE_URL: await emptyDatabase(), DULY_SECRET: SECRET })).toMatchObject({
      code: 1,
      name: 'schema',
      text: expect.stringContaining('duly migrate'),
    });
    expect(await finding({ DULY_DATA: await unwritableFolder() })).toMatchObject({
      code: 1,
      name: 'data folder',
      text: expect.stringContaining('Set DULY_DATA'),
    });
  });
});
