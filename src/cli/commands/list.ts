import { type Board, type BoardItem, boardInput, readBoard } from '../../service/browse/board.ts';
import { type Answer, answer, type Command } from '../command.ts';
import { fieldsOf, flagsOf } from '../flags.ts';
import { statusPaint, whenText, windowData, withIsoInstants } from '../standing.ts';
import { type Paint, table } from '../terminal.ts';

/** One row of a list, for scripts. */
function itemData({ window, zone, explanation, ...rest }: BoardItem) {
  return withIsoInstants({ ...rest, deadline: { ...windowData(window, zone), explanation } }, zone);
}

function row(item: BoardItem, paint: Paint) {
  const marks = [
    item.progress?.text ?? '',
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
export function listed(board: Board, none: string): Answer {
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

export const listCommand: Command = {
  name: 'list',
  summary: 'List commitments as they stand now',
  flags: flagsOf(boardInput, ['group', 'cursor']),
  examples: [
    'duly list',
    'duly list --status open --party Russia',
    'duly list --tag prisoners --limit 10 --json',
  ],
  async run(call) {
    const { ctx } = await call.open();
    return listed(
      await readBoard(ctx, fieldsOf(call)),
      'No commitments. `duly add --help` shows how to record one.',
    );
  },
};
