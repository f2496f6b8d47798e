/** What the holder of a link in a mail sees. */
import type { SubscriptionView } from '../../service/manage.ts';
import type { Preview } from '../../service/preview.ts';
import type { FormState } from '../form.ts';
import { useWords } from '../words/speech.ts';
import { SUBSCRIPTION } from '../words/subscription.tsx';
import { FormFault, Panel } from './fields.tsx';
import { InEnglish } from './item.tsx';
import { MonthPreview } from './month.tsx';
import { PreferenceFields } from './preferences.tsx';

function Whose({ view }: { readonly view: SubscriptionView }) {
  return (
    <p class="lead">
      {useWords(SUBSCRIPTION).whose(<b class="url">{view.address}</b>, <bdi>{view.followed}</bdi>)}
    </p>
  );
}

/** The way to begin anew. */
const anew = (words: string) => <a href="/subscribe">{words}</a>;

/** All that the link is for, with "and" before the last. */
function Meant({ view }: { readonly view: SubscriptionView }) {
  const { and } = useWords(SUBSCRIPTION);
  return (
    <>
      {view.meant.map((followed, index) => (
        <>
          {index === 0 ? '' : index === view.meant.length - 1 ? and : ', '}
          <bdi>{followed}</bdi>
        </>
      ))}
    </>
  );
}

export function ConfirmPage({ view, action }: { readonly view: SubscriptionView; readonly action: string }) {
  const { confirm: words, ended } = useWords(SUBSCRIPTION);
  if (view.state === 'ended')
    return (
      <>
        <h1>{ended.heading}</h1>
        <p>{ended.again(anew)}</p>
      </>
    );
  if (view.state === 'active') return <ConfirmedPage view={view} />;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead(<bdi>{view.followed}</bdi>, <b class="url">{view.address}</b>)}</p>
      <form method="post" action={action}>
        {view.alsoWaiting.length === 0 ? null : (
          <fieldset>
            <legend>{words.also}</legend>
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
            {words.yes}
          </button>
        </p>
      </form>
      <p class="quiet">{words.not}</p>
    </>
  );
}

export function ConfirmedPage({ view }: { readonly view: SubscriptionView }) {
  const words = useWords(SUBSCRIPTION).confirmed;
  return (
    <>
      <h1>{words.heading}</h1>
      <Whose view={view} />
      <p>
        {words.about((text) => (
          <a href={view.manageUrl}>{text}</a>
        ))}
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
  const { manage: words, ended, month } = useWords(SUBSCRIPTION);
  if (view.state !== 'active')
    return (
      <>
        <h1>{words.title}</h1>
        <p class="lead">
          {view.state === 'ended'
            ? words.ended
            : view.state === 'suspended'
              ? words.suspended(
                  view.suspendedWhy === null ? words.refused : <InEnglish>{view.suspendedWhy}</InEnglish>,
                )
              : words.unconfirmed}
        </p>
        <FormFault form={form} />
        <p>{ended.again(anew)}</p>
      </>
    );
  return (
    <>
      <h1>{words.title}</h1>
      <Whose view={view} />
      {saved ? (
        <p class="notice good" role="status">
          {words.saved}
        </p>
      ) : null}
      <form method="post" action={action} class="narrow">
        <FormFault form={form} />
        <PreferenceFields form={form} />
        <p class="actions">
          <button type="submit" class="button">
            {words.save}
          </button>{' '}
          <button type="submit" class="button plain" name="show" value="month">
            {month}
          </button>
        </p>
      </form>
      {preview === undefined ? null : <MonthPreview preview={preview} />}
      {view.others.length === 0 ? null : (
        <Panel title={words.others} id="others">
          <p>{words.othersAbout}</p>
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
      <Panel title={words.calendar} id="calendar">
        <p>{words.calendarAbout(<bdi>{view.followed}</bdi>)}</p>
        <p>
          <a href={view.calendarUrl}>
            <span class="url">{view.calendarUrl}</span>
          </a>
        </p>
      </Panel>
      <Panel title={words.end} id="end">
        <form method="post" action={`${action}/end`}>
          <div class="check">
            <input type="checkbox" id="everything" name="everything" value="on" />
            <label for="everything">{words.everything}</label>
          </div>
          <p class="actions">
            <button type="submit" class="button plain">
              {words.unsubscribe}
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
  const { unsubscribe: words, manage } = useWords(SUBSCRIPTION);
  if (view.state === 'ended') return <EndedPage view={view} everything={false} />;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">
        {words.lead(<b class="url">{view.address}</b>, <Meant view={view} />, view.meant.length === 1)}
      </p>
      <form method="post" action={action}>
        <input type="hidden" name="unsubscribe" value="yes" />
        <div class="check">
          <input type="checkbox" id="everything" name="everything" value="on" />
          <label for="everything">{manage.everything}</label>
        </div>
        <p class="actions">
          <button type="submit" class="button">
            {words.button}
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
  const words = useWords(SUBSCRIPTION).over;
  const address = <b class="url">{view.address}</b>;
  return (
    <>
      <h1>{words.heading}</h1>
      <p class="lead">
        {everything ? words.everything(address) : words.these(address, <Meant view={view} />)}
      </p>
      <p>{words.again(anew)}</p>
    </>
  );
}
