import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { type ExportOptions, exportAll } from '../../src/service/export.ts';
import { importAll } from '../../src/service/import.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { recordCommitment } from '../../src/service/record.ts';
import { exportTables, LEFT_OUT } from '../../src/store/catalogue.ts';
import { pass } from '../support/passes.ts';
import { bodies, follow, record, setup } from '../support/setup.ts';

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.split('\n').slice(0, -1);
}

async function exported(ctx: Parameters<typeof exportAll>[0], options: ExportOptions = { proof: false }) {
  const parts: string[] = [];
  await exportAll(ctx, options, async (lines) => {
    parts.push(lines);
  });
  return parts.join('');
}

/** With some of everything: what was told, what is being told, what is still to be told. */
async function lived() {
  const world = await setup();
  const { ctx, clock, db } = world;
  const id = await record(ctx, {
    sourceText: 'We will hand over six thousand bodies next week. “So be it”, ☃.',
  });
  await follow(ctx, 'reader@example.org');
  await recordCommitment(
    ctx,
    bodies({ title: 'Reports', quote: 'A report every Friday.', deadline: 'every Friday' }),
  );
  await record(ctx, { title: 'Exact', quantity: 12_345_678.123456, quote: 'So many.' });
  clock.set('2025-06-09T00:00:01+03:00');
  await pass(ctx, clock);
  await addProgress(ctx, { id, amount: 0.1, note: 'a beginning', support: 'confirmed' });
  await moveDeadline(ctx, { id, deadline: 'by 20 June', reason: 'It was postponed.' });
  await closeCommitment(ctx, {
    id: id + 1,
    outcome: 'not_met',
    reason: 'No report.',
    note: 'Nothing was published.',
  });
  await db.query(
    `update delivery set state = 'sending', lease_until = now(), leased_by = 'somebody', next_attempt_at = now()
     where id = (select min(id) from delivery where state = 'sent')`,
  );
  return { ...world, id };
}

/** An export is read in when all that it tells of has happened. */
const LATER = { at: '2025-07-20T09:00:00+03:00' };

describe('an export', () => {
  it('is read into an empty database and exported again to the same bytes', async () => {
    const { ctx } = await lived();
    const first = await exported(ctx);
    const other = await setup(LATER);
    const { rows } = await importAll(other.ctx, linesOf(first));
    expect(await exported(other.ctx)).toBe(first);
    expect(rows).toBe(first.split('\n').length - 3);
    expect(first).toContain('12345678.123456');
  });

  it('goes on as the first would have: the same statuses and mails, and nothing again', async () => {
    const here = await lived();
    const there = await setup(LATER);
    await importAll(there.ctx, linesOf(await exported(here.ctx)));
    const goOn = async ({ ctx, clock, db }: Pick<typeof here, 'ctx' | 'clock' | 'db'>) => {
      await db.query(
        `update delivery set state = 'queued', lease_until = null, leased_by = null where state = 'sending'`,
      );
      clock.set('2025-07-20T09:00:00+03:00');
      for (let n = 0; n < 4; n += 1) await pass(ctx, clock);
      const statuses = await db.query('select id, status, late from commitment order by id');
      const mails = await db.query(
        `select subject, message_id like '<%' as named, state from delivery where id <= 4 order by id`,
      );
      const count = await db.query(
        'select kind, state, count(*)::int as n from delivery group by 1, 2 order by 1, 2',
      );
      return { statuses, mails, count };
    };
    expect(await goOn(there)).toEqual(await goOn(here));
    expect(await record(there.ctx, { title: 'The next one', quote: 'The next.' })).toBe(
      await record(here.ctx, { title: 'The next one', quote: 'The next.' }),
    );
  });

  it('takes every table along, or says why not', async () => {
    const { db } = await setup();
    const names = (await exportTables(db.query, true)).map(({ name }) => name);
    const all = await db.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename !~ '^bullmq' order by 1`,
    );
    expect([...names, ...Object.keys(LEFT_OUT)].sort()).toEqual(all.map(({ name }) => name));
  });

  it('for a third party has nobody in it who is told', async () => {
    const { ctx } = await lived();
    const proof = await exported(ctx, { proof: true });
    expect(proof).not.toContain('reader@example.org');
    expect(proof).toContain('"table":"event"');
    await expect(importAll((await setup()).ctx, linesOf(proof))).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    const { ctx, id } = await lived();
    const parts: string[] = [];
    await exportAll(ctx, { proof: false }, async (lines) => {
      if (parts.length === 3)
        await addProgress(ctx, { id, amount: 7, note: 'meanwhile', support: 'confirmed' });
      parts.push(lines);
    });
    expect(parts.join('')).not.toContain('meanwhile');
    expect(await exported(ctx)).toContain('meanwhile');
  });
});

describe('an import', () => {
  const again = (text: string): string => {
    const body = text.split('\n').slice(0, -2);
    const lines = `${body.join('\n')}\n`;
    const sha256 = createHash('sha256').update(lines).digest('hex');
    return `${lines}${JSON.stringify({ end: true, rows: body.length - 1, sha256 })}\n`;
  };

  it.each<[string, (text: string) => string, string]>([
    ['cut off', (text) => text.slice(0, text.length / 2), 'Line'],
    ['changed', (text) => text.replace('"reader@example.org"', '"other@example.org"'), 'changed on its way'],
    ['of nothing', () => '', 'cut off'],
    ['of something else', () => '{"a":1}\n', 'no export of Duly'],
    ['of a later format', (text) => text.replace('"version":1', '"version":2'), 'version 2'],
    ['of another schema', (text) => text.replace(/"schema":"\d+/, '"schema":"2'), 'same version of Duly'],
    [
      'with an unknown column',
      (text) => again(text.replace('{"table":"party","row":{', '{"table":"party","row":{"__proto__": 1, ')),
      '__proto__',
    ],
    [
      'with an unknown table',
      (text) => again(text.replace('"table":"party"', '"table":"pg_authid"')),
      'pg_authid',
    ],
    [
      'with what the database refuses',
      (text) => again(text.replaceAll('"modality": "commitment"', '"modality": "wish"')),
      'commitment_modality',
    ],
    [
      'without the name of its instance',
      (text) => again(text.replace(/\{"table":"instance".*\n/, '')),
      'from which instance',
    ],
    ['with something after its end', (text) => `${text}{}\n`, 'after the last line'],
    ['of nonsense', (text) => text.replace('\n', '\n[[[[\n'), 'Line 2'],
  ])('%s is refused with the line, and changes nothing', async (_, spoil, said) => {
    const { ctx } = await lived();
    const text = spoil(await exported(ctx));
    const other = await setup();
    await expect(importAll(other.ctx, linesOf(text))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(said),
    });
    expect(await other.db.prisma.party.count()).toBe(0);
  });

  it('is refused where there is a record already, and a dry run leaves nothing', async () => {
    const { ctx } = await lived();
    const text = await exported(ctx);
    await expect(importAll(ctx, linesOf(text))).rejects.toMatchObject({ code: 'conflict' });
    const other = await setup(LATER);
    expect((await importAll(other.ctx, linesOf(text), { dryRun: true })).rows).toBeGreaterThan(10);
    expect(await other.db.prisma.party.count()).toBe(0);
  });

  // A forged export could put every later fact after the year 9999.
  it('is not read in when it says that something was announced at a time to come', async () => {
    const { ctx } = await setup();
    await record(ctx);
    const lines = (await exported(ctx)).trimEnd().split('\n');
    const body = lines
      .slice(0, -1)
      .map((line) => line.replace(/("known_until": ?")[^"]*/, '$19999-01-01T00:00:00+00:00'));
    const hash = createHash('sha256');
    for (const line of body) hash.update(`${line}\n`);
    const end = { ...JSON.parse(lines.at(-1) ?? ''), sha256: hash.digest('hex') };
    const forged = `${[...body, JSON.stringify(end)].join('\n')}\n`;
    const other = await setup();
    await expect(importAll(other.ctx, linesOf(forged))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('a time to come'),
    });
    expect(await other.db.prisma.commitment.count()).toBe(0);
  });
});
