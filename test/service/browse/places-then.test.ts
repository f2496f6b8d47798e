import { expect, it } from 'vitest';
import { listPlaces, readParty, readSource, readTag } from '../../../src/service/browse/places.ts';
import { listSeries, readSeries } from '../../../src/service/browse/series.ts';
import { importCalendar, listCalendars } from '../../../src/service/calendar.ts';
import { closeCommitment, markMet, reopenCommitment } from '../../../src/service/close.ts';
import type { Context } from '../../../src/service/context.ts';
import { endSeries } from '../../../src/service/end-series.ts';
import { makeAhead } from '../../../src/service/make-ahead.ts';
import { moveDeadline } from '../../../src/service/move.ts';
import { addParty, listParties } from '../../../src/service/party.ts';
import { addProgress } from '../../../src/service/progress.ts';
import { sweep } from '../../../src/service/sweep.ts';
import { icsOf } from '../../support/ics.ts';
import { record, setup } from '../../support/setup.ts';

const note = 'A note that shows it.';

/** What says when it was read, and what is of the present only. */
const OF_NOW = ['now', 'past', 'asOf', 'on', 'nextMakeAt', 'fault'];

/** As data, without those. */
const told = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, one: unknown) => {
      if (OF_NOW.includes(key)) return undefined;
      if (one instanceof Map || one instanceof Set) return [...one].sort();
      return one;
    }),
  );

const attempt = (read: Promise<unknown>): Promise<unknown> =>
  read.catch((error: { code?: string }) => error.code);

/** Everything that can be read of places, series and calendars; of the past when `times` say so. */
async function everything(ctx: Context, times: Record<string, string>): Promise<unknown> {
  return told({
    parties: await listPlaces(ctx, 'parties', times),
    sources: await listPlaces(ctx, 'sources', times),
    tags: await listPlaces(ctx, 'tags', times),
    names: await listParties(ctx, times),
    series: await listSeries(ctx, times),
    calendars: await listCalendars(ctx, times),
    one: await Promise.all([
      attempt(readParty(ctx, 1, times)),
      attempt(readParty(ctx, 2, times)),
      attempt(readParty(ctx, 4, times)),
      attempt(readParty(ctx, 2, { ...times, from: '2025-06-01', to: '2025-06-30' })),
      attempt(readSource(ctx, 1, times)),
      attempt(readSource(ctx, 2, times)),
      attempt(readTag(ctx, 'bodies', times)),
      attempt(readTag(ctx, 'reports', times)),
      attempt(readSeries(ctx, { ...times, id: 1 })),
    ]),
  });
}

const DEEDS: readonly (readonly [at: string, deed: (ctx: Context) => Promise<unknown>])[] = [
  [
    '2025-06-02T16:00+03:00',
    (ctx) =>
      record(ctx, { tags: ['bodies'], sourceText: 'We will hand over six thousand bodies next week.' }),
  ],
  ['2025-06-03T09:00+03:00', (ctx) => addParty(ctx, { name: 'Red Cross', recordedBy: 'anna' })],
  ['2025-06-03T10:00+03:00', (ctx) => importCalendar(ctx, { name: 'tr-2025', ics: icsOf('2025-06-06') })],
  [
    '2025-06-04T09:00+03:00',
    (ctx) =>
      record(ctx, {
        ...{ title: 'Report', deadline: 'every month until the end of 2025', tags: ['reports'] },
        ...{ sourceTitle: 'The protocol', committers: ['Mission'], quantity: undefined },
        ...{ comparator: undefined, unit: undefined },
      }),
  ],
  ['2025-06-09T00:00+03:00', (ctx) => sweep(ctx)],
  ['2025-06-10T09:00+03:00', (ctx) => addProgress(ctx, { id: 1, amount: 1212, note })],
  ['2025-06-16T00:00+03:00', (ctx) => sweep(ctx)],
  [
    '2025-06-18T09:00+03:00',
    (ctx) => addProgress(ctx, { id: 1, amount: 4788, happenedAt: '2025-06-14', note }),
  ],
  [
    '2025-06-20T09:00+03:00',
    (ctx) => moveDeadline(ctx, { id: 2, deadline: 'by 15 August', reason: 'Said so' }),
  ],
  ['2025-07-01T09:00+03:00', (ctx) => makeAhead(ctx)],
  [
    '2025-07-02T09:00+03:00',
    (ctx) => importCalendar(ctx, { name: 'tr-2025', ics: icsOf('2025-06-06', '2025-07-15'), apply: true }),
  ],
  ['2025-07-10T09:00+03:00', (ctx) => markMet(ctx, { id: 3, note })],
  ['2025-07-11T09:00+03:00', (ctx) => reopenCommitment(ctx, { id: 3, reason: 'Of another month' })],
  [
    '2025-07-12T09:00+03:00',
    (ctx) => closeCommitment(ctx, { id: 3, outcome: 'not_met', reason: 'None came', note }),
  ],
  [
    '2025-08-20T09:00+03:00',
    (ctx) => endSeries(ctx, { id: 1, on: '2025-12-31', reason: 'Agreed', yes: true, recordedBy: 'anna' }),
  ],
];

it('what is read of another day is what was read on that day', async () => {
  const { ctx, clock } = await setup();
  const read: { at: string; said: unknown }[] = [];
  for (const [at, deed] of DEEDS) {
    clock.set(at);
    await deed(ctx);
    read.push({ at: new Date(clock.now()).toISOString(), said: await everything(ctx, {}) });
  }
  clock.set('2025-09-01T09:00+03:00');
  for (const { at, said } of read) expect([at, await everything(ctx, { asOf: at })]).toEqual([at, said]);
  // Not one picture of all of them, or nothing would have been shown.
  expect(new Set(read.map(({ said }) => JSON.stringify(said))).size).toBeGreaterThan(DEEDS.length - 4);
});

it('a series of more times than a page shows is read in the past from those that were there', async () => {
  const { ctx, clock } = await setup();
  const daily = { rrule: 'FREQ=DAILY;UNTIL=20261231', opensOn: '2025-06-03', closesOn: '2025-06-03' };
  await record(ctx, { ...daily, deadline: undefined, deadlineReason: 'said so' });
  await makeAhead(ctx);
  const before = await readSeries(ctx, { id: 1 });
  const then = new Date(clock.now()).toISOString();
  expect(before.occurrences.length).toBeGreaterThan(20);
  clock.set('2026-03-01T12:00+03:00');
  while ((await makeAhead(ctx)).more);
  expect((await readSeries(ctx, { id: 1 })).earlier).not.toBeNull();
  expect(told(await readSeries(ctx, { id: 1, asOf: then }))).toEqual(told(before));
});
