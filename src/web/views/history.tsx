/** What is on record about a commitment over time: dates, progress, decisions and the log, each with both times. */
import type { Child } from 'hono/jsx';
import { formatQuantity } from '../../domain/numbers.ts';
import { formatDate, formatInstant } from '../../domain/shown.ts';
import { describeStep } from '../../domain/slips.ts';
import { WORDING } from '../../domain/wording.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import { knownZone } from '../when.ts';
import { HISTORY } from '../words/history.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import { Contested } from './disputes.tsx';
import { SecondWord } from './grounds.tsx';
import { Exact, ExampleMark, Happened, InEnglish, Outside } from './item.tsx';
import { versionHref } from './keep.tsx';
import { pastAsked } from './past.tsx';

type Evidence = CommitmentView['progress'][number]['evidence'];

function EvidenceLine(props: { evidence: Evidence; past: CommitmentView['past'] }) {
  const { evidence, past } = props;
  const query = new URLSearchParams(pastAsked(past)).toString();
  const language = useLanguage();
  const words = HISTORY[language];
  return (
    <p class="evidence">
      {evidence.exampleData ? (
        <>
          <ExampleMark />{' '}
        </>
      ) : null}
      {evidence.note === null ? null : <span dir="auto">{evidence.note} </span>}
      {evidence.url === null ? null : (
        <>
          <Outside url={evidence.url}>
            <span class="url">{evidence.url}</span>
          </Outside>{' '}
        </>
      )}
      <span class="quiet">
        ({WORDING[language].supports[evidence.support]}
        {evidence.origin === null ? null : words.from(<bdi>{evidence.origin}</bdi>)})
      </span>{' '}
      <a href={`/evidence/${evidence.id}${query === '' ? '' : `?${query}`}`}>{words.evidence(evidence.id)}</a>
      {evidence.withdrawn === null ? null : (
        <>
          <br />
          {words.withdrawn(
            <bdi>{evidence.withdrawn.recordedBy}</bdi>,
            <span dir="auto">{evidence.withdrawn.reason}</span>,
          )}
        </>
      )}
    </p>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** By how much a stated date moved the closing day. */
function Step({ view, version }: { readonly view: CommitmentView; readonly version: number }) {
  const step = view.slipSteps.find((one) => one.version === version);
  return step === undefined ? null : <> ({describeStep(step, useLanguage())})</>;
}

export function DeadlineVersions({ view }: { readonly view: CommitmentView }) {
  if (view.deadlines.length < 2) return null;
  const words = useWords(HISTORY);
  return (
    <>
      <h3>{view.slipText === null ? words.dates.heading : sentence(view.slipText)}</h3>
      <ol class="log">
        {view.deadlines.map((deadline) => (
          <li>
            <p>
              <b>{deadline.version === 1 ? words.dates.first : words.dates.version(deadline.version)}:</b>{' '}
              <InEnglish>{deadline.explanation}</InEnglish>
              <Step view={view} version={deadline.version} />
            </p>
            {deadline.reason === null ? null : <p dir="auto">{words.dates.reason(deadline.reason)}</p>}
            <p class="quiet">
              {words.recorded(
                <Exact instant={deadline.recordedAt} zone={deadline.zone} />,
                <bdi>{deadline.recordedBy}</bdi>,
              )}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Everything that was reported about the events of its dates, as far as there is more to see than the last word. */
export function AnchorReports({ view }: { readonly view: CommitmentView }) {
  if (view.anchorEvents.length === 0) return null;
  const language = useLanguage();
  const words = HISTORY[language];
  return (
    <>
      <h3>{words.event.heading}</h3>
      <ol class="log">
        {view.anchorEvents.map((event) => (
          <li>
            <p>
              <bdi>{event.anchor}</bdi>:{' '}
              <b>
                {event.happenedOn === null
                  ? event.happenedAt === null
                    ? words.event.takenBack
                    : formatInstant(event.happenedAt, knownZone(view.zone), { language })
                  : formatDate(event.happenedOn, true, language)}
              </b>
              {event.note === null ? null : (
                <>
                  . <span dir="auto">{event.note}</span>
                </>
              )}
              {event.url === null ? null : (
                <>
                  {' '}
                  <Outside url={event.url}>
                    <span class="url">{event.url}</span>
                  </Outside>
                </>
              )}
            </p>
            <p class="quiet">
              {words.recorded(
                <Exact instant={event.recordedAt} zone={view.zone} />,
                <bdi>{event.recordedBy}</bdi>,
              )}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}

/** So many entries stand open; of more the chart tells, and they are behind a line. */
const OPEN_ENTRIES = 6;

/** The amounts one by one, below a picture of them (`children`). */
export function ProgressEntries({
  view,
  children,
}: {
  readonly view: CommitmentView;
  readonly children: Child;
}) {
  if (view.progress.length === 0) return null;
  const unit = view.target?.unit ?? '';
  const language = useLanguage();
  const words = HISTORY[language];
  const count = view.progress.length;
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">{words.progress.heading}</h2>
      {children}
      <details open={count <= OPEN_ENTRIES}>
        <summary>{count === 1 ? words.progress.one : words.progress.all(count)}</summary>
        <ol class="log">
          {view.progress.map((entry) => (
            <li id={`amount-${entry.id}`}>
              <p>
                <b>
                  {formatQuantity(entry.amount, language)} {unit}
                </b>
                {entry.side === null ? null : words.progress.by(<bdi>{entry.side}</bdi>)},{' '}
                <Happened instant={entry.happenedAt} zone={view.zone} />
                {entry.claimedBy === null ? null : words.progress.accordingTo(<bdi>{entry.claimedBy}</bdi>)}
              </p>
              <EvidenceLine evidence={entry.evidence} past={view.past} />
              <Contested view={view} about={{ progressId: entry.id }} />
              <p class="quiet">
                {words.recorded(
                  <Exact instant={entry.recordedAt} zone={view.zone} />,
                  <bdi>{entry.recordedBy}</bdi>,
                )}
              </p>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

export function Decisions({ view }: { readonly view: CommitmentView }) {
  if (view.verdicts.length === 0) return null;
  const language = useLanguage();
  const words = HISTORY[language];
  const { decisions } = words;
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">{decisions.heading}</h2>
      <ol class="log">
        {view.verdicts.map((verdict) => (
          <li id={`decision-${verdict.id}`}>
            <p>
              <b>
                {verdict.outcome === null ? decisions.takenBack : WORDING[language].statuses[verdict.outcome]}
              </b>
              {verdict.side === null ? null : decisions.for(<bdi>{verdict.side}</bdi>)}
              {verdict.reversed ? decisions.later : ''}
              {decisions.dated(
                <Happened instant={verdict.happenedAt} zone={view.zone} />,
                <span dir="auto">{verdict.reason}</span>,
              )}
            </p>
            {verdict.evidence === null ? null : <EvidenceLine evidence={verdict.evidence} past={view.past} />}
            <SecondWord view={view} verdict={verdict} />
            <Contested view={view} about={{ verdictId: verdict.id }} />
            <p class="quiet">
              {words.recorded(
                <Exact instant={verdict.recordedAt} zone={view.zone} />,
                <bdi>{verdict.recordedBy}</bdi>,
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** So many events stand open. */
const OPEN_EVENTS = 8;

export function History({ view }: { readonly view: CommitmentView }) {
  const words = useWords(HISTORY).history;
  return (
    <section aria-labelledby="history">
      <h2 id="history">{words.heading}</h2>
      <details open={view.history.length <= OPEN_EVENTS}>
        <summary>{view.history.length === 1 ? words.one : words.all(view.history.length)}</summary>
        <table>
          <caption>{words.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.when}</th>
              <th scope="col">{words.what}</th>
            </tr>
          </thead>
          <tbody>
            {view.history.map((line) => (
              <tr>
                <td>
                  {line.dated ? (
                    <Happened instant={line.occurredAt} zone={view.zone} />
                  ) : (
                    <Exact instant={line.occurredAt} zone={view.zone} />
                  )}
                </td>
                <td>
                  <span dir="auto">{line.text}</span>
                  <br />
                  <span class="quiet">
                    {line.actor === 'time'
                      ? words.noticed(<Exact instant={line.recordedAt} zone={view.zone} />)
                      : words.recorded(
                          <Exact instant={line.recordedAt} zone={view.zone} />,
                          <bdi>{line.actor}</bdi>,
                        )}{' '}
                    · <a href={versionHref(view.id, line.recordedAt)}>{words.asThen}</a>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
