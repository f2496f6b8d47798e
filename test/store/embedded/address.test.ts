import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noteAddress, servedAt } from '../../../src/store/embedded/address.ts';

const HERE = 'http://localhost:18470';

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'duly-address-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

describe('where pages are served', () => {
  it('is known while the process that noted it runs, and taken back when it ends', async () => {
    const dataDir = await folder();
    expect(await servedAt(dataDir)).toBeUndefined();
    const takeBack = await noteAddress(dataDir, HERE);
    expect(await servedAt(dataDir)).toBe(HERE);
    await takeBack();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('is not believed of a process that was killed, and the next service clears it away', async () => {
    const dataDir = await folder();
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await noteAddress(dataDir, HERE);
    await rename(own(dataDir), path.join(dataDir, `service-${child.pid}.json`));
    expect(await servedAt(dataDir)).toBeUndefined();
    await noteAddress(dataDir, 'http://localhost:18471');
    expect(await readdir(dataDir)).toEqual([path.basename(own(dataDir))]);
  });

  it.skipIf(process.platform !== 'linux')(
    'is not believed of a later process with the same id, or of a note cut short [needs Linux]',
    async () => {
      const dataDir = await folder();
      await noteAddress(dataDir, HERE);
      const note = JSON.parse(await readFile(own(dataDir), 'utf8'));
      await writeFile(own(dataDir), JSON.stringify({ ...note, identity: 'an earlier boot/12' }));
      expect(await servedAt(dataDir)).toBeUndefined();
      await writeFile(own(dataDir), '{"url":"http://loc');
      expect(await servedAt(dataDir)).toBeUndefined();
    },
  );
});

const own = (dataDir: string): string => path.join(dataDir, `service-${process.pid}.json`);
