/** Where the amounts on record speak against a decision that it was met. Pure. */
import type { Assessment } from './assess.ts';
import { formatQuantity } from './numbers.ts';
import type { Target } from './record.ts';

/** Fewer than were promised; where a limit was promised, more. */
function speaksAgainst(target: Target, total: number, isMet: boolean): boolean {
  return target.comparator === 'at_most' ? total > target.quantity : !isMet;
}

/**
 * The sums by the tally that decides, where they fall short of the target and amounts are on record at all: `Confirmed
 * on record: Northland 400 of 1,000, Southland 0 of 1,000.` Null where they do not speak against it. `partyId`: the one
 * side that is decided about; null for the whole. `names` are those of the committers.
 */
export function shortfall(
  { progress, sides }: Pick<Assessment, 'progress' | 'sides'>,
  target: Target | null,
  partyId: number | null,
  names: ReadonlyMap<number, string>,
): string | null {
  if (target === null || progress === null) return null;
  const of = (total: number): string => `${formatQuantity(total)} of ${formatQuantity(target.quantity)}`;
  const decides = `${progress.decides.charAt(0).toUpperCase()}${progress.decides.slice(1)}`;
  if (sides.length === 0) {
    const against = speaksAgainst(target, progress.total, progress.reachedAt !== null);
    return progress.levels.declared > 0 && against
      ? `${decides} on record: ${of(progress.total)} ${target.unit}.`
      : null;
  }
  const meant = sides.filter((side) => partyId === null || side.partyId === partyId);
  const counted = meant.some((side) => (progress.levelsByParty.get(side.partyId)?.declared ?? 0) > 0);
  if (!counted || !meant.some((side) => speaksAgainst(target, side.total, side.outcome === 'met')))
    return null;
  const each = meant.map((side) => `${names.get(side.partyId) ?? `side ${side.partyId}`} ${of(side.total)}`);
  return `${decides} on record: ${each.join(', ')}.`;
}
