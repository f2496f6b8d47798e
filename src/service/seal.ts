/**
 * One bounded pass that seals events into the chain: 1. take the chain's lock, 2. read the last link, 3. take the
 * events after it whose transactions are certainly over, 4. count their hashes, 5. write the links.
 *
 * Two at once: the lock lets one work, the other does nothing. A transaction that commits late is waited for, so
 * nothing is left out and the order never changes. A process that dies before the commit has sealed nothing; events
 * that were written before it died are sealed by the next pass.
 */
import { hash as digest } from 'node:crypto';
import { genesis, linkHash, type Sha256 } from '../domain/chain.ts';
import { instanceId, lastLink, type NewLink, tryChainLock, unsealed, writeLinks } from '../store/chain.ts';
import type { Context } from './context.ts';

export const sha256: Sha256 = (text) => digest('sha256', text);

export interface SealResult {
  readonly sealed: number;
  /** Whether more may be waiting that could be sealed at once. */
  readonly more: boolean;
}

/** Seals at most `limit` events (default 5,000). */
export async function seal(ctx: Pick<Context, 'db'>, limit = 5_000): Promise<SealResult> {
  return ctx.db.inTransaction(async (query) => {
    if (!(await tryChainLock(query))) return { sealed: 0, more: false };
    const last = await lastLink(query);
    // Where the last link came from elsewhere, its place says nothing about what waits here.
    const after = last === null || last.elsewhere ? null : last;
    const events = await unsealed(query, after, limit);
    if (events.length === 0) return { sealed: 0, more: false };
    let hash = last?.hash ?? genesis(await instanceId(query), sha256);
    let seq = last?.seq ?? 0;
    const links: NewLink[] = [];
    for (const event of events) {
      hash = linkHash(hash, event, sha256);
      seq += 1;
      links.push({ seq, eventId: Number(event.id), hash });
    }
    await writeLinks(query, links);
    return { sealed: links.length, more: events.length === limit };
  });
}
