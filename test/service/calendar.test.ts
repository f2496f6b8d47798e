import { describe, expect, it } from 'vitest';
import { isoInZone } from '../../src/domain/shown.ts';
import { recordAnchor } from '../../src/service/anchor.ts';
import { readCommitment } from '../../src/service/browse/commitment.ts';
import { previewRecord } from '../../src/service/browse/preview.ts';
import { importCalendar, listCalendars, showCalendar } from '../../src/service/calendar.ts';
import { markMet } from '../../src/service/close.ts';
import type { Context } from '../../src/service/context.ts';
import { derive } from '../../src/service/derive.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { icsOf } from '../support/ics.ts';
import { fingerprint } from '../support/rows.ts';
import { bodies, record, setup } from '../support/setup.ts';

const FEAST = ['2025-06-06', '2025-06-09'];
const inTenDays = { deadline: 'within ten working days', calendar: 'tr-2025' };
const lastDay = async (ctx: Context, id: number): Promise<string | undefined> => {
  const { window, zone } = await readCommitment(ctx, id);
  return window === null ? undefined : isoInZone(window.closesAt - 1, zone).slice(0, 10);
};
const feast = (more: object = {}) => ({ name: 'tr-2025', ics: icsOf(...FEAST), ...more });

describe('a calendar of working days', () => {
  it('is stored at once while no date counts by it, unless one only looks', async () => {
    const { ctx } = await setup();
    expect(await importCalendar(ctx, feast({ dryRun: true }))).toMatchObject({ state: 'new', stored: false });
    expect((await listCalendars(ctx)).calendars).toEqual([]);
    expect(await importCalendar(ctx, feast({ weekend: 'Fri, sat' }))).toMatchObject({
      ...{ state: 'new', stored: true, version: 1, weekend: [5, 6], movers: [] },
    });
    expect(await importCalendar(ctx, feast())).toMatchObject({ state: 'unchanged', version: 1 });
    expect((await showCalendar(ctx, 'tr-2025')).calendar.holidays).toEqual(new Set(FEAST));
    await expect(showCalendar(ctx, 'xx')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('counts the working days of a commitment that names it', async () => {
    const { ctx } = await setup();
    await importCalendar(ctx, feast());
    expect((await previewRecord(ctx, bodies(inTenDays))).explanation).toContain('tr-2025');
    const [by, without] = [await record(ctx, inTenDays), await record(ctx, { ...inTenDays, calendar: '' })];
    expect([await lastDay(ctx, by), await lastDay(ctx, without)]).toEqual(['2025-06-18', '2025-06-16']);
    expect((await readCommitment(ctx, by)).deadlines[0]).toMatchObject({ calendar: 'tr-2025' });
    await expect(record(ctx, { ...inTenDays, calendar: 'xx' })).rejects.toMatchObject({
      ...{ code: 'invalid', field: 'calendar', message: expect.stringContaining('on record: tr-2025') },
    });
    // New words for the same act count by the same calendar.
    await moveDeadline(ctx, { id: by, deadline: 'within five working days', reason: 'hurry' });
    expect(await lastDay(ctx, by)).toBe('2025-06-11');
  });

  it('shows first which dates a changed calendar would move, and moves them only when told to', async () => {
    const { ctx, clock, db } = await setup();
    await importCalendar(ctx, feast());
    const moving = await record(ctx, inTenDays);
    const staying = await record(ctx, { deadline: 'by 20 June', calendar: 'tr-2025' });
    const waiting = await record(ctx, { ...inTenDays, deadline: 'within 60 days of signing' });
    const settled = await record(ctx, { ...inTenDays, title: 'Settled' });
    await markMet(ctx, { id: settled, note: 'done' });
    const before = await fingerprint(db);
    const longer = { ics: icsOf(...FEAST, '2025-06-10', '2025-06-18') };
    const shown = await importCalendar(ctx, feast(longer));
    expect(shown).toMatchObject({ state: 'changed', stored: false, version: 2 });
    expect([shown.added, shown.removed]).toEqual([['2025-06-10', '2025-06-18'], []]);
    expect(shown.movers).toEqual([
      expect.objectContaining({
        id: moving,
        window: expect.objectContaining({ closesAt: Date.parse('2025-06-19T00:00+03:00') }),
        newWindow: expect.objectContaining({ closesAt: Date.parse('2025-06-21T00:00+03:00') }),
        reason: 'calendar tr-2025 changed',
      }),
    ]);
    expect(await fingerprint(db)).toEqual(before);
    expect((await listCalendars(ctx)).calendars.map(({ version }) => version)).toEqual([1]);

    clock.advance(1_000);
    expect((await importCalendar(ctx, feast({ ...longer, apply: true }))).stored).toBe(true);
    expect(await derive(ctx)).toEqual({ taken: 1, moved: 1, faults: 0 });
    expect(await lastDay(ctx, moving)).toBe('2025-06-20');
    const view = await readCommitment(ctx, moving);
    expect(view.deadlines.at(-1)).toMatchObject({ cause: 'calendar', reason: 'calendar tr-2025 changed' });
    expect(view.events.at(-1)).toMatchObject({ kind: 'deadline_moved', data: { cause: 'calendar' } });
    for (const id of [staying, waiting, settled])
      expect((await readCommitment(ctx, id)).deadlines).toHaveLength(1);
  });

  it('counts what waits for an event by the calendar of the day', async () => {
    const { ctx, clock } = await setup();
    await importCalendar(ctx, feast());
    const id = await record(ctx, { ...inTenDays, deadline: 'within ten working days of signing' });
    expect((await readCommitment(ctx, id)).deadlines[0]).toMatchObject({ anchor: 'signing', working: true });
    clock.advance(86_400_000);
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-02' });
    await derive(ctx);
    expect(await lastDay(ctx, id)).toBe('2025-06-18');
    const more = feast({ ics: icsOf(...FEAST, '2025-06-12'), apply: true });
    expect((await importCalendar(ctx, more)).movers.map((mover) => mover.id)).toEqual([id]);
    await derive(ctx);
    expect(await lastDay(ctx, id)).toBe('2025-06-19');
    expect((await readCommitment(ctx, id)).deadlines.map(({ cause }) => cause)).toEqual([
      'stated',
      'anchor',
      'calendar',
    ]);
  });

  it('leaves a date that somebody set by hand before the worker came', async () => {
    const { ctx } = await setup();
    await importCalendar(ctx, feast());
    const id = await record(ctx, inTenDays);
    await importCalendar(ctx, feast({ ics: icsOf(...FEAST, '2025-06-10'), apply: true }));
    await moveDeadline(ctx, { id, closesOn: '2025-06-25', reason: 'The court said so.' });
    expect(await derive(ctx)).toEqual({ taken: 1, moved: 0, faults: 0 });
    expect(await lastDay(ctx, id)).toBe('2025-06-25');
  });

  it.each<[string, object, string]>([
    ['a weekend of no days', { weekend: 'holiday' }, 'weekend'],
    ['a week without work', { weekend: 'mon,tue,wed,thu,fri,sat,sun' }, 'weekend'],
    ['looking and storing at once', { dryRun: true, apply: true }, 'apply'],
    ['a file that is none', { ics: 'hello' }, 'file'],
    ['a name that shows nothing', { name: '\u200b' }, 'name'],
    ['a name that reads backwards', { name: 'tr\u202e5202' }, 'name'],
    ['a name of two lines', { name: 'a\nb' }, 'name'],
  ])('refuses %s', async (_, more, field) => {
    const { ctx, db } = await setup();
    await expect(importCalendar(ctx, feast(more))).rejects.toMatchObject({ code: 'invalid', field });
    expect(await db.prisma.workingCalendar.count()).toBe(0);
  });

  it('takes imports and recordings at once without a date by an old version', async () => {
    const { ctx, db } = await setup({ poolSize: 10 });
    await importCalendar(ctx, feast());
    const files = [['2025-06-10'], ['2025-06-11'], ['2025-06-10', '2025-06-12'], []];
    const results = await Promise.allSettled([
      ...files.map((days) => importCalendar(ctx, feast({ ics: icsOf(...FEAST, ...days), apply: true }))),
      ...Array.from({ length: 8 }, (_, n) => record(ctx, { ...inTenDays, title: `Number ${n}` })),
    ]);
    for (const result of results)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'conflict', field: 'calendar' });
    await derive(ctx);
    const { calendar } = await showCalendar(ctx, 'tr-2025');
    const again = await importCalendar(ctx, feast({ ics: icsOf(...calendar.holidays) }));
    expect(again.state).toBe('unchanged');
    // Whatever the order was: every date is the one that the calendar in force gives.
    const versions = await db.prisma.workingCalendar.findMany({ orderBy: { version: 'asc' } });
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
    const dates = await db.prisma.deadline.findMany({ where: { supersededAt: null } });
    const fresh = await record(ctx, { ...inTenDays, title: 'Afterwards' });
    const { closesAt } = await db.prisma.deadline.findFirstOrThrow({ where: { commitmentId: fresh } });
    expect(dates.every((date) => date.closesAt?.getTime() === closesAt?.getTime())).toBe(true);
  });
});
