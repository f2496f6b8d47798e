/** What the holder of a link in a mail sees. */
import type { SubscriptionView } from '../../service/manage.ts';
import type { Preview } from '../../service/preview.ts';
import type { FormState } from '../form.ts';
import { FormFault, Panel } from './fields.tsx';
import { MonthPreview } from './month.tsx';
import { PreferenceFields } from './preferences.tsx';

function Whose({ view }: { readonly view: SubscriptionView }) {
  return (
    <p class="lead">
      <b class="url">{view.address}</b> follows <bdi>{view.followed}</bdi>.
    </p>
  );
}

/** All that the link is for, with "and" before the last. */
function Meant({ view }: { readonly view: SubscriptionView }) {
  return (
    <>
      {view.meant.map((followed, index) => (
        <>
          {index === 0 ? '' : index === view.meant.length - 1 ? ' and ' : ', '}
          <bdi>{followed}</bdi>
        </>
      ))}
    </>
  );
}

export function ConfirmPage({ view, action }: { readonly view: SubscriptionView; readonly action: string }) {
  if (view.state === 'ended')
    return (
      <>
        <h1>This subscription has ended</h1>
        <p>
          To begin again, <a href="/subscribe">ask for a new link</a>.
        </p>
      </>
    );
  if (view.state === 'active') return <ConfirmedPage view={view} />;
  return (
    <>
      <h1>Confirm your alerts</h1>
      <p class="lead">
        Alerts about <bdi>{view.followed}</bdi> would go to <b class="url">{view.address}</b>. Nothing is sent
        until you press the button.
      </p>
      <form method="post" action={action}>
        {view.alsoWaiting.length === 0 ? null : (
          <fieldset>
            <legend>
              This address was also entered for these; the button confirms those that are chosen
            </legend>
            {view.alsoWaiting.map(({ id, followed }) => (
              <div class="check">
                <input type="checkbox" id={`also-${id}`} name="also" value={String(id)} checked />
                <label for={`also-${id}`}>
                  <bdi>{followed}</bdi>
                </label>
              </div>
            ))}
          </fieldset>
        )}
        <p class="actions">
          <button type="submit" class="button">
            Yes, send me these alerts
          </button>
        </p>
      </form>
      <p class="quiet">If you did not ask for this, close this page: the address is deleted by itself.</p>
    </>
  );
}

export function ConfirmedPage({ view }: { readonly view: SubscriptionView }) {
  return (
    <>
      <h1>Your alerts are confirmed</h1>
      <Whose view={view} />
      <p>
        <a href={view.manageUrl}>Choose which alerts, and how long before</a>. Every mail has a link to change
        or end them.
      </p>
    </>
  );
}

export function ManagePage(props: {
  view: SubscriptionView;
  form: FormState;
  action: string;
  saved?: boolean;
  preview?: Preview;
}) {
  const { view, form, action, saved = false, preview } = props;
  if (view.state !== 'active')
    return (
      <>
        <h1>Your alerts</h1>
        <p class="lead">
          {view.state === 'ended'
            ? 'This subscription has ended; nothing is sent.'
            : view.state === 'suspended'
              ? `Nothing is sent to this address any more: ${view.suspendedWhy ?? 'its mail server refused it'}.`
              : 'This subscription is not confirmed; nothing is sent.'}
        </p>
        <FormFault form={form} />
        <p>
          To begin again, <a href="/subscribe">ask for a new link</a>.
        </p>
      </>
    );
  return (
    <>
      <h1>Your alerts</h1>
      <Whose view={view} />
      {saved ? (
        <p class="notice good" role="status">
          Saved. It holds from the next alert on.
        </p>
      ) : null}
      <form method="post" action={action} class="narrow">
        <FormFault form={form} />
        <PreferenceFields form={form} />
        <p class="actions">
          <button type="submit" class="button">
            Save
          </button>{' '}
          <button type="submit" class="button plain" name="show" value="month">
            Show what this would have brought last month
          </button>
        </p>
      </form>
      {preview === undefined ? null : <MonthPreview preview={preview} />}
      {view.others.length === 0 ? null : (
        <Panel title="What else goes to this address" id="others">
          <p>
            One mail tells what several of these would say. Each has its own choices; the first one decides
            the language and the time zone of a mail that is for several.
          </p>
          <ul>
            {view.others.map(({ followed, manageUrl }) => (
              <li>
                <a href={manageUrl}>
                  <bdi>{followed}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="In your calendar" id="calendar">
        <p>
          Subscribe to this address in a calendar program to see the dates of <bdi>{view.followed}</bdi>{' '}
          there. Whoever has the address can read it, so keep it to yourself.
        </p>
        <p>
          <a href={view.calendarUrl}>
            <span class="url">{view.calendarUrl}</span>
          </a>
        </p>
      </Panel>
      <Panel title="End it" id="end">
        <form method="post" action={`${action}/end`}>
          <div class="check">
            <input type="checkbox" id="everything" name="everything" value="on" />
            <label for="everything">Everything that goes to this address, not only this subscription</label>
          </div>
          <p class="actions">
            <button type="submit" class="button plain">
              Unsubscribe
            </button>
          </p>
        </form>
      </Panel>
    </>
  );
}

export function UnsubscribePage({
  view,
  action,
}: {
  readonly view: SubscriptionView;
  readonly action: string;
}) {
  if (view.state === 'ended') return <EndedPage view={view} everything={false} />;
  return (
    <>
      <h1>Unsubscribe</h1>
      <p class="lead">
        The mail went to <b class="url">{view.address}</b>, which follows <Meant view={view} />. The button
        ends {view.meant.length === 1 ? 'this' : 'these'} and nothing else.
      </p>
      <form method="post" action={action}>
        <input type="hidden" name="unsubscribe" value="yes" />
        <div class="check">
          <input type="checkbox" id="everything" name="everything" value="on" />
          <label for="everything">Everything that goes to this address, not only this subscription</label>
        </div>
        <p class="actions">
          <button type="submit" class="button">
            Send me no more of these
          </button>
        </p>
      </form>
    </>
  );
}

export function EndedPage({
  view,
  everything,
}: {
  readonly view: SubscriptionView;
  readonly everything: boolean;
}) {
  return (
    <>
      <h1>You are unsubscribed</h1>
      <p class="lead">
        <b class="url">{view.address}</b> gets no more alerts
        {everything ? (
          ''
        ) : (
          <>
            {' '}
            about <Meant view={view} />
          </>
        )}
        . A message that is already on its way may still arrive.
      </p>
      <p>
        Changed your mind? <a href="/subscribe">Ask for a new link</a>.
      </p>
    </>
  );
}
