import { open, rename, rm } from 'node:fs/promises';
import { DulyError } from '../../domain/errors.ts';
import { type Exported, exportAll } from '../../service/export.ts';
import { answer, type Call, type Command } from '../command.ts';

/** Waits for whoever reads stdout to keep up; a reader who has left ends the export. */
const toStdout =
  ({ io }: Call) =>
  (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      io.stdout.write(text, (error) => (error == null ? resolve() : reject(error)));
    });

/** Writes beside the file and puts it in place when it is whole; only its owner may read it. */
async function toFile(file: string, work: (write: (text: string) => Promise<void>) => Promise<Exported>) {
  const beside = `${file}.${process.pid}.part`;
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      const exported = await work(async (text) => {
        await handle.writeFile(text);
      });
      await handle.sync();
      await handle.close();
      await rename(beside, file);
      return exported;
    } finally {
      await handle.close().catch(() => undefined); // closed already when all went well
    }
  } catch (error) {
    await rm(beside, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'EROFS'].includes(code ?? '')) throw error;
    throw new DulyError('invalid', `${file} cannot be written (${code}).`, { cause: error, field: 'file' });
  }
}

const described = ({ rows, sha256 }: Exported): string => `${rows} rows, SHA-256 of the lines ${sha256}`;

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write everything on record as lines of JSON, or what a third party needs to check it',
  args: [{ name: '[file]', about: 'Where to; without it, or with -, to stdout' }],
  flags: [
    {
      name: 'proof',
      about: 'Only the record and its chain: no address, no mail (see docs/export.md and `duly verify`)',
    },
    {
      name: 'as-of',
      value: 'DAY',
      about: 'With --proof: as it would have been given out then, a day (to its end, UTC) or an instant',
    },
  ],
  examples: [
    'duly export backup.ndjson',
    'duly export --proof proof.ndjson',
    'duly export --proof --as-of 2025-06-20 proof.ndjson',
    'duly export | gzip > backup.ndjson.gz',
  ],
  async run(call) {
    const [file = '-'] = call.args;
    const { ctx } = await call.open();
    const { asOf } = call.flags;
    const options = {
      proof: call.flags.proof === true,
      asOf: typeof asOf === 'string' ? asOf : undefined,
    };
    if (file === '-') {
      const exported = await exportAll(ctx, options, toStdout(call));
      call.say(`Exported ${described(exported)}.`);
      return 0;
    }
    const exported = await toFile(file, (write) => exportAll(ctx, options, write));
    const personal = options.proof ? '' : ' It holds the addresses of subscribers: keep it safe.';
    return answer(
      { file, ...exported },
      (shown) => `Exported ${described(shown)} to ${shown.file}.${personal}`,
    );
  },
};
