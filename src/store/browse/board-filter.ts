/** What the board can be asked for, as SQL about `commitment c` and its deadline in force `d`. */
import type { Matter } from '../../domain/search.ts';
import { at } from '../database.ts';

/** A stretch of time, epoch milliseconds, the end outside; null: without a bound. */
export interface Stretch {
  readonly from: number | null;
  readonly to: number | null;
}

/** Only commitments of these numbers, or with `within` false all but them. */
export interface Among {
  readonly ids: readonly number[];
  readonly within: boolean;
}

export interface BoardFilter extends Matter {
  /** Only windows that lie in it, if only in part; null: whichever, also none. */
  readonly touching: Stretch | null;
  /** Only what is disputed. */
  readonly disputed: boolean;
  /** Only what cannot be decided as it is written. */
  readonly unmeasurable: boolean;
  /** Only these; null: whichever. */
  readonly ids: readonly number[] | null;
  /** Null: whichever. */
  readonly among: Among | null;
}

/** Keeps a value among the parameters of a statement and returns its place. */
type Bind = (value: unknown, type: string) => string;

/** Whether it can be decided, by the latest version of its criteria. */
export const MEASURABLE = `coalesce((select k.measurable from criterion k where k.commitment_id = c.id
    order by k.version desc limit 1), c.measurable)`;

/** The commitments in which these words stand, by index. */
export const withWords = (words: string): string =>
  `c.id in (select w.commitment_id from commitment_words w where w.words @@ words_asked(${words}))`;

/** Said by the party of this name, or binding it. */
const ofParty = (
  name: string,
): string => `(exists (select 1 from commitment_party cp join party p on p.id = cp.party_id
      where cp.commitment_id = c.id and p.name = ${name})
    or exists (select 1 from statement s join party p on p.id = s.speaker_id
      where s.id = c.statement_id and p.name = ${name}))`;

/** Said by the party of this name. */
export const spokenBy = (
  name: string,
): string => `exists (select 1 from statement s join party p on p.id = s.speaker_id
      where s.id = c.statement_id and p.name = ${name})`;
const tagged = (tag: string): string =>
  `exists (select 1 from commitment_tag t where t.commitment_id = c.id and t.tag = ${tag})`;
const inSource = (source: string): string =>
  `exists (select 1 from statement s where s.id = c.statement_id and s.source_id = ${source})`;

/** Whether these words stand in the commitment at hand, by its number. */
export const hasWords = (words: string): string =>
  `exists (select 1 from commitment_words w where w.commitment_id = c.id and w.words @@ words_asked(${words}))`;

/** The conditions, each beginning with `and`; empty text when everything is meant. */
export function matterSql({ party, speaker, tag, source, modality, q }: Matter, bind: Bind): string {
  const all = [
    party === null ? null : ofParty(bind(party, 'text')),
    speaker === null ? null : spokenBy(bind(speaker, 'text')),
    tag === null ? null : tagged(bind(tag, 'text')),
    source === null ? null : inSource(bind(source, 'int')),
    modality === null ? null : `c.modality = ${bind(modality, 'text')}`,
    q === null ? null : withWords(bind(q, 'text')),
  ];
  return all.flatMap((one) => (one === null ? [] : [`and ${one}`])).join(' ');
}

/** Windows that lie in the stretch, if only in part. */
export function touchingSql({ from, to }: Stretch, bind: Bind): string {
  const after = from === null ? '' : ` and d.closes_at > ${at(bind(from, 'float8'))}`;
  const before = to === null ? '' : ` and d.opens_at < ${at(bind(to, 'float8'))}`;
  return `d.opens_at is not null${after}${before}`;
}

/** All of it. */
export function filterSql(filter: BoardFilter, bind: Bind): string {
  const { touching, disputed, unmeasurable, ids, among } = filter;
  return [
    matterSql(filter, bind),
    touching === null ? '' : `and ${touchingSql(touching, bind)}`,
    ids === null ? '' : `and c.id = any(${bind(ids, 'int[]')})`,
    among === null ? '' : `and ${among.within ? '' : 'not '}c.id = any(${bind(among.ids, 'int[]')})`,
    disputed ? 'and c.disputed' : '',
    unmeasurable ? `and not ${MEASURABLE}` : '',
  ].join(' ');
}
