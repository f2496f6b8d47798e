/** The log of one commitment: what the chronicle said of it, and the facts that people put on record. */
import { isFactTable, type Row } from '../../domain/facts.ts';
import type { LoggedFact, LoggedMoment } from '../../domain/history.ts';
import type { Database } from '../database.ts';

/** Instants are epoch milliseconds. */
export interface Log {
  /** In the order in which they were written. */
  readonly events: readonly LoggedMoment[];
  /** Each as its event keeps it, in the order in which it was written. */
  readonly facts: readonly LoggedFact[];
}

type Reading = Pick<Database, 'prisma'>;
type EventRow = Awaited<ReturnType<Reading['prisma']['event']['findMany']>>[number];

const timesOf = ({ occurredAt, recordedAt, actor }: EventRow) => ({
  occurredAt: occurredAt.getTime(),
  recordedAt: recordedAt.getTime(),
  actor,
});

/** Links that were drawn from another commitment to this one: their facts are in the log of the other. */
async function linksTo({ prisma }: Reading, id: number): Promise<EventRow[]> {
  const links = await prisma.commitmentLink.findMany({ where: { toId: id } });
  if (links.length === 0) return [];
  const keys = links.map((link) => ({ commitmentId: link.fromId, key: `fact:commitment_link:${link.id}` }));
  return prisma.event.findMany({ where: { OR: keys }, orderBy: { id: 'asc' } });
}

/** Reads all of it; empty when there is no commitment `id`. */
export async function readLog(db: Reading, id: number): Promise<Log> {
  const rows = await db.prisma.event.findMany({ where: { commitmentId: id }, orderBy: { id: 'asc' } });
  const drawn = await linksTo(db, id);
  return {
    events: rows
      .filter(({ kind }) => kind !== 'fact')
      .map((row) => ({
        kind: row.kind as LoggedMoment['kind'],
        key: row.key,
        data: row.data,
        ...timesOf(row),
      })),
    facts: [...rows, ...drawn].flatMap((event) => {
      const { table, row } = event.data as { table?: unknown; row?: Row };
      return event.kind !== 'fact' || !isFactTable(table) || row === undefined
        ? []
        : [{ table, row, ...timesOf(event) }];
    }),
  };
}
