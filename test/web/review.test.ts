import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { atWork } from '../../src/service/at-work.ts';
import { closeCommitment } from '../../src/service/close.ts';
import { deliver } from '../../src/service/deliver.ts';
import { handOver } from '../../src/service/hand-over.ts';
import { recordLook } from '../../src/service/look.ts';
import { holdReminders } from '../../src/service/notice.ts';
import { sweep } from '../../src/service/sweep.ts';
import { BULK } from '../../src/web/bulk-actions.ts';
import { QUEUE_KEYS, WAY_KEYS } from '../../src/web/queue-keys.ts';
import { follow, record } from '../support/setup.ts';
import { openWeb } from './ask.ts';
import { openWebWithPeople } from './people.ts';

const LATE = '2025-06-20T12:00:00+03:00';

/** The hidden field `name` of the form that posts to `action`. */
const hidden = (html: string, action: string, name: string): string => {
  const form = html.slice(html.indexOf(`action="${action}"`));
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
};
const titlesIn = (html: string): string[] =>
  [...html.matchAll(/class="title"[^>]*><a [^>]*>([^<]*)</g)].map(([, title]) => title ?? '');

describe('the queue', () => {
  it('begins with what binds by a firm word, then with what is overdue for longest, and keeps what is held apart', async () => {
    const { ctx, clock, text } = await openWeb();
    await record(ctx, { title: 'A plan', modality: 'intention', deadline: 'by 3 June' });
    await record(ctx, { title: 'Softly', force: 'soft', deadline: 'by 3 June' });
    await record(ctx, { title: 'Firm, later', deadline: 'by 9 June' });
    await record(ctx, { title: 'Firm, first', deadline: 'by 4 June' });
    const held = await record(ctx, { title: 'In hand', deadline: 'by 3 June' });
    await record(ctx, { title: 'Not yet', deadline: 'by 30 June' });
    clock.set(LATE);
    const hold = { kind: 'acknowledged', until: '2025-06-25', note: 'Talks are on.' };
    await holdReminders(ctx, { id: held, ...hold });
    const html = await text('/review');
    expect(titlesIn(html)).toEqual(['Firm, first', 'Firm, later', 'Softly', 'A plan', 'In hand']);
    expect(html.indexOf('In hand or put off')).toBeGreaterThan(html.indexOf('A plan'));
    // An item opens where it is decided about, and where the keys work.
    expect(html).toContain('<a href="/review/3">Firm, later</a>');
    const step = await text(`/review/3`);
    expect(step).toContain(': 2 of 4');
    expect(step).toMatch(/href="\/review\/4" rel="prev"/);
    expect(step).toMatch(/href="\/review\/2" rel="next"/);
    expect(await text(`/review/${held}`)).not.toContain(' of 4');
  });

  it('shows mine and nobody’s by the address, and what came with a hand-over', async () => {
    const world = await openWebWithPeople();
    const { ctx } = world;
    const past = { deadline: 'by 3 June' };
    const mine = await record(ctx, { ...past, title: 'For the editor' });
    await record(ctx, { ...past, title: 'For anybody' });
    await handOver(ctx, { id: mine, to: 'editor', note: 'The ministry was asked', recordedBy: 'Ben' });
    const show = async (query: string) => titlesIn(await world.text(`/review${query}`, world.as('editor')));
    expect(await show('?whose=mine')).toEqual(['For the editor']);
    expect(await show('?whose=nobody')).toEqual(['For anybody']);
    expect(await show('?whose=anything')).toHaveLength(2);
    expect(await world.text('/review', world.as('editor'))).toContain('The ministry was asked');
    // Whose it is is between editors.
    expect(await world.text('/review', world.as(null))).not.toContain('The ministry was asked');
    const form = await world.text(`/review/${mine}?do=h`, world.as('editor'));
    expect(form).toMatch(/<option value="administrator"[^>]*>administrator/);
    expect(form).not.toContain('<option value="reader"');
    const sent = { to: 'administrator', note: 'I am away', queue: 'mine' };
    const answer = await world.post(`/review/${mine}/hand`, sent, world.as('editor'));
    expect(answer.headers.get('location')).toBe(`/review?whose=mine&done=handed&from=${mine}`);
    expect(await show('?whose=mine')).toEqual([]);
  });

  it('goes on to the next after saving, says what was saved, and leads back', async () => {
    const { ctx, clock, post, text } = await openWeb();
    const [one, two] = [
      await record(ctx, { deadline: 'by 4 June' }),
      await record(ctx, { title: 'Open the road' }),
    ];
    clock.set(LATE);
    const form = {
      note: 'Seen by the Red Cross',
      happenedAt: '2025-06-12',
      queue: hidden(await text(`/review/${one}`), `/review/${one}/met`, 'queue'),
    };
    const to = (await post(`/review/${one}/met`, form)).headers.get('location') ?? '';
    expect(to).toBe(`/review/${two}?done=met&from=${one}`);
    const html = await text(to);
    expect(html).toContain('Hand over the bodies of the dead</b>: Marked as fulfilled');
    expect(html).toContain('It now stands as “Met, 8 days late”.');
    expect(html).toContain(`href="/review/${one}" data-key="u"`);
    expect(html).toContain(': 1 of 1');
    const end = (
      await post(`/review/${two}/close`, { outcome: 'void', reason: 'an error', note: 'seen', queue: 'all' })
    ).headers;
    expect(end.get('location')).toBe(`/review?done=closed&from=${two}`);
    expect(await text(end.get('location') ?? '')).toContain('Open the road</b>: Closed, with its reason');
    // Whatever an address claims, nothing but our own words is said.
    expect(await text(`/review/${two}?done=<b>x&from=${one}`)).not.toContain('x</b>');
    expect(await text(`/review/${two}?done=constructor&from=${one}`)).not.toContain('class="notice good"');
  });

  it('opens the form that its address asks for, and folds the others', async () => {
    const { ctx, clock, text } = await openWeb();
    const id = await record(ctx);
    clock.set(LATE);
    const html = await text(`/review/${id}?do=p`);
    expect(html.match(/<details open=""/g)).toHaveLength(1);
    expect(html).toMatch(/<details open="" id="fold-close"/);
    expect(html).toContain('<option value="partly_met" selected="">');
    expect(html.match(/ autofocus/g)).toHaveLength(1);
    expect(await text(`/review/${id}`)).not.toMatch(/autofocus|<details open/);
  });
});

describe('an item', () => {
  it('says that nobody has looked for evidence while it is open, and not once it is settled', async () => {
    const { ctx, clock, text } = await openWeb();
    const id = await record(ctx);
    clock.set(LATE);
    expect(await text(`/review/${id}`)).toContain('Nobody has looked for evidence yet.');
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'x', note: 'seen' });
    expect(await text(`/review/${id}`)).not.toContain('Nobody has looked');
  });
});

describe('two editors on one item', () => {
  it('the second sees what the first has recorded, keeps all that was typed, and saves by a second press', async () => {
    const { ctx, clock, post, text, db } = await openWeb();
    const id = await record(ctx);
    clock.set(LATE);
    const known = hidden(await text(`/review/${id}?do=n`), `/review/${id}/close`, 'known');
    await recordLook(ctx, { id, in: 'the site of the ministry', recordedBy: 'Anna' });
    const typed = {
      outcome: 'not_met',
      reason: 'Nothing came <by> the day',
      note: 'I asked twice',
      queue: 'all',
    };
    const refused = await post(`/review/${id}/close`, { ...typed, known });
    expect(refused.status).toBe(409);
    const html = await refused.text();
    expect(html).toContain('Anna has recorded something about this since you opened it');
    expect(html).toContain('Looked and found nothing: the site of the ministry');
    expect(html).toContain('value="Nothing came &lt;by&gt; the day"');
    expect(html).toContain('I asked twice</textarea>');
    expect(await db.prisma.verdict.count()).toBe(0);
    const again = hidden(html, `/review/${id}/close`, 'known');
    expect(Number(again)).toBeGreaterThan(Number(known));
    expect((await post(`/review/${id}/close`, { ...typed, known: again })).status).toBe(303);
    expect(await db.prisma.verdict.count()).toBe(1);
  });

  it('a field at fault does not make unseen what was recorded meanwhile', async () => {
    const { ctx, post, text } = await openWeb();
    const id = await record(ctx);
    const known = hidden(await text(`/review/${id}`), `/review/${id}/met`, 'known');
    await recordLook(ctx, { id, in: 'TASS', recordedBy: 'Anna' });
    const refused = await (await post(`/review/${id}/met`, { known, happenedAt: '2025-06-02' })).text();
    expect(hidden(refused, `/review/${id}/met`, 'known')).toBe(known);
    expect((await post(`/review/${id}/met`, { known, note: 'Seen' })).status).toBe(409);
    const moved = await post(`/review/${id}/move`, { known, reason: 'said so', deadline: 'by 30 June' });
    expect(hidden(await moved.text(), `/review/${id}/move`, 'known')).toBe(known);
  });

  it('are told of each other', async () => {
    const world = await openWebWithPeople();
    const { ctx } = world;
    const id = await record(ctx);
    await atWork(ctx, { id, name: 'Ben' });
    const as = world.as('editor');
    expect(await world.text(`/review/${id}`, as)).toContain('Ben also has this open.');
    // Looking at a page notes nothing; what the page says by itself, or a form, does.
    expect(await ctx.db.prisma.presence.count()).toBe(1);
    const here = await world.post(`/review/${id}/here`, {}, as);
    expect(await here.json()).toEqual({ says: 'Ben also has this open.' });
    await world.post(`/review/${id}/met`, {}, world.as('administrator'));
    expect(await (await world.post(`/review/${id}/here`, {}, as)).json()).toEqual({
      says: 'Ben and administrator also have this open.',
    });
    expect((await world.post(`/review/${id}/here`, {}, world.as('reader'))).status).toBe(403);
  });

  it('an expired session loses nothing: the form is kept, and still knows what was seen', async () => {
    const world = await openWebWithPeople();
    const { ctx, db } = world;
    const id = await record(ctx);
    const known = hidden(await world.text(`/review/${id}`, world.as('editor')), `/review/${id}/met`, 'known');
    await db.query('delete from session');
    const late = await world.post(
      `/review/${id}/met`,
      { note: 'Seen by “us”', known, queue: 'all' },
      world.as('editor'),
    );
    expect(late.status).toBe(401);
    const html = await late.text();
    expect(html).toContain('Seen by “us”');
    expect(html).toMatch(
      new RegExp(`name="known"[^>]* value="${known}"|value="${known}"[^>]* name="known"|>${known}<`),
    );
    expect(await db.prisma.verdict.count()).toBe(0);
  });
});

describe('several together', () => {
  const close = {
    do: 'close',
    outcome: 'void',
    reason: 'Not what was said',
    note: 'read the minutes',
    recordedBy: 'Ann',
  };
  const itemsIn = (html: string): [string, string][] =>
    [...html.matchAll(/name="item" value="([^"]*)"/g)].map(([, item]) => ['item', item ?? '']);

  it('are summed up before anything happens, then done one by one; what has changed since is left', async () => {
    const { ctx, clock, post, text, db } = await openWeb();
    const ids: number[] = [];
    for (const title of ['One', 'Two', 'Three']) ids.push(await record(ctx, { title }));
    const settled = await record(ctx, { title: 'Closed already' });
    await follow(ctx, 'reader@example.org');
    clock.set(LATE);
    await closeCommitment(ctx, { id: settled, outcome: 'void', reason: 'x', note: 'seen' });
    const query = [...ids, settled].map((id) => `item=${id}`).join('&');
    const form = await text(`/review/bulk?do=close&${query}`);
    expect(form).toContain('4 items');
    const fields = Object.entries(close);
    const events = await db.prisma.event.count();
    const summed = await (await post('/review/bulk', [...fields, ...itemsIn(form)])).text();
    expect(summed).toContain('Nothing has happened yet.');
    expect(summed).toContain('It would be done to 3 items, and 1 subscription would be told.');
    expect(summed).toContain('Decision: Void');
    expect(summed).toMatch(/Left as they are: 1 item.*Closed already/s);
    expect([await db.prisma.event.count(), await db.prisma.verdict.count()]).toEqual([events, 1]);
    expect(itemsIn(summed)).toHaveLength(3);
    await recordLook(ctx, { id: ids[1], in: 'TASS', recordedBy: 'Anna' });
    const done = await (await post('/review/bulk', [...fields, ['step', 'do'], ...itemsIn(summed)])).text();
    expect(done).toContain('Done to 2 items. 1 item left as they are.');
    expect(done).toMatch(/Two.*Anna has recorded something about this since you opened it/s);
    expect(await db.prisma.verdict.count()).toBe(3);
    // Sent again, nothing happens twice.
    const twice = await (await post('/review/bulk', [...fields, ['step', 'do'], ...itemsIn(summed)])).text();
    expect(twice).toContain('Done to 0 items.');
  });

  it('a look, a hold and a hand-over tell nobody; a form at fault keeps what was typed', async () => {
    const { ctx, clock, post, text, db } = await openWeb();
    const id = await record(ctx);
    await follow(ctx, 'reader@example.org');
    clock.set(LATE);
    await sweep(ctx);
    const item = itemsIn(await text(`/review/bulk?do=look&item=${id}`));
    for (const fields of [
      { do: 'look', in: 'TASS' },
      { do: 'hold', kind: 'snoozed', until: 'within 7 days', note: 'Talks are on.' },
      { do: 'hand', to: 'Ben', note: 'Please look.' },
    ]) {
      const html = await (await post('/review/bulk', [...Object.entries(fields), ...item])).text();
      expect(html).toContain('done to 1 item, and nobody would be told');
    }
    const refused = await post('/review/bulk', [['do', 'close'], ['note', 'I <asked>'], ...item]);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('I &lt;asked&gt;</textarea>');
    const never = await post('/review/bulk', [
      ['do', 'hold'],
      ['kind', 'snoozed'],
      ['until', 'never'],
      ['note', 'x'],
      ...item,
    ]);
    expect(await never.text()).toContain('Nothing of it can be done as things stand.');
    expect([await db.prisma.look.count(), await db.prisma.notice.count()]).toEqual([0, 0]);
  });

  it('says which colleague would be told, and tells them once of all that is handed over', async () => {
    const world = await openWebWithPeople();
    const { ctx, post, text, as, db, clock } = world;
    const ids = [await record(ctx, { deadline: 'by 3 June' }), await record(ctx, { title: 'Another' })];
    const editor = as('editor');
    const item = itemsIn(await text(`/review/bulk?do=hand&item=${ids.join('&item=')}`, editor));
    const to = (name: string): [string, string][] => [
      ...([
        ['do', 'hand'],
        ['to', name],
        ['note', 'Please look.'],
      ] as [string, string][]),
      ...item,
    ];
    const own = await (await post('/review/bulk', to('editor'), editor)).text();
    expect(own).toContain('done to 2 items, and nobody would be told.');
    const summed = await (await post('/review/bulk', to('administrator'), editor)).text();
    expect(summed).toContain('done to 2 items, and administrator would be told.');
    expect(await db.prisma.handedMail.count()).toBe(0);
    await post('/review/bulk', [...to('administrator'), ['step', 'do']], editor);
    clock.advance(5_000);
    await deliver(ctx);
    const mails = await db.prisma.delivery.findMany({ where: { kind: 'handed' } });
    expect(mails).toMatchObject([{ state: 'sent', subject: '2 items were handed to you' }]);
    expect(mails[0]?.raw).toContain('editor hands it to you:');
  });

  it('takes a hundred at most, by their numbers, and asks for some', async () => {
    const { ctx, ask, post } = await openWeb();
    await record(ctx);
    const many = Array.from({ length: 101 }, (_, index) => `item=${index + 1}`).join('&');
    for (const query of ['do=close', 'do=nothing&item=1', 'do=close&item=x', `do=close&${many}`])
      expect((await ask(`/review/bulk?${query}`)).status).toBe(400);
    // An outcome that wants a look at each is not offered, and not taken from elsewhere.
    const met = await post('/review/bulk', { ...close, outcome: 'met', item: '1.1', step: 'do' });
    expect(met.status).toBe(400);
  });
});

it('an action has one name: on its link, beside its key, above its form and on the button', async () => {
  const { ctx, clock, text } = await openWeb();
  const id = await record(ctx);
  clock.set('2025-06-17T12:00+03:00');
  await sweep(ctx);
  const html = await text(`/review/${id}`);
  const forms = [...html.matchAll(/<h2 id="(\w+)">([^<]*)<\/h2><\/summary>([\s\S]*?)<\/form>/g)];
  expect(forms.length).toBeGreaterThan(6);
  for (const [, name, title, form = ''] of forms) {
    const buttons = [...form.matchAll(/<button[^>]*>([^<]*)<\/button>/g)].map(([, words]) => words);
    // The date is looked at before it is moved.
    expect(buttons).toEqual(name === 'move' ? ['Show the date', title] : [title]);
    for (const { label } of QUEUE_KEYS.filter(({ action }) => action === name))
      expect([label === title, label.startsWith(`${title}: `)]).toContain(true);
  }
  const list = await text('/review');
  for (const { title } of BULK) expect(list).toContain(`>${title}</option>`);
  expect(forms.map(([, , title]) => title)).toEqual(expect.arrayContaining(BULK.map(({ title }) => title)));
});

it('the keys in docs/review.md are the keys there are', () => {
  const page = readFileSync(new URL('../../docs/review.md', import.meta.url), 'utf8');
  const told = /<!-- keys -->\n([\s\S]*?)\n<!-- \/keys -->/.exec(page)?.[1]?.split('\n').slice(2);
  expect(told).toEqual([...QUEUE_KEYS, ...WAY_KEYS].map(({ key, label }) => `| \`${key}\` | ${label} |`));
  expect(new Set(QUEUE_KEYS.map(({ key }) => key)).size).toBe(QUEUE_KEYS.length);
});
