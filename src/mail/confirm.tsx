import type { InBoth, Language } from '../domain/language.ts';
import { AUTOMATIC, composeMime } from './compose.ts';
import { Button, Frame, font, ink, renderDocument, Sheet } from './frame.tsx';
import { safeUrl } from './links.ts';
import type { MailBody, Sender } from './message.ts';

/** The mail that asks an address for its consent. */
export interface ConfirmMessage {
  readonly to: string;
  readonly messageId: string;
  /** A page with a button; opening it changes nothing. */
  readonly confirmUrl: string;
  readonly language: Language;
  readonly instanceName: string;
  readonly from: Sender;
}

/** Unconfirmed addresses are deleted after this long; the mail says so, the purge obeys it. */
export const CONFIRM_WITHIN_DAYS = 7;

const en = {
  subject: (instance: string) => `Please confirm your alerts from ${instance}`,
  heading: 'Please confirm your alerts',
  asked: (instance: string) =>
    `Somebody, probably you, asked ${instance} to send alerts about public commitments to this address.`,
  next: 'Nothing is sent until you confirm on this page:',
  behind: 'Nothing is sent until you confirm on the page behind this link.',
  button: 'Look at it and confirm',
  ignore: `If you did not ask for this, ignore this mail: you will get no other, and the address is deleted after ${CONFIRM_WITHIN_DAYS} days.`,
};

const de: typeof en = {
  subject: (instance) => `Bitte bestätigen Sie Ihre Benachrichtigungen von ${instance}`,
  heading: 'Bitte bestätigen Sie Ihre Benachrichtigungen',
  asked: (instance) =>
    `Jemand, vermutlich Sie, hat ${instance} gebeten, Benachrichtigungen über öffentliche Zusagen an diese Adresse zu senden.`,
  next: 'Nichts wird gesendet, bevor Sie auf dieser Seite bestätigen:',
  behind: 'Nichts wird gesendet, bevor Sie auf der Seite hinter diesem Link bestätigen.',
  button: 'Ansehen und bestätigen',
  ignore: `Wenn Sie nicht darum gebeten haben, beachten Sie diese Mail nicht: Sie bekommen keine weitere, und die Adresse wird nach ${CONFIRM_WITHIN_DAYS} Tagen gelöscht.`,
};

const WORDS: InBoth<typeof en> = { en, de };

/**
 * Subject, text and HTML of the double opt-in. Whoever typed the address into the form may be a stranger
 * to its owner, so not one word of theirs is repeated here: nothing to abuse for sending messages to others.
 */
export function confirmBody(message: ConfirmMessage): MailBody {
  const { instanceName, language } = message;
  const confirmUrl = safeUrl(message.confirmUrl);
  if (confirmUrl === null) throw new Error('the confirmation link must be an http or https address');
  const { heading, next, behind, button, ignore, ...words } = WORDS[language];
  const subject = words.subject(instanceName);
  const asked = words.asked(instanceName);
  const text = `${asked}\n\n${next}\n${confirmUrl}\n\n${ignore}\n`;
  const html = renderDocument(
    <Frame
      language={language}
      title={subject}
      instanceName={instanceName}
      footer={<p style="margin:0">{ignore}</p>}
    >
      <Sheet>
        <h1 class="ink" style={`margin:0 0 10px;font-size:19px;color:${ink};${font}`}>
          {heading}
        </h1>
        <p style="margin:0 0 10px">{asked}</p>
        <p style="margin:0">{behind}</p>
        <Button href={confirmUrl} label={button} />
      </Sheet>
    </Frame>,
  );
  return { subject, text, html };
}

/** The complete double opt-in message, dated `sentAt` (epoch milliseconds), ready for SMTP. */
export async function composeConfirm(message: ConfirmMessage, sentAt: number): Promise<Buffer> {
  return composeMime({
    ...confirmBody(message),
    from: message.from,
    to: message.to,
    messageId: message.messageId,
    calendar: null,
    headers: AUTOMATIC,
    sentAt,
  });
}
