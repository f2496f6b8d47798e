import { describe, expect, it } from 'vitest';
import { recordCommitment } from '../../src/service/record.ts';
import { fingerprint } from '../support/rows.ts';
import { bodies, record, setup } from '../support/setup.ts';

describe('recording', () => {
  it('keeps the words, resolves the date against them, and announces the recording', async () => {
    const { ctx, db, woken } = await setup();
    const id = await record(ctx, {
      tags: 'Istanbul, bodies, ISTANBUL',
      sourceText: 'He said: next week. We will.',
    });
    const row = await db.prisma.commitment.findUniqueOrThrow({
      where: { id },
      include: {
        deadlines: true,
        statement: { include: { source: true, speaker: true } },
        tags: true,
        events: { where: { kind: { not: 'fact' } } },
      },
    });
    expect(row).toMatchObject({
      status: 'upcoming',
      late: null,
      nextCheckAt: new Date('2025-06-09T00:00+03:00'),
    });
    expect(row.deadlines).toMatchObject([
      {
        version: 1,
        rule: 'next-week',
        basis: 'stated',
        opensAt: new Date('2025-06-09T00:00+03:00'),
        closesAt: new Date('2025-06-16T00:00+03:00'),
      },
    ]);
    expect(row.tags.map(({ tag }) => tag).sort()).toEqual(['bodies', 'istanbul']);
    expect(row.events).toMatchObject([{ kind: 'recorded', actor: 'editor' }]);
    expect(row.statement.source.textSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(woken).toContainEqual({ work: 'sweep', at: Date.parse('2025-06-09T00:00+03:00') });
  });

  it('uses the source, statement and parties that are there', async () => {
    const { ctx, db } = await setup();
    await record(ctx);
    await record(ctx, { title: 'The other half' });
    expect(await fingerprint(db)).toMatchObject({ source: 1, statement: 1, party: 3, commitment: 2 });
  });

  it('finds where the quote stands in the text', async () => {
    const { ctx, db } = await setup();
    await record(ctx, { quote: 'next week', sourceText: 'We will, next week.' });
    expect(await db.query('select span_start, span_end from statement')).toEqual([
      { span_start: 9, span_end: 18 },
    ]);
  });

  it('announces at once what lies behind: recorded after closing, it is overdue since then', async () => {
    const { ctx, db } = await setup({ at: '2025-06-20T12:00:00+03:00' });
    const id = await record(ctx);
    const events = await db.prisma.event.findMany({
      where: { commitmentId: id, kind: { not: 'fact' } },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ kind, occurredAt }) => [kind, occurredAt.toISOString()])).toEqual([
      ['recorded', '2025-06-20T09:00:00.000Z'],
      ['due', '2025-06-08T21:00:00.000Z'],
      ['overdue', '2025-06-15T21:00:00.000Z'],
    ]);
  });

  it('lets eight at once share parties that none of them had found', async () => {
    // The losers of the race for a name met a broken unique key, which nobody tried again.
    const { ctx, db } = await setup({ poolSize: 8 });
    const names = ['Ukraine', 'Russia', 'Türkiye'];
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        record(ctx, {
          title: `Promise ${i}`,
          committers: i % 2 ? names : [...names].reverse(),
          beneficiaries: [],
        }),
      ),
    );
    expect(await fingerprint(db)).toMatchObject({ commitment: 8, party: 4, commitment_party: 24, event: 8 });
  });
});

const REFUSED: readonly (readonly [what: string, wrong: object, field: string])[] = [
  ['an unknown zone', { zone: 'Europe/Atlantis' }, 'zone'],
  ['an offset for a zone', { zone: '+03:00' }, 'zone'],
  ['an impossible day of saying', { saidAt: '2025-02-30T10:00' }, 'saidAt'],
  ['words from the future', { saidAt: '2025-06-02T16:00:01+03:00' }, 'saidAt'],
  ['a window that closes before it opens', { opensOn: '2025-06-10', closesOn: '2025-06-09' }, 'closesOn'],
  ['a window without its closing', { opensOn: '2025-06-10' }, 'closesOn'],
  ['an impossible date', { closesOn: '2025-06-31' }, 'closesOn'],
  ['a phrase that names no date', { deadline: 'when pigs fly' }, 'deadline'],
  ['a negative quantity', { quantity: -5 }, 'quantity'],
  ['no quantity', { quantity: '' }, 'quantity'],
  ['a quantity without its unit', { unit: undefined }, 'unit'],
  ['a quantity finer than a millionth', { quantity: 0.1234567 }, 'quantity'],
  ['a quantity that is none', { quantity: 'many' }, 'quantity'],
  ['"each side" without sides', { perParty: true, committers: [] }, 'committers'],
  ['a forecast', { modality: 'forecast' }, 'modality'],
  ['an empty title', { title: ' ' }, 'title'],
  ['a title that reads backwards', { title: 'Report \u202eylrae' }, 'title'],
  ['a title that shows nothing', { title: '\u200b\u2060' }, 'title'],
  ['a title of two lines', { title: 'one\r\ntwo' }, 'title'],
  ['a NUL in the quote', { quote: 'a\u0000b' }, 'quote'],
  ['a link that is a script', { sourceUrl: 'javascript:alert(1)' }, 'sourceUrl'],
  ['negative grace', { graceDays: -1 }, 'graceDays'],
  ['too long a text', { sourceText: 'x'.repeat(500_001) }, 'sourceText'],
  ['an impossible day of publication', { publishedOn: '2025-13-01' }, 'publishedOn'],
  ['an impossible day to look again', { deadline: undefined, reviewOn: 'soon' }, 'reviewOn'],
];

describe('recording', () => {
  it('refuses what is wrong, names the field, and stores nothing', async () => {
    const { ctx, db } = await setup();
    const before = await fingerprint(db);
    for (const [what, wrong, field] of REFUSED)
      await expect(recordCommitment(ctx, { ...bodies(), ...wrong }), what).rejects.toMatchObject({
        name: 'DulyError',
        code: 'invalid',
        field,
      });
    expect(await fingerprint(db)).toEqual(before);
  });

  it.each(['speaker', 'committers', 'beneficiaries'])(
    'takes no name as %s that hides what it is, for good',
    async (field) => {
      const { ctx, db } = await setup();
      for (const name of ['zero\u200bwidth', '\u202eevil']) {
        const refused = { code: 'invalid', message: expect.stringContaining('must not contain') };
        const input = field === 'speaker' ? { speaker: name } : { [field]: [name] };
        await expect(recordCommitment(ctx, bodies(input))).rejects.toMatchObject(refused);
      }
      expect(await db.prisma.party.count()).toBe(0);
      await recordCommitment(ctx, bodies({ committers: ['\u0639\u0644\u06cc\u200c\u0631\u0636\u0627'] }));
    },
  );

  it('refuses a field that does not exist, by name', async () => {
    const { ctx } = await setup();
    await expect(recordCommitment(ctx, { ...bodies(), titel: 'x' })).rejects.toThrow('titel');
  });
});
