/** The outbox and one message of it. */
import { RETRIABLE, SHOWN_STATES, type ShownState } from '../../domain/delivery-state.ts';
import { formatInstant } from '../../domain/shown.ts';
import type { MailRow, MailView, Outbox } from '../../service/browse/outbox.ts';
import { returnsText } from '../../service/feedback.ts';
import { Near, Time } from './item.tsx';
import { MailLog } from './mail-log.tsx';

const KIND_WORDS = {
  confirm: 'Question',
  sign_in: 'Sign-in',
  invite: 'Invitation',
  handed: 'Handed over',
  corrected: 'Correction',
  disputed: 'Disputed',
  closed: 'Closed',
  met: 'Met',
  overdue: 'Overdue',
  unattended: 'Unattended',
  overdue_reminder: 'Still overdue',
  deadline_moved: 'Moved',
  due: 'Due',
  due_soon: 'Due soon',
  review_due: 'Look again',
  progress: 'Progress',
} satisfies Record<MailRow['kind'], string>;

const STATE_WORDS = {
  queued: 'Waiting',
  sending: 'On its way',
  deferred: 'Put off',
  sent: 'Sent',
  bounced: 'Came back',
  complained: 'Complaint',
  failed: 'Failed',
  dropped: 'Not sent',
} satisfies Record<ShownState, string>;

/** Each looks like one of the five states of sending. */
const LOOKS = { deferred: 'queued', bounced: 'failed', complained: 'failed' } as const;

function State({ mail }: { readonly mail: MailRow }) {
  const words = mail.shown === 'sent' && mail.kept ? 'Kept here' : STATE_WORDS[mail.shown];
  const look = mail.shown in LOOKS ? LOOKS[mail.shown as keyof typeof LOOKS] : mail.shown;
  return <span class={`chip mail-${look}`}>{words}</span>;
}

const utc = (instant: number) => (
  <Time instant={instant} zone="UTC">
    {formatInstant(instant, 'UTC')} UTC
  </Time>
);

interface OutboxProps {
  readonly outbox: Outbox;
  /** The state that was asked for. */
  readonly state: string | undefined;
}

export function OutboxPage({ outbox, state }: OutboxProps) {
  return (
    <>
      <h1>Outbox</h1>
      <p class="lead">
        {outbox.keptHere
          ? 'No mail server is set up (SMTP_URL), so every message is kept here, as its reader would get it.'
          : 'What was told to whom, what waits, and what the mail server answered.'}
      </p>
      {outbox.pause === null ? null : (
        <div class="notice bad" role="alert">
          <p>
            Sending is paused until {utc(outbox.pause.until)}: the mail server refuses this installation. It
            answered: “{outbox.pause.why}”
          </p>
        </div>
      )}
      <p class="quiet">{returnsText(outbox.returns)}</p>
      <p class="quiet">
        Show <a href="/outbox">all</a>
        {SHOWN_STATES.map((one) => (
          <>
            {', '}
            <a href={`/outbox?state=${one}`}>{one}</a>
          </>
        ))}
      </p>
      {outbox.mails.length === 0 && state !== undefined ? (
        <p>No message is {state}.</p>
      ) : outbox.mails.length === 0 ? (
        <p>
          Nothing was sent yet. <a href="/subscribe">Subscribe an address</a>, and its first message appears
          here.
        </p>
      ) : (
        <table class="mails">
          <caption>Messages, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Message</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {outbox.mails.map((mail) => (
              <tr>
                <td>
                  <a href={`/outbox/${mail.id}`} dir="auto">
                    {mail.subject ?? `${KIND_WORDS[mail.kind]} (not composed)`}
                  </a>
                  <br />
                  <span class="quiet">
                    to <span class="url">{mail.to}</span> · {utc(mail.sentAt ?? mail.createdAt)}
                  </span>
                </td>
                <td>
                  <State mail={mail} />
                  {mail.why === null ? null : (
                    <>
                      <br />
                      <span class="quiet">{mail.why}</span>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {outbox.more === null ? null : (
        <p>
          <a href={`/outbox?before=${outbox.more}${state === undefined ? '' : `&state=${state}`}`}>
            Older messages
          </a>
        </p>
      )}
      <p>
        <a href="/webhooks">Webhooks</a>
      </p>
    </>
  );
}

export function MailPage({ mail, baseUrl }: { readonly mail: MailView; readonly baseUrl: string }) {
  return (
    <article>
      <p class="marks">
        <State mail={mail} />
        <span class="chip">{KIND_WORDS[mail.kind]}</span>
      </p>
      <h1 dir="auto">{mail.subject ?? 'A message that was not composed'}</h1>
      <dl class="facts">
        <div>
          <dt>To</dt>
          <dd class="url">{mail.to}</dd>
        </div>
        {mail.commitments.length === 0 ? null : (
          <div>
            <dt>About</dt>
            <dd>
              {mail.commitments.map((id, index) => (
                <>
                  {index > 0 ? ', ' : ''}
                  <a href={`/commitments/${id}`}>commitment {id}</a>
                </>
              ))}
            </dd>
          </div>
        )}
        {mail.why === null ? null : (
          <div>
            <dt>Why</dt>
            <dd>{mail.why}</dd>
          </div>
        )}
        {mail.nextAttemptAt === null ? null : (
          <div>
            <dt>Next attempt</dt>
            <dd>
              <Near now={mail.now} instant={mail.nextAttemptAt} zone="UTC" />
            </dd>
          </div>
        )}
        <div>
          <dt>Message-ID</dt>
          <dd class="url">{mail.messageId}</dd>
        </div>
      </dl>
      {mail.text === null ? null : (
        <section aria-labelledby="text">
          <h2 id="text">As its reader gets it</h2>
          {mail.html === null ? null : (
            <p>
              <a href={`/outbox/${mail.id}/html`}>With its layout</a>
            </p>
          )}
          <pre class="mail" dir="auto">
            <Linked text={mail.text} baseUrl={baseUrl} />
          </pre>
        </section>
      )}
      <MailLog mail={mail} />
      {mail.kind === 'sign_in' || mail.kind === 'invite' ? (
        <p class="quiet">
          It is not sent again by hand: whoever wants to sign in asks for a new link at{' '}
          <a href="/sign-in">/sign-in</a>.
        </p>
      ) : (RETRIABLE.includes(mail.shown) && mail.state !== 'sent') || mail.shown === 'bounced' ? (
        <form method="post" action={`/outbox/${mail.id}/retry`}>
          <p class="actions">
            <button type="submit" class="button plain">
              Send it again
            </button>
          </p>
        </form>
      ) : null}
    </article>
  );
}

/** A path of ours and nothing else: what is cut off after our name must not begin with `//`, which is another site. */
const isOurs = (line: string, baseUrl: string): boolean =>
  line.startsWith(`${baseUrl}/`) && /^\/(?![/\\])[^\s\\]*$/.test(line.slice(baseUrl.length));

/** The text with the links of this installation made clickable; other addresses stay text. */
function Linked({ text, baseUrl }: { readonly text: string; readonly baseUrl: string }) {
  return (
    <>
      {text.split('\n').map((line) => (
        <>
          {isOurs(line, baseUrl) ? <a href={line.slice(baseUrl.length)}>{line}</a> : line}
          {'\n'}
        </>
      ))}
    </>
  );
}
