/**
 * One picture of the demo, as lines that fit a terminal: no line is wider than it, and there are fewer lines than
 * it has, so that drawing it again and again never scrolls. Pure: the screen reads and writes.
 */
import { civilDate } from '../../domain/civil.ts';
import { formatDate, formatInstant, formatWindow } from '../../domain/shown.ts';
import type { BoardItem } from '../../service/browse/board-item.ts';
import type { MailRow } from '../../service/browse/outbox.ts';
import { statusPaint } from '../standing.ts';
import { type Cell, cleanText, type Paint, table } from '../terminal.ts';

export interface Picture {
  /** The instant of the story, for people. */
  readonly clock: string;
  /** What somebody did last; empty before that. */
  readonly said: string;
  readonly items: readonly BoardItem[];
  readonly mails: readonly MailRow[];
  /** Zone in which mails were sent, for people. */
  readonly zone: string;
}

/** Of a terminal, in letters and lines. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

const MOST_TITLE = 46;
const MOST_SUBJECT = 60;
const MOST_PROGRESS = 56;
/** A title or subject shorter than this says nothing: rather a column is left out. */
const LEAST_TEXT = 18;
const GAP = 2;

const lengthOf = (text: string): number => [...text].length;
function cut(text: string, width: number): string {
  if (width < 1) return '';
  return lengthOf(text) > width ? `${[...text].slice(0, width - 1).join('')}…` : text;
}
const plain = (text: string): string => cleanText(text).replaceAll(/\s+/g, ' ');

/** The codes of `Paint`, which take no room. */
const PAINT = /\u001b\[\d+m/g;

/** Of a terminal that is too narrow for any choice of columns, the beginning of the line, unpainted. */
function clipped(line: string, columns: number): string {
  const bare = line.replaceAll(PAINT, '');
  return lengthOf(bare) > columns ? cut(bare, columns) : line;
}

/** What a column shows: its head, and its cell for each item. */
interface Column<T> {
  readonly head: string;
  readonly cell: (item: T) => Cell;
}

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/**
 * Rows of the first of `choices` that leaves room for the texts in column `flexible`, which are cut to fit. The
 * last choice is taken in any case.
 */
function fitted<T>(
  items: readonly T[],
  choices: readonly (readonly Column<T>[])[],
  flexible: Column<T>,
  { columns, most }: { columns: number; most: number },
): Cell[][] {
  for (const [index, choice] of choices.entries()) {
    const others = choice.filter((column) => column !== flexible);
    const taken = others.reduce((sum, { head, cell }) => {
      const widths = [lengthOf(head), ...items.map((item) => lengthOf(textOf(cell(item))))];
      return sum + Math.max(...widths) + GAP;
    }, 0);
    const room = Math.min(most, columns - taken);
    const longest = Math.max(0, ...items.map((item) => lengthOf(textOf(flexible.cell(item)))));
    if (room < Math.min(LEAST_TEXT, longest) && index < choices.length - 1) continue;
    const cells = (of: (column: Column<T>) => Cell): Cell[] =>
      choice.map((column) => (column === flexible ? cut(textOf(of(column)), Math.max(1, room)) : of(column)));
    return [cells(({ head }) => head), ...items.map((item) => cells(({ cell }) => cell(item)))];
  }
  return [];
}

function commitmentRows(items: readonly BoardItem[], columns: number, paint: Paint): Cell[][] {
  const id = { head: '', cell: (item: BoardItem) => String(item.id) };
  const title = { head: 'Commitment', cell: (item: BoardItem) => plain(item.title) };
  const status = {
    head: 'Status',
    cell: (item: BoardItem) => ({ text: item.statusText, paint: statusPaint(item.status, paint) }),
  };
  const window = {
    head: 'Window',
    cell: ({ window, zone }: BoardItem) => (window === null ? 'no date' : formatWindow(window, zone)),
  };
  const lastDay = {
    head: 'Until',
    cell: ({ window, zone }: BoardItem) =>
      window === null ? 'no date' : formatDate(civilDate(window.closesAt - 1, zone), false),
  };
  const progress = {
    head: 'Progress (example data)',
    cell: (item: BoardItem) => cut(plain(item.progress?.text ?? ''), MOST_PROGRESS),
  };
  const choices = [
    [id, title, status, window, progress],
    [id, title, status, window],
    [id, title, status, lastDay],
    [id, title, status],
  ];
  return fitted(items, choices, title, { columns, most: MOST_TITLE });
}

function mailRows(mails: readonly MailRow[], columns: number, zone: string): Cell[][] {
  const sent = (mail: MailRow, year: boolean): string => formatInstant(mail.sentAt ?? 0, zone, { year });
  const when = { head: '', cell: (mail: MailRow) => sent(mail, true) };
  const day = { head: '', cell: (mail: MailRow) => sent(mail, false) };
  const to = { head: '', cell: (mail: MailRow) => plain(mail.to) };
  const subject = { head: '', cell: (mail: MailRow) => plain(mail.subject ?? '') };
  const choices = [[when, to, subject], [day, to, subject], [day, subject], [subject]];
  return fitted(mails, choices, subject, { columns, most: MOST_SUBJECT }).slice(1);
}

/** The lines of the picture: at most `rows` - 1 of them, so that a line break after the last one does not scroll. */
export function frame(picture: Picture, { columns, rows }: Size, paint: Paint): string[] {
  const most = Math.max(1, rows - 1);
  const head = `Duly  ${picture.clock}`;
  const said = cut(cleanText(picture.said), columns - lengthOf(head) - 3);
  const top =
    lengthOf(head) > columns ? cut(head, columns) : `${paint.bold('Duly')}${head.slice('Duly'.length)}`;
  const lines = [said === '' ? top : `${top}   ${paint.dim(said)}`, ''];

  // The commitments come first; only what they leave is for mails.
  const places = Math.max(0, most - lines.length - 1);
  const fewer = picture.items.length > places;
  const items = fewer ? picture.items.slice(0, Math.max(0, places - 1)) : picture.items;
  lines.push(...linesOf(commitmentRows(items, columns, paint)));
  if (fewer) lines.push(cut(`… and ${picture.items.length - items.length} more`, columns));

  const left = most - lines.length - 2;
  if (left > 0) {
    const mails = linesOf(mailRows(picture.mails.slice(0, left), columns, picture.zone));
    lines.push('', paint.bold(cut('Last mails', columns)));
    lines.push(...(mails.length === 0 ? [paint.dim(cut('none yet', columns))] : mails));
  }
  return lines.slice(0, most).map((line) => clipped(line, columns));
}

const linesOf = (rows: readonly (readonly Cell[])[]): string[] =>
  rows.length === 0 ? [] : table(rows).split('\n');
