import { readFile, writeFile } from 'node:fs/promises';
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
    ['who said it', `update party set name = 'Somebody else' where id = 1`, 'party:1', 'changed', ['name']],
    ['an amount', 'update progress set amount = 6000.000001', 'progress:1', 'changed', ['amount']],
    [
      'a deadline',
      `update deadline set closes_at = closes_at + interval '1 day'`,
      'deadline:1',
      'changed',
      ['closes_at'],
    ],
    ['a title', `update commitment set title = 'Nothing'`, 'commitment:1', 'changed', ['title']],
    [
      'who has to act',
      `delete from commitment_party where role = 'committer'`,
      'commitment_party:1:2:committer',
      'deleted',
      [],
    ],
    [
      'who must act besides',
      `insert into commitment_party (commitment_id, party_id, role) values (1, 1, 'committer')`,
      'commitment_party:1:1:committer',
      'without event',
      [],
    ],
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

  it('of an export that was cut off, or changed on its way, says so', async () => {
    const { ctx, db } = await world();
    const file = await exportFile(await exportLines(db));
    const whole = await readFile(file, 'utf8');
    const check = async (text: string) => {
      await writeFile(file, text);
      return verifyLedger(await openLedgerFile(file), {});
    };
    expect(await check(whole)).toEqual(await verify(ctx));
    const cut = whole.slice(0, whole.lastIndexOf('{"end"'));
    expect(await check(cut)).toMatchObject({ ok: false, damage: 'cut off', broken: null });
    expect(await check(`${whole}${cut.split('\n').at(-2)}\n`)).toMatchObject({
      ok: false,
      damage: 'cut off',
    });
    const [head = '', tail = ''] = whole.split('{"end"');
    const other = `${head}{"end"${tail.replace(/"sha256":"../, '"sha256":"zz')}`;
    expect(await check(other)).toMatchObject({ ok: false, damage: 'changed on its way', broken: null });
  });

  it('of an export written before names were facts says nothing about names', async () => {
    const { db } = await world();
    const named = (key: unknown): boolean =>
      /^fact:(party|series|series_end|working_calendar):/.test(String(key));
    // As it would have been: without events of them the chain is another.
    const lines = (await exportLines(db)).filter(({ row, table }) => table !== 'link' && !named(row.key));
    const schema = '20261129140000_workers';
    const old = await verifyLedger(await openLedgerFile(await exportFile(lines, { schema })), {});
    expect(old).toMatchObject({ differences: [] });
    const now = await verifyLedger(await openLedgerFile(await exportFile(lines)), {});
    expect(now.differences.map(({ key }) => key)).toContain('party:1');
  });

  it('is not needed to keep who must act, and that there is more to it, from being rewritten', async () => {
    const { db, id } = await world();
    await db.query(`update commitment set has_more = true where id = ${id}`);
    for (const attempt of [
      `update commitment_party set party_id = 1`,
      `delete from commitment_party`,
      `insert into commitment_party (commitment_id, party_id, role) values (${id}, 1, 'committer')`,
      `insert into commitment_tag (commitment_id, tag) values (${id}, 'later')`,
      `update commitment set has_more = false`,
      `update commitment set weighed = not weighed`,
    ])
      await expect(db.query(attempt), attempt).rejects.toMatchObject({ code: '23000' });
  });

  it('finds the bytes of a file exchanged, in the database and in an export', async () => {
    const { ctx, db, id } = await world();
    const file = { name: 'count.txt', bytes: Buffer.from('6,000 were counted') };
    await addProgress(ctx, { id, amount: 1, file, recordedBy: 'ben' });
    await sealAll(ctx);
    const check = async () => verifyLedger(await openLedgerFile(await exportFile(await exportLines(db))));
    expect([(await verify(ctx)).ok, (await check()).ok]).toEqual([true, true]);
    await db.query('alter table stored_file drop constraint stored_file_hashed');
    await forge(db, `update stored_file set bytes = '7,000 were counted'`);
    const found = { ok: false, broken: null, differences: [{ what: 'changed', columns: ['content'] }] };
    expect(await verify(ctx)).toMatchObject(found);
    expect(await check()).toMatchObject(found);
  });

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
