/** What is on record about a commitment over time: dates, progress, decisions and the log, each with both times. */

import { DONE_BY_PEOPLE, describeEvent } from '../../domain/event-words.ts';
import type { Outcome } from '../../domain/record.ts';
import { formatDate, formatInstant } from '../../domain/shown.ts';
import { describeStep } from '../../domain/slips.ts';
import { formatQuantity, STATUS_LABELS, SUPPORT_WORDS } from '../../domain/words.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import { knownZone } from '../when.ts';
import { Contested } from './disputes.tsx';
import { SecondWord } from './grounds.tsx';
import { Exact, ExampleMark, Happened, Outside } from './item.tsx';

type Evidence = CommitmentView['progress'][number]['evidence'];

function EvidenceLine({ evidence }: { readonly evidence: Evidence }) {
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
        ({SUPPORT_WORDS[evidence.support]}
        {evidence.origin === null ? null : (
          <>
            ; from <bdi>{evidence.origin}</bdi>
          </>
        )}
        )
      </span>{' '}
      <a href={`/evidence/${evidence.id}`}>Evidence {evidence.id}</a>
      {evidence.withdrawn === null ? null : (
        <>
          <br />
          <b>Withdrawn</b> by <bdi>{evidence.withdrawn.recordedBy}</bdi>:{' '}
          <span dir="auto">{evidence.withdrawn.reason}</span>. What rests on it no longer counts.
        </>
      )}
    </p>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** By how much a stated date moved the closing day. */
function Step({ view, version }: { readonly view: CommitmentView; readonly version: number }) {
  const step = view.slipSteps.find((one) => one.version === version);
  return step === undefined ? null : <> ({describeStep(step)})</>;
}

export function DeadlineVersions({ view }: { readonly view: CommitmentView }) {
  if (view.deadlines.length < 2) return null;
  return (
    <>
      <h3>{view.slipText === null ? 'How the date came about' : sentence(view.slipText)}</h3>
      <ol class="log">
        {view.deadlines.map((deadline) => (
          <li>
            <p>
              <b>{deadline.version === 1 ? 'First date' : `Date ${deadline.version}`}:</b>{' '}
              {deadline.explanation}
              <Step view={view} version={deadline.version} />
            </p>
            {deadline.reason === null ? null : <p dir="auto">Reason: {deadline.reason}</p>}
            <p class="quiet">
              Recorded <Exact instant={deadline.recordedAt} zone={deadline.zone} /> by{' '}
              <bdi>{deadline.recordedBy}</bdi>
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
  return (
    <>
      <h3>Reported about the event</h3>
      <ol class="log">
        {view.anchorEvents.map((event) => (
          <li>
            <p>
              <bdi>{event.anchor}</bdi>:{' '}
              <b>
                {event.happenedOn === null
                  ? event.happenedAt === null
                    ? 'taken back'
                    : formatInstant(event.happenedAt, knownZone(view.zone))
                  : formatDate(event.happenedOn)}
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
              Recorded <Exact instant={event.recordedAt} zone={view.zone} /> by <bdi>{event.recordedBy}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}

export function ProgressEntries({ view }: { readonly view: CommitmentView }) {
  if (view.progress.length === 0) return null;
  const unit = view.target?.unit ?? '';
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">Progress</h2>
      <ol class="log">
        {view.progress.map((entry) => (
          <li id={`amount-${entry.id}`}>
            <p>
              <b>
                {formatQuantity(entry.amount)} {unit}
              </b>
              {entry.side === null ? null : (
                <>
                  {' '}
                  by <bdi>{entry.side}</bdi>
                </>
              )}
              , <Happened instant={entry.happenedAt} zone={view.zone} />
              {entry.claimedBy === null ? null : (
                <>
                  , according to <bdi>{entry.claimedBy}</bdi>
                </>
              )}
            </p>
            <EvidenceLine evidence={entry.evidence} />
            <Contested view={view} about={{ progressId: entry.id }} />
            <p class="quiet">
              Recorded <Exact instant={entry.recordedAt} zone={view.zone} /> by <bdi>{entry.recordedBy}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

const outcomeWord = (outcome: Outcome): string => STATUS_LABELS[outcome];

export function Decisions({ view }: { readonly view: CommitmentView }) {
  if (view.verdicts.length === 0) return null;
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">Decisions</h2>
      <ol class="log">
        {view.verdicts.map((verdict) => (
          <li id={`decision-${verdict.id}`}>
            <p>
              <b>{verdict.outcome === null ? 'Taken back' : outcomeWord(verdict.outcome)}</b>
              {verdict.side === null ? null : (
                <>
                  {' '}
                  for <bdi>{verdict.side}</bdi>
                </>
              )}
              {verdict.reversed ? ' (taken back later)' : ''}, dated{' '}
              <Happened instant={verdict.happenedAt} zone={view.zone} />:{' '}
              <span dir="auto">{verdict.reason}</span>
            </p>
            {verdict.evidence === null ? null : <EvidenceLine evidence={verdict.evidence} />}
            <SecondWord view={view} verdict={verdict} />
            <Contested view={view} about={{ verdictId: verdict.id }} />
            <p class="quiet">
              Recorded <Exact instant={verdict.recordedAt} zone={view.zone} /> by{' '}
              <bdi>{verdict.recordedBy}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function History({ view }: { readonly view: CommitmentView }) {
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      <table>
        <caption>Everything that happened, in the order in which it became known</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {view.events.map((event) => {
            const told = describeEvent(event, {
              zone: knownZone(view.zone),
              unit: view.target?.unit ?? null,
            });
            return (
              <tr>
                <td>
                  {DONE_BY_PEOPLE.includes(event.kind) ? (
                    <Happened instant={event.occurredAt} zone={view.zone} />
                  ) : (
                    <Exact instant={event.occurredAt} zone={view.zone} />
                  )}
                </td>
                <td>
                  {told}
                  <br />
                  <span class="quiet">
                    {event.actor === 'time' ? 'noticed' : 'recorded'}{' '}
                    <Exact instant={event.recordedAt} zone={view.zone} />
                    {event.actor === 'time' ? null : (
                      <>
                        {' '}
                        by <bdi>{event.actor}</bdi>
                      </>
                    )}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
