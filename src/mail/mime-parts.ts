/**
 * The outermost parts of a message from outside, and nothing below them: a report has what we need there, and what
 * is nested a thousand deep is never looked into. Every loop is bounded by the text, and the text by whoever reads it.
 */

/** Header fields by lower-case name; of several with one name the first. */
export type Fields = ReadonlyMap<string, string>;

export interface Part {
  readonly fields: Fields;
  /** Lower case, without parameters: `message/delivery-status`. */
  readonly type: string;
  /** As bytes in a string (latin1), with its transfer encoding undone. */
  readonly body: string;
}

const MOST_FIELDS = 500;
const MOST_PARTS = 20;
const MOST_VALUE = 2_000;

/** The fields at the beginning of `text`, up to its first empty line, and what follows. */
export function splitHead(text: string): { fields: Fields; rest: string } {
  const fields = new Map<string, string>();
  let at = 0;
  let name: string | null = null;
  for (let count = 0; at < text.length && count < MOST_FIELDS; count += 1) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, Math.min(end, at + MOST_VALUE)).replace(/\r$/, '');
    at = end + 1;
    if (line === '') return { fields, rest: text.slice(at) };
    if (/^[ \t]/.test(line)) {
      const before = name === null ? undefined : fields.get(name);
      if (name !== null && before !== undefined)
        fields.set(name, `${before} ${line.trim()}`.slice(0, MOST_VALUE));
      continue;
    }
    const colon = line.indexOf(':');
    const key = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    name = key === '' || fields.has(key) ? null : key;
    if (name !== null) fields.set(name, line.slice(colon + 1).trim());
  }
  return { fields, rest: text.slice(at) };
}

/** Groups of fields with empty lines between, as delivery reports are made of. */
export function fieldGroups(text: string, most = 20): Fields[] {
  const groups: Fields[] = [];
  let rest = text;
  for (let tries = 0; rest.trim() !== '' && groups.length < most && tries < 4 * most; tries += 1) {
    const split = splitHead(rest);
    if (split.fields.size > 0) groups.push(split.fields);
    rest = split.rest;
  }
  return groups;
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('latin1');
  if (encoding !== 'quoted-printable') return body;
  return body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const typeOf = (fields: Fields): string =>
  (fields.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '';

function partOf(text: string): Part {
  const { fields, rest } = splitHead(text);
  const encoding = (fields.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  return { fields, type: typeOf(fields), body: decoded(rest, encoding) };
}

/** The value of a parameter of a Content-Type field, such as its boundary. */
export function parameter(fields: Fields, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{1,200})"|([^\\s;"]{1,200}))`, 'i').exec(
    fields.get('content-type') ?? '',
  );
  return found?.[1] ?? found?.[2] ?? null;
}

/** The head of a message and its outermost parts; none when it is not made of parts. */
export function outerParts(raw: string): { fields: Fields; type: string; parts: Part[] } {
  const { fields, rest } = splitHead(raw);
  const type = typeOf(fields);
  const boundary = type.startsWith('multipart/') ? parameter(fields, 'boundary') : null;
  if (boundary === null) return { fields, type, parts: [] };
  const parts: Part[] = [];
  const mark = `\n--${boundary}`;
  const text = `\n${rest}`;
  let at = text.indexOf(mark);
  while (at >= 0 && parts.length < MOST_PARTS) {
    const begin = text.indexOf('\n', at + mark.length);
    if (begin < 0 || text.startsWith('--', at + mark.length)) break;
    const next = text.indexOf(mark, begin);
    parts.push(partOf(text.slice(begin + 1, next < 0 ? text.length : next)));
    at = next;
  }
  return { fields, type, parts };
}
