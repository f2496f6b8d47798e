/** Who did what, for administrators: what was done beside the record, and what was brought on record by whom. */
import { z } from 'zod';
import { describeFact } from '../../domain/fact-words.ts';
import { isFactTable } from '../../domain/facts.ts';
import { type AuditRow, auditDeeds, auditRows, type EventRow, eventRows } from '../../store/browse/audit.ts';
import type { Context } from '../context.ts';
import { line, optional, parse } from '../input.ts';

const number = z.coerce
  .number({ error: 'must be a number such as 12' })
  .int({ error: 'must be a whole number such as 12' })
  .min(1, { error: 'must be a whole number such as 12' })
  .max(Number.MAX_SAFE_INTEGER, { error: 'there is no such number' });

const auditInput = z.strictObject({
  who: optional(line(200)),
  what: optional(line(100)),
  before: optional(number),
  limit: number.max(5_000).default(50),
});

/** A page of it: `more` is passed as `before` for the next one; null when there are no more. */
export interface AuditPage<Row> {
  readonly rows: readonly Row[];
  readonly more: number | null;
}
export type { AuditRow };

/** What somebody brought on record. */
export interface DeedOnRecord extends Omit<EventRow, 'row'> {
  /** In one sentence without its full stop. */
  readonly says: string;
}

const LONGEST = 200;

function deedOf({ row, ...event }: EventRow): DeedOnRecord {
  const { table, kind } = event;
  const words =
    row !== null && table !== null && isFactTable(table)
      ? describeFact(table, row)
      : kind.replaceAll('_', ' ');
  return { ...event, says: words.length > LONGEST ? `${words.slice(0, LONGEST).trimEnd()}…` : words };
}

/** What was done beside the record, newest first; and what there is to ask for. Throws `DulyError('invalid')`. */
export async function readAudit(
  ctx: Pick<Context, 'db'>,
  raw: unknown = {},
): Promise<AuditPage<AuditRow> & { readonly deeds: readonly string[] }> {
  const { who = null, what = null, before = null, limit } = parse(auditInput, raw);
  const rows = await auditRows(ctx.db.query, { who, what, before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return {
    rows: shown,
    more: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    deeds: await auditDeeds(ctx.db.query),
  };
}

/** What was brought on record by whom, newest first. A page may be empty and not the last. Throws `invalid`. */
export async function readDeedsOnRecord(
  ctx: Pick<Context, 'db'>,
  raw: unknown = {},
): Promise<AuditPage<DeedOnRecord>> {
  const { who = null, what = null, before = null, limit } = parse(auditInput, raw);
  const { rows, last } = await eventRows(ctx.db.query, { who, what, before, limit: limit + 1 });
  const shown = rows.slice(0, limit).map(deedOf);
  return { rows: shown, more: rows.length > limit ? (shown.at(-1)?.id ?? null) : last };
}
