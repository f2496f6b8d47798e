import { expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { deliver } from '../../src/service/deliver.ts';
import { endSeries } from '../../src/service/end-series.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { tokenFor } from '../../src/service/link.ts';
import { makeAhead } from '../../src/service/make-ahead.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { follow, record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><svg/onload=alert(1)>',
  '</textarea><iframe src=javascript:alert(1)>',
  '&lt;b&gt; & <b>',
  '{{constructor.constructor("alert(1)")()}}',
];

/** Tags and attributes that only a payload could have brought, in a page without its attribute values. */
const BROUGHT =
  /<(script|img|svg|iframe|b>&|object)|<[^>]*\s(onerror|onload|onmouseover)\s*=|href="javascript/i;

it.each(PAYLOADS)('shows %s as text wherever it is stored or typed', async (payload) => {
  const { ctx, clock, ask, post, db, text } = await openWeb();
  const subscription = await follow(ctx, 'reader@example.org');
  await follow(ctx, 'tag@example.org', { follows: 'tag', tag: payload.slice(0, 60) });
  const id = await record(ctx, {
    title: payload,
    quote: payload,
    speaker: `${payload} speaker`,
    speakerRole: payload,
    sourceTitle: payload,
    sourceUrl: `https://example.org/?q="><script>alert(1)</script>`,
    publisher: payload,
    unit: payload.slice(0, 60),
    condition: payload,
    fulfilledWhen: payload,
    committers: [payload.replaceAll(',', '')],
    beneficiaries: [`${payload.replaceAll(',', '')} for`],
    tags: [payload.slice(0, 60)],
    recordedBy: payload,
    rrule: 'FREQ=WEEKLY;COUNT=3',
  });
  clock.set('2025-06-10T12:00+03:00');
  await addProgress(ctx, {
    id,
    amount: 1,
    note: payload,
    evidenceUrl: 'https://example.org/"onload=alert(1)',
    recordedBy: payload,
  });
  clock.advance(1000);
  await moveDeadline(ctx, { id, deadline: 'by 20 June', reason: payload, recordedBy: payload });
  clock.advance(1000);
  await closeCommitment(ctx, { id, outcome: 'void', reason: payload, note: payload });
  // A source with its text, in which the words stand between others of their kind.
  await record(ctx, { quote: payload, sourceText: `${payload} ${payload} end`, sourceTitle: payload });
  await makeAhead(ctx);
  await endSeries(ctx, { id: 1, on: '2025-06-20', reason: payload, recordedBy: payload });
  await fanOut(ctx);
  clock.advance(60_000);
  await deliver(ctx);
  const row = await db.prisma.subscription.findUniqueOrThrow({ where: { id: subscription } });
  const tagged = await db.prisma.subscription.findFirstOrThrow({ where: { follows: 'tag' } });
  const asked = encodeURIComponent(payload);
  const pages = [
    await text('/'),
    await text(`/?party=${asked}`),
    await text(`/?tag=${asked}`),
    await text(`/?group=${asked}`),
    await text(`/commitments/${id}`),
    await text(`/commitments/${id}?done=${asked}`),
    await text(`/review/${id}`),
    await text(`/commitments/${id + 1}`),
    await text(`/commitments/${id}?tz=${asked}`),
    await text(`/similar?title=${asked}&quote=${asked}`),
    await text('/sources/1'),
    await text('/sources/2'),
    ...(await Promise.all([1, 2, 3].map((party) => text(`/parties/${party}`)))),
    await text(`/parties/named?name=${asked}`),
    await text(`/tags/${encodeURIComponent(payload.slice(0, 60).toLowerCase())}`),
    await text(`/tags/${asked}x`),
    ...(await Promise.all(['parties', 'sources', 'tags'].map((kind) => text(`/${kind}`)))),
    ...(await Promise.all(['parties', 'sources', 'tags'].map((kind) => text(`/${kind}?q=${asked}`)))),
    await text(`/?from=${asked}&to=${asked}`),
    (await text(`/commitments/${id}/badge.svg`)).replace('<svg', ''),
    await text('/series/1'),
    await text('/review'),
    await text('/outbox'),
    ...(await Promise.all([1, 2, 3].map((mail) => text(`/outbox/${mail}`)))),
    ...(await Promise.all([1, 2, 3].map((mail) => text(`/outbox/${mail}/html`)))),
    await text(`/subscribe?party=${asked}`),
    await text(`/manage/${tokenFor(ctx.secret, 'manage', row)}`),
    await text(`/unsubscribe/${tokenFor(ctx.secret, 'unsubscribe', tagged)}`),
    await text(`/${asked}`),
    await (await post('/record', { quote: payload, title: payload, zone: payload })).text(),
    await text(`/resolve?text=next%20week%20${asked}&saidAt=2025-06-02T15:57&zone=UTC`),
    await text(`/resolve?text=${asked}&saidAt=${asked}&zone=${asked}`),
    await (await post(`/review/${id}/met`, { note: payload, happenedAt: payload })).text(),
    await (await post('/subscribe', { address: payload, zone: payload })).text(),
    await (await ask(`/?group=${asked}`, {}, { headers: { accept: 'application/json' } })).text(),
  ];
  // The scripts, the pictures and the badge are ours: of a script only the address stands in the page.
  const withoutOurs = (page: string) =>
    page
      .replace(/<script src="\/assets\/(live|alike|queue)-[0-9a-f]{12}\.js" defer=""><\/script>/g, '')
      .replace(/<svg (class="timeline"|width="100%" height="160"|width="28" height="10")/g, '')
      .replace(/<img src="\/commitments\/\d+\/badge\.svg"/, '');
  for (const page of pages.slice(0, -1))
    expect(withoutOurs(page).replace(/"[^"]*"/g, '""')).not.toMatch(BROUGHT);
  const escaped = [
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
    ['"', '&quot;'],
    ["'", '&#39;'],
  ].reduce((text, [raw = '', safe = '']) => text.replaceAll(raw, safe), payload);
  expect(pages[4]).toContain(escaped);
});

it('never makes anything but a web address clickable', async () => {
  const { ctx, db, text } = await openWeb();
  const id = await record(ctx, { sourceUrl: 'https://example.org/' });
  // What an older or foreign import might have left: the page is the last one to look.
  await db.query('alter table source drop constraint source_url_is_web');
  await db.query('alter table source disable trigger user');
  for (const url of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
  ]) {
    await db.query('update source set url = $1', [url]);
    const html = await text(`/commitments/${id}`);
    expect(html).toContain('Second round in Istanbul');
    expect(html).not.toMatch(/href="[^"]*(javascript|data:|vbscript|evil)/i);
  }
});
