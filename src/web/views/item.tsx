/** Pieces that several pages show: the status, a time, progress, names of who spoke and who must act. */
import type { Child } from 'hono/jsx';
import type { Window } from '../../domain/deadline/types.ts';
import type { Status } from '../../domain/record.ts';
import { formatInstant } from '../../domain/shown.ts';
import { exactly, happenedNear, happenedOn, knownZone, machineTime, nearness, placeOf } from '../when.ts';

/** A shape beside the word and the colour, so that nothing is said by colour alone. */
const SHAPES = {
  overdue: '▲',
  due: '◆',
  upcoming: '○',
  undated: '–',
  pending: '…',
  met: '✓',
  partly_met: '◐',
  not_met: '✕',
  withdrawn: '↩',
  superseded: '⇄',
  void: '∅',
} satisfies Record<Status, string>;

export function StatusChip({ status, text }: { readonly status: Status; readonly text: string }) {
  return (
    <span class={`chip ${status}`}>
      <span aria-hidden="true">{SHAPES[status]}</span> {text}
    </span>
  );
}

/** Where a program fetches what happens, and the dates. */
export function Pulls({ feed, calendar }: { readonly feed: string; readonly calendar: string }) {
  return (
    <>
      <a href={feed}>Feed</a> · <a href={calendar}>Calendar</a>
    </>
  );
}

/** Marks what is made up for a demonstration, wherever it is shown. */
export function ExampleMark() {
  return <span class="chip example">example data</span>;
}

/** Stands beside the status: claims stand against each other, or an objection waits for its answer. */
export function DisputedMark() {
  return (
    <span class="chip disputed">
      <span aria-hidden="true">≠</span> disputed
    </span>
  );
}

export function Time(props: { instant: number; zone: string; children: Child }) {
  return <time datetime={machineTime(props.instant, props.zone)}>{props.children}</time>;
}

/** `in 3 days · Sun 15 Jun 24:00 Istanbul`. */
export function Near(props: { now: number; instant: number; zone: string; end?: boolean }) {
  const { now, instant, zone, end = false } = props;
  return (
    <Time instant={instant} zone={zone}>
      <b>{nearness(now, instant, zone, end)}</b> · {exactly(now, instant, zone, end)} {placeOf(zone)}
    </Time>
  );
}

/** A full date and time with the place whose clocks show it. */
export function Exact(props: { instant: number; zone: string }) {
  const { instant, zone } = props;
  return (
    <Time instant={instant} zone={zone}>
      {formatInstant(instant, knownZone(zone))} {placeOf(zone)}
    </Time>
  );
}

/** When something happened: what was given as a day is shown as a day, without an hour that nobody stated. */
export function Happened(props: { instant: number; zone: string }) {
  const { instant, zone } = props;
  return (
    <Time instant={instant} zone={zone}>
      {happenedOn(instant, zone)} {placeOf(zone)}
    </Time>
  );
}

/** What of its deadline matters to an item now. */
export function DeadlineLine(props: {
  item: {
    readonly status: Status;
    readonly window: Window | null;
    readonly zone: string;
    readonly reviewAt: number | null;
    readonly waitsFor: string | null;
    readonly settledAt: number | null;
  };
  now: number;
}) {
  const { item, now } = props;
  const { zone, window } = item;
  if (item.settledAt !== null)
    return (
      <>
        settled{' '}
        <Time instant={item.settledAt} zone={zone}>
          <b>{nearness(now, item.settledAt, zone)}</b> · {happenedNear(now, item.settledAt, zone)}{' '}
          {placeOf(zone)}
        </Time>
      </>
    );
  if (window === null)
    return (
      <>
        {item.waitsFor === null ? (
          'no date was stated'
        ) : (
          <>
            waits for <bdi>{item.waitsFor}</bdi>
          </>
        )}
        {item.reviewAt === null ? null : (
          <>
            ; to be looked at again <Near now={now} instant={item.reviewAt} zone={zone} />
          </>
        )}
      </>
    );
  if (item.status === 'upcoming')
    return (
      <>
        opens <Near now={now} instant={window.opensAt} zone={zone} />, closes{' '}
        <Time instant={window.closesAt} zone={zone}>
          {exactly(now, window.closesAt, zone, true)}
        </Time>
      </>
    );
  return (
    <>
      {window.closesAt <= now ? 'closed' : 'closes'}{' '}
      <Near now={now} instant={window.closesAt} zone={zone} end={true} />
    </>
  );
}

export function Progress(props: { text: string; fraction: number | null }) {
  return (
    <div class="progress">
      {props.fraction === null ? null : (
        <progress max="100" value={String(Math.floor(props.fraction * 100))} aria-label={props.text} />
      )}
      <span>{props.text}</span>
    </div>
  );
}

/** Names with commas between. */
export function Names(props: { names: readonly string[]; href?: (name: string) => string }) {
  return (
    <>
      {props.names.map((name, index) => (
        <>
          {index > 0 ? ', ' : ''}
          {props.href === undefined ? (
            <bdi>{name}</bdi>
          ) : (
            <a href={props.href(name)}>
              <bdi>{name}</bdi>
            </a>
          )}
        </>
      ))}
    </>
  );
}

/** A link to somewhere else, or plain text when it is no web address. */
export function Outside(props: { url: string | null; children: Child }) {
  const url = safeUrl(props.url);
  if (url === null) return <>{props.children}</>;
  return (
    <a href={url} rel="noopener noreferrer nofollow">
      {props.children}
    </a>
  );
}

/** The address as a link may carry it; null unless it is http or https: `javascript:` must not become clickable. */
export function safeUrl(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
