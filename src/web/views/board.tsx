/** The board: one section a group, the gravest first. Props in, JSX out. */
import type { Child } from 'hono/jsx';
import type { Group } from '../../domain/groups.ts';
import { describeLook } from '../../domain/looks.ts';
import type { Board, BoardItem } from '../../service/browse/board.ts';
import { knownZone } from '../when.ts';
import { HeldLine } from './disputes.tsx';
import { DeadlineLine, DisputedMark, ExampleMark, Names, Progress, Pulls, StatusChip } from './item.tsx';

const WORDS = {
  overdue: {
    title: 'Overdue',
    about: 'The window has closed and no fulfilment is on record.',
    none: 'Nothing is overdue.',
  },
  due: { title: 'Due', about: 'The window is open.', none: 'Nothing is due now.' },
  upcoming: { title: 'Upcoming', about: 'The window has not opened yet.', none: 'Nothing is coming up.' },
  undated: {
    title: 'Undated',
    about: 'No date was stated, or it waits for something to happen first.',
    none: 'Everything has a date.',
  },
  settled: { title: 'Settled', about: 'Met, or closed by an editor.', none: 'Nothing is settled yet.' },
} satisfies Record<Group, { title: string; about: string; none: string }>;

interface Filter {
  readonly party: string | null;
  readonly tag: string | null;
  /** `on`: only what is disputed. */
  readonly disputed: string | null;
  /** `on`: only what cannot be decided as it is written. */
  readonly unmeasurable: string | null;
  /** Only what has slipped by so many days in all, at least. */
  readonly slipped: string | null;
}

/** The address of the board with these things asked for. */
export function boardHref(ask: Partial<Filter> & { group?: Group; cursor?: string }): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(ask)) if (value) query.set(name, value);
  const text = query.toString();
  return text === '' ? '/' : `/?${text}`;
}

/** The filters for a feed and a calendar of what the board shows. */
export function pullQuery(filter: Filter, shown: readonly Group[]): string {
  const [only, ...others] = shown;
  return boardHref(only === undefined || others.length > 0 ? filter : { ...filter, group: only }).slice(1);
}

export function BoardView(props: { board: Board; shown: readonly Group[]; filter: Filter; local: boolean }) {
  const { board, shown, filter, local } = props;
  const filtered = Object.values(filter).some((one) => one !== null);
  if (board.total === 0 && !filtered) return <EmptyRecord local={local} />;
  return (
    <>
      <h1>Public commitments</h1>
      <p class="lead">What was promised, by whom, and by when.</p>
      {filtered ? (
        <p class="notice">
          Only <FilterWords filter={filter} />. <a href="/">Show everything</a>
        </p>
      ) : (
        <p class="quiet">
          Only what is <a href={boardHref({ disputed: 'on' })}>disputed</a>, what{' '}
          <a href={boardHref({ slipped: '1' })}>has slipped</a>, or what{' '}
          <a href={boardHref({ unmeasurable: 'on' })}>cannot be decided yet</a>.
        </p>
      )}
      <p class="quiet">
        For your own programs:{' '}
        <Pulls
          feed={`/feed.atom${pullQuery(filter, shown)}`}
          calendar={`/calendar.ics${pullQuery(filter, shown)}`}
        />{' '}
        · <a href="/feeds/overdue.atom">Feed of what became overdue</a>
      </p>
      <nav aria-label="Groups">
        <ul class="tally">
          {shown.map((group) => (
            <li>
              <a class={group} href={`#${group}`}>
                <b>{board.counts[group].toLocaleString('en-US')}</b> {WORDS[group].title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {shown.map((group) => (
        <Section group={group} board={board} filter={filter} alone={shown.length === 1} />
      ))}
    </>
  );
}

/** What is asked for, in words. */
function FilterWords({ filter }: { readonly filter: Filter }) {
  const { party, tag, disputed, unmeasurable, slipped } = filter;
  const words: Child[] = [];
  if (party !== null)
    words.push(
      <>
        what was said by or binds{' '}
        <b>
          <bdi>{party}</bdi>
        </b>
      </>,
    );
  if (tag !== null)
    words.push(
      <>
        what carries the tag{' '}
        <b>
          <bdi>{tag}</bdi>
        </b>
      </>,
    );
  if (disputed !== null) words.push(<b>what is disputed</b>);
  if (unmeasurable !== null) words.push(<b>what cannot be decided as it is written</b>);
  if (slipped !== null)
    words.push(
      <b>{slipped === '1' ? 'what has slipped' : `what has slipped by ${slipped} days in all, or more`}</b>,
    );
  return (
    <>
      {words.map((one, index) => (
        <>
          {index === 0 ? '' : ', and '}
          {one}
        </>
      ))}
    </>
  );
}

function Section(props: { group: Group; board: Board; filter: Filter; alone: boolean }) {
  const { group, board, filter, alone } = props;
  const items = board.groups[group];
  const next = board.more[group];
  const more = next === null ? null : boardHref({ ...filter, group, ...(alone ? { cursor: next } : {}) });
  return (
    <section aria-labelledby={group}>
      <h2 id={group}>
        {WORDS[group].title} <span class="count">{board.counts[group].toLocaleString('en-US')}</span>
      </h2>
      {items.length === 0 ? (
        <p class="quiet">{WORDS[group].none}</p>
      ) : (
        <>
          <p class="quiet">{WORDS[group].about}</p>
          <ul class="items">
            {items.map((item) => (
              <li>
                <Item item={item} now={board.now} />
              </li>
            ))}
          </ul>
        </>
      )}
      {more === null ? null : (
        <p>
          <a href={more}>
            {alone ? 'Go on' : `Show all ${board.counts[group].toLocaleString('en-US')}`}
            <span class="unseen"> in {WORDS[group].title}</span>
          </a>
        </p>
      )}
    </section>
  );
}

/** One commitment as a card; `children` stand at its end. */
export function Item(props: { item: BoardItem; now: number; heading?: 'h2' | 'h3'; children?: Child }) {
  const { item, now, heading: Heading = 'h3' } = props;
  return (
    <article class={`card ${item.status}`} aria-labelledby={`c${item.id}`}>
      <p class="marks">
        <StatusChip status={item.status} text={item.statusText} />
        {item.disputed ? <DisputedMark /> : null}
        {item.exampleData ? <ExampleMark /> : null}
      </p>
      <Heading class="title" id={`c${item.id}`} dir="auto">
        <a href={`/commitments/${item.id}`}>{item.title}</a>
      </Heading>
      <p class="when">
        <DeadlineLine item={item} now={now} />
      </p>
      {item.progress === null ? null : <Progress {...item.progress} />}
      {item.held === null ? null : <HeldLine held={item.held} zone={item.zone} now={now} />}
      {item.look === null || item.settledAt !== null ? null : (
        <p class="quiet" dir="auto">
          {describeLook(item.look, knownZone(item.zone))}
        </p>
      )}
      {item.question === null ? null : (
        <p>
          Cannot be decided as it is written. To ask: <span dir="auto">{item.question}</span>
        </p>
      )}
      {item.slipText === null ? null : <p class="quiet">{item.slipText}</p>}
      <p class="quiet">
        Said by <Names names={[item.speaker]} href={(party) => boardHref({ party })} />
        {item.committers.length === 0 ? null : (
          <>
            {' · '}to be done by <Names names={item.committers} href={(party) => boardHref({ party })} />
          </>
        )}
        {item.tags.length === 0 ? null : (
          <>
            {' · '}
            <Names names={item.tags} href={(tag) => boardHref({ tag })} />
          </>
        )}
      </p>
      {item.fault === null ? null : (
        <p class="fault">This one could not be judged and shows what was last announced: {item.fault}</p>
      )}
      {props.children}
    </article>
  );
}

function EmptyRecord({ local }: { readonly local: boolean }) {
  return (
    <>
      <h1>Nothing is on record yet</h1>
      <p class="lead">
        Duly keeps public commitments with their deadlines, says when they fall due, are met or become
        overdue, and tells those who asked.
      </p>
      {local ? (
        <>
          <p>
            <a class="button" href="/record">
              Record the first commitment
            </a>
          </p>
          <h2>Or begin in the terminal</h2>
          <dl class="facts">
            <div>
              <dt>See it work on an example</dt>
              <dd>
                <code>npm run demo</code>
              </dd>
            </div>
            <div>
              <dt>Record a commitment</dt>
              <dd>
                <code>npx duly add --help</code>
              </dd>
            </div>
          </dl>
        </>
      ) : (
        <p>When something is recorded, it appears here.</p>
      )}
      <p>
        <a href="/subscribe">Get alerts by mail</a> when there is something to tell.
      </p>
    </>
  );
}
