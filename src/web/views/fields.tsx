/** Form fields: a label, a hint, the fault beside the field and told to screen readers, what was typed kept. */
import type { Child } from 'hono/jsx';
import { type FormState, typedAll, typedOne } from '../form.ts';
import { PIECES } from '../words/pieces.tsx';
import { PLACES } from '../words/places.tsx';
import { useWords } from '../words/speech.ts';
import { allZones } from '../zones.ts';
import { addPartyHref, Why } from './item.tsx';

/** One field as data; a form is a list of them. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly kind?:
    | 'text'
    | 'area'
    | 'date'
    | 'moment'
    | 'number'
    | 'email'
    | 'url'
    | 'zone'
    | 'calendar'
    | 'party'
    | 'select'
    | 'check'
    | 'file';
  /** For `select`: value and words. */
  readonly options?: readonly (readonly [string, string])[];
  readonly autocomplete?: string;
  /** Seldom filled in: the forms of the review fold it away. */
  readonly rare?: boolean;
}

export const labelsOf = (fields: readonly Field[]): Record<string, string> =>
  Object.fromEntries(fields.map(({ name, label }) => [name, label]));
export const namesOf = (fields: readonly Field[]): string[] => fields.map(({ name }) => name);

const TYPES: Readonly<Record<string, string>> = {
  date: 'date',
  moment: 'datetime-local',
  email: 'email',
  url: 'url',
};
/** Kinds that offer names to choose from, which stand once on the page. */
const LISTS: Readonly<Record<string, string>> = { zone: 'zones', calendar: 'calendars', party: 'parties' };
/** What a picker can show; it would drop anything else that was typed, so that is shown as text. */
const PICKED: Readonly<Record<string, RegExp>> = {
  date: /^(\d{4}-\d{2}-\d{2})?$/,
  moment: /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?)?$/,
};
const typeOf = (kind: string, value: string): string =>
  PICKED[kind]?.test(value) === false ? 'text' : (TYPES[kind] ?? 'text');

/** `prefix` keeps ids apart when several forms stand on one page; `focus`: the page opens here. */
export function FieldView(props: { field: Field; form: FormState; prefix?: string; focus?: boolean }) {
  const { field, form, prefix = 'f', focus = false } = props;
  const { name, kind = 'text' } = field;
  const id = `${prefix}-${name}`;
  const fault = form.faults[name];
  const value = typedOne(form.typed, name);
  const told = [field.hint === undefined ? null : `${id}-hint`, fault === undefined ? null : `${id}-fault`]
    .filter((one) => one !== null)
    .join(' ');
  const common = {
    id,
    name,
    ...(told === '' ? {} : { 'aria-describedby': told }),
    ...(fault === undefined ? {} : { 'aria-invalid': 'true' as const }),
    ...(field.required ? { required: true } : {}),
    ...(focus ? { autofocus: true } : {}),
    ...(field.autocomplete === undefined ? {} : { autocomplete: field.autocomplete }),
  };
  // A choice without an empty one is always made.
  const always =
    field.required || kind === 'check' || (kind === 'select' && !field.options?.some(([one]) => one === ''));
  const label = (
    <label for={id}>
      {field.label}
      {always ? null : <span class="optional">{useWords(PIECES).optional}</span>}
    </label>
  );
  const below = (
    <>
      {field.hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {fault === undefined ? null : (
        <p class="fault" id={`${id}-fault`}>
          <Why text={fault} />
        </p>
      )}
    </>
  );
  if (kind === 'check')
    return (
      <div class="field check">
        <input type="checkbox" value="on" checked={value === 'on'} {...common} />
        {label}
        {below}
      </div>
    );
  return (
    <div class="field">
      {label}
      {kind === 'area' ? (
        <textarea rows={4} dir="auto" {...common}>
          {value}
        </textarea>
      ) : kind === 'file' ? (
        <input type="file" {...common} />
      ) : kind === 'select' ? (
        <select {...common}>
          {(field.options ?? []).map(([option, words]) => (
            <option value={option} selected={option === value}>
              {words}
            </option>
          ))}
        </select>
      ) : (
        <input
          type={typeOf(kind, value)}
          value={value}
          dir={kind === 'text' || kind === 'party' ? 'auto' : 'ltr'}
          {...(kind === 'number' ? { inputmode: 'decimal' } : {})}
          {...(LISTS[kind] === undefined ? {} : { list: LISTS[kind] })}
          {...common}
        />
      )}
      {below}
    </div>
  );
}

/** Several of a list. */
export function Checks(props: {
  legend: string;
  name: string;
  options: readonly (readonly [string, string])[];
  form: FormState;
}) {
  const { legend, name, options, form } = props;
  const fault = form.faults[name];
  const chosen = typedAll(form.typed, name);
  const told = fault === undefined ? {} : { 'aria-describedby': `${name}-fault` };
  return (
    <fieldset id={`f-${name}`} {...told}>
      <legend>{legend}</legend>
      {options.map(([value, words]) => (
        <div class="check">
          <input
            type="checkbox"
            id={`${name}-${value}`}
            name={name}
            value={value}
            checked={chosen.includes(value)}
          />
          <label for={`${name}-${value}`}>{words}</label>
        </div>
      ))}
      {fault === undefined ? null : (
        <p class="fault" id={`${name}-fault`}>
          <Why text={fault} />
        </p>
      )}
    </fieldset>
  );
}

/**
 * What is wrong with the form as a whole, with a link to each field at fault. It takes the focus, so that the page
 * opens at this form without a fragment in the address, which a redirect would carry along.
 */
export function FormFault({ form, prefix = 'f' }: { readonly form: FormState; readonly prefix?: string }) {
  const { message, messageInEnglish = false, faults, labels = {}, unknownParty } = form;
  const words = useWords(PLACES).add;
  if (message === null) return null;
  return (
    <div class="notice bad" role="alert" tabindex={-1} autofocus>
      <p>{messageInEnglish ? <Why text={message} /> : message}</p>
      {Object.keys(faults).length === 0 ? null : (
        <ul>
          {Object.entries(faults).map(([name, fault]) => (
            <li>
              <a href={`#${prefix}-${name}`}>{labels[name] ?? name}</a>: <Why text={fault} />
            </li>
          ))}
        </ul>
      )}
      {unknownParty === undefined ? null : (
        <p>
          {/* A page of its own: this form keeps what was typed, and a file that was chosen. */}
          <a href={addPartyHref(unknownParty)} target="_blank" rel="noopener">
            {words.first(unknownParty)}
          </a>
        </p>
      )}
    </div>
  );
}

/** Names of zones to choose from; any other that the zone tables know may be typed as well. */
export function ZoneList() {
  return (
    <datalist id="zones">
      {allZones().map((zone) => (
        <option value={zone} />
      ))}
    </datalist>
  );
}

/** Names to choose from, such as the calendars of working days that were imported, or parties. */
export function NameList({
  id,
  names,
}: {
  readonly id: 'calendars' | 'parties';
  readonly names: readonly string[];
}) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option value={name} />
      ))}
    </datalist>
  );
}

export function Panel(props: { title: string; id: string; children: Child }) {
  return (
    <section class="panel" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}
