import { describe, expect, it } from 'vitest';
import { startHooks } from '../support/hooks.ts';
import { setupCli } from './duly.ts';

describe('duly webhook', () => {
  it('is added, tested, listed, rotated and removed; the secret is shown when it is made and never again', async () => {
    const { run } = await setupCli();
    const env = { ALLOW_PRIVATE_NETWORKS: 'true' };
    const hooks = await startHooks((response) => response.end('fine'));
    expect((await run(['webhook', 'list'])).out).toContain('No webhooks');
    const added = await run(['webhook', 'add', hooks.url, '--kinds', 'overdue,met', '--json'], { env });
    expect(added.code).toBe(0);
    const { id, secret } = JSON.parse(added.out);
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const test = await run(['webhook', 'test', String(id)], { env });
    expect(test).toMatchObject({ code: 0, out: expect.stringContaining('sent. 200 OK: fine') });
    hooks.script((response) => response.writeHead(500).end());
    expect((await run(['webhook', 'test', String(id)], { env })).code).toBe(1);
    const looks = await Promise.all(
      ['list', 'show', 'log'].map((action) =>
        run(['webhook', action, ...(action === 'list' ? [] : ['1']), '--json']),
      ),
    );
    for (const look of looks) {
      expect(look.code).toBe(0);
      expect(look.out).not.toContain('whsec_');
    }
    expect(JSON.parse(looks[1]?.out ?? '')).toMatchObject({ state: 'active', followed: 'everything' });
    const rotated = JSON.parse((await run(['webhook', 'rotate', '1', '--json'])).out);
    expect(rotated.secret).not.toBe(secret);
    expect((await run(['webhook', 'disable', '1'])).out).toContain('is disabled');
    expect((await run(['webhook', 'list'])).out).toContain('disabled by hand');
    expect((await run(['webhook', 'enable', '1'])).code).toBe(0);
    expect((await run(['webhook', 'remove', '1'])).code).toBe(0);
  });

  it('refuses what it cannot do, and changes nothing', async () => {
    const { run } = await setupCli();
    expect((await run(['webhook', 'add', 'file:///etc/passwd'])).code).toBe(1);
    expect((await run(['webhook', 'add', 'http://example.org:6379/'])).code).toBe(1);
    expect((await run(['webhook', 'add', 'https://example.org/', '--tag', 'a', '--party', 'b'])).code).toBe(
      2,
    );
    expect((await run(['webhook', 'add'])).code).toBe(2);
    expect((await run(['webhook', 'spin', '1'])).code).toBe(2);
    expect((await run(['webhook', 'test', '7'])).code).toBe(1);
    expect((await run(['webhook', 'list'])).out).toContain('No webhooks');
  });
});
