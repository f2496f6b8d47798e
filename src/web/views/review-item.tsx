/** One item of the queue: what was said, what is known, and a form for each thing that an editor can do to it. */
import type { Child } from 'hono/jsx';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import type { DeadlinePreview } from '../../service/browse/preview.ts';
import type { Assigned, QueueStep, Whose } from '../../service/browse/queue.ts';
import type { Meanwhile } from '../../service/presuming.ts';
import { ACTIONS, type Action } from '../decisions.ts';
import type { FormState } from '../form.ts';
import { queueHref } from '../queue-href.ts';
import { type Around, emptyForm, FoldedForm } from './action-form.tsx';
import { HeldLine, Objections } from './disputes.tsx';
import { NameList } from './fields.tsx';
import { LastLook, QuestionLine } from './grounds.tsx';
import {
  DeadlineLine,
  DisputedMark,
  Exact,
  ExampleMark,
  Names,
  Progress,
  partyHref,
  StatusChip,
} from './item.tsx';
import { KeyBar, KeyTable } from './keys.tsx';

/** What one form of the page shows other than empty fields. */
export interface Shown {
  readonly action: Action['name'];
  readonly form: FormState;
  readonly preview?: DeadlinePreview | undefined;
  /** Its own hidden fields, where they are not those of the page. */
  readonly hidden?: Readonly<Record<string, string>>;
  readonly meanwhile?: readonly Meanwhile[];
}

interface Props {
  readonly view: CommitmentView;
  readonly shown: Shown | null;
  /** Names of the calendars of working days that were imported. */
  readonly calendars: readonly string[];
  readonly around: Around;
  readonly step: QueueStep;
  /** Whose items are worked through. */
  readonly whose: Whose;
  readonly assigned: Assigned | null;
  /** Who else has it open, in words; empty when nobody has. */
  readonly others: string;
  /** Stands at the top. */
  readonly children?: Child;
}

export function ReviewItemPage(props: Props) {
  const { view, shown, calendars, around, step, whose } = props;
  // The event has its form on the page of the commitment: whoever comes from there decides nothing else.
  const offered =
    shown?.action === 'anchor'
      ? ACTIONS.filter(({ name }) => name === 'anchor')
      : ACTIONS.filter((action) => action.offered(view) || action.name === shown?.action);
  const isShown = ({ name }: Action): boolean => name === shown?.action;
  return (
    <>
      {props.children}
      <Way step={step} whose={whose} id={view.id} />
      <p
        class="here"
        role="status"
        data-here={`/review/${view.id}/here`}
        data-out="Your session has ended. What you have typed is kept when you save: sign in then."
      >
        {props.others}
      </p>
      <p class="marks">
        <StatusChip status={view.status} text={view.statusText} />
        {view.disputed ? <DisputedMark /> : null}
        {view.exampleData ? <ExampleMark /> : null}
      </p>
      <h1 dir="auto">{view.title}</h1>
      <Known {...props} />
      <NameList id="calendars" names={calendars} />
      <KeyBar id={view.id} whose={whose} offered={offered.map(({ name }) => name)} />
      <div class="panels folds">
        {[...offered.filter(isShown), ...offered.filter((action) => !isShown(action))].map((action) => (
          <FoldedForm
            action={action}
            view={view}
            form={isShown(action) && shown !== null ? shown.form : emptyForm(action)}
            preview={isShown(action) ? shown?.preview : undefined}
            around={
              isShown(action) && shown !== null
                ? {
                    ...around,
                    focus: true,
                    hidden: shown.hidden ?? around.hidden,
                    meanwhile: shown.meanwhile ?? [],
                  }
                : around
            }
            open={isShown(action)}
          />
        ))}
      </div>
      <KeyTable />
    </>
  );
}

function Way({ step, whose, id }: { readonly step: QueueStep; readonly whose: Whose; readonly id: number }) {
  const { place, total, previous, first } = step;
  const next = step.next ?? (place === null && first !== id ? first : null);
  return (
    <nav aria-label="Queue" class="way">
      <p>
        <a href={queueHref(whose)} data-key="q">
          Overdue review
        </a>
        {place === null ? null : `: ${place.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`}
        {previous === null ? null : (
          <>
            {' · '}
            <a href={queueHref(whose, previous)} rel="prev" data-key="k" aria-keyshortcuts="k">
              Previous
            </a>
          </>
        )}
        {next === null ? null : (
          <>
            {' · '}
            <a href={queueHref(whose, next)} rel="next" data-key="j" aria-keyshortcuts="j">
              Next
            </a>
          </>
        )}
      </p>
    </nav>
  );
}

/** What was said, and all that is known. */
function Known({ view, assigned }: Props) {
  const criteria = view.criteria.at(-1)?.fulfilledWhen ?? null;
  return (
    <>
      <p class="when">
        <DeadlineLine item={view} now={view.now} />
      </p>
      <blockquote dir="auto">
        <p>{view.quote}</p>
      </blockquote>
      <p class="quiet">
        Said by <Names names={[view.speaker]} href={partyHref} />,{' '}
        <Exact instant={view.saidAt} zone={view.saidZone} />
      </p>
      <p class="derivation">{view.explanation}</p>
      {view.progressText === null ? null : (
        <Progress text={view.progressText} fraction={view.progressFraction} />
      )}
      {view.talliesText === null || view.progress.length === 0 ? null : (
        <p class="quiet">Amounts: {view.talliesText}</p>
      )}
      {criteria === null ? null : (
        <p>
          Fulfilled when: <span dir="auto">{criteria}</span>
        </p>
      )}
      <QuestionLine view={view} />
      {view.held === null ? null : <HeldLine held={view.held} zone={view.zone} now={view.now} />}
      {assigned === null ? null : (
        <p class="notice">
          With{' '}
          <b>
            <bdi>{assigned.to}</bdi>
          </b>
          , handed over by <bdi>{assigned.by}</bdi>: <span dir="auto">{assigned.note}</span>
        </p>
      )}
      {view.looks.length === 0 && view.settledAt === null ? (
        <p class="quiet">Nobody has looked for evidence yet.</p>
      ) : (
        <LastLook view={view} />
      )}
      <Objections view={view} />
      <p>
        <a href={`/commitments/${view.id}`}>Everything on record about it</a>
      </p>
    </>
  );
}
