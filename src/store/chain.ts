/**
 * The chain in the database: sealing what is certainly written, and reading it back page by page. Rows come as they
 * stand in an export, so that one way of counting serves both.
 */
import type { StoredLink } from '../domain/chain.ts';
import { FACT_KEYS, FACT_TABLES, type FactTable, type Row } from '../domain/facts.ts';
import { at, type Query } from './database.ts';

/** Names the lock under which the chain grows; whoever imports one holds it too. */
const CHAIN_LOCK = 4_708_151_101;

/** Takes the chain's lock until the transaction ends; false when somebody else has it. */
export async function tryChainLock(query: Query): Promise<boolean> {
  const [row] = await query<{ got: boolean }>(`select pg_try_advisory_xact_lock(${CHAIN_LOCK}) as got`);
  return row?.got === true;
}

/** The columns of an event as an export has them, without the transaction that wrote it. */
const EVENT = `e.id::float8 as id, e.commitment_id, e.kind, e.key, e.occurred_at, e.recorded_at, e.actor, e.data`;

export async function instanceId(query: Query): Promise<string> {
  const [row] = await query<{ id: string }>('select id from instance');
  if (row === undefined) throw new Error('unreachable: the migration has named the instance');
  return row.id;
}

/** The last link, and where its event stands; null before the first. */
export async function lastLink(query: Query) {
  const [row] = await query<{ seq: number; hash: string; xid: string; eventId: string; elsewhere: boolean }>(
    `select l.seq::float8 as seq, l.hash, e.xid::text as xid, e.id::text as "eventId",
       e.xid >= pg_snapshot_xmin(pg_current_snapshot()) as elsewhere
     from link l join event e on e.id = l.event_id order by l.seq desc limit 1`,
  );
  return row ?? null;
}

/**
 * Up to `limit` events that wait for their link and whose transactions are certainly over, in the order in which
 * they are sealed: no transaction that is still open can bring one that would belong before them. `after` is where
 * the last one stands; null looks at all that is there.
 *
 * A link on an event whose transaction this server has not reached yet came from elsewhere (a restored dump, an
 * import): its numbers mean nothing here, so that whoever is asked with null also takes such events, and first.
 */
export async function unsealed(
  query: Query,
  after: { xid: string; eventId: string } | null,
  limit: number,
): Promise<Row[]> {
  const over = 'e.xid < pg_snapshot_xmin(pg_current_snapshot())';
  const where =
    after === null
      ? `(${over} or e.xid >= pg_snapshot_xmax(pg_current_snapshot()))`
      : `${over} and (e.xid, e.id) > ($2::text::xid8, $3::text::bigint)`;
  const rows = await query<{ row: Row }>(
    `select row_to_json(r) as row from (
       select ${EVENT} from event e where ${where} and not exists (select 1 from link l where l.event_id = e.id)
       order by ${after === null ? 'e.xid >= pg_snapshot_xmax(pg_current_snapshot()) desc, ' : ''}e.xid, e.id limit $1) r`,
    after === null ? [limit] : [limit, after.xid, after.eventId],
  );
  return rows.map(({ row }) => row);
}

export interface NewLink {
  readonly seq: number;
  readonly eventId: number;
  readonly hash: string;
}

export async function writeLinks(query: Query, links: readonly NewLink[]): Promise<void> {
  await query(
    `insert into link (seq, event_id, hash) select * from unnest($1::bigint[], $2::bigint[], $3::text[])`,
    [links.map(({ seq }) => seq), links.map(({ eventId }) => eventId), links.map(({ hash }) => hash)],
  );
}

const PAGE = 2_000;

/**
 * Pages of rows, each fetched while the one before is worked on. `fetch` is given the last row of the page before
 * (null for the first) and answers with one JSON array, which costs the driver far less than rows do.
 */
async function* pages<T>(fetch: (last: T | null) => Promise<T[]>): AsyncGenerator<T[]> {
  let coming = fetch(null);
  for (;;) {
    const page = await coming;
    const last = page.at(-1);
    if (last === undefined) return;
    coming = fetch(last);
    // Asked for again above; whoever leaves early must not leave a failure that nobody hears.
    coming.catch(() => undefined);
    yield page;
  }
}

async function jsonPage<T>(query: Query, select: string, values: readonly unknown[]): Promise<T[]> {
  const [row] = await query<{ page: string | null }>(
    `select json_agg(p)::text as page from (${select}) p`,
    values,
  );
  return JSON.parse(row?.page ?? '[]') as T[];
}

/** All links in their order, each with its event. */
export const readLinks = (query: Query): AsyncGenerator<StoredLink[]> =>
  pages<StoredLink>((last) =>
    jsonPage(
      query,
      `select l.seq, l.event_id as "eventId", l.hash, case when e.id is not null then row_to_json(e) end as event
       from link l left join lateral (select ${EVENT} from event e where e.id = l.event_id) e on true
       where l.seq > $1 order by l.seq limit ${PAGE}`,
      [last?.seq ?? 0],
    ),
  );

/** All events without a link. */
export const readUnsealed = (query: Query): AsyncGenerator<Row[]> =>
  pages<Row>((last) =>
    jsonPage(
      query,
      `select ${EVENT} from event e where e.id > $1 and not exists (select 1 from link l where l.event_id = e.id)
       order by e.id limit ${PAGE}`,
      [last?.id ?? 0],
    ),
  );

/** What is read of a table. Of two columns of one name a reader of JSON keeps the last: amounts come as text. */
const COLUMNS: Readonly<Partial<Record<FactTable, string>>> = {
  commitment: 't.*, t.quantity::text as quantity',
  progress: 't.*, t.amount::text as amount',
  // What the bytes come to is said only where it is not what they are known by.
  stored_file: `t.sha256, t.media_type, octet_length(t.bytes) as size, t.recorded_at, t.recorded_by,
    nullif(encode(sha256(t.bytes), 'hex'), t.sha256) as content`,
};
/** Files are read whole to be hashed: so many of 10 MB stay far below the time that a statement may take. */
const FILES_PAGE = 20;

function readFactsOf(query: Query, table: FactTable): AsyncGenerator<Row[]> {
  const key = FACT_KEYS[table] ?? ['id'];
  const [names, from] = [key.map((column) => `t.${column}`), key.map((_, index) => `$${index + 1}`)];
  return pages<Row>((last) =>
    jsonPage(
      query,
      `select ${COLUMNS[table] ?? 't.*'} from ${table} t
       ${last === null ? '' : `where (${names.join(', ')}) > (${from.join(', ')})`}
       order by ${names.join(', ')} limit ${table === 'stored_file' ? FILES_PAGE : PAGE}`,
      last === null ? [] : key.map((column) => last[column]),
    ),
  );
}

/** All rows of the fact tables, table by table. */
export async function* readFacts(query: Query): AsyncGenerator<{ table: FactTable; rows: Row[] }> {
  for (const table of FACT_TABLES) for await (const rows of readFactsOf(query, table)) yield { table, rows };
}

/** Makes the transaction see one moment and change nothing, however long it takes. */
export async function holdStill(query: Query): Promise<void> {
  await query('set transaction isolation level repeatable read, read only');
}

/** The last link that seals an event of this commitment recorded up to `asOf` (epoch milliseconds); null before any. */
export async function linkOf(
  query: Query,
  commitmentId: number,
  asOf: number,
): Promise<{ seq: number; hash: string } | null> {
  const [row] = await query<{ seq: number; hash: string }>(
    `select l.seq::float8 as seq, l.hash from event e join link l on l.event_id = e.id
     where e.commitment_id = $1 and e.recorded_at <= ${at('$2')} order by l.seq desc limit 1`,
    [commitmentId, asOf],
  );
  return row ?? null;
}
