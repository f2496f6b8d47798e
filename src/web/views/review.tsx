/** The overdue review: the list, and one commitment with everything an editor can do to it. */
import type { Board, BoardItem } from '../../service/browse/board.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import type { DeadlinePreview } from '../../service/browse/preview.ts';
import { ACTIONS, type Action } from '../decisions.ts';
import { type FormState, fresh } from '../form.ts';
import { Item } from './board.tsx';
import { HeldLine, Objections } from './disputes.tsx';
import { CalendarList, FieldView, FormFault, Panel } from './fields.tsx';
import { DeadlineLine, DisputedMark, ExampleMark, Progress, StatusChip } from './item.tsx';
import { PreviewPlace } from './preview.tsx';

export function ReviewPage({ board, local }: { readonly board: Board; readonly local: boolean }) {
  const items = board.groups.overdue.filter(({ held }) => held === null);
  const held = board.groups.overdue.filter((item) => item.held !== null);
  return (
    <>
      <h1>Overdue review</h1>
      <p class="lead">
        The window has closed and no fulfilment is on record: was it done, was it moved, or is it closed?
      </p>
      {local ? null : (
        <p class="notice">
          Decisions are made in a browser on the machine that runs Duly, or with its command line. Here you
          can only read.
        </p>
      )}
      {items.length > 0 ? null : held.length > 0 ? (
        <p>Whatever is overdue here has been taken in hand or put off.</p>
      ) : (
        <p>Nothing is overdue. When a window closes without a fulfilment on record, it appears here.</p>
      )}
      <Queue items={items} board={board} local={local} heading="h2" />
      {held.length === 0 ? null : (
        <section aria-labelledby="held">
          <h2 id="held">In hand or put off</h2>
          <p class="quiet">Nobody is reminded of these until the day that is given.</p>
          <Queue items={held} board={board} local={local} heading="h3" />
        </section>
      )}
      {board.more.overdue === null ? null : (
        <p>
          <a href={`/review?cursor=${board.more.overdue}`}>Go on</a>
        </p>
      )}
    </>
  );
}

function Queue(props: { items: readonly BoardItem[]; board: Board; local: boolean; heading: 'h2' | 'h3' }) {
  const { items, board, local, heading } = props;
  if (items.length === 0) return null;
  return (
    <ul class="items">
      {items.map((item) => (
        <li>
          <Item item={item} now={board.now} heading={heading}>
            {local ? <ActionLinks id={item.id} title={item.title} progress={item.progress !== null} /> : null}
          </Item>
        </li>
      ))}
    </ul>
  );
}

/** What an editor may want to do to each in the list; the rest is on its own page. */
const AT_ONCE: readonly Action['name'][] = ['met', 'progress', 'anchor', 'move', 'close', 'hold'];

function ActionLinks({ id, title, progress }: { id: number; title: string; progress: boolean }) {
  const offered = ACTIONS.filter(({ name }) => AT_ONCE.includes(name) && (name !== 'progress' || progress));
  return (
    <p class="actions">
      {offered.map((action) => (
        <a class="button plain" href={`/review/${id}#${action.name}`}>
          {action.title}
          <span class="unseen">: {title}</span>
        </a>
      ))}
    </p>
  );
}

export function ReviewItemPage(props: {
  view: CommitmentView;
  shown: { action: Action['name']; form: FormState; preview?: DeadlinePreview } | null;
  /** Names of the calendars of working days that were imported. */
  calendars: readonly string[];
}) {
  const { view, shown, calendars } = props;
  // The event has its form on the page of the commitment: whoever comes from there decides nothing else.
  const offered =
    shown?.action === 'anchor'
      ? ACTIONS.filter(({ name }) => name === 'anchor')
      : ACTIONS.filter((action) => action.offered(view) || action.name === shown?.action);
  return (
    <>
      <p class="marks">
        <StatusChip status={view.status} text={view.statusText} />
        {view.disputed ? <DisputedMark /> : null}
        {view.exampleData ? <ExampleMark /> : null}
      </p>
      <h1 dir="auto">{view.title}</h1>
      <p class="when">
        <DeadlineLine item={view} now={view.now} />
      </p>
      <blockquote dir="auto">
        <p>{view.quote}</p>
      </blockquote>
      <p class="derivation">{view.explanation}</p>
      {view.progressText === null ? null : (
        <Progress text={view.progressText} fraction={view.progressFraction} />
      )}
      {view.held === null ? null : <HeldLine held={view.held} zone={view.zone} now={view.now} />}
      <Objections view={view} />
      <p>
        <a href={`/commitments/${view.id}`}>Everything on record about it</a>
      </p>
      <CalendarList names={calendars} />
      <div class="panels">
        {offered.map((action) => (
          <ActionForm
            action={action}
            view={view}
            form={shown?.action === action.name ? shown.form : defaults(action)}
            preview={shown?.action === action.name ? shown.preview : undefined}
          />
        ))}
      </div>
    </>
  );
}

const defaults = (action: Action): FormState =>
  fresh(action.fields.some(({ name }) => name === 'support') ? { support: 'declared' } : {});

export function ActionForm(props: {
  action: Action;
  view: CommitmentView;
  form: FormState;
  preview: DeadlinePreview | undefined;
}) {
  const { action, view, form, preview } = props;
  const idle: Readonly<Record<string, boolean>> = {
    side: view.target?.perParty !== true,
    look: view.looks.length === 0,
    withdraw: view.anchor?.happened == null,
  };
  const fields = (action.fieldsFor?.(view) ?? action.fields).filter(({ name }) => idle[name] !== true);
  return (
    <Panel title={action.title} id={action.name}>
      <p class="quiet">{action.about}</p>
      <form
        method="post"
        action={`/review/${view.id}/${action.name}`}
        {...(fields.some(({ kind }) => kind === 'file') ? { enctype: 'multipart/form-data' } : {})}
      >
        <FormFault form={form} prefix={action.name} />
        {fields.map((field) => (
          <>
            <FieldView
              field={
                field.name === 'amount' && view.target !== null
                  ? { ...field, label: `How much (${view.target.unit})` }
                  : field
              }
              form={form}
              prefix={action.name}
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
        <p class="actions">
          <button
            type="submit"
            class={preview === undefined ? 'button' : 'button plain'}
            name="step"
            value="preview"
          >
            {preview === undefined ? action.button : 'Show the date again'}
          </button>
          {action.name === 'move' ? (
            <button
              type="submit"
              class="button"
              name="step"
              value="save"
              hidden={preview === undefined}
              data-save="yes"
            >
              Move to this date
            </button>
          ) : null}
        </p>
      </form>
    </Panel>
  );
}
