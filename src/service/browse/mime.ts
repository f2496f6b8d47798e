/**
 * Reads back the messages that this program composed and kept: their text and HTML parts. Only what our own
 * composer writes is understood (nested multiparts, quoted-printable, base64, UTF-8); what is not is left out.
 */
export interface MailParts {
  readonly text: string | null;
  readonly html: string | null;
}

const DEEPEST = 4;

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Header fields (names in lower case, folded lines joined) and the rest. */
function split(source: string): Part {
  const end = source.indexOf('\r\n\r\n');
  const head = end < 0 ? source : source.slice(0, end);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? '' : source.slice(end + 4) };
}

function decoded({ headers, body }: Part): string {
  switch ((headers.get('content-transfer-encoding') ?? '').toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    case 'quoted-printable': {
      const bytes = body
        .replace(/=[ \t]*\r\n/g, '')
        .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    }
    default:
      return body;
  }
}

function leaves(part: Part, depth: number): Part[] {
  const type = part.headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (!/^multipart\//i.test(type) || boundary === undefined || depth >= DEEPEST) return [part];
  const pieces = `\r\n${part.body}`.split(`\r\n--${boundary}`).slice(1);
  return pieces
    .filter((piece) => !piece.startsWith('--'))
    .flatMap((piece) => leaves(split(piece.replace(/^\r\n/, '')), depth + 1));
}

/** The readable parts of a message. Pure; never throws. */
export function readMime(raw: string): MailParts {
  const parts = leaves(split(raw), 0);
  const find = (type: RegExp): string | null => {
    const part = parts.find(({ headers }) => type.test(headers.get('content-type') ?? ''));
    return part === undefined ? null : decoded(part).replaceAll('\r\n', '\n');
  };
  return { text: find(/^text\/plain/i), html: find(/^text\/html/i) };
}
