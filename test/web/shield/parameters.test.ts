import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';
import { ASKS } from '../../../src/web/views/board-filter.tsx';
import { openWebWithPeople } from '../people.ts';
import { everything, fill, type Route, readingOf, routesOf } from './filled.ts';
import { keepOpen } from './kept.ts';

// Every route, several times over: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

const kept = keepOpen();
let world: Awaited<ReturnType<typeof openWebWithPeople>>;
let reading: Route[];

beforeAll(async () => {
  world = await openWebWithPeople({ finished: kept.finished });
  const all = readingOf(routesOf(world.app, await fill(world, (field) => `some ${field}`)));
  reading = all.filter(({ path }) => !/^\/(assets|healthz|readyz)/.test(path));
});

const HOSTILE = [
  "'; drop table source; --",
  "' or '1'='1",
  '1) union select null,null --',
  '%_\\%',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '-1',
  '0',
  '1e309',
  '99999999999999999999',
  '2147483648',
  'NaN',
  '0x10',
  '١٢',
  '__proto__',
  'constructor',
  'status; drop',
  '0000-00-00',
  '9999-12-31',
  '-000001-01-01',
  '+275760-09-13',
  '2025-02-30T25:61Z',
  'Mars/Olympus',
  '../../etc/passwd',
  '{{7*7}}',
  '& | ! ( ) <-> :* "',
  '\r\nX-Injected: yes',
  '🦆'.repeat(300),
  'a'.repeat(5_000),
  '',
];

/** Every parameter that the pages take: named where they are read, in forms, and in links that pages have. */
async function parameterNames(): Promise<string[]> {
  // What only a script of ours sends stands in no form of a page.
  const names = new Set([
    'text',
    'saidAt',
    'language',
    'id',
    'limit',
    'sort',
    'order',
    'page',
    'q',
    'status',
    'format',
    // The board reads these by a list.
    ...ASKS,
    'group',
    'cursor',
  ]);
  const files = (folder: string): string[] =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      join(folder, file),
    );
  for (const file of [...files('src/web'), ...files('src/service/browse')].filter((one) =>
    /\.tsx?$/.test(one),
  ))
    for (const [, name = ''] of readFileSync(join(packageRoot, file), 'utf8').matchAll(
      /(?:query|queries)\('(\w+)'\)|^ {2,6}(\w+): (?:optional|z\.|flag|line|id\b)/gm,
    ))
      if (name !== '') names.add(name);
  for (const { path } of reading) {
    const html = await world.text(path, world.as('administrator'));
    for (const [, form = ''] of html.matchAll(/<form[^>]*method="get"[^>]*>([\s\S]*?)<\/form>/g))
      for (const [, name = ''] of form.matchAll(/\sname="(\w+)"/g)) names.add(name);
    for (const [, name = ''] of html.matchAll(/(?:\?|&amp;)(\w+)=/g)) names.add(name);
  }
  return [...names].sort();
}

describe('every reading route', () => {
  /** Asks them all, eight at a time; returns those that were answered with a fault of ours. */
  async function failing(paths: readonly string[]): Promise<unknown[]> {
    const failed: unknown[] = [];
    const waiting = [...paths];
    const work = async () => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        const { status } = await world.ask(path, {}, world.as('administrator'));
        if (status >= 500) failed.push([path.slice(0, 200), status]);
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    return failed;
  }
  const payload = (n: number): string => HOSTILE[n % HOSTILE.length] ?? '';

  it('A16, A23: has an answer to hostile parameters, one by one and twice, and it is never a fault of ours', {
    timeout: 120_000,
  }, async () => {
    const names = await parameterNames();
    for (const known of ['party', 'tag', 'cursor', 'asOf', 'from', 'zone', 'before', 'after', 'q', 'next'])
      expect(names).toContain(known);
    const before = await everything(world.ctx);
    const paths = reading.flatMap(({ path }, at) => [
      ...names
        .filter((_, n) => (n + at) % 3 === 0)
        .map((name, n) => `${path}?${new URLSearchParams([[name, payload(n * 7 + at * 5)]])}`),
      `${path}?${new URLSearchParams(names.map((name, n) => [name, payload(n + at)]))}`,
      `${path}?${names.map((name) => `${name}=1&${name}=2&${name}[]=3&${name}[a]=4`).join('&')}`,
      `${path}?${names.map((name) => `${name}=%ZZ%E0%A4%A`).join('&')}`,
    ]);
    expect(await failing(paths)).toEqual([]);
    expect(await everything(world.ctx)).toBe(before);
  });

  it('A16: has an answer to each payload on the parameters that search and page', {
    timeout: 150_000,
  }, async () => {
    const asked: Record<string, string[]> = {
      '/': ['party', 'tag', 'group', 'cursor', 'from', 'asOf', 'q'],
      '/parties': ['q', 'after'],
      '/feed.atom': ['party', 'tag', 'source'],
      '/outbox': ['before', 'state'],
      '/resolve': ['text', 'zone', 'saidAt'],
      '/tags/some': ['from', 'before'],
    };
    const paths = Object.entries(asked).flatMap(([path, names]) =>
      names.flatMap((name) => HOSTILE.map((value) => `${path}?${new URLSearchParams([[name, value]])}`)),
    );
    expect(await failing(paths)).toEqual([]);
  });

  it('A16: has an answer to a hostile path', { timeout: 150_000 }, async () => {
    const paths = reading
      .filter((one) => one.pattern.includes(':'))
      .flatMap(({ pattern }) => {
        // Where the router takes digits only, most of it goes no further than the page of what is not found.
        const values = pattern.includes('[0-9]')
          ? ['999999999', '1%00', '-1']
          : [...HOSTILE, '%00', '%2e%2e%2f', '%ff'];
        return values.map((value) =>
          pattern.replace(/:\w+(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g, () =>
            /^%|%00/.test(value) ? value : encodeURIComponent(value.replace(/[\ud800-\udfff]/g, '')),
          ),
        );
      });
    expect(await failing(paths)).toEqual([]);
  });

  it('A16: finds by text what was typed, and not by its wildcards', async () => {
    const found = async (q: string) =>
      (await world.text(`/parties?q=${encodeURIComponent(q)}`)).match(/href="\/parties\/\d+"/g);
    expect(await found('some')).not.toBeNull();
    for (const q of ['%', '_', 's_me', 's%e', '\\']) expect([q, await found(q)]).toEqual([q, null]);
  });
});
