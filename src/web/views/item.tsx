/** Pieces that several pages show: the status, a time, progress, names of who spoke and who must act. */
import type { Child } from 'hono/jsx';
import type { Window } from '../../domain/deadline/types.ts';
import { inAddress } from '../../domain/language.ts';
import type { Status } from '../../domain/record.ts';
import { formatInstant } from '../../domain/shown.ts';
import { exactly, happenedNear, happenedOn, knownZone, machineTime, nearness, placeOf } from '../when.ts';
import { germanFault } from '../words/german-faults.ts';
import { PIECES } from '../words/pieces.tsx';
import { useLanguage, useWords } from '../words/speech.ts';

/** A shape beside the word and the colour, so that nothing is said by colour alone. */
export const SHAPES = {
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

/** The page of a party, which is known here only by its name. */
export const partyHref = (name: string): string => `/parties/named?name=${encodeURIComponent(name)}`;

/** The form that adds a party of this name. */
export const addPartyHref = (name: string): string => `/parties?${new URLSearchParams({ add: name })}#add`;

export const tagHref = (tag: string): string => `/tags/${encodeURIComponent(tag)}`;

/** Where a program fetches what happens, and the dates. */
export function Pulls({ feed, calendar }: { readonly feed: string; readonly calendar: string }) {
  const language = useLanguage();
  const words = PIECES[language];
  return (
    <>
      <a href={inAddress(feed, language)}>{words.feed}</a> ·{' '}
      <a href={inAddress(calendar, language)}>{words.calendar}</a>
    </>
  );
}

/** Marks what is made up for a demonstration, wherever it is shown. */
export function ExampleMark() {
  return <span class="chip example">{useWords(PIECES).example}</span>;
}

/** Stands beside the status: claims stand against each other, or an objection waits for its answer. */
export function DisputedMark() {
  return (
    <span class="chip disputed">
      <span aria-hidden="true">≠</span> {useWords(PIECES).disputed}
    </span>
  );
}

/** What is on record in English words of our own, such as how a date follows: marked where the page speaks otherwise. */
export function InEnglish({ children }: { readonly children: Child }) {
  return useLanguage() === 'en' ? children : <span lang="en">{children}</span>;
}

/** Why something was refused, in the language of the page where that is known, else marked as English. */
export function Why({ text }: { readonly text: string }) {
  const german = useLanguage() === 'de' ? germanFault(text) : null;
  return german ?? <InEnglish>{text}</InEnglish>;
}

export function Time(props: { instant: number; zone: string; children: Child }) {
  return <time datetime={machineTime(props.instant, props.zone)}>{props.children}</time>;
}

/** `in 3 days · Sun 15 Jun 24:00 Istanbul`. */
export function Near(props: { now: number; instant: number; zone: string; end?: boolean }) {
  const { now, instant, zone, end = false } = props;
  const language = useLanguage();
  return (
    <Time instant={instant} zone={zone}>
      <b>{nearness(now, instant, zone, end, language)}</b> · {exactly(now, instant, zone, end, language)}{' '}
      {placeOf(zone)}
    </Time>
  );
}

/** A full date and time with the place whose clocks show it. */
export function Exact(props: { instant: number; zone: string }) {
  const { instant, zone } = props;
  return (
    <Time instant={instant} zone={zone}>
      {formatInstant(instant, knownZone(zone), { language: useLanguage() })} {placeOf(zone)}
    </Time>
  );
}

/** When something happened: what was given as a day is shown as a day, without an hour that nobody stated. */
export function Happened(props: { instant: number; zone: string }) {
  const { instant, zone } = props;
  return (
    <Time instant={instant} zone={zone}>
      {happenedOn(instant, zone, useLanguage())} {placeOf(zone)}
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
  const language = useLanguage();
  const words = PIECES[language];
  if (item.settledAt !== null)
    return (
      <>
        {words.settled}{' '}
        <Time instant={item.settledAt} zone={zone}>
          <b>{nearness(now, item.settledAt, zone, false, language)}</b> ·{' '}
          {happenedNear(now, item.settledAt, zone, language)} {placeOf(zone)}
        </Time>
      </>
    );
  if (window === null)
    return (
      <>
        {item.waitsFor === null ? words.noDate : words.waitsFor(<bdi>{item.waitsFor}</bdi>)}
        {item.reviewAt === null
          ? null
          : words.lookAgain(<Near now={now} instant={item.reviewAt} zone={zone} />)}
      </>
    );
  if (item.status === 'upcoming')
    return words.opens(
      <Near now={now} instant={window.opensAt} zone={zone} />,
      <Time instant={window.closesAt} zone={zone}>
        {exactly(now, window.closesAt, zone, true, language)}
      </Time>,
    );
  return (
    <>
      {window.closesAt <= now ? words.closed : words.closes}{' '}
      <Near now={now} instant={window.closesAt} zone={zone} end={true} />
    </>
  );
}

export function Progress(props: { text: string; fraction: number | null }) {
  return (
    <div class="progress">
      {props.fraction === null ? null : (
        // The words beside it say the same, and more exactly.
        <progress max="100" value={String(Math.floor(props.fraction * 100))} aria-hidden="true" />
      )}
      <span>{props.text}</span>
    </div>
  );
}

/** Latin letters and signs run one way only: they need nothing to keep them from turning what stands beside them. */
const ONE_WAY = /^[\p{Script=Latin}\d .,'’()-]*$/u;

/** A name by itself, whatever its script. */
function Name({ name }: { readonly name: string }) {
  return ONE_WAY.test(name) ? name : <bdi>{name}</bdi>;
}

/** Names with commas between. */
export function Names(props: { names: readonly string[]; href?: (name: string) => string }) {
  return (
    <>
      {props.names.map((name, index) => (
        <>
          {index > 0 ? ', ' : ''}
          {props.href === undefined ? (
            <Name name={name} />
          ) : (
            <a href={props.href(name)}>
              <Name name={name} />
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
