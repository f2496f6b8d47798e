/**
 * What the demo shows while it runs: on a terminal one table that is drawn again and again, elsewhere one plain
 * line for each thing that happens. Texts from the record are cleaned of anything that could steer a terminal.
 */
import { formatInstant, formatWindow } from '../../domain/civil.ts';
import { type BoardItem, readBoard } from '../../service/browse/board.ts';
import { readOutbox } from '../../service/browse/outbox.ts';
import type { Context } from '../../service/context.ts';
import type { Out } from '../command.ts';
import { statusPaint } from '../standing.ts';
import { cleanText, type Paint, table } from '../terminal.ts';

const ZONE = 'Europe/Istanbul';
const MAILS_SHOWN = 6;
const HOME = '\u001b[H';
const CLEAR_BELOW = '\u001b[J';
const CLEAR_LINE = '\u001b[K';
const CLEAR_ALL = '\u001b[2J';

export interface Screen {
  /** Shows how things stand now. */
  update(): Promise<void>;
  /** Says one thing that somebody did. */
  say(text: string): void;
}

const cut = (text: string, width: number): string =>
  [...text].length > width ? `${[...text].slice(0, width - 1).join('')}…` : text;

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
  let drawn = false;
  return {
    say: (text) => {
      said = text;
    },
    async update() {
      const { items, mails } = await readAll(ctx);
      const rows = items.map((item: BoardItem) => [
        String(item.id),
        cut(cleanText(item.title), 46),
        { text: item.statusText, paint: statusPaint(item.status, paint) },
        item.window === null ? 'no date' : formatWindow(item.window, item.zone),
        cut(item.progress?.text ?? '', 40),
      ]);
      const sent = mails.map((mail) => [
        formatInstant(mail.sentAt ?? 0, ZONE),
        mail.to,
        cut(cleanText(mail.subject ?? ''), 60),
      ]);
      const lines = [
        `${paint.bold('Duly')}  ${formatInstant(ctx.clock.now(), ZONE)}  Istanbul   ${paint.dim(said)}`,
        '',
        ...table([['', 'Commitment', 'Status', 'Window', 'Progress (example data)'], ...rows]).split('\n'),
        '',
        paint.bold('Last mails'),
        ...(sent.length === 0 ? [paint.dim('none yet')] : table(sent).split('\n')),
      ];
      const width = out.columns ?? 160;
      // Only clip plain lines: painted ones carry codes that do not take room.
      const shown = lines.map((line) => (line.includes('\u001b') ? line : cut(line, width)));
      out.write(
        `${drawn ? HOME : CLEAR_ALL + HOME}${shown.join(`${CLEAR_LINE}\n`)}${CLEAR_LINE}\n${CLEAR_BELOW}`,
      );
      drawn = true;
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
