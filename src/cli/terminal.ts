/** Text on a terminal: what is stripped from stored text, colours, and columns. */

/** Colours and weights; without them each gives its text back. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green', (text: string) => string>>;

// Control characters (line breaks and tabs apart) steer a terminal; the bidirectional overrides make text read
// otherwise than it is.
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Text without anything that could steer a terminal. */
export const cleanText = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\u2028\u2029]/g, '\n')
    .replaceAll(STEERING, '');

/** A copy of `data` in which every text is clean. */
export function clean<T>(data: T): T {
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return cleanText(value);
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)]));
    return value;
  };
  return copy(data) as T;
}

/** JSON for a terminal or a file: what steers a terminal is escaped, not lost. */
export const jsonText = (data: unknown, indent = 2): string =>
  JSON.stringify(data, null, indent).replaceAll(
    // JSON escapes the others by itself; line breaks here are its own.
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Colours for a terminal, none for a pipe, a file, `NO_COLOR` or a terminal without them. */
export function paintFor(
  out: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  const on = out.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  const code = (start: number, end: number) => (text: string) =>
    on && text !== '' ? `\u001b[${start}m${text}\u001b[${end}m` : text;
  return {
    bold: code(1, 22),
    dim: code(2, 22),
    red: code(31, 39),
    yellow: code(33, 39),
    green: code(32, 39),
  };
}

/** One cell: its text, and how it is painted once its place is known. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

/** Rows in columns, two spaces apart; the last column is as long as it is. */
export function table(rows: readonly (readonly Cell[])[]): string {
  const textOf = (cell: Cell): string =>
    (typeof cell === 'string' ? cell : cell.text).replaceAll(/\s+/g, ' ');
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, [...textOf(cell)].length);
    });
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const text = textOf(cell);
        const last = column === row.length - 1;
        const gap = last ? '' : ' '.repeat((widths[column] ?? 0) - [...text].length + 2);
        return `${typeof cell === 'string' ? text : cell.paint(text)}${gap}`;
      })
      .join('')
      .trimEnd(),
  );
  return lines.join('\n');
}

/** Text with every line pushed in, so that a quote of several lines cannot pass for a line of ours. */
export const indented = (text: string, by = '  '): string =>
  text
    .split('\n')
    .map((line) => `${by}${line}`)
    .join('\n');
