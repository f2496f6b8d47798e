import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const away = { peer: '192.0.2.7' };
const titles = (html: string): string[] =>
  [...html.matchAll(/class="title"[^>]*><a href="[^"]*">([^<]*)</g)].map(([, title]) => title ?? '');
const plain = { quantity: '', unit: '', comparator: '' } as const;

/** The bodies, a road and a meeting without a date. */
async function cast() {
  const world = await openWeb();
  const { ctx } = world;
  await record(ctx, { title: 'Bodies', tags: ['istanbul-2'] });
  await record(ctx, {
    ...{ title: 'Open the road', quote: 'The road will be open.', speaker: 'Anna Reed', ...plain },
    ...{ sourceTitle: 'Minutes', committers: ['Works'], deadline: 'in July', modality: 'obligation' },
  });
  await record(ctx, {
    ...{ title: 'Meet', quote: 'We shall meet.', deadline: undefined, reviewOn: '2025-06-16', ...plain },
  });
  return world;
}

describe('the picture of the board', () => {
  // To look closer at a week once emptied the lists, and with them what was overdue.
  it('is zoomed without taking anything off the lists', async () => {
    const { text } = await cast();
    const board = await text('/');
    const href =
      /href="(\/\?[^"#]*drawnFrom=[^"#]*)#timeline"/.exec(board)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(href).toContain('&drawnTo=');
    const zoomed = await text(href);
    expect(titles(zoomed)).toEqual(titles(board));
    expect(titles(zoomed)).toHaveLength(3);
    const july = await text('/?drawnFrom=2025-07-01&drawnTo=2025-07-07');
    expect(/<svg class="timeline".*?<\/svg>/s.exec(july)?.[0]).not.toContain('Bodies');
    expect(titles(july)).toEqual(titles(board));
  });
});

describe('the filters of the board', () => {
  it('stand in the address, each with a way to take it away', async () => {
    const { text } = await cast();
    expect(titles(await text('/?q=road'))).toEqual(['Open the road']);
    expect(titles(await text('/?speaker=Anna+Reed'))).toEqual(['Open the road']);
    expect(titles(await text('/?modality=obligation&source=2'))).toEqual(['Open the road']);
    expect(titles(await text('/?from=2025-06-09&to=2025-06-10'))).toEqual(['Bodies']);
    expect(titles(await text('/?status=undated'))).toEqual(['Meet']);
    expect(titles(await text('/?status=open&sort=title'))).toEqual(['Bodies', 'Open the road', 'Meet']);
    const both = await text('/?q=road&modality=obligation&from=2025-07-01');
    expect(both).toContain('href="/?modality=obligation&amp;from=2025-07-01">Remove</a>');
    expect(both).toContain('href="/?q=road&amp;from=2025-07-01">Remove</a>');
    expect(both).toContain('Show everything');
    // The form is longer than a phone, and what is asked for stands above it.
    expect(both).not.toContain('<details open');
  });

  it('say what to do when nothing is found', async () => {
    const { text } = await cast();
    expect(await text('/?q=unicorns')).toContain('remove a filter, or ask for fewer words');
  });

  it('are kept by the form, from page to page and in the feed and the calendar', async () => {
    const { ctx, text } = await openWeb();
    for (let n = 0; n < 26; n += 1) await record(ctx, { title: `Bodies ${n}`, quote: `We will, part ${n}.` });
    const html = await text('/?q=bodies&sort=title');
    expect(html).toContain('href="/?q=bodies&amp;sort=title&amp;group=upcoming"');
    expect(html).toContain('/feed.atom?q=bodies"');
    expect(html).toContain('/calendar.ics?q=bodies"');
    expect(html).toContain('<option value="title" selected');
    expect(html).toContain('type="search" value="bodies"');
  });

  it('can be followed as far as they belong to a commitment for good', async () => {
    const { text, post, db } = await cast();
    const html = await text('/?q=road&speaker=Anna+Reed&status=upcoming');
    expect(html).toContain('href="/subscribe?q=road&amp;speaker=Anna+Reed&amp;follows=search"');
    expect(await text('/?party=Russia')).toContain('href="/subscribe?party=Russia"');
    expect(await text('/?status=due')).not.toContain('Follow this search');
    const form = await text('/subscribe?q=road&speaker=Anna+Reed&follows=search');
    expect(form).toContain('what says “road” and what Anna Reed said');
    const sent = { address: 'reader@example.org', follows: 'search', kinds: 'due', q: 'road' };
    expect((await post('/subscribe', { ...sent, speaker: 'Anna Reed' })).status).toBe(200);
    expect(await db.prisma.subscription.findFirstOrThrow()).toMatchObject({
      search: { q: 'road', speaker: 'Anna Reed' },
    });
    const refused = await post('/subscribe', { ...sent, speaker: 'Nobody' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('There is no party “Nobody” to search for.');
  });

  it('answer whatever anybody types, with a page or a refusal', async () => {
    const { ask } = await cast();
    const names = [
      'q',
      'party',
      'speaker',
      'tag',
      'source',
      'modality',
      'status',
      'from',
      'to',
      'zone',
      'sort',
    ];
    const more = ['disputed', 'unmeasurable', 'slipped', 'group', 'cursor', 'asOf', 'on'];
    const bad = [
      ...[
        '%',
        '_%',
        "'",
        '"',
        '\\',
        '%00',
        '%0d%0aX: y',
        '%F0%9F%92%A9',
        '%ff',
        '-1',
        '1e999',
        '99999999999',
      ],
      ...[
        '2025-02-30',
        '0000-01-01',
        '9999-12-31',
        ':*',
        '!!',
        '%26',
        '%E2%80%AE',
        'x'.repeat(3_000),
        '__proto__',
      ],
      ...['constructor', '%3Cscript%3Ealert(1)%3C/script%3E', '0x10', '1.1', '%20'],
    ];
    for (const path of ['/', '/board.csv', '/feed.atom', '/calendar.ics', '/subscribe'])
      for (const name of [...names, ...more])
        for (const value of bad) {
          const { status } = await ask(`${path}?${name}=${value}`, {}, away);
          expect([200, 400, 404], `${path}?${name}=${value.slice(0, 40)} ${status}`).toContain(status);
        }
    expect((await ask('/?q=a&q=b')).status).toBe(400);
    expect(await (await ask('/?q=%3Cscript%3Ealert(1)%3C/script%3E')).text()).not.toContain('<script>alert');
  }, 120_000);
});

describe('the board as a table', () => {
  it('has what the board shows, as RFC 4180 wants it', async () => {
    const { ask } = await cast();
    const answer = await ask('/board.csv?sort=title');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="duly-board.csv"');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = new TextDecoder().decode(bytes).split('\r\n');
    expect(rows[0]).toMatch(/^id,title,status,/);
    expect(rows).toHaveLength(5);
    expect(rows[4]).toBe('');
    expect(rows[1]).toContain(
      '1,Bodies,upcoming,,Vladimir Medinsky,Russia,istanbul-2,2025-06-09T00:00:00+03:00,',
    );
    const found = await (await ask('/board.csv?q=road')).text();
    expect(found.split('\r\n')).toHaveLength(3);
  });

  it('goes on past a page, and gives each once', async () => {
    const { ctx, text } = await openWeb();
    await record(ctx);
    await ctx.db.query(
      `with s as (insert into statement (source_id, speaker_id, quote, said_at, zone, recorded_at, recorded_by)
         select 1, 1, 'We will, part ' || n || '.', '2025-06-02', 'UTC', '2025-06-02', 'anna' from generate_series(1, 1200) n
         returning id),
       c as (insert into commitment (statement_id, title, modality, recorded_at, recorded_by, status, known_until)
         select id, 'Part ' || id, 'commitment', '2025-06-02', 'anna', 'upcoming', '2025-06-02' from s returning id)
       insert into deadline (commitment_id, version, rule, rule_version, basis, precision, zone, opens_at, closes_at,
         explanation, recorded_at, recorded_by)
       select id, 1, 'by-hand', 1, 'assumed', 'minute', 'UTC', '2025-07-01', '2025-07-02', 'by hand', '2025-06-02', 'anna' from c`,
    );
    const ids = (await text('/board.csv'))
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(',')[0]);
    expect(ids).toHaveLength(1_201);
    expect(new Set(ids).size).toBe(1_201);
  });

  it('runs nothing in a spreadsheet', async () => {
    const { ctx, text } = await openWeb();
    for (const title of [
      '=HYPERLINK("http://evil")',
      '+1',
      '-1',
      '@SUM(A1)',
      '  =1',
      '＝1',
      'He said "so", then left',
    ])
      await record(ctx, { title, quote: `We will: ${title}` });
    const csv = await text('/board.csv?sort=recorded');
    expect(csv).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(csv).toContain(',"He said ""so"", then left",');
    for (const row of csv.split('\r\n').slice(1, -1)) expect(row).not.toMatch(/(^|,)"?\s*[=+\-@＝]/);
  });
});

describe('a page that many ask for at once', () => {
  it('is made once, and anew after any write and with the clock', async () => {
    const { ctx, clock, text, db } = await openWeb();
    await record(ctx, { title: 'Bodies' });
    const first = await text('/', away);
    expect(await text('/', away)).toBe(first);
    await record(ctx, { title: 'Roads', quote: 'The road will be open.' });
    expect(titles(await text('/', away))).toEqual(['Bodies', 'Roads']);
    clock.set('2025-06-09T00:00:00+03:00');
    expect(await text('/', away)).toContain('chip due');
    await db.query(`update commitment set fault = 'by a slip', fault_at = now() where id = 1`);
    expect(await text('/', away)).toContain('by a slip');
  });

  it('does not show a visitor what the machine itself is shown', async () => {
    const { ctx, text } = await openWeb();
    await record(ctx);
    expect(await text('/')).toContain('href="/outbox"');
    expect(await text('/', away)).not.toContain('href="/outbox"');
    expect(await text('/')).toContain('href="/outbox"');
  });

  it('may run the same in it, whether it was made or kept', async () => {
    const { ctx, ask } = await openWeb();
    await record(ctx);
    const policies = [];
    for (let n = 0; n < 2; n += 1)
      policies.push((await ask('/review')).headers.get('content-security-policy'));
    expect(policies[0]).toContain("script-src 'self'");
    expect(policies[1]).toBe(policies[0]);
  });

  it('is light: 50 items in 60 KB of HTML and CSS', async () => {
    const { ctx, clock, text } = await openWeb();
    for (let n = 0; n < 50; n += 1)
      await record(ctx, {
        title: `Hand over the bodies of the dead, part ${n}`,
        quote: `We will hand over six thousand bodies next week, part ${n}.`,
        deadline: ['today', 'next week', 'between June 20 and 30', undefined, 'in a month'][n % 5],
        ...(n % 5 === 3 ? { reviewOn: '2025-07-01' } : {}),
        tags: ['istanbul-2'],
      });
    for (let n = 5; n <= 50; n += 5)
      await closeCommitment(ctx, { id: n, outcome: 'void', reason: 'Asked for nothing.', note: 'Said so.' });
    clock.set('2025-06-10T12:00:00+03:00');
    const html = await text('/', away);
    expect(titles(html)).toHaveLength(50);
    expect(html).toContain('<svg class="timeline"');
    const css = await text(/href="(\/assets\/style[^"]*)"/.exec(html)?.[1] ?? '');
    const weigh = (page: string): number => Buffer.byteLength(page) + Buffer.byteLength(css);
    expect(weigh(html)).toBeLessThanOrEqual(60 * 1024);
    const german = await text('/?lang=de', away);
    expect(titles(german)).toHaveLength(50);
    expect(weigh(german)).toBeLessThanOrEqual(60 * 1024);
    expect(html).not.toContain('<script');
  });
});
