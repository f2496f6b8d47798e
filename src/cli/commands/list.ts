import { type Board, type BoardItem, boardInput, readBoard } from '../../service/browse/board.ts';
import { findParty, findTag } from '../../service/browse/names.ts';
import type { Context } from '../../service/context.ts';
import { type Answer, answer, type Call, type Command, type Flag } from '../command.ts';
import { heldText } from '../dispute-lines.ts';
import { lookText } from '../evidence-lines.ts';
import { fieldsOf, flagsOf } from '../flags.ts';
import { statusPaint, whenText, windowData, withIsoInstants } from '../standing.ts';
import { cleanText, type Paint, table } from '../terminal.ts';

/** One row of a list, for scripts. */
function itemData({ window, zone, explanation, ...rest }: BoardItem) {
  return withIsoInstants({ ...rest, deadline: { ...windowData(window, zone), explanation } }, zone);
}

function row(item: BoardItem, paint: Paint) {
  const marks = [
    item.progress?.text ?? '',
    item.slipText ?? '',
    item.disputed ? 'disputed' : '',
    item.look === null || item.settledAt !== null ? '' : lookText(item.look, item.zone),
    item.question === null ? '' : `cannot be decided yet: ${item.question}`,
    item.held === null ? '' : heldText(item.held, item.zone),
    item.exampleData ? 'example data' : '',
    item.fault === null ? '' : `set aside: ${item.fault}`,
  ].filter((mark) => mark !== '');
  return [
    { text: String(item.id), paint: paint.dim },
    { text: item.statusText, paint: statusPaint(item.status, paint) },
    whenText(item),
    marks.length === 0 ? item.title : `${item.title} (${marks.join('; ')})`,
  ];
}

/** The answer of a command that lists: gravest first, as on the board. */
function listed(board: Board, none: string): Answer {
  const items = Object.values(board.groups).flat();
  const count = Object.values(board.counts).reduce((sum, one) => sum + one, 0);
  const data = { count, commitments: items.map(itemData) };
  const text = (shown: readonly BoardItem[], paint: Paint): string => {
    if (shown.length === 0) return none;
    const head = ['ID', 'STATUS', 'WINDOW', 'TITLE'].map((title) => ({ text: title, paint: paint.bold }));
    const left = count - shown.length;
    const rest = left > 0 ? `\n${left} more; --limit shows them.` : '';
    return `${table([head, ...shown.map((item) => row(item, paint))])}${rest}`;
  };
  return answer(items, text, { data });
}

/**
 * Why a list is empty: `none` when nothing was filtered; otherwise whether what was asked for is on record at all.
 */
async function whyEmpty(ctx: Context, call: Pick<Call, 'flags'>, none: string): Promise<string> {
  const { party, tag } = call.flags;
  const asked = [
    ...(typeof party === 'string' ? [{ kind: 'party', name: party.trim(), find: findParty }] : []),
    ...(typeof tag === 'string' ? [{ kind: 'tag', name: tag.trim(), find: findTag }] : []),
  ];
  for (const { kind, name, find } of asked) {
    const { known, others } = await find(ctx, name);
    if (known) continue;
    const there = others.length === 0 ? '' : ` On record: ${others.join(', ')}.`;
    return cleanText(`There is no ${kind} “${name}”.${there}`);
  }
  return none;
}

/** Reads the board by the flags of the call, with `more` on top, and lists it. */
export async function listBoard(
  call: Call,
  more: Record<string, unknown>,
  none: { unfiltered: string; filtered: string },
): Promise<Answer> {
  const { ctx } = await call.open();
  const board = await readBoard(ctx, { ...fieldsOf(call), ...more });
  const empty = Object.values(board.groups).every((items) => items.length === 0);
  const filtered = ['party', 'tag', 'status', 'disputed', 'unmeasurable', 'slipped'].some(
    (name) => call.flags[name] !== undefined,
  );
  const text = filtered ? none.filtered : none.unfiltered;
  return listed(board, empty ? await whyEmpty(ctx, call, text) : text);
}

/** The flags of the board, without those in `except`. */
export const boardFlags = (except: readonly string[]): Flag[] =>
  flagsOf(boardInput, except).map((flag) =>
    flag.name === 'slipped' ? { ...flag, value: 'DAYS', bare: '1' } : flag,
  );

export const listCommand: Command = {
  name: 'list',
  summary: 'List commitments as they stand now',
  flags: boardFlags(['group', 'cursor']),
  examples: [
    'duly list',
    'duly list --status open --party Russia',
    'duly list --tag prisoners --limit 10 --json',
    'duly list --disputed',
    'duly list --unmeasurable',
    'duly list --slipped 14',
  ],
  run: (call) =>
    listBoard(
      call,
      {},
      {
        unfiltered: 'No commitments. `duly add --help` shows how to record one.',
        filtered: 'No commitment matches.',
      },
    ),
};
