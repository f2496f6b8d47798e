/**
 * One set-up of a checkout at a time, across processes. The lock is a small file in the system's temporary
 * folder, named after the checkout and holding the owner's process id: `npm ci` empties node_modules, so
 * the lock cannot live there. A lock whose owner is gone is broken by whoever comes next.
 */
import { createHash, randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 200;
const patienceMs = 15 * 60_000;

/**
 * Runs `work` while holding the lock of the checkout at `root`; waits while another process holds it.
 * @param {string} root
 * @param {(text: string) => void} say told once when it has to wait
 * @param {() => Promise<void>} work
 */
export async function withSetupLock(root, say, work) {
  const path = lockPath(root);
  const started = performance.now();
  let told = false;
  while (!take(path)) {
    const owner = readOwner(path);
    if (owner !== undefined && !isAlive(owner)) {
      breakLock(path, owner);
      continue;
    }
    if (!told) say(`set-up: waiting for the one that process ${owner ?? '(unknown)'} is doing\n`);
    told = true;
    if (performance.now() - started > patienceMs) {
      throw new Error(`process ${owner} has held ${path} for 15 minutes; end it or delete that file`);
    }
    await pause(pollMs);
  }
  try {
    await work();
  } finally {
    if (readOwner(path) === process.pid) rmSync(path, { force: true });
  }
}

/** @param {string} root @returns {string} the lock file of the checkout at `root` */
export function lockPath(root) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return join(tmpdir(), `duly-setup-${name}.lock`);
}

/** A hard link appears with its content or not at all, so nobody ever reads a lock without an owner. */
function take(path) {
  const own = `${path}.${randomUUID()}`;
  writeFileSync(own, String(process.pid), { flag: 'wx' });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function readOwner(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  if (pid === process.pid) return false; // left by an earlier process that had our number
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Moves the dead owner's lock aside; when another process was quicker and it is now theirs, puts it back. */
function breakLock(path, deadOwner) {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (readOwner(aside) !== deadOwner) linkSync(aside, path);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
