/** Webhooks, and one of them with its log. */
import type { SendOutcome } from '../../domain/send-outcome.ts';
import { formatInstant } from '../../domain/shown.ts';
import type { HookDelivery, WebhookView } from '../../service/browse/webhooks.ts';
import { Time } from './item.tsx';

const utc = (instant: number) => (
  <Time instant={instant} zone="UTC">
    {formatInstant(instant, 'UTC')} UTC
  </Time>
);

const STATE_WORDS = {
  active: 'Works',
  failing: 'Fails',
  disabled: 'Disabled',
  removed: 'Removed',
} satisfies Record<WebhookView['state'], string>;

function Standing({ view }: { readonly view: WebhookView }) {
  // Whether one works that nothing was ever delivered to is not known.
  const untried = view.state === 'active' && view.lastSentAt === null;
  const chip = untried ? 'queued' : view.state === 'active' ? 'sent' : 'failed';
  return (
    <>
      <span class={`chip mail-${chip}`}>{untried ? 'Nothing delivered yet' : STATE_WORDS[view.state]}</span>
      {view.disabledWhy === null ? null : <p class="quiet">{view.disabledWhy}</p>}
      {view.failingSinceAt === null ? null : (
        <p class="quiet">Nothing got through since {utc(view.failingSinceAt)}</p>
      )}
    </>
  );
}

export function WebhooksPage({ all }: { readonly all: readonly WebhookView[] }) {
  return (
    <>
      <h1>Webhooks</h1>
      <p class="lead">
        Programs that are told by signed requests. They are added with the command line:{' '}
        <code>duly webhook add URL</code>
      </p>
      {all.length === 0 ? (
        <p>There are none yet.</p>
      ) : (
        <table class="mails">
          <caption>In the order in which they were added</caption>
          <thead>
            <tr>
              <th scope="col">Webhook</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {all.map((one) => (
              <tr>
                <td>
                  <a class="url" href={`/webhooks/${one.id}`}>
                    {one.url}
                  </a>
                  <br />
                  <span class="quiet" dir="auto">
                    follows {one.followed}
                  </span>
                </td>
                <td>
                  <Standing view={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

export function WebhookPage(props: {
  readonly view: WebhookView & { readonly log: readonly HookDelivery[] };
  /** What was answered to a test just now; null when there was none. */
  readonly tested: SendOutcome | null;
}) {
  const { view, tested } = props;
  return (
    <article>
      <h1>Webhook {view.id}</h1>
      <Standing view={view} />
      {tested === null ? null : (
        <div class={tested.outcome === 'sent' ? 'notice' : 'notice bad'} role="status">
          <p>
            The test was answered ({tested.outcome}): “{tested.answer}”
          </p>
        </div>
      )}
      <dl class="facts">
        <div>
          <dt>Address</dt>
          <dd class="url">{view.url}</dd>
        </div>
        <div>
          <dt>Follows</dt>
          <dd dir="auto">{view.followed}</dd>
        </div>
        <div>
          <dt>Kinds</dt>
          <dd>{view.kinds.join(', ')}</dd>
        </div>
        <div>
          <dt>Last sent</dt>
          <dd>{view.lastSentAt === null ? 'never' : utc(view.lastSentAt)}</dd>
        </div>
      </dl>
      {view.state === 'removed' ? null : (
        <form method="post" action={`/webhooks/${view.id}/test`}>
          <button type="submit">Send a test</button>
        </form>
      )}
      {view.log.length === 0 ? (
        <p>Nothing was sent to it yet.</p>
      ) : (
        <table class="tries">
          <caption>What was sent, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Request</th>
              <th scope="col">State</th>
              <th scope="col">Answers</th>
            </tr>
          </thead>
          <tbody>
            {view.log.map((one) => (
              <tr>
                <td dir="auto">
                  <a href={`/outbox/${one.id}`}>{one.subject ?? 'not composed'}</a>
                </td>
                <td>
                  {one.state}
                  {one.why === null ? null : `: ${one.why}`}
                  {one.nextAttemptAt === null ? null : <> (again {utc(one.nextAttemptAt)})</>}
                </td>
                <td dir="auto">
                  {one.tries.map((attempt) => (
                    <p>
                      {utc(attempt.attemptedAt)} {attempt.outcome}: {attempt.answer}
                    </p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}
