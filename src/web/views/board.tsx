/** The board: one section a group, the gravest first. Props in, JSX out. */
import type { Child } from 'hono/jsx';
import type { Group } from '../../domain/groups.ts';
import { inAddress } from '../../domain/language.ts';
import { describeLook } from '../../domain/looks.ts';
import { formatQuantity } from '../../domain/numbers.ts';
import type { Past } from '../../service/as-of.ts';
import type { Board } from '../../service/browse/board.ts';
import type { BoardItem } from '../../service/browse/board-item.ts';
import { knownZone } from '../when.ts';
import { BOARD } from '../words/board.tsx';
import { PIECES } from '../words/pieces.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import {
  ActiveFilters,
  type BoardAsk,
  boardHref,
  FilterForm,
  followHref,
  isFiltered,
  pullQuery,
  type Suggestions,
} from './board-filter.tsx';
import { HeldLine } from './disputes.tsx';
import {
  DeadlineLine,
  DisputedMark,
  ExampleMark,
  InEnglish,
  Names,
  Progress,
  Pulls,
  partyHref,
  StatusChip,
  tagHref,
} from './item.tsx';
import { commitmentHref, inPast, PastBanner, PastForm, pastAsked } from './past.tsx';

/** Where the name of a party or a tag leads: to its page, which tells of now, or to the board of the same past. */
export const partyIn =
  (past: Past | null) =>
  (party: string): string =>
    past === null ? partyHref(party) : inPast('/parties/named', past, { name: party });
export const tagIn =
  (past: Past | null) =>
  (tag: string): string =>
    inPast(tagHref(tag), past);

/** `children` stand between the counts and the lists. */
export function BoardView(props: {
  board: Board;
  shown: readonly Group[];
  filter: BoardAsk;
  suggestions: Suggestions;
  local: boolean;
  /** The zone that whoever asks has chosen for themself; null: none. */
  presumed: string | null;
  /** The zone in which the picture counts its days, and in which a day of the past is meant unless told otherwise. */
  counted: string | null;
  children?: Child;
}) {
  const { board, shown, filter, suggestions, local, presumed, counted } = props;
  const language = useLanguage();
  const words = BOARD[language];
  const filtered = isFiltered(filter);
  const follow = followHref(filter);
  const { past } = board;
  const [only, ...others] = shown;
  const group = others.length === 0 ? (only ?? null) : null;
  if (board.total === 0 && !filtered && past === null) return <EmptyRecord local={local} />;
  return (
    <>
      <PastBanner past={past} back={boardHref({ ...filter, ...(group === null ? {} : { group }) })} />
      <h1>{words.heading}</h1>
      <p class="lead">{words.lead}</p>
      {filtered ? (
        <ActiveFilters filter={filter} past={pastAsked(past)} none={board.total === 0} />
      ) : (
        <p class="quiet">
          {words.only((name, text) => (
            <a href={boardHref({ [name]: name === 'slipped' ? '1' : 'on', ...pastAsked(past) })}>{text}</a>
          ))}
        </p>
      )}
      <FilterForm
        filter={filter}
        suggestions={suggestions}
        kept={{ ...pastAsked(past), ...(group === null ? {} : { group }) }}
        presumed={presumed}
      />
      {past === null ? (
        <p class="quiet">
          {follow === null ? null : (
            <>
              <a href={follow}>{words.follow}</a> ·{' '}
            </>
          )}
          {words.programs}{' '}
          <Pulls
            feed={`/feed.atom${pullQuery(filter, shown)}`}
            calendar={`/calendar.ics${pullQuery(filter, shown)}`}
          />{' '}
          ·{' '}
          <a href={`/board.csv${boardHref({ ...filter, ...(group === null ? {} : { group }) }).slice(1)}`}>
            CSV
          </a>{' '}
          · <a href={inAddress('/feeds/overdue.atom', language)}>{words.overdueFeed}</a>
        </p>
      ) : null}
      <PastForm action="/" past={past} zone={presumed ?? counted ?? 'UTC'} kept={{ ...filter, group }} />
      <nav aria-label={words.groupsName}>
        <ul class="tally">
          {shown.map((group) => (
            <li>
              <a class={group} href={`#${group}`}>
                <b>{formatQuantity(board.counts[group], language)}</b> {words.groups[group].title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {props.children}
      {shown.map((group) => (
        <Section group={group} board={board} filter={filter} alone={shown.length === 1} />
      ))}
    </>
  );
}

function Section(props: { group: Group; board: Board; filter: BoardAsk; alone: boolean }) {
  const { group, board, filter, alone } = props;
  const items = board.groups[group];
  const next = board.more[group];
  const language = useLanguage();
  const words = BOARD[language];
  const named = words.groups[group];
  const count = formatQuantity(board.counts[group], language);
  const more =
    next === null
      ? null
      : boardHref({ ...filter, group, ...(alone ? { cursor: next } : {}), ...pastAsked(board.past) });
  return (
    <section aria-labelledby={group}>
      <h2 id={group}>
        {named.title} <span class="count">{count}</span>
      </h2>
      {items.length === 0 ? (
        <p class="quiet">{isFiltered(filter) || board.past !== null ? named.noneOfThese : named.none}</p>
      ) : (
        <>
          <p class="quiet">{named.about}</p>
          <ul class="items">
            {items.map((item) => (
              <li>
                <Item item={item} now={board.now} past={board.past} />
              </li>
            ))}
          </ul>
        </>
      )}
      {more === null ? null : (
        <p>
          <a href={more}>
            {alone ? PIECES[language].goOn : words.showAll(count)}
            <span class="unseen">{words.within(named.title)}</span>
          </a>
        </p>
      )}
    </section>
  );
}

/** One commitment as a card; `children` stand at its end. `href`: where its title leads; default its page. */
export function Item(props: {
  item: BoardItem;
  now: number;
  past?: Past | null;
  heading?: 'h2' | 'h3';
  href?: string;
  children?: Child;
}) {
  const { item, now, past = null, heading: Heading = 'h3' } = props;
  const language = useLanguage();
  const words = BOARD[language];
  return (
    <article class={`card ${item.status}`}>
      <p class="marks">
        <StatusChip status={item.status} text={item.statusText} />
        {item.disputed ? <DisputedMark /> : null}
        {item.exampleData ? <ExampleMark /> : null}
      </p>
      <Heading class="title" dir="auto">
        <a href={props.href ?? commitmentHref(item.id, past)}>{item.title}</a>
      </Heading>
      <p class="when">
        <DeadlineLine item={item} now={now} />
      </p>
      {item.progress === null ? null : <Progress {...item.progress} />}
      {item.held === null ? null : <HeldLine held={item.held} zone={item.zone} now={now} />}
      {item.look === null || item.settledAt !== null ? null : (
        <p class="quiet" dir="auto">
          {describeLook(item.look, knownZone(item.zone), { language })}
        </p>
      )}
      {item.question === null ? null : <p>{words.undecidable(<span dir="auto">{item.question}</span>)}</p>}
      {item.slipText === null ? null : <p class="quiet">{item.slipText}</p>}
      <p class="quiet">
        {words.saidBy(<Names names={[item.speaker]} href={partyIn(past)} />)}
        {item.committers.length === 0 ? null : (
          <>
            {' · '}
            {words.doneBy(<Names names={item.committers} href={partyIn(past)} />)}
          </>
        )}
        {item.tags.length === 0 ? null : (
          <>
            {' · '}
            <Names names={item.tags} href={tagIn(past)} />
          </>
        )}
      </p>
      {item.fault === null ? null : <p class="fault">{words.fault(<InEnglish>{item.fault}</InEnglish>)}</p>}
      {props.children}
    </article>
  );
}

function EmptyRecord({ local }: { readonly local: boolean }) {
  const words = useWords(BOARD).empty;
  return (
    <>
      <h1>{words.heading}</h1>
      <p class="lead">{words.lead}</p>
      {local ? (
        <>
          <p>
            <a class="button" href="/record">
              {words.first}
            </a>
          </p>
          <h2>{words.terminal}</h2>
          <dl class="facts">
            <div>
              <dt>{words.demo}</dt>
              <dd>
                <code>npm run demo</code>
              </dd>
            </div>
            <div>
              <dt>{words.record}</dt>
              <dd>
                <code>npx duly add --help</code>
              </dd>
            </div>
          </dl>
        </>
      ) : (
        <p>{words.later}</p>
      )}
      <p>
        {words.alerts((text) => (
          <a href="/subscribe">{text}</a>
        ))}
      </p>
    </>
  );
}
