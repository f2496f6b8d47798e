/** A search that somebody wants to follow, as the subscription keeps it. */
import { DulyError } from '../domain/errors.ts';
import type { Modality } from '../domain/record.ts';
import type { Search } from '../domain/search.ts';
import type { Tx } from '../store/database.ts';

interface Asked {
  readonly q?: string | undefined;
  readonly party?: string | undefined;
  readonly speaker?: string | undefined;
  readonly tag?: string | undefined;
  readonly source?: number | undefined;
  readonly modality?: Modality | undefined;
}

async function assertParty(tx: Tx, name: string, field: 'party' | 'speaker'): Promise<void> {
  if ((await tx.party.findUnique({ where: { name }, select: { id: true } })) === null)
    throw new DulyError('invalid', `There is no party “${name}” to search for.`, { field });
}

/**
 * Reads it. The names of parties and the source must be on record: a slip of the pen would never be told anything. A
 * tag need not be, as it may be given to something tomorrow. Throws `DulyError('invalid')`.
 */
export async function searchOf(tx: Tx, asked: Asked): Promise<Search> {
  const { q, party, speaker, tag, source, modality } = asked;
  if (party !== undefined) await assertParty(tx, party, 'party');
  if (speaker !== undefined) await assertParty(tx, speaker, 'speaker');
  const found =
    source === undefined
      ? null
      : await tx.source.findUnique({ where: { id: source }, select: { title: true } });
  if (source !== undefined && found === null)
    throw new DulyError('invalid', `There is no source ${source} to search in.`, { field: 'source' });
  const search = {
    ...(q === undefined ? {} : { q }),
    ...(party === undefined ? {} : { party }),
    ...(speaker === undefined ? {} : { speaker }),
    ...(tag === undefined ? {} : { tag: tag.toLowerCase() }),
    ...(source === undefined || found === null ? {} : { source, sourceTitle: found.title }),
    ...(modality === undefined ? {} : { modality }),
  };
  if (Object.keys(search).length === 0)
    throw new DulyError('invalid', 'Say what to search for: words, or a filter.', { field: 'q' });
  return search;
}
