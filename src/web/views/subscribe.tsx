/** Asking for alerts, and what comes next. */
import { type FormState, typedOne } from '../form.ts';
import { FieldView, FormFault } from './fields.tsx';
import { FOLLOW_FIELDS, PreferenceFields } from './preferences.tsx';

const FOLLOWS = [
  ['all', 'Everything'],
  ['party', 'One party'],
  ['tag', 'One tag'],
  ['commitment', 'One commitment'],
  ['source', 'One document'],
] as const;

export function SubscribePage({ form }: { readonly form: FormState }) {
  const follows = typedOne(form.typed, 'follows') || 'all';
  const [address, ...targets] = FOLLOW_FIELDS;
  return (
    <>
      <h1>Get alerts</h1>
      <p class="lead">One mail when something you follow falls due, is met, or becomes overdue.</p>
      <form method="post" action="/subscribe" class="narrow">
        <FormFault form={form} />
        {address === undefined ? null : <FieldView field={address} form={form} />}
        <fieldset id="f-follows">
          <legend>What to follow</legend>
          {FOLLOWS.map(([value, words]) => (
            <div class="check">
              <input
                type="radio"
                id={`follows-${value}`}
                name="follows"
                value={value}
                checked={follows === value}
              />
              <label for={`follows-${value}`}>{words}</label>
            </div>
          ))}
          {form.faults.follows === undefined ? null : <p class="fault">{form.faults.follows}</p>}
        </fieldset>
        <details open={follows !== 'all'}>
          <summary>Which party, tag, commitment or document</summary>
          {targets.map((field) => (
            <FieldView field={field} form={form} />
          ))}
        </details>
        <PreferenceFields form={form} />
        <p class="actions">
          <button type="submit" class="button">
            Send me the link to confirm
          </button>
        </p>
      </form>
    </>
  );
}

/** The answer to everybody who asks, whether the address is new, waiting or confirmed. */
export function AskedPage({ address, kept }: { readonly address: string; readonly kept: boolean }) {
  return (
    <>
      <h1>Please look into your mail</h1>
      <p class="lead">
        If <b class="url">{address}</b> can be asked now, a mail with a link to confirm is on its way. Nothing
        else is sent before you confirm.
      </p>
      <p>
        No mail after a few minutes? Look among the unwanted ones. An address is asked at most once an hour:
        if you asked for something else just now, the link in that mail can confirm both, or another comes
        later.
      </p>
      {kept ? (
        <p class="notice">No mail server is set up here, so mails are kept in the outbox instead.</p>
      ) : null}
      <p>
        <a href="/">Back to the board</a>
      </p>
    </>
  );
}
