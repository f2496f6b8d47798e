/** The mail to a colleague about what was handed to them: the same letter as an alert, with a footer of its own. */
import { fitted } from './alert.ts';
import { AUTOMATIC, composeMime } from './compose.ts';
import { entryFrom, type Letter, type Size } from './letter.ts';
import { hostOf } from './links.ts';
import type { MailBody, Sender, Told } from './message.ts';
import { oneLine, paragraphs } from './plain.ts';
import { MAIL_WORDS } from './words.ts';

/** One item: how it stands, who handed it over, and what they wrote. Its `url` is its page in the review. */
export interface HandedLine extends Told {
  readonly by: string;
  readonly note: string;
}

export interface HandedMessage {
  readonly lines: readonly HandedLine[];
  readonly to: string;
  /** `<...@host>`; the same on every attempt. */
  readonly messageId: string;
  /** IANA zone of the colleague; null: dates are shown where they count only. */
  readonly readerZone: string | null;
  readonly baseUrl: string;
  readonly instanceName: string;
  readonly from: Sender;
}

const NOTE = 2_000;
const words = {
  ...MAIL_WORDS.en,
  open: 'Open it in the review',
  neutral: (instance: string) =>
    `It is yours in ${instance} now; nothing was decided by that. You can hand it on, or give it back.`,
};

const subjectOf = ({ lines }: HandedMessage): string =>
  lines.length === 1
    ? `Handed to you: ${oneLine(lines[0]?.title ?? '', 120)}`
    : `${lines.length} items were handed to you`;

function arrange(message: HandedMessage, { full, shown }: Size): Letter {
  const { lines, readerZone, instanceName, baseUrl } = message;
  const entries = lines.slice(0, shown).map((line) => ({
    ...entryFrom(line, readerZone ?? line.window?.zone ?? 'UTC', words),
    deal: null,
    word: 'Handed to you',
    tone: 'now' as const,
    reason: `${oneLine(line.by, 200)} hands it to you:\n${paragraphs(line.note, NOTE)}`,
  }));
  return {
    subject: subjectOf(message),
    full: entries.slice(0, full),
    brief: entries.slice(full),
    hidden: lines.length - entries.length,
    why: 'it was handed to you, and you sign in here',
    instanceName: oneLine(instanceName, 80),
    baseUrl: `${baseUrl}/review?whose=mine`,
    language: 'en',
    words,
  };
}

/** Subject, text and HTML. Pure. */
export const handedBody = (message: HandedMessage): MailBody =>
  fitted((size) => arrange(message, size), { text: null, html: null });

/**
 * Subject and complete message, dated `sentAt` (epoch milliseconds), ready for SMTP. It is no list mail: it belongs to
 * the work of whoever gets it, so there is nothing to unsubscribe from.
 */
export async function composeHanded(
  message: HandedMessage,
  sentAt: number,
): Promise<{ raw: Buffer; subject: string }> {
  const { from, to, messageId, baseUrl } = message;
  const body = handedBody(message);
  const headers = {
    Precedence: 'list',
    'Feedback-ID': `handed:review:${hostOf(baseUrl)}:duly`,
    ...AUTOMATIC,
  };
  const raw = await composeMime({ ...body, from, to, messageId, calendar: null, headers, sentAt });
  return { raw, subject: body.subject };
}
