/** The page of a source: its text with the quotes marked, and what became of them. */
import { type InBoth, type Language, LOCALES } from '../../domain/language.ts';
import { formatDate } from '../../domain/shown.ts';
import type { Brief } from '../../service/browse/brief.ts';
import type { SourceView } from '../../service/browse/places.ts';
import { directionOf, mark, type Piece } from '../quotes.ts';
import { PLACES } from '../words/places.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import { Exact, Outside, SHAPES } from './item.tsx';
import { commitmentHref, inPast, PastBanner, PastForm, pastAsked } from './past.tsx';
import { ByParty, Counts, Follow, Next, TrackRecordSection } from './place.tsx';
import { TimelineSection } from './timeline.tsx';

const named = (language: Language) =>
  new Intl.DisplayNames(LOCALES[language], { type: 'language', fallback: 'none' });
const LANGUAGE_NAMES: InBoth<Intl.DisplayNames> = { en: named('en'), de: named('de') };

/** `English`, `Englisch`; what names no language that is known, as it was typed. */
function languageName(code: string, language: Language): string {
  try {
    return LANGUAGE_NAMES[language].of(code) ?? code;
  } catch {
    return code;
  }
}

export function SourcePage({ view }: { readonly view: SourceView }) {
  const path = `/sources/${view.id}`;
  const some = view.list.items[0]?.id;
  const language = useLanguage();
  const { kinds, about, source: words } = PLACES[language];
  const rows: [string, unknown][] = [
    [words.publisher, view.publisher === null ? null : <bdi>{view.publisher}</bdi>],
    [words.published, view.publishedOn === null ? null : formatDate(view.publishedOn, true, language)],
    [words.address, view.url === null ? null : <Outside url={view.url}>{view.url}</Outside>],
    [words.language, languageName(view.language, language)],
    [words.kept, view.retrievedAt === null ? null : <Exact instant={view.retrievedAt} zone="UTC" />],
    [words.hash, view.sha256 === null ? null : <code>{view.sha256}</code>],
  ];
  return (
    <article>
      <PastBanner past={view.past} back={path} />
      <p class="quiet">
        <a href={inPast('/sources', view.past)}>{kinds.sources.title}</a> › {words.about}
      </p>
      <h1 dir="auto">{view.title}</h1>
      <Counts counts={view.counts} />
      {some === undefined || view.past !== null ? null : (
        <Follow subscribe={`/subscribe?sourceOf=${some}`} query={`?source=${view.id}`} />
      )}
      <dl class="facts">
        {rows
          .filter(([, value]) => value !== null)
          .map(([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <TimelineSection timeline={view.timeline} path={path} query={pastAsked(view.past)} />
      <Text view={view} />
      <section aria-labelledby="commitments">
        <h2 id="commitments">{words.inIt}</h2>
        {view.list.items.length === 0 ? <p class="quiet">{words.none}</p> : null}
        <ByParty items={view.list.items} now={view.now} past={view.past} />
        <Next
          list={view.list}
          href={(before) => `${inPast(path, view.past, { before: String(before) })}#commitments`}
        />
      </section>
      <TrackRecordSection record={view.record} about={about.source} />
      <PastForm action={path} past={view.past} zone={view.timeline.zone} />
    </article>
  );
}

function Text({ view }: { readonly view: SourceView }) {
  const { text, statements, language } = view;
  const words = useWords(PLACES).source;
  const direction = directionOf(language);
  if (text === null)
    return (
      <section aria-labelledby="text">
        <h2 id="text">{words.said}</h2>
        <p class="quiet">{words.notKept}</p>
        {statements.map(({ quote }) => (
          <blockquote lang={language} dir="auto">
            <p>{quote}</p>
          </blockquote>
        ))}
        {view.moreStatements ? <p class="quiet">{words.more}</p> : null}
      </section>
    );
  const { pieces, lost } = mark(text, statements);
  const of = (statement: number): readonly Brief[] =>
    view.said.filter(({ statementId }) => statementId === statement);
  return (
    <section aria-labelledby="text">
      <h2 id="text">{words.text}</h2>
      <div class="text" lang={language} dir={direction}>
        {pieces.map((piece) => (
          <Marked piece={piece} of={of} />
        ))}
      </div>
      {lost.length === 0 ? null : (
        <>
          <h3>{words.lost}</h3>
          {statements
            .filter(({ id }) => lost.includes(id))
            .map(({ quote, id }) => (
              <blockquote lang={language} dir="auto">
                <p>{quote}</p>
                {of(id).map((item) => (
                  <Outcome item={item} />
                ))}
              </blockquote>
            ))}
        </>
      )}
    </section>
  );
}

function Marked(props: { readonly piece: Piece; readonly of: (statement: number) => readonly Brief[] }) {
  const { piece, of } = props;
  const target = piece.of.flatMap((statement) => of(statement))[0];
  if (piece.of.length === 0) return <>{piece.text}</>;
  return (
    <>
      <mark>
        {target === undefined ? (
          piece.text
        ) : (
          <a href={commitmentHref(target.id, target.past)}>{piece.text}</a>
        )}
      </mark>
      {piece.ends
        .flatMap((statement) => of(statement))
        .map((item) => (
          <>
            {' '}
            <Outcome item={item} />
          </>
        ))}
    </>
  );
}

/** How a quoted promise stands, as a link to it. */
function Outcome({ item }: { readonly item: Brief }) {
  return (
    <a class={`chip ${item.status}`} href={commitmentHref(item.id, item.past)} lang={useLanguage()} dir="ltr">
      <span aria-hidden="true">{SHAPES[item.status]}</span> {item.statusText}
      <span class="unseen">
        : <bdi>{item.title}</bdi>
      </span>
    </a>
  );
}
