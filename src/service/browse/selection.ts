/** What a feed or a calendar is asked for, by the filters of the board; names that are not on record are refused. */
import { DulyError } from '../../domain/errors.ts';
import { GROUP_STATUSES } from '../../domain/groups.ts';
import { EVERYTHING, type Selection } from '../../store/browse/selection.ts';
import type { Context } from '../context.ts';
import { parse } from '../input.ts';
import { boardInput, slippedBy } from './board.ts';
import { findTag } from './names.ts';

const selectionInput = boardInput.pick({
  ...{ party: true, tag: true, group: true, disputed: true, slipped: true },
});

/** What was asked for. */
export interface Asked {
  readonly selection: Selection;
  /** In words: "Russia, the tag prisoners"; null when it is everything. */
  readonly words: string | null;
  /** The same in an address, always in the same order: `?party=Russia`; empty when it is everything. */
  readonly query: string;
}

/** Reads the filters. Throws `DulyError('invalid')`, or `not_found` for a party or tag that is not on record. */
export async function readSelection(ctx: Context, raw: unknown): Promise<Asked> {
  const { party, tag, group, disputed, slipped } = parse(selectionInput, raw);
  const query = new URLSearchParams();
  const words: string[] = [];
  const ask = (name: string, value: string, inWords: string): void => {
    query.set(name, value);
    words.push(inWords);
  };
  const row =
    party === undefined
      ? null
      : await ctx.db.prisma.party.findUnique({ where: { name: party }, select: { id: true } });
  if (party !== undefined) {
    // Else a slip of the pen would be a feed that stays empty for ever.
    if (row === null) throw new DulyError('not_found', `No party “${party}” is on record.`);
    ask('party', party, party);
  }
  if (tag !== undefined) {
    if (!(await findTag(ctx, tag)).known) throw new DulyError('not_found', `No tag “${tag}” is on record.`);
    ask('tag', tag.toLowerCase(), `the tag ${tag.toLowerCase()}`);
  }
  if (group !== undefined) ask('group', group, `what is ${group}`);
  if (disputed) ask('disputed', 'on', 'what is disputed');
  if (slipped !== undefined) {
    const days = slipped === 1 ? '' : ` by ${slipped} days or more`;
    ask('slipped', String(slipped), `what has slipped${days}`);
  }
  const text = query.toString();
  return {
    selection: {
      ...EVERYTHING,
      partyId: row?.id ?? null,
      tag: tag?.toLowerCase() ?? null,
      disputed,
      statuses: group === undefined ? null : GROUP_STATUSES[group],
      ids: slipped === undefined ? null : await slippedBy(ctx, slipped),
    },
    words: words.length === 0 ? null : words.join(', '),
    query: text === '' ? '' : `?${text}`,
  };
}
