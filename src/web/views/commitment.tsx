/** The page of one commitment: the words, the date and how it follows from them, what was done, what happened. */

import type { Child } from 'hono/jsx';
import { formatQuantity } from '../../domain/numbers.ts';
import { formatInstant } from '../../domain/shown.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import type { CommitmentPageView } from '../../service/browse/commitment-page.ts';
import type { SimilarView } from '../../service/browse/similar.ts';
import { ACTIONS } from '../decisions.ts';
import { fresh } from '../form.ts';
import { knownZone } from '../when.ts';
import { COMMITMENT } from '../words/commitment.tsx';
import { Speech, useLanguage, useWords } from '../words/speech.ts';
import { ActionForm } from './action-form.tsx';
import { Alike } from './alike.tsx';
import { BadgeCode } from './badge.tsx';
import { ConditionReports, HeldLine, Objections, Related, Reminders } from './disputes.tsx';
import { doneWords } from './done.tsx';
import { Criteria, LastLook, Looks, QuestionLine } from './grounds.tsx';
import { ProgressChart } from './growth.tsx';
import { AnchorReports, DeadlineVersions, Decisions, History, ProgressEntries } from './history.tsx';
import {
  DeadlineLine,
  DisputedMark,
  ExampleMark,
  InEnglish,
  Outside,
  Progress,
  Pulls,
  StatusChip,
} from './item.tsx';
import { Cite, FollowBox } from './keep.tsx';
import { PastBanner, PastForm } from './past.tsx';
import { SeriesLine } from './series.tsx';
import { WindowIn, ZoneForm } from './window.tsx';
import { Details, Words } from './words.tsx';

const DAY_MS = 86_400_000;

/** What comes of what has just been put on record. */
function recorded({ status, window, waitsFor, reviewAt, zone }: CommitmentView): string {
  if (status === 'overdue') return 'Recorded. Its time was over before: it is overdue now.';
  if (window !== null)
    return 'Recorded. It will be flagged, and whoever follows it told, when its time comes.';
  if (waitsFor !== null) return `Recorded. It has no date until it is on record when “${waitsFor}” happened.`;
  if (reviewAt === null) return 'Recorded, without a date: nobody will be asked to look at it again.';
  const day = formatInstant(reviewAt, knownZone(zone), { time: false });
  return `Recorded, without a date: somebody will be asked to look at it again on ${day}.`;
}

export function CommitmentPage(props: {
  shown: CommitmentPageView;
  local: boolean;
  done: string | undefined;
  baseUrl: string;
  /** Zone in which the reader wants times beside those of the place; null: only the place's. */
  reader: string | null;
  /** The zone of their account; null: none. */
  own: string | null;
  /** Whether every zone is offered, and not only the common ones. */
  everyZone: boolean;
  /** What else is on record in nearly the same words; asked only right after recording. */
  alike: readonly SimilarView[];
}) {
  const { shown, local, done, baseUrl, reader, own, everyZone, alike } = props;
  const { view } = shown;
  const { past } = view;
  const words = useWords(COMMITMENT);
  const said =
    done === undefined || past !== null
      ? undefined
      : done === 'recorded'
        ? recorded(view)
        : doneWords(done, view);
  return (
    <article>
      <PastBanner past={past} back={`/commitments/${view.id}`} />
      {said === undefined ? null : (
        <p class="notice good" role="status">
          <InEnglish>{said}</InEnglish>
        </p>
      )}
      <Editors>
        <Alike found={alike} of={view.id} />
      </Editors>
      <p class="marks">
        <StatusChip status={view.status} text={view.statusText} />
        {view.disputed ? <DisputedMark /> : null}
        {view.exampleData ? <ExampleMark /> : null}
      </p>
      <h1 dir="auto">{view.title}</h1>
      <p class="when">
        <DeadlineLine item={view} now={view.now} />
      </p>
      {view.series === null ? null : <SeriesLine place={view.series} past={past} />}
      {view.fault === null ? null : <p class="fault">{words.fault(<InEnglish>{view.fault}</InEnglish>)}</p>}
      {view.progressText === null ? null : (
        <Progress text={view.progressText} fraction={view.progressFraction} />
      )}
      {view.held === null ? null : <HeldLine held={view.held} zone={view.zone} now={view.now} />}
      <QuestionLine view={view} />
      <LastLook view={view} />
      {past === null ? <Actions id={view.id} local={local} /> : null}
      <Words view={view} surroundings={shown.surroundings} />
      <section aria-labelledby="deadline">
        <h2 id="deadline">{words.byWhen}</h2>
        <p class="derivation">
          <InEnglish>{view.explanation}</InEnglish>
        </p>
        <WindowIn view={view} reader={reader} />
        <ZoneForm view={view} reader={reader} own={own} every={everyZone} />
        {view.graceMs > 0 ? <p>{words.grace(formatQuantity(view.graceMs / DAY_MS, useLanguage()))}</p> : null}
        <Anchor view={view} local={local && past === null} />
        <DeadlineVersions view={view} />
      </section>
      <Criteria view={view} />
      <ProgressEntries view={view}>
        <ProgressChart view={view} growth={shown.growth} />
      </ProgressEntries>
      <Related view={view} />
      <Decisions view={view} />
      <Looks view={view} />
      <Objections view={view} />
      <ConditionReports view={view} />
      <Reminders view={view} />
      <Details view={view} />
      {past === null ? <FollowBox id={view.id} reader={reader} /> : null}
      <History view={view} />
      <PastForm action={`/commitments/${view.id}`} past={past} zone={knownZone(view.zone)} />
      <Cite view={view} seal={shown.seal} baseUrl={baseUrl} />
      <BadgeCode id={view.id} title={view.title} baseUrl={baseUrl} />
    </article>
  );
}

/** What only editors see, who work in English. */
function Editors({ children }: { readonly children: Child }) {
  return useLanguage() === 'en' ? (
    children
  ) : (
    <div lang="en">
      <Speech.Provider value="en">{children}</Speech.Provider>
    </div>
  );
}

/** What can be done about it now; of the past nothing can be changed. */
function Actions({ id, local }: { readonly id: number; readonly local: boolean }) {
  const words = useWords(COMMITMENT);
  return (
    <p class="actions">
      {local ? (
        <a class="button" href={`/review/${id}`}>
          {words.review}
        </a>
      ) : null}
      <a class={local ? 'button plain' : 'button'} href="#follow">
        {words.follow}
      </a>{' '}
      <span class="pulls">
        <Pulls feed={`/commitments/${id}/feed.atom`} calendar={`/commitments/${id}/calendar.ics`} />
      </span>
    </p>
  );
}

/** The event that the date hangs on, what was reported about it, and the form that records it. */
function Anchor({ view, local }: { readonly view: CommitmentView; readonly local: boolean }) {
  const { anchor, derivation } = view;
  const calendar = view.deadlines.at(-1)?.calendar ?? null;
  const action = ACTIONS.find(({ name }) => name === 'anchor');
  const words = useWords(COMMITMENT).anchor;
  return (
    <>
      {anchor === null ? null : (
        <p>
          {anchor.happened === null
            ? words.waits(<bdi>{anchor.words}</bdi>)
            : words.hangs(
                <bdi>{anchor.words}</bdi>,
                <Outside url={anchor.url}>
                  <InEnglish>{anchor.happened}</InEnglish>
                </Outside>,
              )}
        </p>
      )}
      {calendar === null ? null : <p>{words.calendar(<bdi>{calendar}</bdi>)}</p>}
      {derivation === null ? null : derivation.fault === null ? (
        <p class="notice">{words.working}</p>
      ) : (
        <p class="fault">{words.fault(<InEnglish>{derivation.fault}</InEnglish>)}</p>
      )}
      <AnchorReports view={view} />
      {local && anchor !== null && action !== undefined ? (
        <Editors>
          <ActionForm
            action={action}
            view={view}
            form={fresh()}
            preview={undefined}
            around={{ asks: false, colleagues: [], hidden: {} }}
          />
        </Editors>
      ) : null}
    </>
  );
}
