import { describe, expect, it } from 'vitest';
import { importCalendar } from '../../src/service/calendar.ts';
import { endSeries } from '../../src/service/end-series.ts';
import { makeAhead } from '../../src/service/make-ahead.ts';
import { addParty } from '../../src/service/party.ts';
import { addProgress } from '../../src/service/progress.ts';
import { icsOf } from '../support/ics.ts';
import { reports } from '../support/series.ts';
import { record } from '../support/setup.ts';
import { setupCli } from './duly.ts';

/** The world's clock says 2025; the command line runs on that of the machine, for which all of it is past. */
async function learntLate() {
  const world = await setupCli();
  const { ctx, clock } = world;
  const id = await record(ctx);
  clock.set('2025-06-20T12:00+03:00');
  await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-14', note: 'handed over' });
  return { ...world, id: String(id) };
}

describe('the past by command', () => {
  it('shows a commitment as it was known on one day about another, and says so', async () => {
    const { run, id } = await learntLate();
    const before = await run(['show', id, '--as-of', '2025-06-18']);
    expect(before.out).toMatch(/^As it was known on Wed 18 Jun 2025 \(Europe\/Istanbul\)\.\n/);
    expect(before.out).toContain('Overdue');
    const after = await run(['show', id, '--as-of', '2025-06-20', '--on', '2025-06-15', '--json']);
    expect(JSON.parse(after.out)).toMatchObject({
      status: 'met',
      asOf: '2025-06-20T23:59:59.999+03:00',
      on: '2025-06-15T23:59:59.999+03:00',
    });
    const none = await run(['show', id, '--as-of', '2025-06-01']);
    expect(none).toMatchObject({ code: 1, out: '' });
    expect(none.err).toContain('was not on record yet');
  });

  it('lists what stood then', async () => {
    const { run, id } = await learntLate();
    const zone = ['--zone', 'Europe/Istanbul'];
    const overdue = await run(['overdue', '--as-of', '2025-06-18', ...zone, '--json']);
    expect(JSON.parse(overdue.out).commitments).toMatchObject([{ id: Number(id), status: 'overdue' }]);
    expect((await run(['overdue', '--as-of', '2025-06-15', ...zone])).out).toContain('Nothing is overdue.');
    expect((await run(['list', '--on', '2025-06-15', '--status', 'met', ...zone])).out).toContain(
      'about Sun 15 Jun 2025',
    );
    expect((await run(['evidence', 'list', id, '--as-of', '2025-06-18'])).out).toContain('No evidence');
    expect((await run(['criteria', id, '--as-of', '2025-06-18'])).out).toContain('As it was known on');
  });

  it('lists who was there, what came again, and by which calendar days were counted', async () => {
    const { ctx, clock, run } = await learntLate();
    await addParty(ctx, { name: 'Red Cross' });
    await reports(ctx);
    await importCalendar(ctx, { name: 'tr-2025', ics: icsOf('2025-07-15') });
    clock.set('2025-07-10T12:00+03:00');
    await makeAhead(ctx);
    await endSeries(ctx, { id: 1, on: '2025-12-31', reason: 'Agreed', yes: true });
    await importCalendar(ctx, { name: 'tr-2025', ics: icsOf('2025-07-15', '2025-08-30'), apply: true });
    const [early, late] = [
      ['--as-of', '2025-06-18'],
      ['--as-of', '2025-06-20'],
    ];
    expect((await run(['party', 'list', ...early])).out).not.toContain('Red Cross');
    expect((await run(['party', 'list', ...late])).out).toContain('Red Cross');
    expect((await run(['series', 'list', ...early])).out).toMatch(/^As it was known .*\nNo series\.\n$/);
    const series = await run(['series', 'list', ...late, '--json']);
    expect(JSON.parse(series.out)).toMatchObject({ series: [{ made: 1, ended: null }] });
    expect((await run(['series', 'show', '1', ...early])).code).toBe(1);
    const shown = await run(['series', 'show', '1', '--on', '2025-06-20', ...late]);
    expect(shown.out).toContain('1 on record, none settled yet');
    expect((await run(['series', 'show', '1'])).out).toContain('ended on');
    expect((await run(['calendar', 'list', ...early])).out).toContain('No calendars');
    const calendar = await run(['calendar', 'show', 'tr-2025', ...late, '--json']);
    expect(JSON.parse(calendar.out)).toMatchObject({ version: 1, holidays: ['2025-07-15'] });
    expect((await run(['calendar', 'show', 'tr-2025', ...early])).err).toContain('There was no calendar');
    for (const wrong of [
      ['party', 'add', 'Somebody', ...late],
      ['series', 'end', '1', '--on', '2025-12-31', '--reason', 'x', ...late],
      ['calendar', 'list', '--weekend', 'fri'],
    ])
      expect(await run(wrong)).toMatchObject({ code: 2, out: '' });
  });

  it('exports the proof that would have been given out then, and nothing else of then', async () => {
    const { run } = await learntLate();
    const then = await run(['export', '--proof', '--as-of', '2025-06-18']);
    expect(then.code).toBe(0);
    expect(then.out).toContain('six thousand bodies');
    expect(then.out).not.toContain('handed over');
    expect((await run(['export', '--proof'])).out).toContain('handed over');
    const whole = await run(['export', '--as-of', '2025-06-18']);
    expect(whole).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('Only a proof can be had as of another day'),
    });
  });

  it('changes nothing in the past', async () => {
    const { run, id, contents } = await learntLate();
    const before = await contents();
    const criteria = ['criteria', id, '--decides', 'declared', '--reason', 'x', '--as-of', '2025-06-18'];
    expect((await run(criteria)).code).toBe(1);
    expect((await run(['evidence', 'withdraw', '1', '--reason', 'x', '--as-of', '2025-06-18'])).code).toBe(1);
    expect(await contents()).toEqual(before);
  });
});
