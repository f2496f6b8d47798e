import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wantedLanguage } from '../../../src/web/reader-language.ts';
import { record } from '../../support/setup.ts';
import { openWeb } from '../ask.ts';
import { keepOpen } from '../shield/kept.ts';

const { finished } = keepOpen();
/** For tests that leave nothing behind. */
const shared = openWeb({ finished, web: { subscribePerHour: 100 } });

const away = { peer: '192.0.2.7' };
const wants = (language: string, more: Record<string, string> = {}) => ({
  ...away,
  headers: { 'accept-language': language, ...more },
});

describe('the language that a browser wants', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['DE-at,de;q=0.9,en;q=0.5', 'de'],
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['fr,de;q=0.3', 'de'],
    ['en;q=0.2,de;q=0.7', 'de'],
    ['de;q=0,fr', 'en'],
    ['de;q=2', 'en'],
    ['de;q=x', 'en'],
    ['*', 'en'],
  ] as const)('of %j is %s', (header, language) => {
    expect(wantedLanguage(header)).toBe(language);
  });

  it('is one that there is, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'de-;q=.,019 *enAT') }), (header) => {
        expect(['en', 'de']).toContain(wantedLanguage(header));
      }),
    );
  });
});

describe('the language of a page', () => {
  it('is what the browser wants, until another is chosen, which is kept', async () => {
    const { ask, text, ctx } = await openWeb();
    await record(ctx, {});
    expect(await text('/', wants('de-DE'))).toContain('<html lang="de"');
    expect(await text('/', wants('fr'))).toContain('<html lang="en"');
    const chosen = await ask('/?lang=en', {}, wants('de'));
    expect(await chosen.text()).toContain('<html lang="en"');
    const cookie = chosen.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^lang=en; .*HttpOnly; SameSite=Lax/);
    expect(await text('/', wants('de', { cookie: 'lang=en' }))).toContain('<html lang="en"');
    expect(await text('/', wants('en', { cookie: 'lang=de' }))).toContain('<html lang="de"');
    const odd = await ask('/?lang=%3Cscript%3E', {}, wants('de', { cookie: 'lang=xx' }));
    expect(odd.headers.get('set-cookie')).toBeNull();
    expect(await odd.text()).toContain('<html lang="de"');
  });

  it('is told to caches, and what is kept for others is kept for each language', async () => {
    const { ask, text, ctx } = await openWeb();
    await record(ctx, {});
    const first = await ask('/', {}, wants('de'));
    expect(first.headers.get('vary')).toBe('Accept-Language, Cookie');
    const german = await first.text();
    const english = await text('/', wants('en'));
    expect([german, english].map((html) => /<h1>([^<]*)/.exec(html)?.[1])).toEqual([
      'Öffentliche Zusagen',
      'Public commitments',
    ]);
    // Both are kept now, and stay apart.
    expect(await text('/', wants('de'))).toBe(german);
    expect(await text('/', wants('en'))).toBe(english);
  });

  it('has a link to the other one, which keeps everything else that is asked for', async () => {
    const { text, ctx, post } = await openWeb();
    const id = await record(ctx, {});
    const english = await text('/?q=bodies&sort=title', away);
    expect(english).toContain(
      '<a href="?q=bodies&amp;sort=title&amp;lang=de" lang="de" hreflang="de">Deutsch</a>',
    );
    const german = await text(`/commitments/${id}?lang=de&tz=Europe/Berlin`, away);
    expect(german).toContain('tz=Europe%2FBerlin" lang="en" hreflang="en">English</a>');
    // The desks of editors have one language, and an answer to a form would lose what was typed.
    expect(await text('/review', wants('de'))).toContain('<html lang="en"');
    expect(await text('/review', wants('de'))).not.toContain('hreflang');
    expect(await (await post('/subscribe', { address: 'no' })).text()).not.toContain('hreflang');
  });

  it('is presumed for the mails of whoever subscribes on it', async () => {
    const { text, post, ctx, db } = await openWeb();
    const id = await record(ctx, {});
    expect(await text('/subscribe', wants('de'))).toContain('<option value="de" selected');
    expect(await text('/subscribe', wants('en'))).toContain('<option value="en" selected');
    const box = await text(`/commitments/${id}`, wants('de'));
    expect(box).toContain('<input type="hidden" name="language" value="de"/>');
    const asked = { address: 'reader@example.org', follows: 'commitment', commitment: String(id) };
    const from = { headers: { 'sec-fetch-site': 'same-origin', 'accept-language': 'de' } };
    expect((await post('/subscribe', asked, from)).status).toBe(200);
    expect(await db.prisma.subscription.findFirstOrThrow()).toMatchObject({ language: 'de' });
  });

  it('says what is wrong in it, and marks what is only known in English', async () => {
    const { ask, post, text } = await openWeb();
    const missing = await ask('/commitments/77', {}, wants('de'));
    const html = await missing.text();
    expect(missing.status).toBe(404);
    expect(html).toContain('<h1>Nicht gefunden</h1><p class="lead">Die Nummer 77 gibt es hier nicht.</p>');
    expect(await text('/?sort=odd', wants('de'))).toContain('Der Grund, auf Englisch: <span lang="en">sort');
    const program = await ask('/commitments/77', {}, wants('de', { accept: 'application/json' }));
    expect(await program.json()).toMatchObject({ title: 'Not found', detail: 'There is no commitment 77.' });
    const from = { headers: { 'sec-fetch-site': 'same-origin', 'accept-language': 'de' } };
    const refused = await post('/subscribe', { address: 'nowhere', follows: 'all', rhythm: 'daily' }, from);
    expect(refused.status).toBe(400);
    const form = await refused.text();
    expect(form).toContain('Ein Feld braucht einen zweiten Blick.');
    expect(form).toContain('value="nowhere"');
  });

  it.each([
    ['address=', 'Diese Angabe ist nötig.'],
    ['address=nowhere', 'Das ist keine E-Mail-Adresse; sie sollte aussehen wie reader@example.org.'],
    ['address=a@b.org, c@d.org', 'Die E-Mail-Adresse enthält ein Leerzeichen.'],
    ['follows=party&party=Nobody', 'Unter Beteiligten gibt es „Nobody“ nicht.'],
    ['follows=search&speaker=Nobody', 'Unter Beteiligten gibt es „Nobody“ nicht.'],
    ['follows=tag', 'Geben Sie an, welchem Schlagwort Sie folgen möchten.'],
    ['follows=commitment&commitment=77', 'Eine Zusage 77 gibt es nicht.'],
    ['follows=commitment&commitment=x', 'Eine Zahl wie 12 ist gefragt.'],
    ['follows=source&sourceOf=77', 'Eine Zusage 77 gibt es nicht.'],
    ['minUnit=prisoners', 'Zu einer Einheit gehört die Menge, ab der gemeldet wird.'],
    [
      'minQuantity=1.000',
      '1.000 lässt sich auf zwei Arten lesen: Schreiben Sie 1000 oder 1,000, wenn 1000 gemeint ist, und 1, wenn 1 gemeint ist (mit einem Punkt vor Dezimalstellen).',
    ],
    ['minQuantity=1.000.000', 'Schreiben Sie 1000000 oder 1,000,000 statt 1.000.000.'],
    ['minQuantity=6,5', 'Dezimalstellen stehen hier nach einem Punkt (6.5);'],
    ['minQuantity=-1', 'Die Zahl muss größer als null sein.'],
    ['quietFrom=8', 'Geben Sie auch an, wann die Ruhe endet.'],
    ['quietTo=8', 'Geben Sie auch an, wann die Ruhe beginnt.'],
    ['quietFrom=8&quietTo=8', 'Die Ruhe muss zu einer anderen Stunde enden, als sie beginnt.'],
    [
      'zone=Nowhere',
      'ist keine bekannte Zeitzone: Nehmen Sie einen IANA-Namen wie Europe/Istanbul oder UTC.',
    ],
    ['rhythm=daily&hour=25', 'Eine volle Stunde von 0 bis 23 ist gefragt.'],
  ])('says what is wrong with %s', async (typed, german) => {
    const { post } = await shared;
    const from = { headers: { 'sec-fetch-site': 'same-origin', 'accept-language': 'de' } };
    const form = { address: 'reader@example.org', follows: 'all', rhythm: 'at_once', kinds: 'due' };
    const sent = { ...form, ...Object.fromEntries(new URLSearchParams(typed)) };
    const answer = await post('/subscribe', sent, from);
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain(`<p class="fault" id="f-`);
    expect(html).toContain(german);
    expect(html).not.toContain('<span lang="en">');
  });
});
