import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openMailer } from '../../../src/mail/mailer.ts';
import { deliver } from '../../../src/service/deliver.ts';
import { makeFirstLink } from '../../../src/service/sign-in.ts';
import { startSmtp } from '../../support/smtp.ts';
import { openWeb } from '../ask.ts';
import { openWebWithPeople } from '../people.ts';
import { everything, fill, readingOf, routesOf } from './filled.ts';

// Every route, several times over: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

/** A log that says everything, and what it has said. */
function openLog() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: pino({ level: 'trace' }, stream), lines };
}

const visitor = { peer: '203.0.113.5', headers: { 'sec-fetch-site': 'same-origin' } };

describe('what goes wrong inside', () => {
  it('A25: is told nobody but the log, on every route, and named by the number of the request', {
    timeout: 90_000,
  }, async () => {
    const { log, lines } = openLog();
    const world = await openWebWithPeople({ log });
    const reading = readingOf(routesOf(world.app, await fill(world, (field) => `some ${field}`)));
    // Each of the tables that the pages read is gone, under the feet of who is signed in.
    for (const table of [
      'commitment',
      'subscription',
      'source',
      'party',
      'evidence',
      'delivery',
      'endpoint',
      'series',
    ])
      await world.db.query(`alter table ${table} rename to hiddenroom_${table}`);
    lines.length = 0;
    let failed = 0;
    for (const { path } of reading)
      for (const accept of ['text/html', 'application/json']) {
        const answer = await world.ask(path, {}, world.as('administrator', { accept }));
        const body = await answer.text();
        // What a page says when it works is its own business: the settings name PostgreSQL.
        const leak =
          answer.status < 400
            ? /hiddenroom|relation "/i
            : /hiddenroom|relation "|prisma|postgres|\bat .*\.tsx?:|node_modules|stack/i;
        expect([path, body.match(leak)]).toEqual([path, null]);
        if (answer.status !== 500) continue;
        failed += 1;
        const id = answer.headers.get('x-request-id') ?? 'none';
        expect(body).toContain(id);
        expect(lines.filter((line) => line.includes(id))).toHaveLength(1);
        expect(answer.headers.get('cache-control')).toBe('no-store');
      }
    expect(failed).toBeGreaterThan(30);
  });

  it('A25: is also told nobody when the database is away', async () => {
    const closing: (() => unknown)[] = [];
    const world = await openWeb({ finished: ((close: () => unknown) => closing.push(close)) as never });
    await world.db.close();
    // It cannot be closed twice; its database is dropped with the server of all tests.
    expect(closing).toHaveLength(1);
    for (const path of ['/', '/commitments/1', '/subscribe', '/sign-in', '/readyz']) {
      const answer = await world.ask(path, {}, visitor);
      const body = await answer.text();
      expect([path, body.match(/pool|postgres|127\.0\.0\.1|:\d{4}\b|prisma|Error:/i)]).toEqual([path, null]);
      expect([path, answer.headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
    }
  });

  it('A26: forges no line of the log, whatever a request is called', async () => {
    const { log, lines } = openLog();
    const world = await openWebWithPeople({ log });
    await world.db.query('alter table commitment rename to gone');
    const evil = '\u001b[31m{"level":50,"msg":"forged"}\u2028';
    const headers = { 'user-agent': encodeURIComponent(evil), referer: encodeURIComponent(evil) };
    const sent = ['%0a{"msg":"forged"}', '%0d%0aforged', '%1b[31mforged', '%e2%80%a8forged'];
    for (const path of sent) {
      await world.ask(`/${path}`, {}, { headers });
      await world.ask(`/?party=${path}`, {}, { headers });
      await world.ask(`/tags/${path}`, {}, { headers });
      await world.post('/sign-in', { address: decodeURIComponent(path) }, visitor);
    }
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(() => JSON.parse(line)).not.toThrow();
      expect(line.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029]/);
      expect(JSON.parse(line).msg).not.toContain('forged');
    }
  });
});

describe('secrets', () => {
  it('A18: of a visitor and of an editor stand in no log line, no table and no other page', async () => {
    const { log, lines } = openLog();
    const smtp = await startSmtp();
    onTestFinished(() => smtp.close());
    const mailer = openMailer({ smtpUrl: smtp.url, mailFrom: 'Duly <duly@example.org>', log });
    onTestFinished(() => mailer.close());
    const world = await openWeb({ at: new Date().toISOString(), log, mailer });
    const secrets = new Set<string>();
    const secretsIn = (text: string): string[] =>
      [
        ...text.matchAll(
          /\/(?:confirm|manage|unsubscribe|calendar|sign-in\/link|sign-in\/first)\/([\w.-]{40,}?)(?:\.ics)?(?=["\s<>)]|$)/g,
        ),
      ].map(([, token = '']) => token);
    // The first administrator, by the printed link.
    const first = (await makeFirstLink(world.ctx)) ?? '';
    for (const token of secretsIn(first)) secrets.add(token);
    const entered = await world.post(
      new URL(first).pathname,
      { name: 'Ada', address: 'ada@example.org' },
      visitor,
    );
    const cookie = entered.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    for (const [, value = ''] of cookie.matchAll(/=([^;]+)/g))
      secrets.add(decodeURIComponent(value).split('.')[0] ?? '');
    const ada = { headers: { 'sec-fetch-site': 'same-origin', cookie } };
    // A key, shown once.
    const made = await (await world.post('/account/keys', { name: 'mine', scopes: 'read' }, ada)).text();
    secrets.add(/duly_[\w-]{43}/.exec(made)?.[0] ?? 'no key');
    // Both get their mail by SMTP.
    await world.post('/sign-in', { address: 'ada@example.org' }, visitor);
    await world.post('/subscribe', { address: 'reader@example.org' }, visitor);
    await deliver(world.ctx);
    const mails = await Promise.all((await smtp.waitFor(2)).map((one) => one.parsed()));
    for (const { text = '' } of mails) for (const token of secretsIn(text)) secrets.add(token);
    expect(secrets.size).toBeGreaterThanOrEqual(5);
    // They are used, once right and once in the wrong place, also where something breaks.
    const paths = mails.flatMap(({ text = '' }) =>
      [...text.matchAll(/http:\/\/localhost:8470(\/\S+)/g)].map(([, path = '']) => path),
    );
    for (const path of paths) {
      await world.ask(path, {}, visitor);
      await world.post(path, {}, visitor);
      await world.ask(`${path}x`, {}, visitor);
    }
    await world.db.query('alter table subscription rename to gone');
    for (const path of paths) {
      await world.ask(path, {}, visitor);
      await world.post(path, {}, visitor);
    }
    await world.db.query('alter table gone rename to subscription');
    expect(lines.length).toBeGreaterThan(0);
    const pages = [];
    for (const { path } of readingOf(
      routesOf(world.app, {
        id: '1',
        tag: 'x',
        confirm: 'x',
        manage: 'x',
        unsubscribe: 'x',
        calendar: 'x.ics',
        'sign-in': 'x',
        people: '1',
      }),
    ))
      pages.push(await world.text(path, ada));
    const tables = await everything(world.ctx);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20);
      expect(lines.filter((line) => line.includes(secret))).toEqual([]);
      expect([secret.slice(0, 12), pages.filter((page) => page.includes(secret))]).toEqual([
        secret.slice(0, 12),
        [],
      ]);
      // What the library keeps of a session is the token itself; see docs/security.md.
      if (!cookie.includes(secret))
        expect([secret.slice(0, 12), tables.includes(secret)]).toEqual([secret.slice(0, 12), false]);
    }
  });
});
