import { alertHtml } from './alert-html.tsx';
import { alertText } from './alert-text.ts';
import { calendarOf } from './calendar.ts';
import { alertHeaders, composeMime } from './compose.ts';
import { arrange } from './letter.ts';
import type { AlertMessage, MailBody, Recipient, RecipientLinks } from './message.ts';

/** Large providers cut a message at 102 kB; ours must stay whole, with its unsubscribe link at the end. */
const HTML_LIMIT = 95_000;
/** How many alerts are shown in full, tried from the most generous down until the message is small enough. */
const FULL_LINES = [12, 6, 3, 1, 0] as const;

/** The links of the two parts; equal, except while `prepare.ts` marks where each of them stands. */
export interface PartLinks {
  readonly text: RecipientLinks;
  readonly html: RecipientLinks;
}

/** Subject, text and HTML of an alert message. Pure. */
export function alertBody(message: AlertMessage, links: PartLinks): MailBody {
  let body: MailBody | undefined;
  for (const fullLines of FULL_LINES) {
    const letter = arrange(message, fullLines);
    body = {
      subject: letter.subject,
      text: alertText(letter, links.text),
      html: alertHtml(letter, links.html),
    };
    if (Buffer.byteLength(body.html) <= HTML_LIMIT) return body;
  }
  if (body === undefined) throw new Error('unreachable: there is at least one size to try');
  return body;
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
