/** What a new part belongs to: checked, and locked from the nearest whole upwards as every change does. */
import { DulyError } from '../domain/errors.ts';
import type { Query, Tx } from '../store/database.ts';
import { lockRecord, lockWholes, type Whole } from '../store/records.ts';

/** Wholes above a part at most: parts of parts of a whole are as deep as it gets. */
const MOST_ABOVE = 2;

/** Returns the wholes, locked. Throws `DulyError('invalid')` with the field `partOf`. */
export async function lockWhole(tx: Tx, query: Query, id: number): Promise<readonly Whole[]> {
  const refuse = (why: string) => new DulyError('invalid', why, { field: 'partOf' });
  const record = await lockRecord(query, id);
  if (record === null) throw refuse(`There is no commitment ${id} to be a part of.`);
  const whole = await tx.commitment.findUniqueOrThrow({ where: { id }, select: { seriesId: true } });
  if (whole.seriesId !== null) throw refuse(`Commitment ${id} comes again: what does has no parts.`);
  const above = await lockWholes(query, id);
  if (above.length + 1 > MOST_ABOVE)
    throw refuse(`Commitment ${id} is itself a part of a part: parts are nested at most 3 deep.`);
  return [{ id, knownUntil: record.knownUntil }, ...above];
}
