import { NOBODY, overdueInput, readOverdue } from '../../service/browse/overdue.ts';
import type { Command } from '../command.ts';
import { fieldsOf } from '../flags.ts';
import { cleanText } from '../terminal.ts';
import { boardFlags, isFiltered, listed, whyEmpty } from './list.ts';

/** Why nothing is shown of what is in somebody's hands; a name may have been mistyped. */
function notTheirs(name: string, colleagues: readonly string[]): string {
  if (name.toLowerCase() === NOBODY) return 'Everything that is overdue has been handed to somebody.';
  const others =
    colleagues.length === 0
      ? 'Nothing has been handed over.'
      : `Handed over so far: to ${colleagues.join(', ')}.`;
  return cleanText(`Nothing of that is overdue and with ${name}. ${others}`);
}

export const overdueCommand: Command = {
  name: 'overdue',
  summary: 'List what is overdue now, or was known to be then, the longest first, and whose each is',
  flags: boardFlags(overdueInput).map((flag) => (flag.name === 'whose' ? { ...flag, value: 'NAME' } : flag)),
  examples: [
    'duly overdue',
    'duly overdue --whose "Ben Adler"',
    'duly overdue --whose nobody',
    'duly overdue --party Russia --json',
    'duly overdue --disputed',
    'duly overdue --as-of 2025-06-30',
  ],
  async run(call) {
    const { ctx } = await call.open();
    const { board, items, colleagues } = await readOverdue(ctx, fieldsOf(call));
    const { whose } = call.flags;
    const none = isFiltered(call) ? 'Nothing of that is overdue.' : 'Nothing is overdue.';
    if (items.length > 0) return listed(board, items, none);
    return listed(
      board,
      items,
      typeof whose === 'string' ? notTheirs(whose, colleagues) : await whyEmpty(ctx, call, none),
    );
  },
};
