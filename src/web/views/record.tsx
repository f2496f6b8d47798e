/** The form that puts a commitment on record. */
import type { DeadlinePreview } from '../../service/browse/preview.ts';
import type { SimilarView } from '../../service/browse/similar.ts';
import { type FormState, typedAll } from '../form.ts';
import { AlikeHint } from './alike.tsx';
import { type Field, FieldView, FormFault, NameList, ZoneList } from './fields.tsx';
import { PreviewPlace } from './preview.tsx';

/** Whether a field holds what nobody must overlook: something other than its first choice, or a fault. */
function matters({ name, options }: Field, { typed, faults }: FormState): boolean {
  const unset = ['', options?.[0]?.[0] ?? ''];
  return faults[name] !== undefined || typedAll(typed, name).some((value) => !unset.includes(value));
}

export function RecordPage(props: {
  groups: readonly {
    readonly title: string;
    readonly fields: readonly Field[];
    readonly more: { readonly summary: string; readonly fields: readonly Field[] };
  }[];
  form: FormState;
  preview: DeadlinePreview | null;
  /** Names of the calendars of working days that were imported. */
  calendars: readonly string[];
  parties: readonly string[];
  /** What is on record in nearly the words that were typed. */
  alike: readonly SimilarView[];
  now: number;
  /** Whether it asks who records it: nobody is signed in. */
  asks: boolean;
}) {
  const { groups, form, preview, calendars, parties, alike, now, asks } = props;
  return (
    <>
      <h1>Record a commitment</h1>
      <p class="lead">
        The words as they were said, by when, and what they promise. You see the date before it is saved.
      </p>
      <form method="post" action="/record">
        <FormFault form={form} />
        <ZoneList />
        <NameList id="calendars" names={calendars} />
        <NameList id="parties" names={parties} />
        <div class="panels">
          {groups.map(({ title, fields, more }) => {
            const rest = more.fields.filter(({ name }) => asks || name !== 'recordedBy');
            return (
              <fieldset class="panel">
                <legend>{title}</legend>
                {fields.map((field) => (
                  <>
                    <FieldView field={field} form={form} />
                    {field.name === 'deadline' ? (
                      <PreviewPlace preview={preview} now={now} fault={form.faults.reading} />
                    ) : null}
                    {field.name === 'title' ? (
                      <div role="status" data-alike="/similar">
                        <AlikeHint found={alike} />
                      </div>
                    ) : null}
                  </>
                ))}
                <details open={rest.some((field) => matters(field, form))}>
                  <summary>{more.summary}</summary>
                  {rest.map((field) => (
                    <FieldView field={field} form={form} />
                  ))}
                </details>
              </fieldset>
            );
          })}
        </div>
        <p class="actions">
          <button
            type="submit"
            class={preview === null ? 'button' : 'button plain'}
            name="step"
            value="preview"
          >
            {preview === null ? 'Show the date' : 'Show the date again'}
          </button>
          <button
            type="submit"
            class="button"
            name="step"
            value="save"
            hidden={preview === null}
            data-save="yes"
          >
            Put it on record
          </button>
        </p>
      </form>
    </>
  );
}
