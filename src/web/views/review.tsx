/** The overdue review: the queue, the gravest first; one item and its forms stand in review-item.tsx. */
import type { Child } from 'hono/jsx';
import type { Queue, QueueItem, Whose } from '../../service/browse/queue.ts';
import { BULK } from '../bulk-actions.ts';
import { ACTIONS, type Action } from '../decisions.ts';
import { queueHref } from '../queue-href.ts';
import { QUEUE_KEYS } from '../queue-keys.ts';
import { Item } from './board.tsx';
import { KeyTable } from './keys.tsx';

const WHOSE_WORDS = { all: 'All', mine: 'Mine', nobody: 'Nobody’s' } satisfies Record<Whose, string>;

const WEIGHT_WORDS = {
  binding: 'binding',
  soft: 'softly worded',
  unbinding: 'plan or proposal',
} satisfies Record<QueueItem['weight'], string>;

/** `me`: the name of whoever asks; null when nobody is signed in. `children` stand above the list. */
export function ReviewPage(props: { queue: Queue; local: boolean; me: string | null; children?: Child }) {
  const { queue, local, me } = props;
  const items = queue.items.filter(({ held }) => held === null);
  const held = queue.items.filter((item) => item.held !== null);
  const [first] = items;
  return (
    <>
      {props.children}
      <h1>Overdue review</h1>
      <p class="lead">
        The window has closed and no fulfilment is on record: was it done, was it moved, or is it closed?
      </p>
      {local ? (
        <>
          <WhoseLinks queue={queue} me={me} />
          {first === undefined ? null : (
            <p class="actions">
              <a class="button" href={queueHref(queue.whose, first.id)}>
                Work through them one by one
              </a>
            </p>
          )}
        </>
      ) : (
        <p class="notice">Decisions are made by editors who are signed in. Here you can only read.</p>
      )}
      {items.length > 0 ? null : queue.whose !== 'all' && queue.counts.all > 0 ? (
        <p>Nothing overdue here; others have some. Choose “All” to see them.</p>
      ) : held.length > 0 ? (
        <p>Whatever is overdue here has been taken in hand or put off.</p>
      ) : (
        <p>Nothing is overdue. When a window closes without a fulfilment on record, it appears here.</p>
      )}
      <Ticking on={local && queue.items.length > 0} whose={queue.whose}>
        <List items={items} queue={queue} local={local} heading="h2" />
        {held.length === 0 ? null : (
          <section aria-labelledby="held">
            <h2 id="held">In hand or put off</h2>
            <p class="quiet">Nobody is reminded of these until the day that is given.</p>
            <List items={held} queue={queue} local={local} heading="h3" />
          </section>
        )}
      </Ticking>
      <Pages queue={queue} />
      {local ? <KeyTable /> : null}
    </>
  );
}

/** Several are decided about together: ticked here, summed up on the next page. */
function Ticking(props: { on: boolean; whose: Whose; children: Child }) {
  if (!props.on) return <>{props.children}</>;
  return (
    <form method="get" action="/review/bulk">
      {props.children}
      <fieldset class="panel together">
        <legend>Those that are ticked, together</legend>
        <div class="field">
          <label for="together">What to do</label>
          <select id="together" name="do">
            {BULK.map(({ name, title }) => (
              <option value={name}>{title}</option>
            ))}
          </select>
          <p class="hint">Nothing happens before you have seen a summary. At most 100 at a time.</p>
        </div>
        <p class="actions">
          <button type="submit" class="button plain">
            Go on with those
          </button>
        </p>
      </fieldset>
    </form>
  );
}

function WhoseLinks({ queue, me }: { readonly queue: Queue; readonly me: string | null }) {
  const offered = (['all', 'mine', 'nobody'] as const).filter((one) => one !== 'mine' || me !== null);
  return (
    <nav aria-label="Whose">
      <ul class="ranges">
        {offered.map((one) => (
          <li>
            <a href={queueHref(one)} {...(one === queue.whose ? { 'aria-current': 'page' as const } : {})}>
              {WHOSE_WORDS[one]} <span class="count">{queue.counts[one].toLocaleString('en-US')}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Pages({ queue: { page, more, whose } }: { readonly queue: Queue }) {
  if (page === 1 && !more) return null;
  const href = (number: number): string => queueHref(whose, null, { page: String(number) });
  return (
    <p>
      {page > 1 ? <a href={href(page - 1)}>Back</a> : null}
      {page > 1 && more ? ' · ' : null}
      {more ? <a href={href(page + 1)}>Go on</a> : null}
    </p>
  );
}

function List(props: { items: readonly QueueItem[]; queue: Queue; local: boolean; heading: 'h2' | 'h3' }) {
  const { items, queue, local, heading } = props;
  if (items.length === 0) return null;
  return (
    <ul class="items">
      {items.map((item) => (
        <li>
          <Item
            item={item}
            now={queue.now}
            heading={heading}
            {...(local ? { href: queueHref(queue.whose, item.id) } : {})}
          >
            {local ? <Work item={item} whose={queue.whose} /> : null}
          </Item>
        </li>
      ))}
    </ul>
  );
}

/** The keys whose forms it has: amounts are added where some were promised. */
const keysFor = ({ progress }: QueueItem): string =>
  QUEUE_KEYS.filter(({ action }) => action !== 'progress' || progress !== null)
    .map(({ key }) => key)
    .join(' ');

/** What an editor may want to do to each in the list; the rest is on its own page. */
const AT_ONCE: readonly Action['name'][] = ['met', 'progress', 'anchor', 'move', 'close', 'hold'];

function Work({ item, whose }: { readonly item: QueueItem; readonly whose: Whose }) {
  const { id, title, progress, assigned, weight } = item;
  const offered = ACTIONS.filter(
    ({ name }) =>
      AT_ONCE.includes(name) &&
      (name !== 'progress' || progress !== null) &&
      (name !== 'anchor' || item.waitsFor),
  );
  return (
    <>
      <p class="quiet">
        {WEIGHT_WORDS[weight]} · {item.look === null ? 'nobody has looked yet · ' : ''}
        {assigned === null ? (
          'nobody’s'
        ) : (
          <>
            with{' '}
            <b>
              <bdi>{assigned.to}</bdi>
            </b>
            , handed over by <bdi>{assigned.by}</bdi>: <span dir="auto">{assigned.note}</span>
          </>
        )}
      </p>
      <div class="work" data-forms={keysFor(item)}>
        <span class="check">
          <input type="checkbox" id={`tick-${id}`} name="item" value={String(id)} />
          <label for={`tick-${id}`}>
            Tick<span class="unseen">: {title}</span>
          </label>
        </span>
        <p class="actions">
          {offered.map((action) => (
            <a class="button plain" href={queueHref(whose, id, { do: action.name })}>
              {action.title}
              <span class="unseen">: {title}</span>
            </a>
          ))}
        </p>
      </div>
    </>
  );
}
