/** What the pages of a party, a source and a tag have in common: counts, lists, track record, ways to follow. */
import { uncapital } from '../../domain/language.ts';
import { formatPercent, formatQuantity } from '../../domain/numbers.ts';
import { STATUSES, type Status } from '../../domain/record.ts';
import { CLASSES, LEAST_SETTLED, type Rate, type TrackRecord } from '../../domain/track-record.ts';
import { WORDING } from '../../domain/wording.ts';
import type { Past } from '../../service/as-of.ts';
import type { Brief } from '../../service/browse/brief.ts';
import type { BriefList } from '../../service/browse/places.ts';
import type { TrackRecordView } from '../../service/browse/track-record.ts';
import { PLACES } from '../words/places.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import { DeadlineLine, DisputedMark, ExampleMark, Pulls, SHAPES, StatusChip } from './item.tsx';
import { commitmentHref, inPast } from './past.tsx';

/** How many there are of each status, those that there are. */
export function Counts({ counts }: { readonly counts: ReadonlyMap<Status, number> }) {
  const language = useLanguage();
  const some = STATUSES.filter((status) => (counts.get(status) ?? 0) > 0);
  return (
    <ul class="marks" aria-label={PLACES[language].stand}>
      {some.map((status) => (
        <li class={`chip ${status}`}>
          <span aria-hidden="true">{SHAPES[status]}</span> {formatQuantity(counts.get(status) ?? 0, language)}{' '}
          {uncapital(WORDING[language].statuses[status])}
        </li>
      ))}
    </ul>
  );
}

/** The ways to follow a place: by mail, by feed, by calendar. `query` are its filters, `?party=Russia`. */
export function Follow(props: {
  readonly subscribe: string;
  readonly query: string;
  readonly board?: string;
}) {
  const { subscribe, query, board } = props;
  const words = useWords(PLACES);
  return (
    <p class="actions">
      <a class="button" href={subscribe}>
        {words.follow}
      </a>{' '}
      <span class="pulls">
        <Pulls feed={`/feed.atom${query}`} calendar={`/calendar.ics${query}`} />
        {board === undefined ? null : (
          <>
            {' '}
            · <a href={board}>{words.onBoard}</a>
          </>
        )}
      </span>
    </p>
  );
}

/** Commitments in one line each. */
export function Lines(props: { readonly items: readonly Brief[]; readonly now: number }) {
  return (
    <ul class="lines">
      {props.items.map((item) => (
        <li>
          <StatusChip status={item.status} text={item.statusText} /> {item.disputed ? <DisputedMark /> : null}{' '}
          {item.exampleData ? <ExampleMark /> : null}{' '}
          <a href={commitmentHref(item.id, item.past)} dir="auto">
            {item.title}
          </a>
          <br />
          <span class="quiet when">
            <DeadlineLine item={item} now={props.now} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The way to the next page of a list. */
export function Next({
  list,
  href,
}: {
  readonly list: BriefList;
  readonly href: (before: number) => string;
}) {
  return list.next === null ? null : (
    <p>
      <a href={href(list.next)}>{useWords(PLACES).earlier}</a>
    </p>
  );
}

/** Under each party that must act, what it must do; what binds several stands under each of them. */
export function ByParty(props: {
  readonly items: readonly Brief[];
  readonly now: number;
  readonly past: Past | null;
}) {
  const { items, now, past } = props;
  const names = [...new Set(items.flatMap(({ committers }) => committers.map(({ name }) => name)))].sort();
  const nobody = items.filter(({ committers }) => committers.length === 0);
  return (
    <>
      {names.map((name) => (
        <>
          <h3>
            <a href={inPast('/parties/named', past, { name })}>
              <bdi>{name}</bdi>
            </a>
          </h3>
          <Lines
            items={items.filter(({ committers }) => committers.some((one) => one.name === name))}
            now={now}
          />
        </>
      ))}
      {nobody.length === 0 ? null : (
        <>
          <h3>{useWords(PLACES).nobody}</h3>
          <Lines items={nobody} now={now} />
        </>
      )}
    </>
  );
}

function RateLine({ words, rate }: { readonly words: string; readonly rate: Rate | null }) {
  const language = useLanguage();
  if (rate === null) return null;
  const say = PLACES[language].record;
  const number = (value: number): string => formatQuantity(value, language);
  return (
    <p>
      <b>{say.rate(words, number(rate.kept), number(rate.settled))}</b>
      {say.share(formatPercent(rate.share), formatPercent(rate.from), formatPercent(rate.to))}
    </p>
  );
}

function Tally({ of, caption }: { readonly of: TrackRecord; readonly caption: string }) {
  const language = useLanguage();
  const words = PLACES[language].record;
  return (
    <>
      <table class="record">
        <caption>{caption}</caption>
        <tbody>
          {CLASSES.filter((one) => of.counts[one] > 0).map((one) => (
            <tr>
              <th scope="row">{WORDING[language].classes[one]}</th>
              <td>{formatQuantity(of.counts[one], language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <RateLine words={words.onTime} rate={of.onTime} />
      <RateLine words={words.kept} rate={of.kept} />
      {of.kept === null ? <p class="quiet">{words.few(LEAST_SETTLED)}</p> : null}
    </>
  );
}

const counted = (of: TrackRecord): boolean => CLASSES.some((one) => of.counts[one] > 0);

/** How the word was kept. */
export function TrackRecordSection(props: {
  readonly record: TrackRecordView | null;
  readonly about: string;
}) {
  const { record, about } = props;
  const language = useLanguage();
  const words = PLACES[language].record;
  return (
    <section aria-labelledby="record">
      <h2 id="record">{words.heading}</h2>
      <p class="quiet">
        {about}
        {words.about}
      </p>
      {record === null ? (
        <p class="notice">{words.much(<code>npx duly track-record</code>)}</p>
      ) : !counted(record.binding) && !counted(record.apart) ? (
        <p class="quiet">{words.none}</p>
      ) : (
        <>
          {counted(record.binding) ? <Tally of={record.binding} caption={words.binding} /> : null}
          {counted(record.apart) ? <Tally of={record.apart} caption={words.apart} /> : null}
          {record.restated === 0 ? null : (
            <p class="quiet">{words.restated(formatQuantity(record.restated, language))}</p>
          )}
        </>
      )}
    </section>
  );
}
