/** Subscribers: counts, a list with addresses that nobody can read, and one of them. */
import {
  SUBSCRIBER_STATES,
  type Subscriber,
  type SubscriberState,
  type Subscribers,
  type SubscriberView,
} from '../../service/browse/subscribers.ts';
import type { FormState } from '../form.ts';
import { BackToAdmin, Done, Only, Utc } from './admin-pieces.tsx';
import { type Field, FieldView, FormFault, Panel } from './fields.tsx';

export const ADDRESS: Field = {
  name: 'address',
  label: 'Address',
  kind: 'email',
  required: true,
  autocomplete: 'off',
  hint: 'The whole address. It is sent in the form, never in the address of a page.',
};
export const REASON: Field = {
  name: 'reason',
  label: 'Why',
  required: true,
  autocomplete: 'off',
  hint: 'Without the address: it is kept in the audit log.',
};

const STATE_WORDS = {
  active: 'Told',
  unconfirmed: 'Not confirmed',
  suspended: 'Suspended',
  ended: 'Ended',
} satisfies Record<SubscriberState, string>;
const LOOKS = { active: 'met', unconfirmed: 'due', suspended: 'not_met', ended: 'ended' };

const FOLLOWS: Readonly<Record<string, string>> = {
  all: 'everything',
  party: 'a party',
  tag: 'a tag',
  source: 'a source',
  commitment: 'one commitment',
};
const inWords = (what: string): string => FOLLOWS[what] ?? what.replaceAll('_', ' ');

function State({ state }: { readonly state: string }) {
  const known = state as SubscriberState;
  return <span class={`chip ${LOOKS[known] ?? ''}`}>{STATE_WORDS[known] ?? state}</span>;
}

/** Subscriptions by one of their traits, with how many are in which state. */
function Counts(props: { title: string; rows: Subscribers['kind'] }) {
  const names = [...new Set(props.rows.map(({ what }) => what))];
  const counted = (what: string): string =>
    SUBSCRIBER_STATES.map((state) => {
      const row = props.rows.find((one) => one.what === what && one.state === state);
      return row === undefined ? null : `${row.count} ${STATE_WORDS[state].toLowerCase()}`;
    })
      .filter((text) => text !== null)
      .join(', ');
  return (
    <table>
      <caption>{props.title}</caption>
      <thead>
        <tr>
          <th scope="col">Which</th>
          <th scope="col">How many</th>
        </tr>
      </thead>
      <tbody>
        {names.map((what) => (
          <tr>
            <th scope="row">{inWords(what)}</th>
            <td>{counted(what)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Line({ one }: { readonly one: Subscriber }) {
  return (
    <li>
      <p>
        <State state={one.state} /> <a href={`/subscribers/${one.id}`}>{one.address}</a> follows{' '}
        <bdi>{one.followed}</bdi>, {inWords(one.rhythm)}
      </p>
      <p class="quiet">
        Since <Utc at={one.createdAt} />
        {one.why === null ? '' : `; ${one.why}`}
      </p>
    </li>
  );
}

export function SubscribersPage(props: {
  all: Subscribers;
  state: string;
  form: FormState;
  done: string | null;
}) {
  const { all, state, form } = props;
  const some = all.list.length > 0 || state !== '';
  return (
    <>
      <BackToAdmin />
      <h1>Subscribers</h1>
      <p class="lead">
        Addresses: {all.addresses.active} told, {all.addresses.unconfirmed} not confirmed,{' '}
        {all.addresses.suspended} suspended because mail to them came back or an administrator said so.
      </p>
      <Done text={props.done} />
      <Panel title="Find one" id="find">
        <form method="post" action="/subscribers/find">
          <FormFault form={form} />
          <FieldView field={ADDRESS} form={form} />
          <p class="actions">
            <button type="submit" class="button">
              Find
            </button>
          </p>
        </form>
      </Panel>
      {some ? (
        <>
          <details>
            <summary>Counted by what they follow, when and which alerts</summary>
            <Counts title="Subscriptions by what they follow" rows={all.follows} />
            <Counts title="By rhythm" rows={all.rhythm} />
            <Counts title="By kind of alert" rows={all.kind} />
          </details>
          <h2>Subscriptions, newest first</h2>
          <Only
            path="/subscribers"
            name="state"
            options={SUBSCRIBER_STATES.map((one) => [one, STATE_WORDS[one].toLowerCase()] as const)}
            current={state}
          />
          {all.list.length === 0 ? <p>None of them is in this state.</p> : null}
          <ul class="lines">
            {all.list.map((one) => (
              <Line one={one} />
            ))}
          </ul>
          {all.more === null ? null : (
            <p>
              <a href={`/subscribers?before=${all.more}${state === '' ? '' : `&state=${state}`}`}>
                Older subscriptions
              </a>
            </p>
          )}
        </>
      ) : (
        <p>
          Nobody has subscribed yet. <a href="/subscribe">Subscribe an address</a> to see what its reader
          gets.
        </p>
      )}
    </>
  );
}

const ACTS = [
  { act: 'suspend', title: 'Suspend', says: 'Nothing is sent until its owner confirms anew.' },
  { act: 'end', title: 'End', says: 'All of its subscriptions end; its owner can subscribe again.' },
  {
    act: 'erase',
    title: 'Erase',
    says: 'Deletes the address with its subscriptions and messages, for good. That it was done stays on record.',
  },
] as const;

/** What the page of one can do. */
export type SubscriberAct = (typeof ACTS)[number]['act'];

export function SubscriberPage(props: {
  view: SubscriberView;
  forms: Readonly<Record<SubscriberAct, FormState>>;
  done: string | null;
}) {
  const { view, forms } = props;
  const { one } = view;
  const sums = [...view.messages, ...view.returns];
  return (
    <>
      <p class="quiet">
        <a href="/admin">Administration</a> › <a href="/subscribers">Subscribers</a>
      </p>
      <h1>
        {one.address} <span class="count">subscription {one.id}</span>
      </h1>
      <Done text={props.done} />
      <h2>All of this address</h2>
      <ul class="lines">
        {view.all.map((row) => (
          <Line one={row} />
        ))}
      </ul>
      <h2>What it was sent</h2>
      {sums.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        <table>
          <caption>Messages by state, and what came back</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">How many</th>
              <th scope="col">Last</th>
            </tr>
          </thead>
          <tbody>
            {sums.map((row) => (
              <tr>
                <th scope="row">{row.state}</th>
                <td>{row.count}</td>
                <td>{row.lastAt === null ? '' : <Utc at={row.lastAt} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {view.waiting === 0 ? null : <p>Alerts that wait to be told: {view.waiting}.</p>}
      <div class="panels">
        {ACTS.map(({ act, title, says }) => (
          <Panel title={title} id={act}>
            <p class="quiet">{says}</p>
            <form method="post" action={`/subscribers/${one.id}/${act}`}>
              <FormFault form={forms[act]} prefix={act} />
              <FieldView field={REASON} form={forms[act]} prefix={act} />
              <p class="actions">
                <button type="submit" class="button plain">
                  {title} {act === 'erase' ? 'this address' : 'all of this address'}
                </button>
              </p>
            </form>
          </Panel>
        ))}
      </div>
    </>
  );
}
