import type { Database } from '../../src/store/database.ts';

const TABLES = [
  'source',
  'party',
  'statement',
  'commitment',
  'commitment_party',
  'commitment_tag',
  'deadline',
  'evidence',
  'progress',
  'verdict',
  'event',
  'occasion',
  'subscription',
  'alert',
  'delivery',
] as const;

/** How many rows each table has, and a fingerprint of the commitments: equal before and after means untouched. */
export async function fingerprint(db: Database): Promise<Record<string, unknown>> {
  const counts = TABLES.map((table) => {
    // Facts are counted where they are.
    const where = table === 'event' ? `where kind <> 'fact'` : '';
    return `(select count(*)::int from ${table} ${where}) as ${table}`;
  }).join(', ');
  const [row] = await db.query<Record<string, unknown>>(
    `select ${counts}, (select md5(coalesce(string_agg(c::text, '|' order by id), '')) from commitment c) as content`,
  );
  return row ?? {};
}
