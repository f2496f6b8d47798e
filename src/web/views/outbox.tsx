/** The outbox and one message of it. */
import type { AlertKind } from '../../domain/alerts.ts';
import { formatInstant } from '../../domain/shown.ts';
import type { MailView, Outbox, OutboxRow } from '../../service/browse/outbox.ts';
import { Near, Time } from './item.tsx';

const KIND_WORDS = {
  confirm: 'Question',
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
} satisfies Record<AlertKind | 'confirm', string>;

const STATE_WORDS = {
  queued: 'Waiting',
  sending: 'On its way',
  sent: 'Sent',
  failed: 'Failed',
  dropped: 'Not sent',
} satisfies Record<OutboxRow['state'], string>;

function State({ mail }: { readonly mail: OutboxRow }) {
  const words = mail.state === 'sent' && mail.kept ? 'Kept here' : STATE_WORDS[mail.state];
  return <span class={`chip mail-${mail.state}`}>{words}</span>;
}

const utc = (instant: number) => (
  <Time instant={instant} zone="UTC">
    {formatInstant(instant, 'UTC')} UTC
  </Time>
);

export function OutboxPage({ outbox }: { readonly outbox: Outbox }) {
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
      {outbox.mails.length === 0 ? (
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
          <a href={`/outbox?before=${outbox.more}`}>Older messages</a>
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
      {mail.tries.length === 0 ? null : (
        <section aria-labelledby="tries">
          <h2 id="tries">Attempts</h2>
          <table class="tries">
            <caption>What was answered</caption>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Outcome</th>
                <th scope="col">Answer</th>
              </tr>
            </thead>
            <tbody>
              {mail.tries.map((attempt) => (
                <tr>
                  <td>{utc(attempt.attemptedAt)}</td>
                  <td>{attempt.outcome}</td>
                  <td>{attempt.answer}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </article>
  );
}

/** The text with the links of this installation made clickable; other addresses stay text. */
function Linked({ text, baseUrl }: { readonly text: string; readonly baseUrl: string }) {
  return (
    <>
      {text.split('\n').map((line) => (
        <>
          {line.startsWith(`${baseUrl}/`) && /^\S+$/.test(line) ? (
            <a href={line.slice(baseUrl.length)}>{line}</a>
          ) : (
            line
          )}
          {'\n'}
        </>
      ))}
    </>
  );
}
