import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { boundLog } from '../../../src/store/embedded/server-log.ts';

describe('the log of the server', () => {
  it('is cut when it has grown, with the part before kept', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duly-log-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'postgres.log');
    await boundLog(file, 10);
    await writeFile(file, 'short');
    await boundLog(file, 10);
    expect(await readFile(file, 'utf8')).toBe('short');
    await writeFile(file, 'longer than that');
    await boundLog(file, 10);
    expect(await readFile(file, 'utf8')).toBe('');
    expect(await readFile(`${file}.1`, 'utf8')).toBe('longer than that');
  });
});
