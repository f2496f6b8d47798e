/** Both sides of it: objections beside what they are about, the condition, other accounts, parts, reminders held. */
import { formatClosing } from '../../domain/shown.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import type { Held, Neighbour } from '../../service/browse/disputes.ts';
import { knownZone, placeOf } from '../when.ts';
import { HISTORY } from '../words/history.tsx';
import { PIECES } from '../words/pieces.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import { Exact, Happened, Near, Outside, StatusChip, Time } from './item.tsx';
import { commitmentHref } from './past.tsx';

type Objection = CommitmentView['objections'][number];

/** Until when: a midnight is 24:00 of the day before, because that day is inside. */
function Until({ instant, zone }: { readonly instant: number; readonly zone: string }) {
  return (
    <Time instant={instant} zone={zone}>
      {formatClosing(instant, knownZone(zone), { language: useLanguage() })} {placeOf(zone)}
    </Time>
  );
}

function Recorded(props: { one: { recordedAt: number; recordedBy: string }; zone: string }) {
  const { one, zone } = props;
  return (
    <p class="quiet">
      {useWords(HISTORY).recorded(
        <Exact instant={one.recordedAt} zone={zone} />,
        <bdi>{one.recordedBy}</bdi>,
      )}
    </p>
  );
}

/** What holds the reminders, until when, and who says so. */
export function HeldLine(props: { held: Held; zone: string; now: number }) {
  const { held, zone, now } = props;
  const words = useWords(PIECES);
  return (
    <p class="notice">
      {words.heldUntil(
        words.held[held.kind],
        <Near now={now} instant={held.untilAt} zone={zone} end={true} />,
        <bdi>{held.by}</bdi>,
      )}
      : <span dir="auto">{held.note}</span>
    </p>
  );
}

/** That somebody objects to an amount or a decision, where that stands; nothing when nobody does. */
export function Contested(props: {
  view: CommitmentView;
  about: { progressId: number } | { verdictId: number };
}) {
  const { view, about } = props;
  const words = useWords(HISTORY).objections;
  const against = view.objections.filter((one) =>
    'progressId' in about ? one.progressId === about.progressId : one.verdictId === about.verdictId,
  );
  return (
    <>
      {against.map((one) => (
        <p class="against">
          <a href={`#objection-${one.id}`}>{words.objects(<bdi>{one.raisedBy ?? one.recordedBy}</bdi>)}</a>:{' '}
          <span dir="auto">{one.reason}</span> (
          {one.answer === null ? words.noAnswer : words.outcomes[one.answer.outcome]})
        </p>
      ))}
    </>
  );
}

function About({ one }: { readonly one: Objection }) {
  const words = useWords(HISTORY).objections;
  if (one.progressId !== null) return <a href={`#amount-${one.progressId}`}>{words.amount}</a>;
  if (one.verdictId !== null) return <a href={`#decision-${one.verdictId}`}>{words.decision}</a>;
  return <>{words.whole}</>;
}

function AnswerLine({ one, view }: { readonly one: Objection; readonly view: CommitmentView }) {
  const { answer } = one;
  const words = useWords(HISTORY).objections;
  const until = <Until instant={one.answerByAt} zone={view.zone} />;
  if (answer === null)
    return <p>{one.answerByAt <= view.now ? words.noneBy(until) : words.wantedBy(until)}</p>;
  return (
    <>
      <p>
        <b>{words.answered[answer.outcome]}</b>: <span dir="auto">{answer.answer}</span>
      </p>
      <Recorded one={answer} zone={view.zone} />
    </>
  );
}

export function Objections({ view }: { readonly view: CommitmentView }) {
  if (view.objections.length === 0) return null;
  const words = useWords(HISTORY).objections;
  return (
    <section aria-labelledby="objections">
      <h2 id="objections">{words.heading}</h2>
      <ol class="log">
        {view.objections.map((one) => (
          <li id={`objection-${one.id}`}>
            <p>
              {words.about(
                <b>
                  <bdi>{one.raisedBy ?? one.recordedBy}</bdi>
                </b>,
                <About one={one} />,
                <span dir="auto">{one.reason}</span>,
              )}
              {one.url === null ? null : (
                <>
                  {' '}
                  <Outside url={one.url}>
                    <span class="url">{one.url}</span>
                  </Outside>
                </>
              )}
            </p>
            <Recorded one={one} zone={view.zone} />
            <AnswerLine one={one} view={view} />
          </li>
        ))}
      </ol>
    </section>
  );
}

export function ConditionReports({ view }: { readonly view: CommitmentView }) {
  if (view.conditionReports.length === 0) return null;
  const words = useWords(HISTORY).condition;
  return (
    <section aria-labelledby="condition-reports">
      <h2 id="condition-reports">{words.heading}</h2>
      <p>{words.holds(<span dir="auto">{view.condition}</span>)}</p>
      <ol class="log">
        {view.conditionReports.map((report) => (
          <li>
            <p>
              <b>{words.states[report.state]}</b>, <Happened instant={report.happenedAt} zone={view.zone} />
              {report.note === null ? null : (
                <>
                  : <span dir="auto">{report.note}</span>
                </>
              )}
              {report.url === null ? null : (
                <>
                  {' '}
                  <Outside url={report.url}>
                    <span class="url">{report.url}</span>
                  </Outside>
                </>
              )}
            </p>
            <Recorded one={report} zone={view.zone} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Beside(props: { other: Neighbour | null; id: number; past: CommitmentView['past'] }) {
  const { other, id, past } = props;
  if (other === null) return <a href={commitmentHref(id, past)}>{id}</a>;
  return (
    <>
      <a href={commitmentHref(id, past)}>
        <bdi>{other.title}</bdi>
      </a>{' '}
      <span class="quiet">
        (<bdi>{other.speaker}</bdi>)
      </span>{' '}
      <StatusChip status={other.status} text={other.statusText} />
    </>
  );
}

/** Sides, parts, what it is a part of, and other accounts of the same matter. */
export function Related({ view }: { readonly view: CommitmentView }) {
  const { sides, parts, whole, links } = view;
  if (sides.length + parts.length + links.length === 0 && whole === null) return null;
  const words = useWords(HISTORY).related;
  return (
    <section aria-labelledby="related">
      <h2 id="related">{words.heading}</h2>
      {sides.length === 0 ? null : (
        <>
          <h3>{words.sides}</h3>
          <ul>
            {sides.map((side) => (
              <li>
                <bdi>{side.party}</bdi> {side.text}
              </li>
            ))}
          </ul>
        </>
      )}
      {sides.length + parts.length === 0 ? null : <p class="quiet">{words[view.partsRule]}</p>}
      {whole === null ? null : <p>{words.partOf(<Beside other={whole} id={whole.id} past={view.past} />)}</p>}
      {parts.length === 0 ? null : (
        <>
          <h3>{words.parts}</h3>
          <ul>
            {parts.map((part) => (
              <li>
                <Beside other={part} id={part.id} past={view.past} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Accounts view={view} />
    </section>
  );
}

/** Said again, or told differently: linked, with who says why. */
function Accounts({ view }: { readonly view: CommitmentView }) {
  if (view.links.length === 0) return null;
  const words = useWords(HISTORY).related;
  return (
    <>
      <h3>{words.accounts}</h3>
      <ul class="log">
        {view.links.map((link) => (
          <li>
            <p>
              {words.link(
                words.links[link.kind][link.drawn],
                <Beside other={link.other} id={link.otherId} past={view.past} />,
                <span dir="auto">{link.reason}</span>,
              )}
            </p>
            <Recorded one={link} zone={view.zone} />
            {link.end === null ? null : (
              <>
                <p>
                  <b>{words.takenBack}</b>: <span dir="auto">{link.end.reason}</span>
                </p>
                <Recorded one={link.end} zone={view.zone} />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

export function Reminders({ view }: { readonly view: CommitmentView }) {
  if (view.notices.length === 0) return null;
  const words = useWords(HISTORY).reminders;
  return (
    <section aria-labelledby="reminders">
      <h2 id="reminders">{words.heading}</h2>
      <ol class="log">
        {view.notices.map((notice) => (
          <li>
            <p>
              <b>{words.kinds[notice.kind]}</b>
              {notice.untilAt === null
                ? null
                : words.until(<Until instant={notice.untilAt} zone={view.zone} />)}
              : <span dir="auto">{notice.note}</span>
            </p>
            <Recorded one={notice} zone={view.zone} />
          </li>
        ))}
      </ol>
    </section>
  );
}
