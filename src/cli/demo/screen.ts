/**
 * What the demo shows while it runs: on a terminal one table that is drawn again and again, elsewhere one plain
 * line for each thing that happens. Texts from the record are cleaned of anything that could steer a terminal.
 */
import { formatInstant } from '../../domain/shown.ts';
import { readBoard } from '../../service/browse/board.ts';
import { readOutbox } from '../../service/browse/outbox.ts';
import type { Context } from '../../service/context.ts';
import type { Out } from '../command.ts';
import { cleanText, type Paint } from '../terminal.ts';
import { frame } from './frame.ts';

const ZONE = 'Europe/Istanbul';
const MAILS_SHOWN = 6;
const HOME = '\u001b[H';
const CLEAR_BELOW = '\u001b[J';
const CLEAR_LINE = '\u001b[K';
const CLEAR_ALL = '\u001b[2J';
// Letters may be wider than they are counted: the terminal cuts such a line off instead of going on below.
const WRAP_OFF = '\u001b[?7l';
const WRAP_ON = '\u001b[?7h';
/** Of an output that does not say its size. */
const DEFAULT_SIZE = { columns: 160, rows: 50 };

export interface Screen {
  /** Shows how things stand now. */
  update(): Promise<void>;
  /** Says one thing that somebody did. */
  say(text: string): void;
}

async function readAll(ctx: Context) {
  const board = await readBoard(ctx, {});
  const items = Object.values(board.groups)
    .flat()
    .sort((a, b) => a.id - b.id);
  const { mails } = await readOutbox(ctx, { limit: MAILS_SHOWN });
  return { items, mails: mails.filter((mail) => mail.sentAt !== null) };
}

/** A screen for a terminal. */
export function liveScreen(ctx: Context, out: Out, paint: Paint): Screen {
  let said = '';
  let drawnAt = '';
  return {
    say: (text) => {
      // With its day: it stays on the screen while the clock goes on.
      said = `${formatInstant(ctx.clock.now(), ZONE, { year: false, time: false })}: ${text}`;
    },
    async update() {
      const { items, mails } = await readAll(ctx);
      const size = { columns: out.columns ?? DEFAULT_SIZE.columns, rows: out.rows ?? DEFAULT_SIZE.rows };
      const clock = `${formatInstant(ctx.clock.now(), ZONE)}  Istanbul`;
      const lines = frame({ clock, said, items, mails, zone: ZONE }, size, paint);
      // Another size leaves pieces of the last picture behind.
      const place = `${size.columns}x${size.rows}`;
      const begin = drawnAt === place ? HOME : CLEAR_ALL + HOME;
      // Cleared before it is written: at the last column, clearing after it would take the last letter away.
      const picture = lines.map((line) => `${CLEAR_LINE}${line}\n`).join('');
      out.write(`${WRAP_OFF}${begin}${picture}${CLEAR_BELOW}${WRAP_ON}`);
      drawnAt = place;
    },
  };
}

/** A screen for a pipe or a file: one line for each change. */
export function plainScreen(ctx: Context, out: Out): Screen {
  const known = new Map<number, string>();
  const seen = new Set<number>();
  const write = (text: string): void => {
    out.write(`${formatInstant(ctx.clock.now(), ZONE)}  ${cleanText(text)}\n`);
  };
  return {
    say: write,
    async update() {
      const { items, mails } = await readAll(ctx);
      for (const item of items) {
        const progress = item.progress === null ? '' : ` (${item.progress.text})`;
        const stands = `${item.statusText}${progress}`;
        if (known.get(item.id) !== stands) write(`${stands.padEnd(12)}  #${item.id} ${item.title}`);
        known.set(item.id, stands);
      }
      for (const mail of [...mails].reverse()) {
        if (!seen.has(mail.id)) write(`mail to ${mail.to}: ${mail.subject ?? ''}`);
        seen.add(mail.id);
      }
    },
  };
}

/** No screen at all: for --json. */
export const noScreen: Screen = { update: async () => undefined, say: () => undefined };
