/** Rows as CSV (RFC 4180) that a spreadsheet shows and never runs. Pure. */

export type Cell = string | number | boolean | null;

/** Without it spreadsheets take UTF-8 for something else. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * What a spreadsheet would take for a formula, also behind what it passes over and in the wide forms of the signs, or
 * would divide into cells.
 */
const RUNS = /^[\s\u200b-\u200f\u2066-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/;

/** One cell. A text that would be run gets an apostrophe before it, which says "this is text". */
function cellText(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = RUNS.test(value) ? `'${value}` : value;
  return /[",;\r\n\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

const rowText = (cells: readonly Cell[]): string => `${cells.map(cellText).join(',')}\r\n`;

/** The names of the columns, then the rows; UTF-8 with a byte order mark. */
export const sheet = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  BYTE_ORDER_MARK + [columns, ...rows].map(rowText).join('');
