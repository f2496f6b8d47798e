/** The words of a commitment where they were said, and what is on record about them beside dates and deeds. */
import { formatDate } from '../../domain/shown.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import type { CommitmentPageView } from '../../service/browse/commitment-page.ts';
import { directionOf } from '../quotes.ts';
import { COMMITMENT } from '../words/commitment.tsx';
import { phrase, useLanguage, useWords } from '../words/speech.ts';
import { partyIn, tagIn } from './board.tsx';
import { Exact, Names, Outside } from './item.tsx';
import { inPast } from './past.tsx';

/** Its neighbours around the quote, which is marked; the quote alone where no text is kept. */
function Quote({ view, surroundings }: Pick<CommitmentPageView, 'view' | 'surroundings'>) {
  const { language } = view.source;
  // On a page in another language it is heard and hyphenated in its own.
  const own = language === useLanguage() ? {} : { lang: language };
  if (surroundings === null)
    return (
      <blockquote dir="auto" {...own}>
        <p>{view.quote}</p>
      </blockquote>
    );
  const { before, quote, after, cutBefore, cutAfter } = surroundings;
  return (
    <blockquote lang={language} dir={directionOf(language)}>
      <p>
        {cutBefore ? '… ' : ''}
        {before}
        <mark>{quote}</mark>
        {after}
        {cutAfter ? ' …' : ''}
      </p>
    </blockquote>
  );
}

export function Words({ view, surroundings }: Pick<CommitmentPageView, 'view' | 'surroundings'>) {
  const { source } = view;
  const language = useLanguage();
  const words = COMMITMENT[language].said;
  return (
    <section aria-labelledby="words">
      <h2 id="words">{words.heading}</h2>
      <figure class="quote">
        <Quote view={view} surroundings={surroundings} />
        <figcaption>
          <a href={partyIn(view.past)(view.speaker)}>
            <bdi>{view.speaker}</bdi>
          </a>
          {view.speakerRole === null ? null : (
            <>
              , <bdi>{view.speakerRole}</bdi>
            </>
          )}
          , <Exact instant={view.saidAt} zone={view.saidZone} />
          <br />
          {words.in}{' '}
          <a href={inPast(`/sources/${source.id}`, view.past)}>
            <cite dir="auto">{source.title}</cite>
          </a>
          {source.url === null ? null : (
            <>
              {' '}
              (<Outside url={source.url}>{words.original}</Outside>)
            </>
          )}
          {source.publisher === null ? null : <>, {source.publisher}</>}
          {source.publishedOn === null
            ? null
            : words.published(formatDate(source.publishedOn, true, language))}
          {surroundings === null ? null : (
            <>
              {' '}
              · <a href={`${inPast(`/sources/${source.id}`, view.past)}#text`}>{words.whole}</a>
            </>
          )}
        </figcaption>
      </figure>
    </section>
  );
}

/** The condition with what is known of it; null without one. */
function conditionWords(
  { condition, conditionState, weighed }: CommitmentView,
  { kept, known }: (typeof COMMITMENT)['en']['condition'],
): string | null {
  if (condition === null) return null;
  return weighed ? `${condition} (${known[conditionState ?? 'none']})` : kept(condition);
}

export function Details({ view }: { readonly view: CommitmentView }) {
  const inRole = (role: string): string[] =>
    view.parties.filter((party) => party.role === role).map(({ name }) => name);
  const committers = inRole('committer');
  const beneficiaries = inRole('beneficiary');
  const words = useWords(COMMITMENT);
  const { details } = words;
  const linked = (names: readonly string[]) => <Names names={names} href={partyIn(view.past)} />;
  const rows: [string, unknown][] = [
    [details.committers, committers.length === 0 ? null : linked(committers)],
    [details.beneficiaries, beneficiaries.length === 0 ? null : linked(beneficiaries)],
    [details.target, view.targetText],
    [details.condition, conditionWords(view, words.condition)],
    [
      details.kind,
      `${phrase(words.modalities, view.modality)}; ${phrase(words.forces, view.force)}, ${phrase(words.polarities, view.polarity)}`,
    ],
    [details.tags, view.tags.length === 0 ? null : <Names names={view.tags} href={tagIn(view.past)} />],
    [details.text, view.source.sha256 === null ? null : <code>SHA-256 {view.source.sha256}</code>],
    [
      details.onRecord,
      words.since(
        <Exact instant={view.recordedAt} zone={view.zone} />,
        <bdi>{view.recordedBy}</bdi>,
        view.id,
      ),
    ],
  ];
  return (
    <section aria-labelledby="details">
      <h2 id="details">{details.heading}</h2>
      <dl class="facts">
        {rows
          .filter(([, value]) => value !== null)
          .map(([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
