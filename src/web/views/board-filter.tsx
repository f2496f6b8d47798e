/** What the board is asked for: as an address, as a form, and as words that can be taken away one by one. */
import type { Child } from 'hono/jsx';
import { type Group, SORTS } from '../../domain/groups.ts';
import { MODALITIES, STATUSES } from '../../domain/record.ts';
import { FILTER } from '../words/filter.ts';
import { PIECES } from '../words/pieces.tsx';
import { phrase, useLanguage, useWords } from '../words/speech.ts';

/** The parameters of the board that filter or sort, in the order in which an address has them. */
export const ASKS = [
  ...(['q', 'party', 'speaker', 'tag', 'source', 'modality', 'status', 'from', 'to', 'zone'] as const),
  ...(['disputed', 'unmeasurable', 'slipped', 'sort'] as const),
] as const;
export type Asked = (typeof ASKS)[number];

/** As it stands in the address; null or absent: not asked for. */
export type BoardAsk = { readonly [Name in Asked]?: string | null };

/** Names to choose from; any other may be typed. */
export interface Suggestions {
  readonly parties: readonly string[];
  readonly tags: readonly string[];
}

/** What a feed and a calendar can be asked for too. */
const PULLED: readonly Asked[] = [
  ...(['q', 'party', 'speaker', 'tag', 'source', 'modality', 'from', 'to', 'zone'] as const),
  ...(['disputed', 'slipped'] as const),
];
const FOLLOWED = ['q', 'party', 'speaker', 'tag', 'source', 'modality'] as const;
/** By themselves they change nothing that is shown. */
const QUIET: readonly Asked[] = ['zone', 'sort'];

/** The address of the board with these things asked for. */
export function boardHref(
  ask: BoardAsk & { group?: Group; cursor?: string; asOf?: string; on?: string },
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(ask)) if (value) query.set(name, value);
  const text = query.toString();
  return text === '' ? '/' : `/?${text}`;
}

export const isFiltered = (filter: BoardAsk): boolean =>
  ASKS.some((name) => filter[name] && !QUIET.includes(name));

/** The filters for a feed and a calendar of what the board shows, as far as these have them. */
export function pullQuery(filter: BoardAsk, shown: readonly Group[]): string {
  const [only, ...others] = shown;
  const pulled = Object.fromEntries(PULLED.map((name) => [name, filter[name]]));
  return boardHref(only === undefined || others.length > 0 ? pulled : { ...pulled, group: only }).slice(1);
}

/**
 * Where what is asked for can be followed; null where nothing of it belongs to a commitment for good. How it stands and
 * its days are left out: alerts tell when these change.
 */
export function followHref(filter: BoardAsk): string | null {
  const asked = FOLLOWED.filter((name) => filter[name]);
  if (asked.length === 0) return null;
  const query = new URLSearchParams(asked.map((name) => [name, filter[name] ?? '']));
  const [only, ...others] = asked;
  if (others.length > 0 || (only !== 'party' && only !== 'tag')) query.set('follows', 'search');
  return `/subscribe?${query}`;
}

type Words = (typeof FILTER)['en'];

const named = (words: string, name: string): Child => (
  <>
    {words}{' '}
    <b>
      <bdi>{name}</bdi>
    </b>
  </>
);

/** The times of the past that are asked for, as an address has them. */
type Times = Readonly<Record<string, string>>;

/** Each filter in words. */
const IN_WORDS: {
  readonly [Name in Asked]?: (value: string, words: Words, filter: BoardAsk, past: Times) => Child;
} = {
  q: (value, { asks }) => named(asks.q, value),
  party: (value, { asks }) => named(asks.party, value),
  speaker: (value, { asks }) => named(asks.speaker, value),
  tag: (value, { asks }) => named(asks.tag, value),
  source: (value, { asks, sourceNumber }, _, past) => {
    const times = new URLSearchParams(past).toString();
    const href = `/sources/${encodeURIComponent(value)}${times === '' ? '' : `?${times}`}`;
    return (
      <>
        {asks.source} <a href={href}>{sourceNumber(value)}</a>
      </>
    );
  },
  modality: (value, { asks, modalities }) => named(asks.is, phrase(modalities, value)),
  status: (value, { asks, statuses }) => named(asks.is, phrase(statuses, value)),
  from: (value, { asks, orLater }, { zone }) => named(asks.touches, orLater(value, zone || 'UTC')),
  to: (value, { asks, orEarlier }, { zone }) => named(asks.touches, orEarlier(value, zone || 'UTC')),
  disputed: (_, words) => <b>{words.disputed}</b>,
  unmeasurable: (_, words) => <b>{words.unmeasurable}</b>,
  slipped: (value, words) => <b>{value === '1' ? words.slipped : words.slippedBy(value)}</b>,
};

/** What is asked for, each with a link that takes it away. */
export function ActiveFilters(props: {
  filter: BoardAsk;
  past: Times;
  /** Whether nothing at all was found. */
  none: boolean;
}) {
  const { filter, past, none } = props;
  const words = useWords(FILTER);
  return (
    <div class="notice">
      <p id="only">{words.only}</p>
      <ul class="filters" aria-labelledby="only">
        {ASKS.map((name) => {
          const value = filter[name];
          const say = IN_WORDS[name];
          if (!value || say === undefined) return null;
          return (
            <li>
              {say(value, words, { ...filter, zone: filter.zone ?? past.zone ?? null }, past)}{' '}
              <a href={boardHref({ ...filter, [name]: null, ...past })}>{words.remove}</a>
            </li>
          );
        })}
      </ul>
      <p>
        {none ? words.none : null}
        <a href={boardHref(past)}>{words.everything}</a>
      </p>
    </div>
  );
}

function Text(props: { name: Asked; label: string; value: string; type?: string; list?: string }) {
  const { name, label, value, type = 'text', list } = props;
  const shown = type === 'date' && !/^(\d{4}-\d\d-\d\d)?$/.test(value) ? 'text' : type;
  return (
    <p class="field">
      <label for={`by-${name}`}>{label}</label>
      <input
        id={`by-${name}`}
        name={name}
        type={shown}
        value={value}
        {...(list === undefined ? {} : { list })}
      />
    </p>
  );
}

function Choice(props: {
  name: Asked;
  label: string;
  value: string;
  all: string;
  options: readonly (readonly [string, string])[];
}) {
  const { name, label, value, all, options } = props;
  return (
    <p class="field">
      <label for={`by-${name}`}>{label}</label>
      <select id={`by-${name}`} name={name}>
        <option value="">{all}</option>
        {options.map(([one, words]) => (
          <option value={one} selected={one === value}>
            {words}
          </option>
        ))}
      </select>
    </p>
  );
}

/**
 * Asks for less, or in another order. It only reads; `kept` are the parameters that stay. It stands closed: on a phone
 * it is longer than the screen, and what is asked for is listed above it.
 */
export function FilterForm(props: {
  filter: BoardAsk;
  suggestions: Suggestions;
  kept: Readonly<Record<string, string>>;
  /** The zone of somebody who has chosen one; null: the days are those of UTC unless another is named. */
  presumed: string | null;
}) {
  const { filter, suggestions, kept, presumed } = props;
  const language = useLanguage();
  const words = FILTER[language];
  const { fields } = words;
  const value = (name: Asked): string => filter[name] ?? '';
  const held = Object.entries({ ...kept, slipped: value('slipped') }).filter(([name]) => name !== 'zone');
  return (
    <details>
      <summary>{words.summary}</summary>
      <form method="get" action="/" class="panel">
        {held.map(([name, text]) => (text === '' ? null : <input type="hidden" name={name} value={text} />))}
        <p class="field">
          <label for="by-q">{fields.q}</label>
          <input
            id="by-q"
            name="q"
            type="search"
            value={value('q')}
            dir="auto"
            aria-describedby="by-q-hint"
          />
          <span class="hint" id="by-q-hint">
            {words.hint}
          </span>
        </p>
        <div class="grid">
          <Text name="party" label={fields.party} value={value('party')} list="by-parties" />
          <Text name="speaker" label={fields.speaker} value={value('speaker')} list="by-parties" />
          <Text name="tag" label={fields.tag} value={value('tag')} list="by-tags" />
          <Text name="source" label={fields.source} value={value('source')} />
          <Choice
            {...{ name: 'modality', label: fields.modality, value: value('modality'), all: words.any }}
            options={MODALITIES.map((one) => [one, words.modalities[one]] as const)}
          />
          <Choice
            {...{ name: 'status', label: fields.status, value: value('status'), all: words.any }}
            options={(['open', ...STATUSES, 'settled'] as const).map(
              (one) => [one, words.statuses[one]] as const,
            )}
          />
          <Text name="from" label={fields.from} value={value('from')} type="date" />
          <Text name="to" label={fields.to} value={value('to')} type="date" />
          <Text name="zone" label={fields.zone} value={value('zone') || (kept.zone ?? presumed ?? '')} />
          <Choice
            {...{ name: 'sort', label: fields.sort, value: value('sort'), all: words.gravest }}
            options={SORTS.map((one) => [one, words.sorts[one]] as const)}
          />
        </div>
        {(['disputed', 'unmeasurable'] as const).map((name) => (
          <div class="check">
            <input type="checkbox" id={`by-${name}`} name={name} value="on" checked={value(name) !== ''} />
            <label for={`by-${name}`}>{fields[name]}</label>
          </div>
        ))}
        <datalist id="by-parties">
          {suggestions.parties.map((name) => (
            <option>{name}</option>
          ))}
        </datalist>
        <datalist id="by-tags">
          {suggestions.tags.map((name) => (
            <option>{name}</option>
          ))}
        </datalist>
        <p class="actions">
          <button type="submit" class="button plain">
            {PIECES[language].show}
          </button>
        </p>
      </form>
    </details>
  );
}
