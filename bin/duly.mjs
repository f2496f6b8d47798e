#!/usr/bin/env node
/**
 * The command `duly`: gets the checkout ready, then hands over to src/cli/main.ts. Nothing is decided here;
 * the exit code is what `main` returns.
 */
import { withNpmOptions } from './npm-options.mjs';
import { ensureSetup, SetupError } from './setup.mjs';

/** Says once that the answer is lost, unless the command has said so itself. */
function tellUnwritten() {
  if (unwritten === null || !ended || process.exitCode) return;
  process.stderr.write(`duly: the answer cannot be written: ${unwritten.message}\n`);
  process.exitCode = 3;
}

// A reader that has seen enough (`duly list | head`), or a log sink that died, closes the pipe. The work goes
// on to its end; only its words are lost. A full disk is told, since somebody will look for them there.
let unwritten = null;
let ended = false;
process.stdout.on('error', (error) => {
  if (['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'].includes(error.code)) return;
  unwritten ??= error;
  tellUnwritten();
});
process.stderr.on('error', () => undefined);

try {
  await ensureSetup({ quiet: true });
  const { main } = await import('../dist/src/cli/main.js');
  process.exitCode = await main(withNpmOptions(process.argv.slice(2), process.env), {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
  });
  ended = true;
  tellUnwritten();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`duly: ${error.message}\n`);
  process.exitCode = 3;
}
