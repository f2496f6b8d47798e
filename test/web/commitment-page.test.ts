import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { recordLook } from '../../src/service/look.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { allZones } from '../../src/web/zones.ts';
import { sealAll } from '../support/export-file.ts';
import { bodies, record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const QUOTE = bodies().quote as string;
const TEXT = `They met for an hour. The dead came first. ${QUOTE} Then they spoke of <b>prisoners</b>. And of children.`;

describe('the page of a commitment', () => {
  it('shows the quote between its neighbours, marked, and leads to the whole text', async () => {
    const { ctx, text } = await openWeb();
    const id = await record(ctx, { sourceText: TEXT });
    const html = await text(`/commitments/${id}`);
    expect(html).toContain(
      'The dead came first. <mark>We will hand over six thousand bodies next week.</mark>',
    );
    expect(html).toContain('&lt;b&gt;prisoners');
    expect(html).toContain('href="/sources/1#text"');
    const without = await text(`/commitments/${await record(ctx, { sourceTitle: 'No text kept' })}`);
    expect(without).not.toContain('<mark>');
    expect(without).toContain(QUOTE);
  });

  it('says of what was over when it was recorded that it is overdue, not that its time will come', async () => {
    const { ctx, clock, text } = await openWeb();
    const path = `/commitments/${await record(ctx)}?done=recorded`;
    expect(await text(path)).toContain('when its time comes');
    clock.set('2025-06-17T12:00+03:00');
    const html = await text(path);
    expect(html).toContain('Recorded. Its time was over before: it is overdue now.');
    expect(html).not.toContain('when its time comes');
  });

  it('says in German when it was settled, and where was looked, in the manner of German', async () => {
    const { ctx, clock, text } = await openWeb();
    const id = await record(ctx);
    await recordLook(ctx, { id, in: 'The ministry site', recordedBy: 'Ann' });
    const german = { headers: { 'accept-language': 'de' } };
    expect(await text(`/commitments/${id}`, german)).toContain(
      'Ann hat in „The ministry site“ keinen Beleg gefunden',
    );
    clock.set('2025-06-11T12:00+03:00');
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'x', note: 'seen' });
    clock.advance(20_000);
    expect(await text(`/commitments/${id}`, german)).toMatch(/abgeschlossen <time[^>]*><b>gerade eben<\/b>/);
  });

  it('shows both clocks once a reader has said where they are, and remembers it', async () => {
    const { ctx, ask, text } = await openWeb();
    const id = await record(ctx);
    expect(await text(`/commitments/${id}`)).not.toContain('(yours)');
    const chosen = await ask(`/commitments/${id}?tz=America/New_York`);
    expect(await chosen.text()).toContain('Sun 8 Jun 2025 17:00 to Sun 15 Jun 2025 17:00');
    const cookie = chosen.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^tz=America%2FNew_York; .*HttpOnly; SameSite=Lax/);
    expect(chosen.headers.get('vary')).toContain('Cookie');
    const again = await text(`/commitments/${id}`, { headers: { cookie: 'tz=America%2FNew_York' } });
    expect(again).toContain('New York time (yours)');
    const nowhere = await ask(`/commitments/${id}?tz=%3Cscript%3E`);
    expect(await nowhere.text()).not.toContain('(yours)');
    expect(nowhere.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it('shows a clock time by which as its end, beside the derivation with both ends', async () => {
    const { ctx, text } = await openWeb();
    const id = await record(ctx, { deadline: 'by Friday 17:00' });
    const page = await text(`/commitments/${id}`);
    expect(page).toContain('<dt>Istanbul time</dt><dd>by Fri 6 Jun 2025 17:00</dd>');
    expect(page).toContain('→ Fri 6 Jun 00:00 to Fri 6 Jun 17:00 (rule by-clock');
    const tokyo = await text(`/commitments/${id}?tz=Asia/Tokyo&lang=de`);
    expect(tokyo).toContain('<dd>bis Fr. 6. Juni 2025 17:00</dd>');
    expect(tokyo).toContain('<dd>bis Fr. 6. Juni 2025 23:00<span');
    const at = await record(ctx, { quote: 'Friday at noon.', deadline: 'on Friday at noon' });
    expect(await text(`/commitments/${at}?lang=de`)).toContain('Fr. 6. Juni 2025 00:00 bis Fr.');
  });

  it('offers the common zones at once and every other behind a link, without a script', async () => {
    const { ctx, text } = await openWeb();
    const id = await record(ctx);
    const offered = (html: string) =>
      [...html.matchAll(/<option value="([^"]+)"/g)].map(([, zone = '']) => zone).filter(Boolean);
    const plain = await text(`/commitments/${id}`);
    const [, href = ''] = /href="([^"]*zones=all[^"]*)"/.exec(plain) ?? [];
    expect(href).toBe(`/commitments/${id}?zones=all#tz`);
    const every = await text(href.replace('#tz', ''));
    expect(new Set(offered(every))).toEqual(new Set(allZones()));
    expect(offered(every).slice(0, offered(plain).length)).toEqual(offered(plain));
    expect(every).not.toContain('zones=all#tz');
    // What somebody looks for is found by the name of today.
    expect(every).toContain('<option value="Asia/Kathmandu">Kathmandu</option>');
    expect(every).not.toContain('Kiev');
    expect(await text(`/commitments/${id}?zones=all&lang=de`)).toContain('<optgroup label="Europa">');
    // The past stays the past, and a choice that is not among the common ones stays chosen.
    const then = await text(`/commitments/${id}?asOf=2025-06-02T16:00%2B03:00`);
    expect(then).toMatch(/href="\/commitments\/\d+\?asOf=[^"]*zones=all#tz"/);
    const chosen = await text(`/commitments/${id}?tz=Europe/Vienna&zones=all`);
    expect(chosen).toContain('<option value="Europe/Vienna" selected="">Vienna</option>');
    expect(chosen.match(/selected=""/g)).toHaveLength(1);
    const alias = await text(`/commitments/${id}?tz=Europe/Kiev&zones=all`);
    expect(alias).toContain('<option value="Europe/Kiev" selected="">');
    expect(plain.length).toBeLessThan(30_000);
  });

  it('draws how the tallies grew, side by side where each has its own, and says it in a table', async () => {
    const { ctx, clock, text } = await openWeb();
    const target = { quantity: 1000, unit: 'prisoners', perParty: true, committers: 'Russia, Ukraine' };
    const id = await record(ctx, { ...target, decides: undefined });
    expect(await text(`/commitments/${id}`)).not.toContain('class="growth"');
    clock.set('2025-06-14T12:00+03:00');
    const entry = { id, note: 'handed over', happenedAt: '2025-06-12' };
    await addProgress(ctx, { ...entry, amount: 390, side: 'Russia', support: 'confirmed' });
    await addProgress(ctx, { ...entry, amount: 270, side: 'Ukraine', support: 'declared' });
    const html = await text(`/commitments/${id}`);
    expect(html.match(/class="growth"/g)).toHaveLength(2);
    expect(html).toContain(
      'aria-label="Progress of Russia: 390 declared, 390 confirmed, 0 verified, of 1,000 prisoners"',
    );
    expect(html).toContain(
      'aria-label="Progress of Ukraine: 270 declared, 0 confirmed, 0 verified, of 1,000',
    );
    expect(html).toContain('<caption>Sums in prisoners, Ukraine</caption>');
    // Of the past only what had been known is drawn.
    expect(await text(`/commitments/${id}?asOf=2025-06-11`)).not.toContain('class="growth"');
  });

  it('has an address for each past version, one for what is shown now, and says how it is sealed', async () => {
    const { ctx, clock, text } = await openWeb();
    const id = await record(ctx);
    expect(await text(`/commitments/${id}`)).toContain('Not sealed yet');
    clock.set('2025-06-14T12:00+03:00');
    await moveDeadline(ctx, { id, deadline: 'by 30 June', reason: 'said so' });
    await sealAll(ctx);
    clock.advance(60_000);
    const html = await text(`/commitments/${id}`);
    expect(html).toContain(`<link rel="canonical" href="http://localhost:8470/commitments/${id}"/>`);
    expect(html).toMatch(/up to link \d+, .*SHA-256 [0-9a-f]{64}/);
    const versions = [...html.matchAll(/href="(\/commitments\/\d+\?asOf=[^"]*)">as it stood then/g)];
    const [first, last] = [versions[0]?.[1] ?? '', versions.at(-1)?.[1] ?? ''];
    const before = await text(first);
    expect(before).toContain('As it was known on Mon 2 Jun 2025 16:00');
    expect(before).not.toContain('30 Jun');
    expect(await text(last)).toContain('30 Jun');
    // A day and its last instant are one version, with one address.
    const day = await text(`/commitments/${id}?asOf=2025-06-13`);
    expect(day).toContain('?asOf=2025-06-13T20%3A59%3A59.999Z"/>');
    // What was cited is found again.
    const cited = /href="(\/commitments\/\d+\?asOf=[^"]*)"><span class="url">/.exec(html)?.[1] ?? '';
    expect(await text(cited)).toContain('30 Jun');
  });

  it('lets a visitor follow with an address alone, in their zone, and keeps the usual choices after a slip', async () => {
    const { ctx, post, text, db } = await openWeb();
    const id = await record(ctx);
    const html = await text(`/commitments/${id}?tz=Europe/Berlin`);
    const box = html.slice(html.indexOf('id="follow"'), html.indexOf('</form>', html.indexOf('id="follow"')));
    const hidden = [...box.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    );
    const sent = await post('/subscribe', [...hidden, ['address', 'reader@example.org']]);
    expect(await sent.text()).toContain('Please look into your mail');
    expect(await db.prisma.subscription.findFirstOrThrow()).toMatchObject({
      commitmentId: id,
      zone: 'Europe/Berlin',
      state: 'unconfirmed',
    });
    const slip = await post('/subscribe', [...hidden, ['address', 'not an address']]);
    expect(slip.status).toBe(400);
    const form = await slip.text();
    expect(form).toContain(`value="${id}"`);
    expect(form).toMatch(/id="kinds-overdue"[^>]* checked/);
  });
});

describe('asking for alerts', () => {
  it('shows what they would have been before anybody gives an address, and stores nothing', async () => {
    const { ctx, clock, post, db } = await openWeb();
    await record(ctx);
    clock.set('2025-06-17T12:00+03:00');
    const wish = {
      follows: 'all',
      address: '',
      rhythm: 'at_once',
      hour: '8',
      weekday: 'monday',
      show: 'month',
    };
    const looked = await post('/subscribe', { ...wish, language: 'en', zone: 'UTC', leads: 'none' });
    const html = await looked.text();
    expect(looked.status).toBe(200);
    expect(html).toContain('What you would have got last month');
    expect(html).toContain('Hand over the bodies of the dead');
    expect(await db.prisma.subscription.count()).toBe(0);
    const nobody = await post('/subscribe', { ...wish, follows: 'party', party: 'Nobody' });
    expect(nobody.status).toBe(400);
    expect(await nobody.text()).toContain('There is no party “Nobody” to follow.');
  });
});
