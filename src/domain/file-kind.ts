/** What kinds of files are kept as evidence: the name and the content must agree on one of these. */
import { DulyError } from './errors.ts';

/** Largest file, in bytes. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;

interface Kind {
  readonly extensions: readonly string[];
  readonly mediaType: string;
  readonly matches: (bytes: Uint8Array) => boolean;
}

const begins =
  (signature: readonly number[], at = 0) =>
  (bytes: Uint8Array): boolean =>
    signature.every((byte, index) => bytes[at + index] === byte);
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

/** UTF-8 text without the control characters that no text has. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32) || byte === 127)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // the decoder's way of saying no
  }
}
/** A message begins with a header. */
const isMessage = (bytes: Uint8Array): boolean =>
  isText(bytes) && /^[!-9;-~]+:/.test(new TextDecoder().decode(bytes.subarray(0, 200)));

const KINDS: readonly Kind[] = [
  { extensions: ['pdf'], mediaType: 'application/pdf', matches: begins(ascii('%PDF-')) },
  {
    extensions: ['png'],
    mediaType: 'image/png',
    matches: begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  { extensions: ['jpg', 'jpeg'], mediaType: 'image/jpeg', matches: begins([0xff, 0xd8, 0xff]) },
  {
    extensions: ['webp'],
    mediaType: 'image/webp',
    matches: (bytes) => begins(ascii('RIFF'))(bytes) && begins(ascii('WEBP'), 8)(bytes),
  },
  { extensions: ['gif'], mediaType: 'image/gif', matches: begins(ascii('GIF8')) },
  { extensions: ['txt'], mediaType: 'text/plain', matches: isText },
  { extensions: ['csv'], mediaType: 'text/csv', matches: isText },
  { extensions: ['eml'], mediaType: 'message/rfc822', matches: isMessage },
];
const NAMES = KINDS.flatMap(({ extensions }) => extensions).join(', ');

/** The last part of a path, without what cannot be seen or would mean something to a shell or a header. */
export function cleanFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const seen = last
    .replace(/[\p{C}"'`;<>|&$*?:%]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '');
  const dot = seen.lastIndexOf('.');
  if (dot < 0) return seen.slice(0, 120);
  const stem = [...seen.slice(0, dot)].slice(0, 100).join('');
  return `${stem === '' ? 'file' : stem}${seen.slice(dot, dot + 10)}`;
}

/** The cleaned name and the media type. Throws `DulyError` `invalid` or `too_large` with the field `file`. */
export function fileKind(name: string, bytes: Uint8Array): { name: string; mediaType: string } {
  const field = 'file';
  if (bytes.byteLength === 0) throw new DulyError('invalid', 'The file is empty.', { field });
  if (bytes.byteLength > MOST_FILE_BYTES)
    throw new DulyError('too_large', 'The file is larger than 10 MB: keep the part that shows it.', {
      field,
    });
  const cleaned = cleanFileName(name);
  const extension = /\.([A-Za-z]+)$/.exec(cleaned)?.[1]?.toLowerCase() ?? '';
  const kind = KINDS.find(({ extensions }) => extensions.includes(extension));
  if (kind === undefined)
    throw new DulyError('invalid', `A file of evidence is one of ${NAMES}, by the end of its name.`, {
      field,
    });
  if (!kind.matches(bytes))
    throw new DulyError('invalid', `What is in the file is not what its name says (.${extension}).`, {
      field,
    });
  return { name: cleaned, mediaType: kind.mediaType };
}
