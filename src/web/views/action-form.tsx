/** The form of one action on a commitment: open as a panel, or folded behind its title. */
import type { CommitmentView } from '../../service/browse/commitment.ts';
import type { DeadlinePreview } from '../../service/browse/preview.ts';
import type { Meanwhile } from '../../service/presuming.ts';
import type { Action } from '../decisions.ts';
import { type FormState, fresh, typedOne } from '../form.ts';
import { knownZone } from '../when.ts';
import { FieldView, FormFault, Panel } from './fields.tsx';
import { Exact } from './item.tsx';
import { PreviewPlace } from './preview.tsx';

/** What a form of the review carries and shows beside its fields. */
export interface Around {
  /** Whether it asks who decides: nobody is signed in. */
  readonly asks: boolean;
  /** Names of who may decide. */
  readonly colleagues: readonly string[];
  /** Hidden fields, by name. */
  readonly hidden: Readonly<Record<string, string>>;
  /** What others have recorded since the form was opened. */
  readonly meanwhile?: readonly Meanwhile[];
  /** Whether the form takes the focus. */
  readonly focus?: boolean;
}

interface Props {
  readonly action: Action;
  readonly view: CommitmentView;
  readonly form: FormState;
  readonly preview: DeadlinePreview | undefined;
  readonly around: Around;
}

export const emptyForm = (action: Action, chosen: Readonly<Record<string, string>> = {}): FormState =>
  fresh({
    ...(action.fields.some(({ name }) => name === 'support') ? { support: 'declared' } : {}),
    ...chosen,
  });

export function ActionForm(props: Props) {
  const { title, name } = props.action;
  return (
    <Panel title={title} id={name}>
      <Form {...props} />
    </Panel>
  );
}

/** The same behind its title; `open` when it was asked for. */
export function FoldedForm(props: Props & { open: boolean }) {
  const { open, ...rest } = props;
  const { title, name } = props.action;
  return (
    <section class="panel fold" aria-labelledby={name}>
      <details open={open} id={`fold-${name}`}>
        <summary>
          <h2 id={name}>{title}</h2>
        </summary>
        <Form {...rest} />
      </details>
    </section>
  );
}

/** Whether somebody has said something there, or has to look at it. */
const isFilled = ({ typed, faults }: FormState, name: string): boolean =>
  faults[name] !== undefined || !['', 'declared'].includes(typedOne(typed, name));

function Form({ action, view, form, preview, around }: Props) {
  const { asks, colleagues, hidden, meanwhile = [], focus = false } = around;
  const idle: Readonly<Record<string, boolean>> = {
    side: view.target?.perParty !== true,
    look: view.looks.length === 0,
    withdraw: view.anchor?.happened == null,
    recordedBy: !asks,
  };
  const fields = (action.fieldsFor?.(view, colleagues) ?? action.fields).filter(
    ({ name }) => idle[name] !== true,
  );
  const usual = fields.filter((field) => field.rare !== true);
  const rare = fields.filter((field) => field.rare === true);
  const first = focus && form.message === null && preview === undefined ? fields[0]?.name : undefined;
  return (
    <>
      <p class="quiet">{action.about}</p>
      <form
        method="post"
        action={`/review/${view.id}/${action.name}`}
        {...(fields.some(({ kind }) => kind === 'file') ? { enctype: 'multipart/form-data' } : {})}
      >
        <FormFault form={form} prefix={action.name} />
        <MeanwhileList meanwhile={meanwhile} zone={view.zone} />
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {usual.map((field) => (
          <>
            <FieldView
              field={
                field.name === 'amount' && view.target !== null
                  ? { ...field, label: `How much (${view.target.unit})` }
                  : field
              }
              form={form}
              prefix={action.name}
              focus={field.name === first}
            />
            {field.name === 'deadline' ? (
              <PreviewPlace
                preview={preview ?? null}
                now={view.now}
                prefix={action.name}
                fault={form.faults.reading}
                known={{ commitment: String(view.id) }}
              />
            ) : null}
          </>
        ))}
        {rare.length === 0 ? null : (
          <details open={rare.some(({ name }) => isFilled(form, name))}>
            <summary>More to say about it</summary>
            {rare.map((field) => (
              <FieldView field={field} form={form} prefix={action.name} />
            ))}
          </details>
        )}
        <Buttons action={action} previewed={preview !== undefined} />
      </form>
    </>
  );
}

function Buttons({ action, previewed }: { readonly action: Action; readonly previewed: boolean }) {
  return (
    <p class="actions">
      <button type="submit" class={previewed ? 'button plain' : 'button'} name="step" value="preview">
        {previewed ? 'Show the date again' : action.name === 'move' ? 'Show the date' : action.title}
      </button>
      {action.name === 'move' ? (
        <button type="submit" class="button" name="step" value="save" hidden={!previewed} data-save="yes">
          {action.title}
        </button>
      ) : null}
    </p>
  );
}

function MeanwhileList({ meanwhile, zone }: { meanwhile: readonly Meanwhile[]; zone: string }) {
  if (meanwhile.length === 0) return null;
  return (
    <div class="notice meanwhile">
      <p>
        <b>Recorded meanwhile.</b> What you typed is still here: save again if it still holds.
      </p>
      <ul>
        {meanwhile.map(({ text, by, recordedAt }) => (
          <li>
            <span dir="auto">{text}</span>{' '}
            <span class="quiet">
              by <bdi>{by}</bdi>, <Exact instant={recordedAt} zone={knownZone(zone)} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
