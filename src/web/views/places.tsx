/** The pages of a party and a tag, and the lists in which parties, sources and tags are found. */
import type { Child } from 'hono/jsx';
import { formatQuantity } from '../../domain/numbers.ts';
import { formatDay } from '../../domain/shown.ts';
import type { PartyView, PlaceList, Role, TagView } from '../../service/browse/places.ts';
import { PIECES } from '../words/pieces.tsx';
import { PLACES } from '../words/places.tsx';
import { phrase, useLanguage, useWords } from '../words/speech.ts';
import { boardHref } from './board-filter.tsx';
import { tagHref } from './item.tsx';
import { inPast, PastBanner, PastForm, pastAsked } from './past.tsx';
import { ByParty, Counts, Follow, Lines, Next, TrackRecordSection } from './place.tsx';
import { TimelineSection } from './timeline.tsx';

const ROLES = ['committer', 'speaker', 'beneficiary'] as const satisfies readonly Role[];

/** `children` stand under the name. */
export function PartyPage({ view, children }: { readonly view: PartyView; readonly children?: Child }) {
  const path = `/parties/${view.id}`;
  const words = useWords(PLACES);
  const query = new URLSearchParams({ party: view.name });
  return (
    <article>
      <PastBanner past={view.past} back={path} />
      <p class="quiet">
        <a href={inPast('/parties', view.past)}>{words.kinds.parties.title}</a> ›{' '}
        {phrase(words.partyKinds, view.kind)}
      </p>
      <h1 dir="auto">{view.name}</h1>
      {children}
      <Counts counts={view.counts} />
      {view.past === null ? (
        <Follow
          subscribe={`/subscribe?${query}`}
          query={`?${query}`}
          board={boardHref({ party: view.name })}
        />
      ) : null}
      {view.only === null ? (
        <TimelineSection timeline={view.timeline} path={path} query={pastAsked(view.past)} />
      ) : null}
      {ROLES.filter((role) => view.only === null || view.only === role).map((role) => (
        <section aria-labelledby={role}>
          <h2 id={role}>{words.roles[role].title}</h2>
          {view.lists[role].items.length === 0 ? (
            <p class="quiet">{words.roles[role].none}</p>
          ) : (
            <Lines items={view.lists[role].items} now={view.now} />
          )}
          <Next
            list={view.lists[role]}
            href={(before) => inPast(path, view.past, { role, before: String(before) })}
          />
        </section>
      ))}
      {view.only === null ? (
        <TrackRecordSection record={view.record} about={words.about.party} />
      ) : (
        <p>
          <a href={inPast(path, view.past)}>{words.all}</a>
        </p>
      )}
      <PastForm action={path} past={view.past} zone={view.timeline.zone} />
    </article>
  );
}

export function TagPage({ view }: { readonly view: TagView }) {
  const path = tagHref(view.tag);
  const words = useWords(PLACES);
  const query = new URLSearchParams({ tag: view.tag });
  return (
    <article>
      <PastBanner past={view.past} back={path} />
      <p class="quiet">
        <a href={inPast('/tags', view.past)}>{words.kinds.tags.title}</a> › {words.tagAbout}
      </p>
      <h1 dir="auto">{view.tag}</h1>
      <Counts counts={view.counts} />
      {view.past === null ? (
        <Follow subscribe={`/subscribe?${query}`} query={`?${query}`} board={boardHref({ tag: view.tag })} />
      ) : null}
      <TimelineSection timeline={view.timeline} path={path} query={pastAsked(view.past)} />
      <section aria-labelledby="parties">
        <h2 id="parties">{words.byParty}</h2>
        <ByParty items={view.list.items} now={view.now} past={view.past} />
        <Next
          list={view.list}
          href={(before) => `${inPast(path, view.past, { before: String(before) })}#parties`}
        />
      </section>
      <TrackRecordSection record={view.record} about={words.about.tag} />
      <PastForm action={path} past={view.past} zone={view.timeline.zone} />
    </article>
  );
}

type Kind = keyof (typeof PLACES)['en']['kinds'];
const KINDS = ['parties', 'sources', 'tags'] as const satisfies readonly Kind[];

/** `children` stand at the end. */
export function PlaceListPage(props: {
  readonly kind: Kind;
  readonly list: PlaceList;
  readonly children?: Child;
}) {
  const { kind, list } = props;
  const language = useLanguage();
  const { kinds, ...around } = PLACES[language];
  const words = kinds[kind];
  const about = ({ about: what, publishedOn }: PlaceList['lines'][number]): string =>
    [
      what === null || kind !== 'parties' ? what : phrase(around.partyKinds, what),
      publishedOn === null ? null : formatDay(publishedOn, language),
    ]
      .filter((one) => one !== null)
      .join(', ');
  const { lines, search, next, past } = list;
  const onward = { ...(search === '' ? {} : { q: search }), after: next ?? '' };
  return (
    <>
      <PastBanner past={past} back={`/${kind}`} />
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <nav aria-label={around.lists}>
        <ul class="ranges">
          {KINDS.map((one) => (
            <li>
              <a
                href={inPast(`/${one}`, past)}
                {...(one === kind ? { 'aria-current': 'page' as const } : {})}
              >
                {kinds[one].title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form method="get" action={`/${kind}`} class="narrow search">
        {Object.entries(pastAsked(past)).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="field">
          <label for="q">{words.search}</label>
          <input id="q" name="q" type="search" value={search} maxlength={200} dir="auto" />
        </div>
        <button type="submit" class="button">
          {around.search}
        </button>
      </form>
      {lines.length > 0 ? null : search === '' ? (
        <p class="notice">{past === null ? words.none : words.noneThen}</p>
      ) : (
        <p class="notice">
          {around.notFound(<bdi>{search}</bdi>, (text) => (
            <a href={inPast(`/${kind}`, past)}>{text}</a>
          ))}
        </p>
      )}
      <ul class="lines">
        {lines.map((line) => (
          <li>
            <a href={inPast(`/${kind}/${encodeURIComponent(line.key)}`, past)} dir="auto">
              {line.name}
            </a>{' '}
            <span class="count">{around.count(line.count, formatQuantity(line.count, language))}</span>
            {about(line) ? (
              <>
                <br />
                <span class="quiet" dir="auto">
                  {about(line)}
                </span>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {next === null ? null : (
        <p>
          <a href={inPast(`/${kind}`, past, onward)}>{PIECES[language].goOn}</a>
        </p>
      )}
      <PastForm action={`/${kind}`} past={past} zone="UTC" kept={{ q: search === '' ? null : search }} />
      {props.children}
    </>
  );
}
