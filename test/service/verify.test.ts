import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { openLedgerFile } from '../../src/service/ledger-file.ts';
import { addProgress } from '../../src/service/progress.ts';
import { verify, verifyLedger } from '../../src/service/verify.ts';
import { exportFile, exportLines, type Line, sealAll } from '../support/export-file.ts';
import { record, setup } from '../support/setup.ts';

/** A record with a bit of everything, sealed. */
async function world() {
  const { ctx, db, clock } = await setup();
  const id = await record(ctx);
  clock.set('2025-06-10T12:00:00+03:00');
  await addProgress(ctx, {
    id,
    amount: '640.5',
    evidenceUrl: 'https://example.org/640',
    happenedAt: '2025-06-10T09:00:00+03:00',
    recordedBy: 'ben',
  });
  await closeCommitment(ctx, {
    id,
    outcome: 'partly_met',
    reason: 'Less than half of them.',
    evidenceUrl: 'https://example.org/half',
    recordedBy: 'carla',
  });
  await sealAll(ctx);
  return { ctx, db, clock, id };
}

/** Changes rows as somebody would who may do anything in this database. */
const forge = (db: Awaited<ReturnType<typeof world>>['db'], statement: string): Promise<unknown> =>
  db.inTransaction(async (query) => {
    await query('set local session_replication_role = replica');
    await query(statement);
  });

describe('verifying a database', () => {
  it('finds nothing when nothing was rewritten, and names the head', async () => {
    const { ctx, db } = await world();
    const events = await db.prisma.event.count();
    const [last] = await db.prisma.link.findMany({ orderBy: { seq: 'desc' }, take: 1 });
    expect(await verify(ctx)).toMatchObject({
      ok: true,
      links: events,
      head: last?.hash,
      broken: null,
      differences: [],
    });
  });

  it.each([
    ['a verdict', `update verdict set outcome = 'met'`, 'verdict:1', 'changed', ['outcome']],
    ['a quote', `update statement set quote = 'We said nothing.'`, 'statement:1', 'changed', ['quote']],
    ['an amount', 'update progress set amount = 6000.000001', 'progress:1', 'changed', ['amount']],
    [
      'a deadline',
      `update deadline set closes_at = closes_at + interval '1 day'`,
      'deadline:1',
      'changed',
      ['closes_at'],
    ],
    ['a title', `update commitment set title = 'Nothing'`, 'commitment:1', 'changed', ['title']],
    ['what is gone', 'delete from progress', 'progress:1', 'deleted', []],
    [
      'what was slipped in',
      `insert into look (commitment_id, searched, looked_at, recorded_at, recorded_by)
       values (1, 'everywhere', '2025-06-10T00:00Z', '2025-06-10T00:00Z', 'eve')`,
      'look:1',
      'without event',
      [],
    ],
  ] as const)(
    'finds %s rewritten although all events are as they were',
    async (_, statement, key, what, columns) => {
      const { ctx, db } = await world();
      await forge(db, statement);
      expect(await verify(ctx)).toMatchObject({
        ok: false,
        broken: null,
        differences: [{ key, what, columns }],
      });
    },
  );

  it('does not mind what goes on changing beside a fact', async () => {
    const { ctx, db } = await world();
    await db.query(`update commitment set status = 'overdue', late = null, fault = 'x', fault_at = now()`);
    expect((await verify(ctx)).ok).toBe(true);
  });

  it('says how many events wait, and finds fault only when they wait too long', async () => {
    const { ctx, clock } = await world();
    await record(ctx, { title: 'Another', quote: 'Another one.' });
    const young = await verify(ctx);
    expect(young).toMatchObject({ ok: true, unsealed: { late: false } });
    expect(young.unsealed.count).toBeGreaterThan(0);
    clock.set('2025-06-10T14:00:00+03:00');
    expect(await verify(ctx)).toMatchObject({ ok: false, unsealed: { late: true } });
  });

  it('knows a head that was published, and misses it when the end was cut off', async () => {
    const { ctx, db } = await world();
    const { head, links } = await verify(ctx);
    expect(await verify(ctx, { hash: head, seq: null })).toMatchObject({ ok: true, expected: 'found' });
    expect(await verify(ctx, { hash: head, seq: links })).toMatchObject({ ok: true, expected: 'found' });
    expect(await verify(ctx, { hash: head, seq: 1 })).toMatchObject({ ok: false, expected: 'missing' });
    await forge(db, `delete from link where seq = ${links}`);
    expect(await verify(ctx)).toMatchObject({ ok: true });
    expect(await verify(ctx, { hash: head, seq: null })).toMatchObject({ ok: false, expected: 'missing' });
  });
});

describe('verifying an export', () => {
  const check = async (lines: readonly Line[]) => verifyLedger(await openLedgerFile(await exportFile(lines)));

  it('comes to the same as the database, whatever the order of its tables', async () => {
    const { ctx, db } = await world();
    await record(ctx, { title: 'Another', quote: 'Another one.' });
    const live = await verify(ctx);
    const lines = await exportLines(db);
    expect(await check(lines)).toEqual(live);
    expect(await check(lines.toReversed().sort((a, b) => a.table.localeCompare(b.table)))).toMatchObject({
      ok: false,
    });
    const byTable = lines.toSorted((a, b) => b.table.localeCompare(a.table));
    expect(await check(byTable)).toEqual(live);
  });

  it('names the first broken link whichever field of whichever event is touched', async () => {
    const { db } = await world();
    const lines = await exportLines(db);
    const places = lines.flatMap((line, index) => (line.table === 'event' ? [index] : []));
    const links = lines.filter(({ table }) => table === 'link');
    const fields = ['id', 'commitment_id', 'kind', 'key', 'occurred_at', 'recorded_at', 'actor', 'data'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom(...fields), async (place, field) => {
        const touched = structuredClone(lines);
        const row = (touched[place] as Line).row;
        const id = row.id;
        const link = links.find((one) => one.row.event_id === id)?.row;
        if (field === 'id' || field === 'commitment_id') row[field] = Number(row[field] ?? 0) + 1_000;
        else if (field.endsWith('_at'))
          row[field] = new Date(Date.parse(String(row[field])) + 1).toISOString();
        else if (field === 'data') row[field] = { ...(row[field] as object), more: null };
        else row[field] = `${String(row[field])}x`;
        const found = await check(touched);
        expect(found.ok).toBe(false);
        const last = link?.seq === links.length;
        const changed = last ? 'event or hash changed' : 'event changed';
        expect(found.broken).toMatchObject({
          seq: link?.seq,
          eventId: id,
          what: field === 'id' ? 'event missing' : changed,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('tells a touched hash from a touched event, and sees a link that is gone', async () => {
    const { db } = await world();
    const lines = await exportLines(db);
    const touched = structuredClone(lines);
    const third = touched.filter(({ table }) => table === 'link')[2] as Line;
    third.row.hash = '0'.repeat(64);
    expect((await check(touched)).broken).toMatchObject({ seq: 3, what: 'hash changed' });
    const without = lines.filter(({ table, row }) => table !== 'link' || row.seq !== 3);
    expect((await check(without)).broken).toMatchObject({ seq: 3, what: 'link missing' });
    const renamed = structuredClone(lines);
    (renamed[0] as Line).row.id = 'somebody-else-somebody-else-somebody';
    expect((await check(renamed)).broken).toMatchObject({ seq: 1 });
  });

  it('refuses what is no export, and says which line', async () => {
    const none = '/nowhere/record.ndjson';
    await expect(openLedgerFile(none)).rejects.toMatchObject({ code: 'not_found', field: 'file' });
    const { db } = await world();
    const lines = await exportLines(db);
    const odd = await exportFile([...lines, 'text' as unknown as Line]);
    await expect(openLedgerFile(odd).then(verifyLedger)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(`Line ${lines.length + 2}`),
    });
  });
});
