import { expect, it } from 'vitest';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const german = { headers: { 'accept-language': 'de' } };
/** What stands under the heading of a group. */
const under = (html: string, group: string): string =>
  (html.split(`<h2 id="${group}"`)[1] ?? '').split('</section>')[0] ?? '';

it('names the group of what has no date or waits so that it is true of what waits with a date', async () => {
  const { ctx, clock, text } = await openWeb();
  await record(ctx, { title: 'If it holds', condition: 'If the ceasefire holds' });
  clock.set('2025-06-05T12:00+03:00');
  const html = under(await text('/'), 'undated');
  expect(html).toContain('If it holds');
  expect(html).toMatch(/^[^<]*>Undated or waiting /);
  expect(under(await text('/', german), 'undated')).toMatch(/^[^<]*>Ohne Termin oder wartend /);
  expect(under(await text('/?group=undated'), 'undated')).toContain('If it holds');
});

it('says that nothing is overdue only of all that is on record now', async () => {
  const { ctx, clock, text } = await openWeb();
  await record(ctx, { title: 'Bodies' });
  await record(ctx, { title: 'Exchange of lists', deadline: 'in July' });
  clock.set('2025-06-17T12:00+03:00');
  expect(under(await text('/'), 'overdue')).toContain('Bodies');
  expect(under(await text('/'), 'settled')).toContain('Nothing is settled yet.');
  expect(under(await text('/'), 'undated')).toContain('Nothing is undated or waiting.');
  const found = await text('/?q=exchange');
  expect(under(found, 'overdue')).toContain('None of these is overdue.');
  expect(found).not.toContain('Nothing is');
  expect(under(await text('/?q=exchange', german), 'overdue')).toContain('Nichts davon ist überfällig.');
});

it('says nothing about everything where it shows a day on which nothing was on record', async () => {
  const { ctx, clock, text } = await openWeb();
  await record(ctx);
  clock.set('2025-06-17T12:00+03:00');
  const html = await text('/?asOf=2025-01-10');
  expect(under(html, 'undated')).toContain('None of these is undated or waiting.');
  expect(html).not.toMatch(/Nothing is|Everything has/);
  const past = await text('/?asOf=2025-01-10', german);
  expect(under(past, 'undated')).toContain('Nichts davon ist ohne Termin oder wartet auf anderes.');
});
