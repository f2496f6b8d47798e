import { DulyError } from '../domain/errors.ts';
import { parseAddress } from './address.ts';
import { alertBody } from './alert.ts';
import { calendarOf } from './calendar.ts';
import { alertHeaders, composeMime, digest } from './compose.ts';
import type { AlertMessage, MailBody, Recipient, RecipientLinks } from './message.ts';

/**
 * Composing a message costs some three hundred microseconds, and a popular commitment has many readers. So
 * the message is composed once, with marks where the recipient's fields belong, cut at the marks, and each
 * recipient's copy is only joined together.
 *
 * Every mark stands on a short line of its own (a header field, a line of text, an attribute of a tag), so
 * the composer neither folds it nor breaks it, and what replaces it is encoded for exactly that place.
 */
export interface Prepared {
  readonly subject: string;
  /** The message as this reader sees it, without MIME around it. */
  bodyFor(links: RecipientLinks): MailBody;
  /**
   * The complete message for one recipient, ready for SMTP.
   *
   * @throws DulyError `invalid` when a field could not stand in its place (a line break, a quote, over-long)
   */
  forRecipient(recipient: Recipient): Buffer;
}

/** What can stand at a cut. */
type Place = 'to' | 'messageId' | 'references' | 'unsubscribe' | 'text' | 'html';
interface Cut {
  readonly mark: string;
  readonly place: Place;
  readonly value: (recipient: Recipient) => string;
}

/** Composes `message` once, dated `sentAt` (epoch milliseconds). Same input, same bytes. */
export async function prepare(message: AlertMessage, sentAt: number): Promise<Prepared> {
  // Nobody can write a text that contains the digest of itself, so a mark never stands in a quote.
  const seed = digest(JSON.stringify(message));
  const mark = (name: string): string => `duly-${name}-${seed}`;
  const id = (name: string): string => `<${mark(name)}@duly.invalid>`;
  const links = {
    text: { manageUrl: mark('mt'), unsubscribeUrl: mark('ut') },
    html: { manageUrl: mark('mh'), unsubscribeUrl: mark('uh') },
  };
  const body = alertBody(message, links);
  const to = `${mark('to')}@duly.invalid`;
  const raw = await composeMime({
    ...body,
    from: message.from,
    to,
    messageId: id('id'),
    references: id('re'),
    calendar: calendarOf(message),
    headers: alertHeaders(message, mark('uu')),
    sentAt,
  });
  const pieces = cutAt(raw.toString('latin1'), [
    { mark: `To: ${to}\r\n`, place: 'to', value: (r) => r.to },
    { mark: `Message-ID: ${id('id')}\r\n`, place: 'messageId', value: (r) => r.messageId },
    { mark: `References: ${id('re')}\r\n`, place: 'references', value: (r) => r.references ?? '' },
    { mark: `List-Unsubscribe: <${mark('uu')}>\r\n`, place: 'unsubscribe', value: (r) => r.unsubscribeUrl },
    { mark: links.text.manageUrl, place: 'text', value: (r) => r.manageUrl },
    { mark: links.text.unsubscribeUrl, place: 'text', value: (r) => r.unsubscribeUrl },
    { mark: links.html.manageUrl, place: 'html', value: (r) => r.manageUrl },
    { mark: links.html.unsubscribeUrl, place: 'html', value: (r) => r.unsubscribeUrl },
  ]);
  return {
    subject: body.subject,
    bodyFor: ({ manageUrl, unsubscribeUrl }) => ({
      subject: body.subject,
      text: body.text
        .replace(links.text.manageUrl, () => checkedUrl(manageUrl))
        .replace(links.text.unsubscribeUrl, () => checkedUrl(unsubscribeUrl)),
      html: body.html
        .replace(links.html.manageUrl, () => attribute(checkedUrl(manageUrl)))
        .replace(links.html.unsubscribeUrl, () => attribute(checkedUrl(unsubscribeUrl))),
    }),
    forRecipient: (recipient) =>
      Buffer.concat(
        pieces.map((piece) =>
          Buffer.isBuffer(piece)
            ? piece
            : Buffer.from(ENCODERS[piece.place](piece.value(recipient)), 'latin1'),
        ),
      ),
  };
}

/** The constant stretches and the cuts between them, in the order of the message. */
function cutAt(raw: string, cuts: readonly Cut[]): (Buffer | Cut)[] {
  const found = cuts.map((cut) => ({ cut, at: raw.indexOf(cut.mark) }));
  const missing = found.find(({ cut, at }) => at < 0 || raw.includes(cut.mark, at + 1));
  if (missing !== undefined) throw new Error(`the composed message must hold one ${missing.cut.place} mark`);
  const pieces: (Buffer | Cut)[] = [];
  let from = 0;
  for (const { cut, at } of found.sort((a, b) => a.at - b.at)) {
    pieces.push(Buffer.from(raw.slice(from, at), 'latin1'), cut);
    from = at + cut.mark.length;
  }
  pieces.push(Buffer.from(raw.slice(from), 'latin1'));
  return pieces;
}

/** One encoder per place: header fields with their names and line ends, body links in quoted-printable. */
const ENCODERS = {
  to: (value) => `To: ${parseAddress(value)}\r\n`,
  messageId: (value) => `Message-ID: ${checkedIds(value, 'messageId', 1)}\r\n`,
  // One id a line: the field may hold many, and no line may pass 998 characters (RFC 5322 2.1.1).
  references: (value) => (value === '' ? '' : `References: ${checkedIds(value, 'references', 50)}\r\n`),
  unsubscribe: (value) => {
    const url = checkedUrl(value);
    return `List-Unsubscribe:${url.length > 54 ? '\r\n' : ''} <${url}>\r\n`;
  },
  text: (value) => quotedPrintable(checkedUrl(value)),
  html: (value) => quotedPrintable(attribute(checkedUrl(value))),
} satisfies Record<Place, (value: string) => string>;

const MESSAGE_ID = /^<[!#-'*+\-/-9=?A-Z^-~.]{1,200}@[!#-'*+\-/-9=?A-Z^-~.]{1,200}>$/;

function checkedIds(text: string, field: string, most: number): string {
  const ids = text.split(' ');
  if (ids.length > most || !ids.every((id) => MESSAGE_ID.test(id))) {
    throw new DulyError('invalid', `${field} must be made of message ids such as <1.due@example.org>.`, {
      field,
    });
  }
  return ids.join('\r\n ');
}

/** Absolute http(s) address in visible ASCII, without the characters that end a header value or an attribute. */
function checkedUrl(url: string): string {
  if (url.length > 900 || !/^https?:\/\/[!#-;=?-~]+$/.test(url)) {
    throw new DulyError('invalid', 'A link in a mail must be a complete http or https address.', {
      field: 'url',
    });
  }
  return url;
}

function attribute(url: string): string {
  return url.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
}

/** Lines of quoted-printable hold 76 characters (RFC 2045 6.7); up to this many fit beside what surrounds them. */
const FITS = 60;

/** Visible ASCII in quoted-printable; long values get lines of their own, joined by soft breaks. */
function quotedPrintable(text: string): string {
  const encoded = text.replaceAll('=', '=3D');
  if (encoded.length <= FITS) return encoded;
  let lines = '';
  for (let at = 0; at < encoded.length; ) {
    let end = Math.min(at + FITS, encoded.length);
    // An escape must not be cut in two.
    const cut = encoded.lastIndexOf('=', end - 1);
    if (cut > end - 3 && cut >= at && end < encoded.length) end = cut;
    lines += `=\r\n${encoded.slice(at, end)}`;
    at = end;
  }
  return lines;
}
