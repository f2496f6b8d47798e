/** The outbox as commands print it. */
import { formatInstant } from '../domain/shown.ts';
import type { MailRow, MailView, Outbox } from '../service/browse/outbox.ts';
import { returnsText } from '../service/feedback.ts';
import { indented, type Paint, table } from './terminal.ts';

const when = (instant: number): string => `${formatInstant(instant, 'UTC')} UTC`;

function paintOf({ shown }: MailRow, paint: Paint): (text: string) => string {
  if (shown === 'bounced' || shown === 'complained' || shown === 'failed') return paint.red;
  if (shown === 'deferred') return paint.yellow;
  return shown === 'sent' ? paint.green : paint.dim;
}

/** What it tells, of which commitments: `overdue of 3`; nothing for a message about none. */
const aboutText = ({ kind, commitments }: MailRow): string =>
  commitments.length === 0
    ? ''
    : `${kind === 'handed' ? 'hand-over' : kind.replaceAll('_', ' ')} of ${commitments.join(', ')}`;

export function outboxText({ mails, more, pause, returns }: Outbox, paint: Paint): string {
  const head = ['ID', 'STATE', 'WHEN', 'TO', 'SUBJECT', 'WHY'].map((text) => ({ text, paint: paint.bold }));
  const rows = mails.map((mail) => [
    { text: String(mail.id), paint: paint.dim },
    { text: mail.shown, paint: paintOf(mail, paint) },
    when(mail.sentAt ?? mail.createdAt),
    mail.to,
    mail.subject ?? `(${mail.kind}, not composed)`,
    mail.why ?? aboutText(mail),
  ]);
  return [
    ...(pause === null
      ? []
      : [paint.red(`Sending is paused until ${when(pause.until)}: the mail server said “${pause.why}”`)]),
    mails.length === 0 ? 'No messages.' : table([head, ...rows]),
    ...(more === null ? [] : [`Older ones: duly outbox --before ${more}`]),
    returnsText(returns),
  ].join('\n');
}

export function mailText(mail: MailView, paint: Paint): string {
  const answers = mail.tries.map((one) => [when(one.attemptedAt), one.outcome, one.answer]);
  const came = mail.came.map((one) => [
    when(one.reportedAt),
    `came back: ${one.kind}`,
    `${one.status ?? ''} ${one.diagnostic} (by ${one.via}${one.action === 'suspended' ? '; the address is suspended' : ''})`.trim(),
  ]);
  const retries = mail.retries.map((one) => [
    when(one.askedAt),
    'sent again by hand',
    `${one.askedBy} asked for it; it was ${one.was}`,
  ]);
  const log = [...answers, ...came, ...retries];
  return [
    `${paint.bold(`Message ${mail.id}`)}  ${paintOf(mail, paint)(mail.shown)}`,
    `To ${mail.to}: ${mail.subject ?? `(${mail.kind}, not composed)`}`,
    `Message-ID ${mail.messageId}`,
    ...(mail.commitments.length === 0 ? [] : [`About commitment ${mail.commitments.join(', ')}`]),
    ...(mail.why === null ? [] : [`Why: ${mail.why}`]),
    ...(mail.nextAttemptAt === null ? [] : [`Next attempt ${when(mail.nextAttemptAt)}`]),
    ...(log.length === 0 ? [] : [table(log)]),
    ...(mail.text === null ? [] : ['', indented(mail.text)]),
  ].join('\n');
}
