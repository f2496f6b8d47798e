import { LONGEST_LINE } from '../../service/bounded-lines.ts';
import { importAll } from '../../service/import.ts';
import { answer, type Command } from '../command.ts';
import { linesIn } from '../lines-in.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'Read a full export into an empty database, all of it or nothing',
  args: [{ name: '<file>', about: 'The export; - for stdin' }],
  flags: [{ name: 'dryRun', about: 'Check all of it, and change nothing' }],
  examples: [
    'duly import backup.ndjson',
    'gunzip -c backup.ndjson.gz | duly import -',
    'duly import backup.ndjson --dry-run',
  ],
  async run(call) {
    const [file = '-'] = call.args;
    const dryRun = call.flags.dryRun === true;
    const { ctx } = await call.open();
    const imported = await importAll(ctx, linesIn(file, call.io, LONGEST_LINE), { dryRun });
    const { commitment = 0, event = 0 } = imported.tables;
    const what = `${imported.rows} rows, among them ${commitment} commitments and ${event} events`;
    return answer({ dryRun, ...imported }, () =>
      dryRun ? `It can be imported: ${what}. Nothing was changed.` : `Imported ${what}.`,
    );
  },
};
