import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withLock } from '../../../src/store/embedded/lock.ts';

/** The id of a process that has certainly ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('the lock of a data folder', () => {
  it('lets one in at a time, through the note of a dead holder', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duly-lock-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const lock = path.join(folder, 'lock');
    await mkdir(lock);
    await writeFile(path.join(lock, 'holder'), JSON.stringify({ pid: await deadPid(), identity: '' }));
    let inside = 0;
    let most = 0;
    const enter = () =>
      withLock(lock, async () => {
        inside += 1;
        most = Math.max(most, inside);
        for (let turn = 0; turn < 20; turn += 1) await nextTurn(); // give the others every chance
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 8 }, enter));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('names a living holder after the time for waiting, and knows a reused process id', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duly-lock-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const lock = path.join(folder, 'lock');
    await mkdir(lock);
    const hold = (identity: string) =>
      writeFile(path.join(lock, 'holder'), JSON.stringify({ pid: process.pid, identity }));
    await hold('');
    await expect(withLock(lock, async () => 'in', 50)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    if (process.platform === 'linux') {
      await hold('another boot/1');
      expect(await withLock(lock, async () => 'in', 50)).toBe('in');
    }
  });
});
