/**
 * When a commitment opens and when it is overdue: by its own window, or by those of its parts. What consists of parts
 * opens with the first of them and is overdue with the first that is.
 */
import type { Window } from './deadline/types.ts';
import { atLast } from './known.ts';
import type { CommitmentRecord, DeadlineVersion } from './record.ts';
import { settle } from './settle.ts';

export interface Bounds {
  /** From the first opening to the last closing. */
  readonly window: Window;
  readonly overdueAt: number;
  /** The part that makes it overdue; null when its own window does. */
  readonly part: number | null;
  /** The version of the date by which that part does, since a part that was moved can be missed again. */
  readonly partVersion: number | null;
}

/** By its own window. */
export const WHOLE = { part: null, partVersion: null };

/** Whether it waits for a condition that nobody has reported as met. */
export const waitsForCondition = ({
  conditional,
  more,
}: Pick<CommitmentRecord, 'conditional' | 'more'>): boolean =>
  conditional && more.conditions.at(-1)?.state !== 'met';

/**
 * The bounds under `deadline`, as known; null while nothing is dated. Parts that are settled bound nothing any more,
 * unless all are.
 */
export function boundsOf(known: CommitmentRecord, deadline: DeadlineVersion): Bounds | null {
  const own: Bounds[] =
    deadline.window === null
      ? []
      : [{ window: deadline.window, overdueAt: deadline.window.closesAt + known.graceMs, ...WHOLE }];
  if (known.parts.length === 0) return own[0] ?? null;
  const open = known.parts.filter((part) => settle(atLast(part)) === null);
  const dated = (open.length === 0 ? known.parts : open).flatMap((part): Bounds[] => {
    const latest = part.deadlines.at(-1);
    if (latest === undefined || waitsForCondition(part)) return [];
    const bounds = boundsOf(part, latest);
    return bounds === null
      ? []
      : [{ ...bounds, part: part.id, partVersion: bounds.partVersion ?? latest.version }];
  });
  const all = [...own, ...dated];
  if (all.length === 0) return null;
  const first = all.reduce((a, b) => (b.overdueAt < a.overdueAt ? b : a));
  return {
    window: {
      opensAt: Math.min(...all.map(({ window }) => window.opensAt)),
      closesAt: own[0]?.window.closesAt ?? Math.max(...all.map(({ window }) => window.closesAt)),
    },
    overdueAt: first.overdueAt,
    part: first.part,
    partVersion: first.partVersion,
  };
}
