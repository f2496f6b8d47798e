/** Asking for alerts, and what comes next. */
import type { Preview } from '../../service/preview.ts';
import { type FormState, typedOne } from '../form.ts';
import { useLanguage, useWords } from '../words/speech.ts';
import { SUBSCRIPTION } from '../words/subscription.tsx';
import { FieldView, FormFault } from './fields.tsx';
import { Why } from './item.tsx';
import { MonthPreview } from './month.tsx';
import { FIELDS, PreferenceFields } from './preferences.tsx';

const FOLLOWS = ['all', 'party', 'tag', 'commitment', 'source', 'search'] as const;

/** The tag that nothing carries yet: it may be a slip of the pen, and is no fault. */
const Unused = ({ tag }: { readonly tag: string | null | undefined }) =>
  tag === null || tag === undefined ? null : (
    <p class="notice" role="status">
      {useWords(SUBSCRIPTION).unused(<bdi>{tag}</bdi>)}
    </p>
  );

/** `search`: what would be followed, in words; `unused`: the tag that nothing carries yet. */
export function SubscribePage(props: {
  readonly form: FormState;
  readonly preview?: Preview;
  readonly search?: string;
  readonly unused?: string | null;
}) {
  const { form, preview, search, unused } = props;
  const follows = typedOne(form.typed, 'follows') || 'all';
  const language = useLanguage();
  const words = SUBSCRIPTION[language];
  const fields = FIELDS[language];
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <form method="post" action="/subscribe" class="narrow">
        <FormFault form={form} />
        <Unused tag={unused} />
        {search === undefined || search === '' ? null : (
          <p class="notice">{words.search(<b dir="auto">{search}</b>)}</p>
        )}
        <FieldView field={fields.address} form={form} />
        <fieldset id="f-follows">
          <legend>{words.what}</legend>
          {FOLLOWS.map((value) => (
            <div class="check">
              <input
                type="radio"
                id={`follows-${value}`}
                name="follows"
                value={value}
                checked={follows === value}
              />
              <label for={`follows-${value}`}>{words.follows[value]}</label>
            </div>
          ))}
          {form.faults.follows === undefined ? null : (
            <p class="fault">
              <Why text={form.faults.follows} />
            </p>
          )}
        </fieldset>
        <details open={follows === 'search'}>
          <summary>{words.searchFor}</summary>
          <p class="hint">{words.searchHint}</p>
          {fields.search.map((field) => (
            <FieldView field={field} form={form} />
          ))}
        </details>
        <details open={follows !== 'all'}>
          <summary>{words.which}</summary>
          {fields.follow.map((field) => (
            <FieldView field={field} form={form} />
          ))}
        </details>
        <PreferenceFields form={form} />
        <p class="actions">
          <button type="submit" class="button">
            {words.send}
          </button>{' '}
          {/* An address is not needed to look. */}
          <button type="submit" class="button plain" name="show" value="month" formnovalidate>
            {words.month}
          </button>
        </p>
      </form>
      {preview === undefined ? null : <MonthPreview preview={preview} />}
    </>
  );
}

/** The answer to everybody who asks, whether the address is new, waiting or confirmed. */
export function AskedPage(props: {
  readonly address: string;
  readonly kept: boolean;
  readonly unused: string | null;
}) {
  const { address, kept, unused } = props;
  const words = useWords(SUBSCRIPTION).asked;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead(<b class="url">{address}</b>)}</p>
      <Unused tag={unused} />
      <p>{words.about}</p>
      {kept ? <p class="notice">{words.kept}</p> : null}
      <p>
        <a href="/">{words.back}</a>
      </p>
    </>
  );
}
