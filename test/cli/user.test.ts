import { describe, expect, it } from 'vitest';
import { setupCli } from './duly.ts';

const ADD = ['user', 'add', 'jane@example.org', '--name', 'Jane Doe', '--role', 'administrator'];

describe('duly user', () => {
  it('adds the first administrator with a link, lists, changes, and keeps the last one', async () => {
    const { run } = await setupCli();
    expect((await run(['user', 'list'])).out).toContain('Nobody yet');
    const added = await run([...ADD, '--json']);
    expect(added.code).toBe(0);
    expect(JSON.parse(added.out)).toMatchObject({ name: 'Jane Doe', role: 'administrator' });
    expect(JSON.parse(added.out).link).toMatch(/\/sign-in\/link\/[\w-]{43}$/);
    expect(JSON.parse(added.out).note).toMatch(/begins with http:\/\/localhost:8470, .* set it to where/);
    expect((await run(['user', 'add', 'bob@example.org', '--name', 'Bob'])).out).toContain('added as editor');
    expect((await run(['user', 'role', 'bob@example.org', 'reader'])).out).toContain('Bob is reader now');
    expect((await run(['user', 'link', 'bob@example.org'])).out).toMatch(/\/sign-in\/link\/[\w-]{43}\n/);
    expect((await run(['user', 'remove', '1'])).code).toBe(1);
    expect((await run(['user', 'remove', 'bob@example.org'])).code).toBe(0);
    expect((await run(['user', 'link', 'bob@example.org'])).code).toBe(1);
    const { people } = JSON.parse((await run(['user', 'list', '--json'])).out);
    expect(people).toMatchObject([
      { name: 'Jane Doe', state: 'active' },
      { name: 'Bob', state: 'left' },
    ]);
  });

  it('chooses the zone in which somebody is shown times', async () => {
    const { run, db } = await setupCli();
    await run(ADD);
    const zone = ['user', 'zone', 'jane@example.org'];
    expect((await run([...zone, 'europe/berlin', '--by', 'Bob'])).out).toBe(
      'Jane Doe is shown times also in Europe/Berlin.\n',
    );
    expect((await run(['user', 'list'])).out).toContain('Europe/Berlin');
    expect(JSON.parse((await run(['user', 'list', '--json'])).out).people[0].zone).toBe('Europe/Berlin');
    expect(await run([...zone, 'Mars/Olympus'])).toMatchObject({
      code: 1,
      err: 'duly: unknown time zone "Mars/Olympus": use an IANA name such as Europe/Istanbul or UTC\n',
    });
    expect((await run(['user', 'zone', '99', 'UTC'])).code).toBe(1);
    expect(JSON.parse((await run(['user', 'list', '--json'])).out).people[0].zone).toBe('Europe/Berlin');
    expect((await run([...zone, 'none', '--json'])).out).toContain('"zone": null');
    expect(await db.prisma.audit.findMany({ where: { what: 'chose a time zone' } })).toMatchObject([
      { actor: 'Bob', about: 'Jane Doe', detail: 'Europe/Berlin' },
      { detail: 'none' },
    ]);
  });

  it('refuses what it cannot do', async () => {
    const { run } = await setupCli();
    await run(ADD);
    expect((await run(ADD)).code).toBe(1);
    expect((await run(['user', 'add', 'x@example.org', '--name', 'jane doe'])).code).toBe(1);
    for (const argv of [
      ['user', 'spin'],
      ['user', 'add'],
      ['user', 'role', '1'],
      ['user', 'list', '1'],
      ['user', 'zone', '1'],
      ['user', 'remove', '1', 'UTC'],
      ['user', 'link', '1', '--name', 'x'],
    ])
      expect([argv, (await run(argv)).code]).toEqual([argv, 2]);
  });
});

describe('duly key', () => {
  it('makes a key that is shown once, lists it by its first characters, and revokes it', async () => {
    const { run } = await setupCli();
    await run(ADD);
    const made = JSON.parse(
      (
        await run([
          'key',
          'create',
          'jane@example.org',
          '--name',
          'import',
          '--scopes',
          'read,record',
          '--json',
        ])
      ).out,
    );
    expect(made.key).toMatch(/^duly_[\w-]{43}$/);
    const listed = await run(['key', 'list', '--json']);
    expect(listed.out).not.toContain(made.key);
    expect(JSON.parse(listed.out).keys).toMatchObject([
      { owner: 'Jane Doe', prefix: made.prefix, scopes: ['read', 'record'] },
    ]);
    expect((await run(['key', 'revoke', '1'])).code).toBe(0);
    expect((await run(['key', 'revoke', '1'])).code).toBe(1);
    expect((await run(['key', 'create', 'jane@example.org', '--name', 'x'])).code).toBe(1);
    expect((await run(['key', 'revoke', 'x'])).code).toBe(2);
  });
});
