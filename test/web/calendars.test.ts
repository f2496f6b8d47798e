/** Calendars to subscribe to, read back by a parser. */
import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { closeCommitment, reopenCommitment } from '../../src/service/close.ts';
import { reportCondition } from '../../src/service/condition.ts';
import { linkFor, tokenFor } from '../../src/service/link.ts';
import { unsubscribe } from '../../src/service/manage.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { sweep } from '../../src/service/sweep.ts';
import { NASTY_TEXTS } from '../mail/messages.ts';
import { pass } from '../support/passes.ts';
import { follow, record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const away = { peer: '203.0.113.9' };

/** What a calendar program sees of an entry. */
function seen(component: ICAL.Component) {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    start: event.startDate.toString(),
    end: event.endDate.toString(),
    summary: event.summary,
    description: event.description,
    status: component.getFirstPropertyValue('status'),
    modified: component.getFirstPropertyValue('last-modified')?.toString(),
  };
}

function parse(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return { calendar, entries: calendar.getAllSubcomponents('vevent').map(seen) };
}

async function world() {
  const web = await openWeb();
  const entries = async (path: string) => parse(await web.text(path, away)).entries;
  const only = async (path = '/calendar.ics') => {
    const [one, ...others] = await entries(path);
    if (one === undefined || others.length > 0) throw new Error(`${path} has not one entry`);
    return one;
  };
  return { ...web, entries, only };
}

describe('A13: a calendar', () => {
  it('has whole days as days and hours as instants, and nothing without a date', async () => {
    const { ctx, clock, ask, entries } = await world();
    const week = await record(ctx);
    const hour = await record(ctx, { title: 'Hour', quote: 'By noon.', deadline: 'by 5 June 12:00' });
    await record(ctx, { title: 'Some time', quote: 'Some time.', deadline: undefined });
    const answer = await ask('/calendar.ics', {}, away);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const [first, second, ...others] = parse(await answer.text()).entries;
    expect(others).toEqual([]);
    expect(first).toMatchObject({ uid: `${hour}@localhost`, summary: 'Hour', end: '2025-06-05T09:00:00Z' });
    expect(second).toMatchObject({
      uid: `${week}@localhost`,
      sequence: 1,
      start: '2025-06-09',
      end: '2025-06-16',
      summary: 'Hand over the bodies of the dead',
      status: null,
      modified: '2025-06-02T13:00:00Z',
    });
    expect(second?.description).toContain(
      '“We will hand over six thousand bodies next week.”\nVladimir Medinsky',
    );
    expect(second?.description).toContain('“next week”');
    expect(second?.description).toContain(`http://localhost:8470/commitments/${week}`);
    expect(await entries(`/commitments/${week}/calendar.ics`)).toEqual([second]);
    // By the clock: no sweep has looked yet.
    clock.set('2025-06-05T10:00+03:00');
    expect(await entries('/calendar.ics?group=due')).toMatchObject([{ uid: first?.uid, summary: 'Hour' }]);
  });

  it('raises the sequence when a date moves, when it is called off, and when that is taken back', async () => {
    const { ctx, clock, only } = await world();
    const id = await record(ctx);
    clock.advance(60_000);
    await moveDeadline(ctx, { id, deadline: 'by 20 June', reason: 'they asked' });
    const moved = await only();
    expect(moved).toMatchObject({
      sequence: 2,
      end: '2025-06-21',
      status: null,
      modified: '2025-06-02T13:01:00Z',
    });
    clock.advance(60_000);
    await closeCommitment(ctx, { id, outcome: 'withdrawn', reason: 'no more', note: 'seen' });
    expect(await only()).toMatchObject({ uid: moved.uid, sequence: 3, status: 'CANCELLED' });
    expect((await only()).description).toContain('Status: Withdrawn');
    clock.advance(60_000);
    await reopenCommitment(ctx, { id, reason: 'they came back' });
    expect(await only()).toMatchObject({ sequence: 4, status: null });
  });

  it('speaks German where it is asked to, and is the same entry', async () => {
    const { ctx, text, only } = await world();
    await record(ctx, { tags: ['prisoners'] });
    const { description, ...english } = await only();
    const { description: told, ...german } = await only('/calendar.ics?lang=de');
    expect(german).toEqual(english);
    expect(description).toContain('Status: Upcoming');
    expect(told).toContain('„We will hand over six thousand bodies next week.“');
    expect(told).toContain('Stand: Bevorstehend');
    expect(told).toContain('/commitments/1?lang=de');
    const { calendar } = parse(await text('/calendar.ics?tag=prisoners&lang=de', away));
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Duly: das Schlagwort prisoners');
    expect(calendar.getFirstPropertyValue('description')).toBe(
      'Termine öffentlicher Zusagen: das Schlagwort prisoners.',
    );
  });

  it('cancels what its condition made void, and takes it up again with the condition', async () => {
    const { ctx, clock, only } = await world();
    const id = await record(ctx, { condition: 'the ceasefire holds' });
    const note = 'reported';
    clock.advance(60_000);
    await reportCondition(ctx, { id, state: 'failed', note });
    expect(await only()).toMatchObject({ sequence: 2, status: 'CANCELLED' });
    clock.advance(60_000);
    await reportCondition(ctx, { id, state: 'met', note });
    expect(await only()).toMatchObject({ sequence: 3, status: null });
  });

  it('is the same bytes while nothing happens, whatever the clock says', async () => {
    const { ctx, clock, text } = await world();
    await record(ctx);
    const before = await text('/calendar.ics');
    clock.advance(3_600_000);
    expect(await text('/calendar.ics')).toBe(before);
  });

  it('knows an entry as the one that a mail brought', async () => {
    const { ctx, clock, db, only } = await world();
    const id = await record(ctx);
    await follow(ctx, 'reader@example.org');
    clock.advance(60_000);
    await moveDeadline(ctx, { id, deadline: 'by 20 June', reason: 'they asked' });
    await sweep(ctx);
    await pass(ctx, clock);
    const { raw } = await db.prisma.delivery.findFirstOrThrow({
      where: { subject: { contains: 'Hand over' } },
    });
    const mail = await simpleParser(raw ?? '');
    const part = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
    const [mailed] = parse(part?.content.toString() ?? '').entries;
    const { uid, sequence, start, end, summary } = await only();
    expect(mailed).toMatchObject({ uid, sequence, start, end, summary });
    expect(sequence).toBe(2);
  });

  it('reads back hostile words as one entry, and as one name', async () => {
    const { ctx, db, text } = await world();
    await record(ctx, { tags: ['tag'] });
    for (const table of ['commitment', 'statement', 'commitment_tag', 'deadline', 'party'])
      await db.query(`alter table ${table} disable trigger user`);
    const storable = NASTY_TEXTS.map((nasty) => nasty.replace(/\u0000|\ud800/g, ''));
    for (const nasty of [...storable, 'a,b;c\\n\\,d', 'END:VEVENT\r\nEND:VCALENDAR', 'x:y;z=1']) {
      await db.query('update commitment set title = $1', [nasty]);
      await db.query('update statement set quote = $1', [nasty]);
      await db.query('update deadline set explanation = $1', [nasty]);
      await db.query('update party set name = $1 || id', [nasty.slice(0, 150)]);
      const { calendar, entries } = parse(await text('/commitments/1/calendar.ics'));
      expect(entries).toHaveLength(1);
      expect(calendar.getAllProperties().map(({ name }) => name)).toEqual([
        ...['version', 'prodid', 'method', 'name', 'description', 'x-wr-calname', 'x-wr-caldesc'],
        ...['refresh-interval', 'x-published-ttl'],
      ]);
    }
    await db.query(`update commitment set title = 'a,b;c'`);
    const { calendar, entries } = parse(await text('/commitments/1/calendar.ics'));
    expect(entries[0]?.summary).toBe('a,b;c');
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Duly: a\\,b\\;c');
  });

  it('has 500 entries at most, those that close next before all, and says so', async () => {
    const { ctx, clock, db, text } = await world();
    const past = await record(ctx, { title: 'Past', quote: 'Past.', deadline: 'by 3 June' });
    const next = await record(ctx);
    // The same 498 times more.
    for (const [table, id] of [
      ['commitment', 'id'],
      ['deadline', 'commitment_id'],
    ])
      await db.query(
        `insert into ${table} select (jsonb_populate_record(null::${table},
           to_jsonb(t) || jsonb_build_object('id', 1000 + n, '${id}', 1000 + n))).*
         from ${table} t, generate_series(1, 498) n where ${id} = $1`,
        [next],
      );
    clock.set('2025-06-05T12:00+03:00');
    const all = parse(await text('/calendar.ics'));
    expect(all.entries).toHaveLength(500);
    expect(all.entries.at(-1)?.uid).toBe(`${past}@localhost`);
    expect(String(all.calendar.getFirstPropertyValue('description'))).not.toContain('more than');
    const later = await record(ctx, { title: 'Later', quote: 'Later.', deadline: 'by 30 June' });
    const cut = parse(await text('/calendar.ics'));
    expect(cut.entries).toHaveLength(500);
    expect(cut.entries.at(-1)?.uid).toBe(`${later}@localhost`);
    expect(String(cut.calendar.getFirstPropertyValue('description'))).toMatch(/^There are more than 500/);
  });
});

describe('the calendar of a subscription', () => {
  it('is behind a link on its page, and has what is followed and enough at stake', async () => {
    const { ctx, db, ask, text, entries } = await world();
    await record(ctx, { title: 'Many', tags: ['dead'] });
    await record(ctx, { title: 'Few', quote: 'Few.', tags: ['dead'], quantity: 5 });
    await record(ctx, { title: 'Other', quote: 'Other.' });
    const id = await follow(ctx, 'reader@example.org', { follows: 'tag', tag: 'dead', minQuantity: 1000 });
    const row = await db.prisma.subscription.findUniqueOrThrow({ where: { id } });
    const page = await text(`/manage/${tokenFor(ctx.secret, 'manage', row)}`, away);
    // Its form shows what it would take back: 2.125 is read in two ways.
    const exact = await follow(ctx, 'exact@example.org', { follows: 'tag', tag: 'dead', minQuantity: 2.125 });
    const its = await db.prisma.subscription.findUniqueOrThrow({ where: { id: exact } });
    expect(await text(`/manage/${tokenFor(ctx.secret, 'manage', its)}`, away)).toContain('value="2.1250"');
    const [, href = ''] = /href="http:\/\/localhost:8470(\/calendar\/[^"]+\.ics)"/.exec(page) ?? [];
    const answer = await ask(href, {}, away);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const body = await answer.text();
    expect(parse(body).entries.map(({ summary }) => summary)).toEqual(['Many']);
    expect(body).not.toMatch(/reader|example\.org/);
    expect((await ask(href, { method: 'HEAD' }, away)).status).toBe(200);

    const german = await text(`/manage/${tokenFor(ctx.secret, 'manage', row)}?lang=de`, away);
    expect(german).toContain(`href="http://localhost:8470${href}?lang=de"`);
    const { calendar } = parse(await text(`${href}?lang=de`, away));
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Duly folgt dem Schlagwort dead');

    // Mail that bounces is no reason to keep the dates back; the end is.
    await db.prisma.subscription.update({ where: { id }, data: { state: 'suspended', endedWhy: 'full' } });
    expect(await entries(href)).toHaveLength(1);
    await unsubscribe(ctx, tokenFor(ctx.secret, 'unsubscribe', row));
    expect((await ask(href, {}, away)).status).toBe(404);
  });

  it('opens with no other link, and its link opens nothing else', async () => {
    const { ctx, db, ask } = await world();
    const id = await follow(ctx, 'reader@example.org');
    const row = await db.prisma.subscription.findUniqueOrThrow({ where: { id } });
    const own = tokenFor(ctx.secret, 'calendar', row);
    for (const purpose of ['confirm', 'manage', 'unsubscribe'] as const) {
      expect((await ask(`/calendar/${tokenFor(ctx.secret, purpose, row)}.ics`, {}, away)).status).toBe(404);
      expect((await ask(`/${purpose}/${own}`, {}, away)).status).toBe(404);
    }
    for (const token of [`${own}x`, own.slice(0, -1), `${id}.`, `999${own}`])
      expect((await ask(`/calendar/${token}.ics`, {}, away)).status).toBe(404);
    expect(linkFor(ctx, 'calendar', row)).toBe(`http://localhost:8470/calendar/${own}`);
    expect((await ask(`/calendar/${own}.ics`, {}, away)).status).toBe(200);
  });
});
