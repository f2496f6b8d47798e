import { copyFile, stat, truncate } from 'node:fs/promises';

const LIMIT_BYTES = 8_000_000;
const CHECK_EVERY_MS = 3_600_000;

/**
 * Keeps the server's log below about 8 MB, with the part before it in `<log>.1`. The server appends, so
 * cutting the file to nothing under it is safe; lines written in that very moment may be lost.
 */
export async function boundLog(file: string, limitBytes = LIMIT_BYTES): Promise<void> {
  try {
    if ((await stat(file)).size <= limitBytes) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await copyFile(file, `${file}.1`);
  await truncate(file);
}

/** Bounds the log every hour until the returned function is called; does not keep the process alive. */
export function keepLogBounded(file: string, log: (line: string) => void): () => void {
  const timer = setInterval(() => {
    boundLog(file).catch((error: Error) =>
      log(`the log of PostgreSQL cannot be shortened: ${error.message}`),
    );
  }, CHECK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
