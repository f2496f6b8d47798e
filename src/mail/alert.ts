import { alertHtml } from './alert-html.tsx';
import { alertText } from './alert-text.ts';
import { calendarOf } from './calendar.ts';
import { alertHeaders, composeMime } from './compose.ts';
import { arrange, type Letter, type Size } from './letter.ts';
import type { AlertMessage, MailBody, Recipient, RecipientLinks } from './message.ts';

/**
 * Large providers cut a message at 102 kB; ours must stay whole, with its unsubscribe link at the end. This is what
 * the two parts may take in bytes as they are sent; the rest is the calendar's and the headers'.
 */
const PARTS_LIMIT = 82_000;
/** How many alerts are shown, and how many of them in full: tried from the most generous down until they fit. */
const SIZES = [
  { full: 12, shown: 50 },
  { full: 9, shown: 50 },
  { full: 6, shown: 50 },
  { full: 3, shown: 50 },
  { full: 1, shown: 50 },
  { full: 0, shown: 50 },
  { full: 0, shown: 20 },
  { full: 0, shown: 5 },
] as const satisfies readonly Size[];

/** The links of the two parts; equal, except while `prepare.ts` marks where each of them stands. Null: none. */
export interface PartLinks {
  readonly text: RecipientLinks | null;
  readonly html: RecipientLinks | null;
}

/** Subject, text and HTML of an alert message. Pure. */
export const alertBody = (message: AlertMessage, links: PartLinks): MailBody =>
  fitted((size) => arrange(message, size), links);

/** The most generous letter that providers do not cut. */
export function fitted(arranged: (size: Size) => Letter, links: PartLinks): MailBody {
  let body: MailBody | undefined;
  for (const size of SIZES) {
    const letter = arranged(size);
    body = {
      subject: letter.subject,
      text: alertText(letter, links.text),
      html: alertHtml(letter, links.html),
    };
    if (bytesAsSent(body.text) + bytesAsSent(body.html) <= PARTS_LIMIT) return body;
  }
  if (body === undefined) throw new Error('unreachable: there is at least one size to try');
  return body;
}

/** About how long quoted-printable makes it: three bytes for one that is no visible ASCII, and soft line ends. */
function bytesAsSent(text: string): number {
  const escaped = text.match(/[=\u0080-\uffff]/g) ?? [];
  const bytes = Buffer.byteLength(text);
  const escapedBytes = escaped.length === 0 ? 0 : Buffer.byteLength(escaped.join(''));
  return Math.ceil((bytes + 2 * escapedBytes) * 1.05);
}

/** Composes the whole message for one recipient, at full cost; for many recipients see `prepare.ts`. */
export async function composeAlert(
  message: AlertMessage,
  recipient: Recipient,
  sentAt: number,
): Promise<Buffer> {
  return composeMime({
    ...alertBody(message, { text: recipient, html: recipient }),
    from: message.from,
    to: recipient.to,
    messageId: recipient.messageId,
    ...(recipient.references === undefined ? {} : { references: recipient.references }),
    calendar: calendarOf(message),
    headers: alertHeaders(message, recipient.unsubscribeUrl),
    sentAt,
  });
}
