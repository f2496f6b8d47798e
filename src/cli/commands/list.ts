import type { z } from 'zod';
import { type Board, readBoard } from '../../service/browse/board.ts';
import { readBoardCsv } from '../../service/browse/board-csv.ts';
import { boardInput } from '../../service/browse/board-input.ts';
import type { BoardItem } from '../../service/browse/board-item.ts';
import { findParty, findTag } from '../../service/browse/names.ts';
import type { Assigned } from '../../service/browse/queue.ts';
import type { Context } from '../../service/context.ts';
import { pastData, pastLine } from '../as-of.ts';
import { type Answer, answer, type Call, type Command, type Flag, UsageError } from '../command.ts';
import { heldText } from '../dispute-lines.ts';
import { lookText } from '../evidence-lines.ts';
import { fieldsOf, flagsOf } from '../flags.ts';
import { statusPaint, whenText, windowData, withIsoInstants } from '../standing.ts';
import { cleanText, type Paint, table } from '../terminal.ts';

/** An item of a list; `assigned` where the list says whose each is. */
type Listed = BoardItem & { readonly assigned?: Assigned | null };

/** Whose it is: `with Ben, handed over by Ana: the ministry was asked`. */
const assignedText = ({ assigned }: Listed): string =>
  assigned == null
    ? ''
    : `with ${assigned.to}, handed over by ${assigned.by}: ${assigned.note.replaceAll(/\s+/g, ' ')}`;

/** One row of a list, for scripts. */
function itemData({ window, zone, explanation, ...rest }: Listed) {
  return withIsoInstants({ ...rest, deadline: { ...windowData(window, zone), explanation } }, zone);
}

function row(item: BoardItem, assigned: string, paint: Paint) {
  const marks = [
    item.progress?.text ?? '',
    item.slipText ?? '',
    item.disputed ? 'disputed' : '',
    item.look === null || item.settledAt !== null ? '' : lookText(item.look, item.zone),
    item.question === null ? '' : `cannot be decided yet: ${item.question}`,
    assigned,
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
export function listed(board: Board, items: readonly Listed[], none: string): Answer {
  const count = Object.values(board.counts).reduce((sum, one) => sum + one, 0);
  const data = { ...pastData(board.past), count, commitments: items.map(itemData) };
  const head = pastLine(board.past);
  const text = (shown: readonly Listed[], paint: Paint): string => {
    if (shown.length === 0) return `${head}${none}`;
    const titles = ['ID', 'STATUS', 'WINDOW', 'TITLE'].map((title) => ({ text: title, paint: paint.bold }));
    const left = count - shown.length;
    const rest = left > 0 ? `\n${left} more; --limit shows them.` : '';
    return `${head}${table([titles, ...shown.map((item) => row(item, assignedText(item), paint))])}${rest}`;
  };
  return answer(items, text, { data });
}

/**
 * Why a list is empty: `none` when nothing was filtered; otherwise whether what was asked for is on record at all.
 */
export async function whyEmpty(ctx: Context, call: Pick<Call, 'flags'>, none: string): Promise<string> {
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

/** The flags that leave something out. */
const FILTERS = [
  ...['party', 'speaker', 'tag', 'source', 'modality', 'q', 'from', 'to', 'status', 'disputed'],
  ...['unmeasurable', 'slipped'],
];

/** Whether the flags of the call leave something out. */
export const isFiltered = ({ flags }: Pick<Call, 'flags'>): boolean =>
  FILTERS.some((name) => flags[name] !== undefined);

/** The flags of `schema`, which is that of the board or more, without those in `except`. */
export const boardFlags = (schema: z.ZodObject, except: readonly string[] = []): Flag[] =>
  flagsOf(schema, except).map((flag) =>
    flag.name === 'slipped' ? { ...flag, value: 'DAYS', bare: '1' } : flag,
  );

/** Prints the same table as the page `/board.csv`, to the byte; a terminal gets it without what could steer it. */
async function printCsv(call: Call): Promise<number> {
  const { csv: _, ...flags } = call.flags;
  if (call.json) throw new UsageError('--csv and --json do not go together');
  if (flags.limit !== undefined) throw new UsageError('--limit does not go with --csv, which has all rows');
  const { ctx } = await call.open();
  const text = await readBoardCsv(ctx, fieldsOf({ flags }));
  const { stdout } = call.io;
  stdout.write(stdout.isTTY === true ? cleanText(text) : text);
  return 0;
}

const NONE = {
  unfiltered: 'No commitments. `duly add --help` shows how to record one.',
  filtered: 'No commitment matches.',
};

export const listCommand: Command = {
  name: 'list',
  summary: 'List commitments as they stand now, or as it was known then',
  flags: [
    ...boardFlags(boardInput, ['group', 'cursor']),
    { name: 'csv', about: 'Print all of it as CSV instead, at most 10,000 rows, as at /board.csv' },
  ],
  examples: [
    'duly list',
    'duly list --status open --party Russia',
    'duly list --tag prisoners --limit 10 --json',
    'duly list --q "bodies -prisoners" --from 2025-06-01 --to 2025-06-30 --zone Europe/Istanbul --sort closing',
    'duly list --disputed',
    'duly list --unmeasurable',
    'duly list --slipped 14',
    'duly list --tag prisoners --csv > prisoners.csv',
    'duly list --as-of 2025-06-20 --on 2025-06-15 --zone Europe/Istanbul',
  ],
  async run(call) {
    if (call.flags.csv !== undefined) return printCsv(call);
    const { ctx } = await call.open();
    const board = await readBoard(ctx, fieldsOf(call));
    const items = Object.values(board.groups).flat();
    const none = isFiltered(call) ? NONE.filtered : NONE.unfiltered;
    return listed(board, items, items.length === 0 ? await whyEmpty(ctx, call, none) : none);
  },
};
