/**
 * A proof as it would have been given out on another day: the chain up to its last link that was recorded by then, the
 * facts that are events of it, and what they refer to. SQL conditions on `t`, the row of each table.
 */
import { FACT_KEYS, type FactTable, isFactTable, isFactUnder, UNNAMED_UNTIL } from '../domain/facts.ts';
import { lastMigration, migrationBefore } from './catalogue.ts';
import { at, type Query } from './database.ts';

/** Where the record ended. */
interface Cut {
  /** Epoch milliseconds. */
  readonly instant: number;
  /** The last link; null: the chain had not gone on since, and what waited for its link belongs to it too. */
  readonly seq: number | null;
  /** The last migration under which it would have been given out. */
  readonly schema: string;
}

/** The cut at `instant`, epoch milliseconds. */
export async function cutAt(query: Query, instant: number): Promise<Cut> {
  const [row] = await query<{ next: number | null }>(
    `select min(l.seq)::float8 as next from link l join event e on e.id = l.event_id
     where e.recorded_at > ${at('$1')}`,
    [instant],
  );
  const bare = { instant, seq: row?.next == null ? null : row.next - 1, schema: '' };
  return { ...bare, schema: (await beforeNames(query, bare)) ?? (await lastMigration(query)) };
}

/** The migration before names were facts, where the chain told of statements and of no name yet; null otherwise. */
async function beforeNames(query: Query, cut: Cut): Promise<string | null> {
  const told = (table: string): string =>
    `exists (select from event e where e.commitment_id is null and e.kind = 'fact' and e.key like 'fact:${table}:%'
       and ${within('e', cut)})`;
  const [row] = await query<{ unnamed: boolean }>(
    `select ${told('statement')} and not ${told('party')} as unnamed`,
  );
  return row?.unnamed === true ? migrationBefore(query, UNNAMED_UNTIL) : null;
}

const by = ({ instant }: Cut): string => at(String(Math.trunc(instant)));

/** Whether event `e` belongs to it. */
function within(e: string, cut: Cut): string {
  const linked = `select from link l where l.event_id = ${e}.id`;
  return cut.seq === null
    ? `(${e}.recorded_at <= ${by(cut)})`
    : `exists (${linked} and l.seq <= ${Math.trunc(cut.seq)})`;
}

/** Of which commitment a fact is an event; null: of none. */
const ABOUT: Readonly<Partial<Record<FactTable, string | null>>> = {
  ...{ party: null, source: null, statement: null, stored_file: null },
  ...{ working_calendar: null, series: null, series_end: null },
  ...{ commitment: 't.id', commitment_link: 't.from_id' },
};

/** Where the events of facts name parties. */
const PARTIES = ['speaker_id', 'party_id', 'claimed_by_id', 'raised_by_id']
  .map((column) => `((e.data->'row'->>'${column}')::int)`)
  .join(', ');

/** Tables without events of their own, or that had none then: what of them belongs to the cut. */
const OTHERS: Readonly<Record<string, (cut: Cut) => string>> = {
  instance: () => 'true',
  event: (cut) => within('t', cut),
  link: ({ seq }) => (seq === null ? 'true' : `t.seq <= ${Math.trunc(seq)}`),
  party: (cut) => `t.id in (select v.id from event e, lateral (values ${PARTIES}) v(id)
    where e.kind = 'fact' and ${within('e', cut)})`,
  series: (cut) => `t.recorded_at <= ${by(cut)}`,
  series_end: (cut) => `t.recorded_at <= ${by(cut)}`,
  working_calendar: (cut) => `t.recorded_at <= ${by(cut)}`,
};

/** Which rows of a table belong to the proof of that day. Throws for a table that nobody has thought of. */
export function belongs(table: string, cut: Cut): string {
  if (isFactTable(table) && isFactUnder(table, cut.schema)) {
    const about = ABOUT[table] === undefined ? 't.commitment_id' : ABOUT[table];
    const key = (FACT_KEYS[table] ?? ['id']).map((column) => `t.${column}`).join(`, ':', `);
    return `exists (select from event e where e.commitment_id ${about === null ? 'is null' : `= ${about}`}
      and e.key = concat('fact:${table}:', ${key}) and ${within('e', cut)})`;
  }
  const other = OTHERS[table];
  if (other === undefined)
    throw new Error(`nobody has said what of “${table}” belongs to a proof of the past`);
  return other(cut);
}
