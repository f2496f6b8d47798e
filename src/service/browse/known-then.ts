/**
 * What was on record at one time about another, each judged as it was known, because the stored status says nothing
 * about the past. Taken in bounded batches, so that memory stays flat.
 */
import { DulyError } from '../../domain/errors.ts';
import type { CommitmentRecord } from '../../domain/record.ts';
import type { Matter } from '../../domain/search.ts';
import { type OnRecord, onRecordBy } from '../../store/browse/board-then.ts';
import { readRecords } from '../../store/records.ts';
import { type Past, recordAt } from '../as-of.ts';
import type { Context } from '../context.ts';
import { type Judged, judge } from './judge.ts';

const BATCH = 500;
/** Judging takes a moment each: more than these are refused, and a party or a tag makes them fewer. */
const MOST = 20_000;

/** As it was known. */
export interface KnownThen {
  readonly record: CommitmentRecord;
  readonly judged: Judged;
}

/** The record as it was known, judged; null when it was not on record. */
export function judgedThen(record: CommitmentRecord, past: Past): KnownThen | null {
  const known = recordAt(record, past, past.on);
  // What cannot be judged has no date that could be told: the status last announced is that of today.
  return known && { record: known.record, judged: judge(known.record, known.at, 'undated') };
}

/** All of it, ascending by number. Throws `DulyError('too_large')` when more was on record than one answer may judge. */
export async function* knownThen(
  { db: { query } }: Pick<Context, 'db'>,
  { matter, past }: { readonly matter: Matter; readonly past: Past },
): AsyncGenerator<KnownThen & { readonly row: OnRecord }> {
  let seen = 0;
  for (let after = 0; ; ) {
    const found = await onRecordBy(query, { matter, asOf: past.asOf, after, limit: BATCH });
    const rows = new Map(found.map((row) => [row.id, row]));
    seen += found.length;
    if (seen > MOST)
      throw new DulyError(
        'too_large',
        `More than ${MOST.toLocaleString('en-US')} commitments were on record then, too many to judge at once: ask for fewer, by a party or a tag.`,
      );
    for (const record of (await readRecords(query, [...rows.keys()])).values()) {
      const known = judgedThen(record, past);
      const row = rows.get(record.id);
      if (row !== undefined && known !== null) yield { row, ...known };
    }
    const last = found.at(-1);
    if (found.length < BATCH || last === undefined) return;
    after = last.id;
  }
}
