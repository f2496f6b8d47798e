/** Signing in: asking for a link, the button behind it, the first administrator, and a form that came too late. */
import type { InBoth, Language } from '../../domain/language.ts';
import type { FormState } from '../form.ts';
import { SIGN_IN } from '../words/sign-in.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import { type Field, FieldView, FormFault } from './fields.tsx';

const addressField = (language: Language): Field => ({
  name: 'address',
  label: SIGN_IN[language].address,
  kind: 'email',
  required: true,
  autocomplete: 'email',
});
export const ADDRESS: InBoth<Field> = { en: addressField('en'), de: addressField('de') };

const firstFields = (language: Language): readonly Field[] => {
  const { name, hint } = SIGN_IN[language].first;
  return [{ name: 'name', label: name, required: true, hint, autocomplete: 'name' }, ADDRESS[language]];
};
export const FIRST_FIELDS: InBoth<readonly Field[]> = { en: firstFields('en'), de: firstFields('de') };

/** `kept`: no mail server is set up, so links are made on the command line. */
export function SignInPage(props: { form: FormState; next: string; kept: boolean; passkeys: boolean }) {
  const { form, next, kept } = props;
  const language = useLanguage();
  const words = SIGN_IN[language];
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {kept ? <p class="notice">{words.kept(<code>duly user link ADDRESS</code>)}</p> : null}
      <form class="narrow" method="post" action="/sign-in">
        <FormFault form={form} />
        <FieldView field={ADDRESS[language]} form={form} />
        <input type="hidden" name="next" value={next} />
        <p class="actions">
          <button type="submit" class="button">
            {words.send}
          </button>
          <button type="button" class="button plain" data-passkey="sign-in" data-next={next} hidden>
            {words.passkey}
          </button>
        </p>
        <p class="fault" role="status" data-passkey-fault="yes" data-passkey-none={words.unused} />
      </form>
    </>
  );
}

/** The answer to everybody who asks, whether anybody has the address. */
export function LinkSentPage({ address, minutes }: { readonly address: string; readonly minutes: number }) {
  const words = useWords(SIGN_IN).sent;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead(<b class="url">{address}</b>, minutes)}</p>
      <p class="quiet">{words.none}</p>
    </>
  );
}

export function RedeemPage({ action }: { readonly action: string }) {
  const words = useWords(SIGN_IN);
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.redeem}</p>
      <form method="post" action={action}>
        <p class="actions">
          <button type="submit" class="button">
            {words.title}
          </button>
        </p>
      </form>
    </>
  );
}

export function FirstPage({ action, form }: { readonly action: string; readonly form: FormState }) {
  const language = useLanguage();
  const words = SIGN_IN[language].first;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <form class="narrow" method="post" action={action}>
        <FormFault form={form} />
        {FIRST_FIELDS[language].map((field) => (
          <FieldView field={field} form={form} />
        ))}
        <p class="actions">
          <button type="submit" class="button">
            {words.become}
          </button>
        </p>
      </form>
    </>
  );
}

/** Works without script: signing in happens in another tab, and the button sends the same form again. */
const EMPTY: FormState = { typed: {}, faults: {}, message: null };

/** `files`: the names of those that were chosen, of which nothing is kept. */
export function KeptFormPage(props: {
  readonly action: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly files: readonly string[];
  readonly multipart: boolean;
}) {
  const { action, fields, files, multipart } = props;
  const hasFile = files.length > 0;
  return (
    <>
      <h1>Please sign in again</h1>
      <p class="lead">
        You are not signed in any more, so nothing was saved. What you typed is kept on this page.
      </p>
      <ol>
        <li>
          <a href="/sign-in" target="_blank" rel="noopener">
            Sign in in a new tab
          </a>
        </li>
        {hasFile ? (
          <li>Come back here, choose the file again, and press the button.</li>
        ) : (
          <li>Come back here and press the button.</li>
        )}
      </ol>
      <form method="post" action={action} {...(multipart ? { enctype: 'multipart/form-data' } : {})}>
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {hasFile ? (
          <FieldView
            field={{
              ...{ name: 'file', label: 'The file again', kind: 'file' },
              hint: `A file is not kept. You had chosen ${files.join(', ')}; without it the rest is sent alone.`,
            }}
            form={EMPTY}
          />
        ) : null}
        <p class="actions">
          <button type="submit" class="button">
            Try again
          </button>
        </p>
      </form>
    </>
  );
}
