/**
 * The board as it was known at one time about another: 1. take what was on record by then, judged as it was known, 2. keep
 * what is asked for and where it belongs, 3. put it in order, 4. read what one page shows. Only numbers and places are kept of what is not shown.
 */
import { GROUPS, type Group, groupOf, type Sort } from '../../domain/groups.ts';
import { knowledgePoints } from '../../domain/known.ts';
import type { CommitmentRecord, Status } from '../../domain/record.ts';
import type { Matter } from '../../domain/search.ts';
import { slipsOf } from '../../domain/slips.ts';
import type { Candidate } from '../../store/browse/board.ts';
import type { Among, Stretch } from '../../store/browse/board-filter.ts';
import { boardFactsThen, type OnRecord } from '../../store/browse/board-then.ts';
import { readRecords } from '../../store/records.ts';
import type { Past } from '../as-of.ts';
import type { Context } from '../context.ts';
import type { Board } from './board.ts';
import { type BoardItem, boardItem, cursorText, eachGroup } from './board-item.ts';
import type { Judged } from './judge.ts';
import { judgedThen, knownThen } from './known-then.ts';

/** Comes last: 31 December 9998. */
const LAST = 253_370_764_800_000;

/** What is asked for. */
export interface AskedThen {
  readonly past: Past;
  readonly matter: Matter;
  readonly filter: {
    readonly touching: Stretch | null;
    readonly disputed: boolean;
    readonly unmeasurable: boolean;
    readonly slipped: number | null;
    readonly among: Among | null;
  };
  /** Which statuses of a group are asked for. */
  readonly statuses: (group: Group) => readonly Status[];
  /** Null: each group in its own way. */
  readonly sort: Sort | null;
  readonly limit: number;
  readonly cursor: Candidate | null;
}

/** With what it is put in order by, where that is no instant. */
interface Placed extends Candidate {
  readonly title: string;
}

/** What its group is ordered by, as on the board of now. */
function keyOf(
  { group, sort }: { group: Group; sort: Sort | null },
  { record, judged: { assessment } }: { record: CommitmentRecord; judged: Judged },
  { saidAt }: OnRecord,
): number {
  const window = record.deadlines.at(-1)?.window ?? null;
  switch (sort ?? group) {
    case 'title':
      return 0;
    case 'said':
      return saidAt;
    case 'recorded':
      return record.recordedAt;
    case 'overdue':
    case 'due':
    case 'closing':
      return window?.closesAt ?? LAST;
    case 'upcoming':
    case 'opening':
      return window?.opensAt ?? LAST;
    case 'undated':
      return assessment.deadline.reviewAt ?? LAST;
    case 'settled':
      return knowledgePoints(record, assessment.at).at(-1) ?? record.recordedAt;
  }
}

const LATEST_FIRST: readonly (Group | Sort)[] = ['settled', 'recorded', 'said'];
const byTitle = (a: string, b: string): number => {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : 0;
};
const inOrder =
  (group: Group, sort: Sort | null) =>
  (a: Placed, b: Placed): number =>
    (a.key - b.key || (sort === 'title' ? byTitle(a.title, b.title) : 0) || a.id - b.id) *
    (LATEST_FIRST.includes(sort ?? group) ? -1 : 1);

function wants({ filter }: AskedThen, record: CommitmentRecord, { assessment }: Judged): boolean {
  if (filter.among !== null && filter.among.ids.includes(record.id) !== filter.among.within) return false;
  if (filter.disputed && !assessment.disputed) return false;
  if (filter.unmeasurable && assessment.criteria.measurable) return false;
  if (filter.touching !== null) {
    const { from, to } = filter.touching;
    const window = record.deadlines.at(-1)?.window ?? null;
    if (window === null) return false;
    if (from !== null && window.closesAt <= from) return false;
    if (to !== null && window.opensAt >= to) return false;
  }
  return filter.slipped === null || slipsOf(record.deadlines).totalDays >= filter.slipped;
}

/** Everything that is asked for, in its group, unordered; and how many there are whatever their status. */
async function placed(
  ctx: Context,
  asked: AskedThen,
): Promise<{ all: Record<Group, Placed[]>; total: number }> {
  const all = eachGroup<Placed[]>(() => []);
  let total = 0;
  for await (const { row, ...known } of knownThen(ctx, asked)) {
    if (!wants(asked, known.record, known.judged)) continue;
    total += 1;
    const { status } = known.judged.assessment;
    const group = groupOf(status);
    if (!asked.statuses(group).includes(status)) continue;
    all[group].push({ id: row.id, key: keyOf({ group, sort: asked.sort }, known, row), title: row.title });
  }
  return { all, total };
}

async function itemsThen(ctx: Context, ids: readonly number[], past: Past): Promise<Map<number, BoardItem>> {
  if (ids.length === 0) return new Map();
  const { query } = ctx.db;
  const known = [...(await readRecords(query, ids)).values()].flatMap(
    (record) => judgedThen(record, past) ?? [],
  );
  const versions = known.map(({ record, judged: { assessment } }) => ({
    id: record.id,
    deadline: assessment.deadline.version,
    criterion: assessment.criteria.version,
  }));
  const facts = await boardFactsThen(query, versions, past);
  return new Map(
    known.flatMap(({ record, judged }) => {
      const fact = facts.get(record.id);
      return fact === undefined ? [] : [[record.id, boardItem(record, judged, fact, ctx.language)]];
    }),
  );
}

/** Where the last page ended; a cursor has no room for a title. */
const placeOf = (cursor: Candidate, all: readonly Placed[]): Placed => ({
  ...cursor,
  title: all.find(({ id }) => id === cursor.id)?.title ?? '',
});

/** Reads it. Throws `DulyError('too_large')` when more were on record than one answer may judge. */
export async function boardThen(ctx: Context, asked: AskedThen): Promise<Board> {
  const { past, limit } = asked;
  const { all, total } = await placed(ctx, asked);
  const more = eachGroup<string | null>(() => null);
  const pages = eachGroup((group) => {
    const order = inOrder(group, asked.sort);
    const cursor = asked.cursor === null ? null : placeOf(asked.cursor, all[group]);
    const rest = all[group].filter((one) => cursor === null || order(one, cursor) > 0).sort(order);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    if (rest.length > limit && last !== undefined) more[group] = cursorText(last);
    return page.map(({ id }) => id);
  });
  const items = await itemsThen(
    ctx,
    GROUPS.flatMap((group) => pages[group]),
    past,
  );
  return {
    now: past.on,
    groups: eachGroup((group) => pages[group].flatMap((id) => items.get(id) ?? [])),
    counts: eachGroup((group) => all[group].length),
    more,
    total,
    past,
  };
}
