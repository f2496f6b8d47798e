/** The form that puts a commitment on record. */
import type { DeadlinePreview } from '../../service/browse/preview.ts';
import type { FormState } from '../form.ts';
import { CalendarList, type Field, FieldView, FormFault, ZoneList } from './fields.tsx';
import { PreviewPlace } from './preview.tsx';

export function RecordPage(props: {
  groups: readonly { title: string; fields: readonly Field[] }[];
  form: FormState;
  preview: DeadlinePreview | null;
  /** Names of the calendars of working days that were imported. */
  calendars: readonly string[];
  now: number;
}) {
  const { groups, form, preview, calendars, now } = props;
  return (
    <>
      <h1>Record a commitment</h1>
      <p class="lead">
        The words as they were said, what they promise, and by when. You see the date before it is saved.
      </p>
      <form method="post" action="/record">
        <FormFault form={form} />
        <ZoneList />
        <CalendarList names={calendars} />
        <div class="panels">
          {groups.map(({ title, fields }) => (
            <fieldset class="panel">
              <legend>{title}</legend>
              {fields.map((field) => (
                <>
                  <FieldView field={field} form={form} />
                  {field.name === 'deadline' ? (
                    <PreviewPlace preview={preview} now={now} fault={form.faults.reading} />
                  ) : null}
                </>
              ))}
            </fieldset>
          ))}
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
