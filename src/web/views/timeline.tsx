/** A timeline as a picture, and the same as a table for whoever does not see it. Props in, JSX out. */
import { addDays, civilDate, startOfDay } from '../../domain/civil.ts';
import { formatDate, formatWindow } from '../../domain/shown.ts';
import type { Brief } from '../../service/browse/brief.ts';
import type { Timeline } from '../../service/browse/timeline.ts';
import { type Bar, layOut, type Picture, type Row } from '../timeline.ts';
import {
  type Days,
  daysAround,
  daysOf,
  fitting,
  LENGTHS,
  type Range,
  readable,
  shift,
} from '../timeline-range.ts';
import { knownZone, placeOf } from '../when.ts';
import { PIECES } from '../words/pieces.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import { TIMELINE } from '../words/timeline.ts';
import { SHAPES, StatusChip } from './item.tsx';
import { commitmentHref } from './past.tsx';

interface Props {
  readonly timeline: Timeline;
  /** The page it stands on, and what else is asked for there. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | null>>;
  /** What the page calls the first and the last day that are drawn, where `from` and `to` mean more than the picture. */
  readonly names?: { readonly from: string; readonly to: string };
  /** Whether the page says the same in words already. */
  readonly listed?: boolean;
}

/** So many letters fit a phone; the whole title is in the table and behind the link. */
const MOST_LETTERS = 42;

/** Cut short between letters as people see them, and kept from turning the words around it. */
function short(title: string): string {
  const letters = [...title];
  const text =
    letters.length > MOST_LETTERS
      ? `${letters
          .slice(0, MOST_LETTERS - 1)
          .join('')
          .trimEnd()}…`
      : title;
  return `\u2068${text}\u2069`;
}

function rangeOf({ items, days, now, zone }: Timeline): Range {
  if (days === null) return readable(items, now, zone);
  return { from: startOfDay(days.from, zone), to: startOfDay(addDays(days.to, 1), zone) };
}

/** The picture with the ways to other times. Nothing at all where nothing has a date and nothing was asked for. */
export function TimelineSection(props: Props) {
  const { timeline } = props;
  const { items, days, zone } = timeline;
  if (items.length === 0 && days === null) return null;
  const language = useLanguage();
  const words = TIMELINE[language];
  const asked = { range: rangeOf(timeline), now: timeline.now, zone: knownZone(zone), language };
  const picture = layOut(items, asked);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{words.heading}</h2>
      <Ranges {...props} />
      {items.length === 0 ? (
        <p class="quiet">{words.none}</p>
      ) : (
        <>
          <Drawing picture={picture} />
          <Legend {...props} picture={picture} range={asked.range} />
          {props.listed === true ? null : <Table items={items} />}
        </>
      )}
    </section>
  );
}

/** The page with other days drawn; null: all there is. */
function hrefOf({ path, query = {}, names }: Props, days: Days | null): string {
  const search = new URLSearchParams();
  const { from, to } = names ?? { from: 'from', to: 'to' };
  const drawn = days === null ? {} : { [from]: days.from, [to]: days.to };
  for (const [name, value] of Object.entries({ ...query, ...drawn })) if (value) search.set(name, value);
  const text = search.toString();
  return `${path}${text === '' ? '' : `?${text}`}#timeline`;
}

/** Which days are drawn, what lies beyond them, and the way to a picture with all of it. */
function Legend(props: Props & { readonly picture: Picture<Brief>; readonly range: Range }) {
  const { timeline, picture, range } = props;
  const { items, days, more, now, zone } = timeline;
  const { earlier, later } = picture;
  const language = useLanguage();
  const words = TIMELINE[language];
  const day = (date: string): string => formatDate(date, true, language);
  const line = items.some(({ past }) => past !== null) ? words.past : words.now;
  const all = fitting(items, now, zone);
  const whole = days === null && all.from === range.from && all.to === range.to;
  const drawn = daysOf(range, zone);
  const beyond = [
    ...(earlier === 0 ? [] : [words.countEarlier(earlier)]),
    ...(later === 0 ? [] : [words.countLater(later)]),
  ];
  return (
    <p class="quiet">
      {words.legend(whole ? words.all : words.span(day(drawn.from), day(drawn.to)), placeOf(zone), line)}
      {beyond.length === 0 ? '' : words.beyond(beyond.join(', '))}
      {more ? words.cut(items.length, line) : ''}
      {whole || days !== null ? null : (
        <>
          {' '}
          <a href={hrefOf(props, daysOf(all, zone))}>{words.toScale}</a>
        </>
      )}
    </p>
  );
}

function Ranges(props: Props) {
  const { days, now, zone } = props.timeline;
  const today = civilDate(now, knownZone(zone));
  const words = useWords(TIMELINE);
  const href = (ask: Days | null): string => hrefOf(props, ask);
  const same = (one: Timeline['days']): boolean => one?.from === days?.from && one?.to === days?.to;
  const ways = [
    ...(['week', 'month', 'quarter', 'year'] as const).map((name) => ({
      name: words.lengths[name],
      days: daysAround(today, LENGTHS[name]),
    })),
    { name: words.lengths.all, days: null },
  ];
  return (
    <nav aria-label={words.shown}>
      <ul class="ranges">
        {days === null ? null : (
          <li>
            <a href={href(shift(days, -1))}>{words.earlier}</a>
          </li>
        )}
        {ways.map((way) => (
          <li>
            <a href={href(way.days)} {...(same(way.days) ? { 'aria-current': 'true' as const } : {})}>
              {way.name}
            </a>
          </li>
        ))}
        {days === null ? null : (
          <li>
            <a href={href(shift(days, 1))}>{words.later}</a>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Drawing({ picture: { rows, ticks, height, now: line } }: { readonly picture: Picture<Brief> }) {
  return (
    <svg class="timeline" width="100%" height={height}>
      <title>{useWords(TIMELINE).picture}</title>
      {ticks.map(({ x, label }, index) => (
        <>
          <line x1={`${x}%`} x2={`${x}%`} y2="100%" />
          <text x={`${x}%`} dx="3" y="12" {...(index % 2 === 0 ? {} : { class: 'odd' })}>
            {label}
          </text>
        </>
      ))}
      {line === null ? null : <line class="now" x1={`${line}%`} x2={`${line}%`} y1="14" y2="100%" />}
      {rows.map((row) => (
        <DrawnRow row={row} />
      ))}
    </svg>
  );
}

function DrawnRow({ row: { item, y, bar, ghosts, before, after } }: { readonly row: Row<Brief> }) {
  const top = y + 20;
  const rect = (one: Bar, kind: string, width = one.width) => (
    <rect class={kind} x={`${one.x}%`} y={top} width={`${width}%`} height="12" rx="2" />
  );
  const fraction = item.progress?.fraction ?? null;
  const done =
    bar === null || fraction === null ? 0 : Math.round(bar.width * Math.min(1, fraction) * 100) / 100;
  return (
    <a
      href={commitmentHref(item.id, item.past)}
      class={item.status}
      aria-label={`${item.title}: ${item.statusText}`}
    >
      <text y={y + 14}>
        <tspan>{SHAPES[item.status]}</tspan> {short(item.title)}
      </text>
      <text class="says" x="100%" y={y + 14}>
        {item.statusText}
      </text>
      {ghosts.map((ghost) => rect(ghost, 'ghost'))}
      {bar === null ? null : rect(bar, 'bar')}
      {bar === null || done <= 0 ? null : rect(bar, 'done', done)}
      {before ? (
        <text class="on" x="2" y={top + 10}>
          ◂
        </text>
      ) : null}
      {after ? (
        <text class="on end" x="100%" y={top + 10}>
          ▸
        </text>
      ) : null}
    </a>
  );
}

function Table({ items }: { readonly items: readonly Brief[] }) {
  const language = useLanguage();
  const words = TIMELINE[language];
  const windowText = (window: NonNullable<Brief['window']>, zone: string): string =>
    `${formatWindow(window, knownZone(zone), { year: true, language })} ${placeOf(zone)}`;
  return (
    <details>
      <summary>{PIECES[language].table}</summary>
      <table>
        <caption>{words.order}</caption>
        <thead>
          <tr>
            <th scope="col">{words.columns.commitment}</th>
            <th scope="col">{words.columns.window}</th>
            <th scope="col">{words.columns.status}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr>
              <td>
                <a href={commitmentHref(item.id, item.past)} dir="auto">
                  {item.title}
                </a>
              </td>
              <td>
                {item.window === null ? words.noDate : windowText(item.window, item.zone)}
                {item.earlier.map((window) => (
                  <span class="quiet">
                    <br />
                    {words.before(windowText(window, item.zone))}
                  </span>
                ))}
              </td>
              <td>
                <StatusChip status={item.status} text={item.statusText} />
                {item.progress === null ? null : (
                  <>
                    <br />
                    <span class="quiet">{item.progress.text}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
