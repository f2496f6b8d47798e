/** Both sides of it: objections beside what they are about, the condition, other accounts, parts, reminders held. */
import { formatClosing } from '../../domain/shown.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import type { Held, Neighbour } from '../../service/browse/disputes.ts';
import { knownZone, placeOf } from '../when.ts';
import { Exact, Happened, Near, Outside, StatusChip, Time } from './item.tsx';

type Objection = CommitmentView['objections'][number];

/** Until when: a midnight is 24:00 of the day before, because that day is inside. */
function Until({ instant, zone }: { readonly instant: number; readonly zone: string }) {
  return (
    <Time instant={instant} zone={zone}>
      {formatClosing(instant, knownZone(zone))} {placeOf(zone)}
    </Time>
  );
}

function Recorded(props: { one: { recordedAt: number; recordedBy: string }; zone: string }) {
  const { one, zone } = props;
  return (
    <p class="quiet">
      Recorded <Exact instant={one.recordedAt} zone={zone} /> by <bdi>{one.recordedBy}</bdi>
    </p>
  );
}

/** What holds the reminders, until when, and who says so. */
export function HeldLine(props: { held: Held; zone: string; now: number }) {
  const { held, zone, now } = props;
  return (
    <p class="notice">
      {held.kind === 'acknowledged' ? 'In hand' : 'Put off'} until{' '}
      <Near now={now} instant={held.untilAt} zone={zone} end={true} />, by <bdi>{held.by}</bdi>:{' '}
      <span dir="auto">{held.note}</span>
    </p>
  );
}

/** That somebody objects to an amount or a decision, where that stands; nothing when nobody does. */
export function Contested(props: {
  view: CommitmentView;
  about: { progressId: number } | { verdictId: number };
}) {
  const { view, about } = props;
  const against = view.objections.filter((one) =>
    'progressId' in about ? one.progressId === about.progressId : one.verdictId === about.verdictId,
  );
  return (
    <>
      {against.map((one) => (
        <p class="against">
          <a href={`#objection-${one.id}`}>
            <bdi>{one.raisedBy ?? one.recordedBy}</bdi> objects
          </a>
          : <span dir="auto">{one.reason}</span> ({one.answer === null ? 'no answer yet' : one.answer.outcome}
          )
        </p>
      ))}
    </>
  );
}

function About({ one }: { readonly one: Objection }) {
  if (one.progressId !== null) return <a href={`#amount-${one.progressId}`}>an amount</a>;
  if (one.verdictId !== null) return <a href={`#decision-${one.verdictId}`}>a decision</a>;
  return <>the whole</>;
}

const OUTCOME_WORDS = {
  upheld: 'Upheld',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn by those who raised it',
} as const;

function AnswerLine({ one, view }: { readonly one: Objection; readonly view: CommitmentView }) {
  const { answer } = one;
  if (answer === null)
    return (
      <p>
        {one.answerByAt <= view.now ? 'No answer came by ' : 'An answer is wanted by '}
        <Until instant={one.answerByAt} zone={view.zone} />.
      </p>
    );
  return (
    <>
      <p>
        <b>{OUTCOME_WORDS[answer.outcome]}</b>: <span dir="auto">{answer.answer}</span>
      </p>
      <Recorded one={answer} zone={view.zone} />
    </>
  );
}

export function Objections({ view }: { readonly view: CommitmentView }) {
  if (view.objections.length === 0) return null;
  return (
    <section aria-labelledby="objections">
      <h2 id="objections">Objections</h2>
      <ol class="log">
        {view.objections.map((one) => (
          <li id={`objection-${one.id}`}>
            <p>
              <b>
                <bdi>{one.raisedBy ?? one.recordedBy}</bdi>
              </b>{' '}
              about <About one={one} />: <span dir="auto">{one.reason}</span>
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

const STATE_WORDS = { met: 'Met', failed: 'Failed', open: 'Open again' } as const;

export function ConditionReports({ view }: { readonly view: CommitmentView }) {
  if (view.conditionReports.length === 0) return null;
  return (
    <section aria-labelledby="condition-reports">
      <h2 id="condition-reports">Condition</h2>
      <p>
        It holds on a condition: <span dir="auto">{view.condition}</span>
      </p>
      <ol class="log">
        {view.conditionReports.map((report) => (
          <li>
            <p>
              <b>{STATE_WORDS[report.state]}</b>, <Happened instant={report.happenedAt} zone={view.zone} />
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

function Beside({ other, id }: { readonly other: Neighbour | null; readonly id: number }) {
  if (other === null) return <a href={`/commitments/${id}`}>{id}</a>;
  return (
    <>
      <a href={`/commitments/${id}`}>
        <bdi>{other.title}</bdi>
      </a>{' '}
      <span class="quiet">
        (<bdi>{other.speaker}</bdi>)
      </span>{' '}
      <StatusChip status={other.status} text={other.statusText} />
    </>
  );
}

const RULE_WORDS = {
  independent: 'Each counts by itself: the failure of one excuses no other.',
  mutual: 'The failure of one excuses the others.',
} as const;

/** Sides, parts, what it is a part of, and other accounts of the same matter. */
export function Related({ view }: { readonly view: CommitmentView }) {
  const { sides, parts, whole, links } = view;
  if (sides.length + parts.length + links.length === 0 && whole === null) return null;
  return (
    <section aria-labelledby="related">
      <h2 id="related">What it belongs with</h2>
      {sides.length === 0 ? null : (
        <>
          <h3>Side by side</h3>
          <ul>
            {sides.map((side) => (
              <li>
                <bdi>{side.party}</bdi> {side.text}
              </li>
            ))}
          </ul>
        </>
      )}
      {sides.length + parts.length === 0 ? null : <p class="quiet">{RULE_WORDS[view.partsRule]}</p>}
      {whole === null ? null : (
        <p>
          A part of <Beside other={whole} id={whole.id} />
        </p>
      )}
      {parts.length === 0 ? null : (
        <>
          <h3>Parts</h3>
          <ul>
            {parts.map((part) => (
              <li>
                <Beside other={part} id={part.id} />
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
  return (
    <>
      <h3>Other accounts</h3>
      <ul class="log">
        {view.links.map((link) => (
          <li>
            <p>
              This {link.text} <Beside other={link.other} id={link.otherId} />:{' '}
              <span dir="auto">{link.reason}</span>
            </p>
            <Recorded one={link} zone={view.zone} />
            {link.end === null ? null : (
              <>
                <p>
                  <b>Taken back</b>: <span dir="auto">{link.end.reason}</span>
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

const NOTICE_WORDS = {
  acknowledged: 'Taken in hand',
  snoozed: 'Put off',
  resumed: 'Reminders go on',
} as const;

export function Reminders({ view }: { readonly view: CommitmentView }) {
  if (view.notices.length === 0) return null;
  return (
    <section aria-labelledby="reminders">
      <h2 id="reminders">Reminders held</h2>
      <ol class="log">
        {view.notices.map((notice) => (
          <li>
            <p>
              <b>{NOTICE_WORDS[notice.kind]}</b>
              {notice.untilAt === null ? null : (
                <>
                  {' '}
                  until <Until instant={notice.untilAt} zone={view.zone} />
                </>
              )}
              : <span dir="auto">{notice.note}</span>
            </p>
            <Recorded one={notice} zone={view.zone} />
          </li>
        ))}
      </ol>
    </section>
  );
}
