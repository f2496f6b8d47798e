import { createHash } from 'node:crypto';
import type { Headers } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { hostOf } from './links.ts';
import type { AlertMessage, MailBody, Sender } from './message.ts';

/** Everything one MIME message is made of. */
export interface Mime extends MailBody {
  readonly from: Sender;
  readonly to: string;
  readonly messageId: string;
  readonly references?: string;
  readonly calendar: string | null;
  readonly headers: Headers;
  /** Becomes the Date field; epoch milliseconds. */
  readonly sentAt: number;
}

/** Keeps holiday and out-of-office answers away (RFC 3834, and what Exchange reads instead). */
export const AUTOMATIC: Headers = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
};

/** The fields that let mail providers and filters know a list mail, and leave it with one click (RFC 8058). */
export function alertHeaders(message: AlertMessage, unsubscribeUrl: string): Headers {
  const host = hostOf(message.baseUrl);
  const kinds = new Set(message.lines.map((line) => line.kind));
  const stage = kinds.size === 1 ? [...kinds].join() : 'several';
  return {
    'List-Unsubscribe': { prepared: true, foldLines: true, value: `<${unsubscribeUrl}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': `<alerts.${host}>`,
    Precedence: 'list',
    'Feedback-ID': `${stage}:alerts:${host}:duly`,
    ...AUTOMATIC,
  };
}

/**
 * Composes one message. The same input gives the same bytes: date, message id and boundaries are set here,
 * so that the composer has no reason to ask the clock or the random generator.
 */
export async function composeMime(mime: Mime): Promise<Buffer> {
  const composer = new MailComposer({
    from: { ...mime.from },
    to: { name: '', address: mime.to },
    subject: mime.subject,
    messageId: mime.messageId,
    references: mime.references,
    date: new Date(mime.sentAt),
    text: crlf(mime.text),
    html: crlf(mime.html),
    encoding: 'quoted-printable',
    headers: mime.headers,
    baseBoundary: digest(mime.subject, mime.text, mime.html),
    boundaryPrefix: 'duly',
    disableFileAccess: true,
    disableUrlAccess: true,
    attachments: mime.calendar === null ? [] : [calendarPart(mime.calendar)],
  });
  return composer.compile().build();
}

/** A stable name for some content, in hexadecimal. */
export function digest(...content: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of content) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
}

function calendarPart(content: string) {
  return {
    filename: 'duly.ics',
    content,
    contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
    contentDisposition: 'attachment',
    contentTransferEncoding: 'base64',
  };
}

function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
