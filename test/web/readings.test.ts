import { describe, expect, it } from 'vitest';
import { importCalendar } from '../../src/service/calendar.ts';
import { icsOf } from '../support/ics.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const SAID = { saidAt: '2025-06-02T15:57', zone: 'Europe/Istanbul' };
const STATEMENT = {
  quote: 'We will be done by 3/7/2025.',
  speaker: 'Vladimir Medinsky',
  ...SAID,
  sourceTitle: 'Second round in Istanbul',
  title: 'Be done',
  deadline: 'by 3/7/2025',
};
/** 3 July and, where the month comes first, 7 March: both whole days in Istanbul. */
const JULY = '2025-07-03T00:00:00+03:00/2025-07-04T00:00:00+03:00';

const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const radios = (html: string) =>
  [...html.matchAll(/<input type="radio" id="reading-\d" name="reading" value="([^"]*)"([^>]*)>/g)].map(
    ([, value, rest]) => ({ value, checked: / checked/.test(rest ?? '') }),
  );

describe('words while they are typed', () => {
  const looking = async () => {
    const world = await openWeb();
    const look = async (query: Record<string, string>) => {
      const answer = await world.ask(`/resolve?${new URLSearchParams(query)}`);
      expect([query, answer.status]).toEqual([query, 200]);
      return answer.text();
    };
    return { ...world, look };
  };

  it('show their window and how it follows, as a piece of a page', async () => {
    const { look, db } = await looking();
    const html = await look({ text: 'next week', ...SAID });
    expect(html).toContain('Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00');
    expect(await look({ text: 'by Friday 17:00', ...SAID })).toContain('<b>by Fri 6 Jun 2025 17:00</b>');
    expect(html).toContain('(rule next-week/1)');
    expect(html).toContain('high confidence');
    expect(html).not.toMatch(/<html|<script|autofocus/);
    expect(await db.prisma.commitment.count()).toBe(0);
  });

  it('show the review that vague words get, and the event that others wait for', async () => {
    const { look } = await looking();
    expect(await look({ text: 'soon', ...SAID })).toMatch(/No date\..*To be looked at again/);
    expect(await look({ text: 'within 60 days of signing', ...SAID })).toContain('It waits for: signing.');
  });

  it('say which languages are read when the document is in another', async () => {
    const { look } = await looking();
    const only = 'Only English (en) and German (de) are read';
    expect(await look({ text: 'next week', ...SAID, language: 'fr' })).toContain(only);
    expect(await look({ text: 'la semaine prochaine', ...SAID, language: 'fr' })).toContain(only);
    expect(await look({ text: 'next week', ...SAID, language: 'en-GB' })).not.toContain(only);
  });

  it('are a choice when they have other fair readings, the one taken first and chosen', async () => {
    const { look } = await looking();
    const html = await look({ text: 'next Friday', ...SAID });
    expect(radios(html).map(({ checked }) => checked)).toEqual([true, false]);
    const other = radios(html)[1]?.value ?? '';
    const chosen = await look({ text: 'next Friday', ...SAID, reading: other });
    expect(radios(chosen).map(({ checked }) => checked)).toEqual([false, true]);
  });

  it('of a question have no answer chosen', async () => {
    const { look } = await looking();
    const html = await look({ text: 'by 3/7/2025', ...SAID });
    expect(radios(html)).toHaveLength(2);
    expect(radios(html).some(({ checked }) => checked)).toBe(false);
    expect(radios(await look({ text: 'by 3/7/2025', ...SAID, language: 'en-GB' }))).toEqual([]);
  });

  it.each([
    ['nothing', { text: ' ' }, /^$/],
    ['no zone', { text: 'next week' }, /In which time zone were the words said\?/],
    ['no instant', { text: 'next week', zone: 'UTC' }, /When were the words said\?/],
    ['an unfinished zone', { ...SAID, text: 'next week', zone: 'Europe/Ist' }, /unknown time zone/],
    ['an unfinished instant', { ...SAID, text: 'next week', saidAt: '2025-06' }, /is not an instant/],
    ['the future', { ...SAID, text: 'next week', saidAt: '2025-06-03T12:00' }, /“When” lies in the future/],
    ['no date in them', { ...SAID, text: 'whenever' }, /No date could be read from “whenever”/],
    ['too many of them', { ...SAID, text: 'next week '.repeat(31) }, /at most 300 characters/],
    ['a language too long', { ...SAID, text: 'soon', language: 'x'.repeat(21) }, /at most 20 characters/],
    ['a field that is none', { ...SAID, text: 'soon', colour: 'red' }, /there is no such field/],
    ['a commitment that is none', { text: 'soon', commitment: '9' }, /There is no commitment 9/],
  ])('with %s say what is missing', async (_, query, message) => {
    const { look } = await looking();
    const html = await look(query as Record<string, string>);
    expect(html).toMatch(message);
    expect(html).not.toContain('name="seen"');
  });

  it('that move a date count where that date counts, from now', async () => {
    const { ctx, clock, look } = await looking();
    const id = await record(ctx);
    clock.set('2025-06-10T12:00+03:00');
    const html = await look({ text: 'within 3 days', commitment: String(id) });
    expect(html).toContain('Fri 13 Jun 2025 24:00');
    expect(html).toContain('Istanbul time');
  });
});

describe('the forms', () => {
  it('offer the calendars that were imported', async () => {
    const { ctx, text } = await openWeb();
    await importCalendar(ctx, { name: 'tr-2025', ics: icsOf('2025-06-06') });
    const id = await record(ctx);
    for (const page of ['/record', `/review/${id}`]) {
      const html = await text(page);
      expect(html).toContain('<datalist id="calendars"><option value="tr-2025">');
      expect(html).toMatch(/<input[^>]*list="calendars"[^>]*name="calendar"/);
    }
  });
});

describe('choosing a reading by form', () => {
  it('is asked for before a question is saved, and nothing typed is lost', async () => {
    const { post, text, db } = await openWeb();
    const looked = await (await post('/record', { ...STATEMENT, step: 'preview' })).text();
    expect(radios(looked).map(({ checked }) => checked)).toEqual([false, false]);
    const saving = { ...STATEMENT, step: 'save', seen: hidden(looked, 'seen') };
    const refused = await post('/record', saving);
    expect(refused.status).toBe(400);
    const html = await refused.text();
    expect(html).toContain('<p class="fault" id="f-reading-fault">Choose which one is meant.</p>');
    expect(html).toContain('href="#f-reading"');
    expect(html).toContain('value="Vladimir Medinsky"');
    expect(radios(html)).toHaveLength(2);
    expect(await db.prisma.commitment.count()).toBe(0);

    const saved = await post('/record', { ...saving, reading: JULY });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/commitments/1?done=recorded']);
    expect(await text('/commitments/1')).toContain('Thu 3 Jul');
    expect(await db.prisma.deadline.findFirstOrThrow()).toMatchObject({
      phrase: 'by 3/7/2025',
      basis: 'stated',
      closesAt: new Date('2025-07-04T00:00:00+03:00'),
    });
  });

  it('is a yes where the only reading was over when the words were said', async () => {
    const { post, db } = await openWeb();
    const form = { ...STATEMENT, deadline: 'by 1 May 2025' };
    const looked = await (await post('/record', { ...form, step: 'preview' })).text();
    expect(radios(looked).map(({ checked }) => checked)).toEqual([false]);
    expect(looked).toContain('This was over when the words were said: is the date right?');
    expect(looked).toContain('Yes, <b>Thu 1 May 2025 00:00 to Thu 1 May 2025 24:00</b>');
    const saving = { ...form, step: 'save', seen: hidden(looked, 'seen') };
    const refused = await post('/record', saving);
    expect(await refused.text()).toContain('Confirm the date, or say it otherwise.');
    expect(await db.prisma.commitment.count()).toBe(0);
    expect((await post('/record', { ...saving, reading: radios(looked)[0]?.value ?? '' })).status).toBe(303);
  });

  it('saves another fair reading, and keeps the choice when the form is shown again', async () => {
    const { post, db } = await openWeb();
    const form = { ...STATEMENT, deadline: 'next Friday' };
    const looked = await (await post('/record', { ...form, step: 'preview' })).text();
    const other = radios(looked)[1]?.value ?? '';
    const again = await (await post('/record', { ...form, reading: other, step: 'preview' })).text();
    expect(radios(again).map(({ checked }) => checked)).toEqual([false, true]);
    const saving = { ...form, reading: other, step: 'save', seen: hidden(looked, 'seen') };
    expect((await post('/record', saving)).status).toBe(303);
    const { closesAt, rule } = await db.prisma.deadline.findFirstOrThrow();
    expect([closesAt?.toISOString(), rule]).toEqual(['2025-06-06T21:00:00.000Z', 'next-weekday']);
  });

  it('falls back to the one taken when the words have changed since', async () => {
    const { post } = await openWeb();
    const html = await (
      await post('/record', { ...STATEMENT, deadline: 'next Friday', reading: JULY, step: 'preview' })
    ).text();
    expect(radios(html).map(({ checked }) => checked)).toEqual([true, false]);
  });

  it('moves a date to another reading of the very same words', async () => {
    const { ctx, clock, post, text, db } = await openWeb();
    const id = await record(ctx, { deadline: 'next Friday' });
    clock.advance(60_000);
    const move = { reason: 'the speaker says so', deadline: 'next Friday', saidAt: '2025-06-02T15:57' };
    const looked = await (await post(`/review/${id}/move`, { ...move, step: 'preview' })).text();
    const [taken, other] = radios(looked);
    expect(taken?.checked).toBe(true);
    const saving = { ...move, step: 'save', seen: hidden(looked, 'seen') };
    expect((await post(`/review/${id}/move`, { ...saving, reading: taken?.value ?? '' })).status).toBe(409);
    expect((await post(`/review/${id}/move`, { ...saving, reading: other?.value ?? '' })).status).toBe(303);
    expect(await text(`/commitments/${id}`)).toMatch(/(Moved|Slipped) once, 7 days/);
    expect(await db.prisma.deadline.count()).toBe(2);
  });
});
