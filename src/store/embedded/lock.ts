import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../clock.ts';
import { DulyError } from '../../domain/errors.ts';
import { isAlive, processIdentity } from './process.ts';

interface Holder {
  readonly pid: number;
  readonly identity: string;
  /** Of this one holding, so that no two are ever taken for each other. */
  readonly token: string;
}

const RETRY_MS = 25;

/**
 * Runs `work` while no other process is inside the same lock.
 *
 * The lock is a folder with a note of its holder. It is prepared under another name and renamed into place,
 * so it never exists without its note. A lock whose holder has died is broken.
 *
 * @throws DulyError `unavailable` when a living process keeps the lock for longer than `patienceMs`.
 */
export async function withLock<T>(lock: string, work: () => Promise<T>, patienceMs = 200_000): Promise<T> {
  await acquire(lock, patienceMs);
  try {
    return await work();
  } finally {
    await remove(lock);
  }
}

/** In one step: a lock that is half deleted would be an empty folder, which another may rename over. */
async function remove(lock: string): Promise<void> {
  const away = sibling(lock, 'done');
  await rename(lock, away);
  await rm(away, { recursive: true, force: true });
}

async function acquire(lock: string, patienceMs: number): Promise<void> {
  const mine = sibling(lock, 'new');
  const me: Holder = { pid: process.pid, identity: await processIdentity(process.pid), token: randomToken() };
  await mkdir(mine);
  try {
    await writeFile(path.join(mine, 'holder'), JSON.stringify(me));
    const giveUpAt = monotonicMs() + patienceMs;
    while (!(await moveInto(lock, mine))) {
      const holder = await readHolder(lock);
      if (monotonicMs() > giveUpAt) throw heldTooLong(lock, holder);
      if (holder !== undefined && !(await stillRuns(holder))) await breakLock(lock, holder, patienceMs);
      else await sleep(RETRY_MS);
    }
  } catch (error) {
    await rm(mine, { recursive: true, force: true });
    throw error;
  }
}

/** A folder cannot be renamed over one that is not empty: that refusal is the lock. */
async function moveInto(lock: string, mine: string): Promise<boolean> {
  try {
    await rename(mine, lock);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(code)) return false;
    throw new DulyError('config', `the lock ${lock} cannot be taken (${code}): delete whatever is there`, {
      cause: error,
    });
  }
}

async function readHolder(lock: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path.join(lock, 'holder'), 'utf8'));
    const { pid, identity, token } = value as Partial<Holder>;
    // A note that a full disk or a crash of the machine cut short belongs to nobody who still runs.
    return { pid: pid ?? 0, identity: identity ?? '', token: token ?? '' };
  } catch (error) {
    if (error instanceof SyntaxError) return { pid: 0, identity: '', token: '' };
    return undefined; // released in this moment
  }
}

async function stillRuns(holder: Holder): Promise<boolean> {
  if (holder.pid <= 0 || !isAlive(holder.pid)) return false;
  const identity = await processIdentity(holder.pid);
  return identity === '' || holder.identity === '' || identity === holder.identity;
}

/**
 * Two processes may find the same dead holder, and the second must not carry off the fresh lock of the first.
 * So breaking has a lock of its own, and the holder is looked at again inside it: nobody but a breaker
 * removes the lock of a dead process. A breaker that dies in there is dealt with in the same way.
 */
function breakLock(lock: string, dead: Holder, patienceMs: number): Promise<void> {
  return withLock(
    `${lock}.break`,
    async () => {
      const found = await readHolder(lock);
      if (found?.pid === dead.pid && found.token === dead.token) await remove(lock);
    },
    patienceMs,
  );
}

function heldTooLong(lock: string, holder: Holder | undefined): DulyError {
  const who = holder === undefined ? 'another process' : `process ${holder.pid}`;
  return new DulyError(
    'unavailable',
    `${who} has been starting or stopping the embedded PostgreSQL for too long: end it, or delete ${lock}`,
  );
}

const sibling = (lock: string, word: string): string => `${lock}.${word}-${process.pid}-${randomToken()}`;

const randomToken = (): string => randomBytes(8).toString('hex');
