/** The page of one commitment: the words, the date and how it follows from them, what was done, what happened. */

import type { Window } from '../../domain/deadline/types.ts';
import { formatDate, formatInstant, formatWindow } from '../../domain/shown.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import { ACTIONS } from '../decisions.ts';
import { fresh } from '../form.ts';
import { knownZone, placeOf } from '../when.ts';
import { boardHref } from './board.tsx';
import { ConditionReports, HeldLine, Objections, Related, Reminders } from './disputes.tsx';
import { Criteria, LastLook, Looks, QuestionLine } from './grounds.tsx';
import { AnchorReports, DeadlineVersions, Decisions, History, ProgressEntries } from './history.tsx';
import {
  DeadlineLine,
  DisputedMark,
  Exact,
  ExampleMark,
  Names,
  Outside,
  Progress,
  Pulls,
  StatusChip,
} from './item.tsx';
import { ActionForm } from './review.tsx';
import { SeriesLine } from './series.tsx';

const MODALITY_WORDS: Readonly<Record<string, string>> = {
  commitment: 'Commitment: bound by own or joint word',
  intention: 'Intention: planned, not promised',
  proposal: 'Proposal: waits for the other side',
  obligation: 'Obligation: a binding text',
};
const POLARITY_WORDS: Readonly<Record<string, string>> = {
  act: 'to do something',
  refrain: 'to refrain from something',
  refuse: 'to refuse something',
};
const DAY_MS = 86_400_000;

/** What was done a moment ago on another page. */
const DONE: Readonly<Record<string, string>> = {
  met: 'Marked as fulfilled, with its evidence.',
  progress: 'Progress added.',
  anchor: 'Recorded. A worker works out the date from it, in a moment.',
  withdrawn:
    'The event is taken back, and the date with it, in a moment: it waits again. What was reported stays on record.',
  moved: 'The new date is on record; the earlier one stays in the history.',
  closed: 'Closed, with its reason.',
  reopened: 'Reopened; both decisions stay in the history.',
  objected: 'The objection is on record, beside what it is about; it waits for its answer.',
  answered: 'The answer is on record, beside the objection.',
  condition: 'The report about the condition is on record.',
  related: 'Linked. Both stay on record, and each counts by itself.',
  unrelated: 'The link is taken back; what it said stays on record.',
  held: 'Nobody is reminded of this until the day that you gave.',
  resumed: 'Reminders go on.',
  approved: 'The second person’s word is on record.',
  looked: 'It is on record that somebody looked and found nothing.',
  criteria: 'The new version is in force; the earlier ones stay on record.',
  vague:
    'The new version is in force. A hint: its words may be hard to decide by; say which event, number or document would show it.',
  taken: 'The evidence is withdrawn: what rested on it counts no more. Both stay on record.',
};

/** What comes of what has just been put on record. */
function recorded({ window, waitsFor, reviewAt, zone }: CommitmentView): string {
  if (window !== null)
    return 'Recorded. It will be flagged, and whoever follows it told, when its time comes.';
  if (waitsFor !== null) return `Recorded. It has no date until it is on record when “${waitsFor}” happened.`;
  if (reviewAt === null) return 'Recorded, without a date: nobody will be asked to look at it again.';
  const day = formatInstant(reviewAt, knownZone(zone), { time: false });
  return `Recorded, without a date: somebody will be asked to look at it again on ${day}.`;
}

export function CommitmentPage(props: { view: CommitmentView; local: boolean; done: string | undefined }) {
  const { view, local, done } = props;
  const said = done === undefined ? undefined : done === 'recorded' ? recorded(view) : DONE[done];
  return (
    <article>
      {said === undefined ? null : (
        <p class="notice good" role="status">
          {said}
        </p>
      )}
      <p class="marks">
        <StatusChip status={view.status} text={view.statusText} />
        {view.disputed ? <DisputedMark /> : null}
        {view.exampleData ? <ExampleMark /> : null}
      </p>
      <h1 dir="auto">{view.title}</h1>
      <p class="when">
        <DeadlineLine item={view} now={view.now} />
      </p>
      {view.series === null ? null : <SeriesLine place={view.series} />}
      {view.fault === null ? null : (
        <p class="fault">This one could not be judged and shows what was last announced: {view.fault}</p>
      )}
      {view.progressText === null ? null : (
        <Progress text={view.progressText} fraction={view.progressFraction} />
      )}
      {view.held === null ? null : <HeldLine held={view.held} zone={view.zone} now={view.now} />}
      <QuestionLine view={view} />
      <LastLook view={view} />
      <p class="actions">
        {local ? (
          <a class="button" href={`/review/${view.id}`}>
            Review this
          </a>
        ) : null}
        <a class={local ? 'button plain' : 'button'} href={`/subscribe?commitment=${view.id}`}>
          Follow this
        </a>{' '}
        <Pulls feed={`/commitments/${view.id}/feed.atom`} calendar={`/commitments/${view.id}/calendar.ics`} />
      </p>
      <Words view={view} />
      <section aria-labelledby="deadline">
        <h2 id="deadline">By when</h2>
        <p class="derivation">{view.explanation}</p>
        {view.window === null || saysWindow(view, view.window) ? null : (
          <p>
            Open from {formatWindow(view.window, knownZone(view.zone), { year: true })}, {placeOf(view.zone)}{' '}
            time.
          </p>
        )}
        {view.graceMs > 0 ? <p>Overdue is declared {view.graceMs / DAY_MS} days after it closes.</p> : null}
        <Anchor view={view} local={local} />
        <DeadlineVersions view={view} />
      </section>
      <Details view={view} />
      <Criteria view={view} />
      <Related view={view} />
      <ConditionReports view={view} />
      <ProgressEntries view={view} />
      <Decisions view={view} />
      <Looks view={view} />
      <Objections view={view} />
      <Reminders view={view} />
      <History view={view} />
    </article>
  );
}

/** The event that the date hangs on, what was reported about it, and the form that records it. */
function Anchor({ view, local }: { readonly view: CommitmentView; readonly local: boolean }) {
  const { anchor, derivation } = view;
  const calendar = view.deadlines.at(-1)?.calendar ?? null;
  const action = ACTIONS.find(({ name }) => name === 'anchor');
  return (
    <>
      {anchor === null ? null : (
        <p>
          {anchor.happened === null ? 'It waits for ' : 'It hangs on '}
          <bdi>{anchor.words}</bdi>
          {anchor.happened === null ? (
            ', which is not on record yet.'
          ) : (
            <>
              : <Outside url={anchor.url}>{anchor.happened}</Outside>.
            </>
          )}
        </p>
      )}
      {calendar === null ? null : (
        <p>
          Working days are counted by the calendar <bdi>{calendar}</bdi>.
        </p>
      )}
      {derivation === null ? null : derivation.fault === null ? (
        <p class="notice">A worker is about to work out the date from what was recorded.</p>
      ) : (
        <p class="fault">The date could not be worked out from what was recorded: {derivation.fault}</p>
      )}
      <AnchorReports view={view} />
      {local && anchor !== null && action !== undefined ? (
        <ActionForm action={action} view={view} form={fresh()} preview={undefined} />
      ) : null}
    </>
  );
}

/** Whether the sentence that explains the date names the window itself: saying it again adds nothing. */
function saysWindow({ explanation, zone, saidAt }: CommitmentView, window: Window): boolean {
  const formats = [{}, { saidAt }, { year: true }];
  return formats.some((format) => explanation.includes(formatWindow(window, knownZone(zone), format)));
}

function Words({ view }: { readonly view: CommitmentView }) {
  const { source } = view;
  return (
    <section aria-labelledby="words">
      <h2 id="words">What was said</h2>
      <figure class="quote">
        <blockquote dir="auto">
          <p>{view.quote}</p>
        </blockquote>
        <figcaption>
          <a href={boardHref({ party: view.speaker })}>
            <bdi>{view.speaker}</bdi>
          </a>
          {view.speakerRole === null ? null : (
            <>
              , <bdi>{view.speakerRole}</bdi>
            </>
          )}
          , <Exact instant={view.saidAt} zone={view.saidZone} />
          <br />
          In{' '}
          <Outside url={source.url}>
            <cite>{source.title}</cite>
          </Outside>
          {source.publisher === null ? null : <>, {source.publisher}</>}
          {source.publishedOn === null ? null : <>, published {formatDate(source.publishedOn)}</>}
        </figcaption>
      </figure>
    </section>
  );
}

/** The condition with what is known of it; null without one. */
function conditionWords({ condition, conditionState, weighed }: CommitmentView): string | null {
  if (condition === null) return null;
  if (!weighed) return `${condition} (kept, and weighed from the first report about it on)`;
  const known = { met: 'met', failed: 'failed', open: 'open again' };
  return `${condition} (${conditionState === null ? 'not reported yet' : known[conditionState]})`;
}

function Details({ view }: { readonly view: CommitmentView }) {
  const inRole = (role: string): string[] =>
    view.parties.filter((party) => party.role === role).map(({ name }) => name);
  const committers = inRole('committer');
  const beneficiaries = inRole('beneficiary');
  const linked = (names: readonly string[]) => <Names names={names} href={(party) => boardHref({ party })} />;
  const rows: [string, unknown][] = [
    ['To be done by', committers.length === 0 ? null : linked(committers)],
    ['For', beneficiaries.length === 0 ? null : linked(beneficiaries)],
    ['How much', view.targetText],
    ['Depends on', conditionWords(view)],
    [
      'Kind',
      `${MODALITY_WORDS[view.modality] ?? view.modality}; ${view.force}, ${POLARITY_WORDS[view.polarity] ?? view.polarity}`,
    ],
    ['Tags', view.tags.length === 0 ? null : <Names names={view.tags} href={(tag) => boardHref({ tag })} />],
    ['Source text', view.source.sha256 === null ? null : <code>SHA-256 {view.source.sha256}</code>],
    [
      'On record',
      <>
        since <Exact instant={view.recordedAt} zone={view.zone} />, by <bdi>{view.recordedBy}</bdi>; number{' '}
        {view.id}
      </>,
    ],
  ];
  return (
    <section aria-labelledby="details">
      <h2 id="details">Details</h2>
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
