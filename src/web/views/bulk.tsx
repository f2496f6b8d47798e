/** Several overdue items together: the form, the summary before anything happens, and what became of each. */
import type { Bulk } from '../bulk-actions.ts';
import type { FormState, Typed } from '../form.ts';
import { typedOne } from '../form.ts';
import { type Field, FieldView, FormFault } from './fields.tsx';

export interface Ticked {
  readonly id: number;
  /** The number of the last fact that was seen of it. */
  readonly seen: number;
  readonly title: string;
}

const count = (number: number): string =>
  number === 1 ? '1 item' : `${number.toLocaleString('en-US')} items`;

function Titled({ id, title }: { readonly id: number; readonly title: string }) {
  return (
    <a href={`/commitments/${id}`}>
      <bdi>{title}</bdi>
    </a>
  );
}

/** What the next step has to know of them. */
function Carried({ bulk, ticked }: { readonly bulk: Bulk; readonly ticked: readonly Ticked[] }) {
  return (
    <>
      <input type="hidden" name="do" value={bulk.name} />
      {ticked.map(({ id, seen }) => (
        <input type="hidden" name="item" value={`${id}.${seen}`} />
      ))}
    </>
  );
}

export function BulkFormPage(props: {
  bulk: Bulk;
  fields: readonly Field[];
  ticked: readonly Ticked[];
  form: FormState;
}) {
  const { bulk, fields, ticked, form } = props;
  return (
    <>
      <h1>{bulk.title}</h1>
      <p class="lead">
        {bulk.about} It is about {count(ticked.length)}; the next step shows what would happen, and changes
        nothing.
      </p>
      <form class="narrow" method="post" action="/review/bulk">
        <FormFault form={form} />
        <Carried bulk={bulk} ticked={ticked} />
        {fields.map((field) => (
          <FieldView field={field} form={form} />
        ))}
        <p class="actions">
          <button type="submit" class="button">
            Show the summary
          </button>
          <a class="button plain" href="/review">
            Back to the queue
          </a>
        </p>
      </form>
      <h2>{count(ticked.length)}</h2>
      <ol class="log">
        {ticked.map((one) => (
          <li>
            <Titled {...one} />
          </li>
        ))}
      </ol>
    </>
  );
}

interface Line {
  readonly id: number;
  readonly title: string;
  readonly facts: readonly string[];
  readonly refused: string | null;
}

/** Who would be told: `nobody`, `2 subscriptions`, `Ben`, `1 subscription and Ben`. */
function toldText({ told, colleagues }: { told: number; colleagues: readonly string[] }): string {
  const subscriptions = told === 1 ? '1 subscription' : `${told.toLocaleString('en-US')} subscriptions`;
  const all = [...(told === 0 ? [] : [subscriptions]), ...colleagues];
  return all.length === 0 ? 'nobody' : all.join(' and ');
}

/** What would happen to each, and how many would be told. */
export function BulkSummaryPage(props: {
  bulk: Bulk;
  fields: readonly Field[];
  ticked: readonly Ticked[];
  typed: Typed;
  lines: readonly Line[];
  told: number;
  /** Names of those who would hear by mail of what was handed to them. */
  colleagues: readonly string[];
}) {
  const { bulk, ticked, typed, lines } = props;
  const able = lines.filter((one) => one.refused === null);
  const unable = lines.filter((one) => one.refused !== null);
  const wanted = ticked.filter(({ id }) => able.some((one) => one.id === id));
  return (
    <>
      <h1>Summary: {bulk.title}</h1>
      <p class="lead">
        Nothing has happened yet.{' '}
        {able.length === 0
          ? 'Nothing of it can be done as things stand.'
          : `It would be done to ${count(able.length)}, and ${toldText(props)} would be told.`}
      </p>
      {able.length === 0 ? null : (
        <ol class="log">
          {able.map(({ id, title, facts }) => (
            <li>
              <Titled id={id} title={title} />
              {facts.map((fact) => (
                <p class="quiet" dir="auto">
                  {fact}
                </p>
              ))}
            </li>
          ))}
        </ol>
      )}
      {unable.length === 0 ? null : (
        <section aria-labelledby="unable">
          <h2 id="unable">Left as they are: {count(unable.length)}</h2>
          <Refused lines={unable} />
        </section>
      )}
      <form method="post" action="/review/bulk">
        <Carried bulk={bulk} ticked={wanted.length === 0 ? ticked : wanted} />
        {Object.keys(typed).map((name) => (
          <input type="hidden" name={name} value={typedOne(typed, name)} />
        ))}
        <p class="actions">
          {able.length === 0 ? null : (
            <button type="submit" class="button" name="step" value="do">
              Do it to {count(able.length)}
            </button>
          )}
          <a class="button plain" href="/review">
            Back to the queue, without a change
          </a>
        </p>
      </form>
    </>
  );
}

function Refused({
  lines,
}: {
  readonly lines: readonly { id: number; title: string; refused: string | null }[];
}) {
  return (
    <ul class="log">
      {lines.map(({ id, title, refused }) => (
        <li>
          <Titled id={id} title={title} />
          <p class="fault" dir="auto">
            {refused}
          </p>
        </li>
      ))}
    </ul>
  );
}

export function BulkResultPage(props: {
  bulk: Bulk;
  results: readonly { id: number; title: string; refused: string | null }[];
}) {
  const { bulk, results } = props;
  const done = results.filter((one) => one.refused === null);
  const left = results.filter((one) => one.refused !== null);
  return (
    <>
      <h1>{bulk.title}</h1>
      <p class={left.length === 0 ? 'notice good' : 'notice'} role="status">
        Done to {count(done.length)}.{left.length === 0 ? '' : ` ${count(left.length)} left as they are.`}
      </p>
      {left.length === 0 ? null : (
        <section aria-labelledby="left">
          <h2 id="left">Left as they are</h2>
          <Refused lines={left} />
        </section>
      )}
      {done.length === 0 ? null : (
        <section aria-labelledby="done">
          <h2 id="done">Done</h2>
          <ul class="log">
            {done.map((one) => (
              <li>
                <Titled {...one} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="actions">
        <a class="button" href="/review">
          Back to the queue
        </a>
      </p>
    </>
  );
}
