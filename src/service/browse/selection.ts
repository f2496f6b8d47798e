/** What a feed or a calendar is asked for, by the filters of the board; names that are not on record are refused. */
import { assertZone } from '../../domain/civil.ts';
import { DulyError } from '../../domain/errors.ts';
import { GROUP_STATUSES, type Group } from '../../domain/groups.ts';
import { type InBoth, inAddress } from '../../domain/language.ts';
import { describeSearch } from '../../domain/search.ts';
import { EVERYTHING, type Selection } from '../../store/browse/selection.ts';
import type { Context } from '../context.ts';
import { parse } from '../input.ts';
import { slippedBy } from './board.ts';
import { boardInput, stretchIn } from './board-input.ts';
import { findTag } from './names.ts';

const selectionInput = boardInput
  .pick({
    ...{ party: true, speaker: true, tag: true, source: true, modality: true, q: true },
    ...{ group: true, disputed: true, slipped: true, from: true, to: true, zone: true },
  })
  .strict();

interface SelectionWords {
  readonly tag: (tag: string) => string;
  readonly source: (title: string) => string;
  readonly from: (day: string) => string;
  readonly to: (day: string) => string;
  readonly daysOf: (zone: string) => string;
  readonly groups: Readonly<Record<Group, string>>;
  readonly disputed: string;
  /** Null: by any number of days. */
  readonly slipped: (days: number | null) => string;
}

const WORDS: InBoth<SelectionWords> = {
  en: {
    tag: (tag) => `the tag ${tag}`,
    source: (title) => `the source “${title}”`,
    from: (day) => `windows from ${day}`,
    to: (day) => `windows up to ${day}`,
    daysOf: (zone) => `days of ${zone}`,
    groups: {
      overdue: 'what is overdue',
      due: 'what is due',
      upcoming: 'what is upcoming',
      undated: 'what is undated',
      settled: 'what is settled',
    },
    disputed: 'what is disputed',
    slipped: (days) => `what has slipped${days === null ? '' : ` by ${days} days or more`}`,
  },
  de: {
    tag: (tag) => `das Schlagwort ${tag}`,
    source: (title) => `die Quelle „${title}“`,
    from: (day) => `Fristen ab ${day}`,
    to: (day) => `Fristen bis ${day}`,
    daysOf: (zone) => `Tage nach der Zeit von ${zone}`,
    groups: {
      overdue: 'was überfällig ist',
      due: 'was fällig ist',
      upcoming: 'was bevorsteht',
      undated: 'was keinen Termin hat',
      settled: 'was abgeschlossen ist',
    },
    disputed: 'was umstritten ist',
    slipped: (days) => `was ${days === null ? '' : `um ${days} Tage oder mehr `}verschoben wurde`,
  },
};

/** What was asked for. */
export interface Asked {
  readonly selection: Selection;
  /** In words, in the language of whoever asks: "Russia, the tag prisoners"; null when it is everything. */
  readonly words: string | null;
  /** The same in an address, always in the same order, and the language: `?party=Russia`; empty for everything in English. */
  readonly query: string;
}

/** Reads the filters. Throws `DulyError('invalid')`, or `not_found` for a party, tag or source that is not on record. */
export async function readSelection(ctx: Context, raw: unknown): Promise<Asked> {
  const input = parse(selectionInput, raw);
  const { party, speaker, tag, source, modality, q, group, disputed, slipped, from, to } = input;
  const zone = input.zone === undefined ? 'UTC' : assertZone(input.zone, 'zone');
  const query = new URLSearchParams();
  const { language = 'en' } = ctx;
  const say = WORDS[language];
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
    ask('tag', tag.toLowerCase(), say.tag(tag.toLowerCase()));
  }
  if (source !== undefined) {
    const found = await ctx.db.prisma.source.findUnique({ where: { id: source }, select: { title: true } });
    if (found === null) throw new DulyError('not_found', `No source ${source} is on record.`);
    ask('source', String(source), say.source(found.title));
  }
  if (speaker !== undefined) {
    const found = await ctx.db.prisma.party.findUnique({ where: { name: speaker }, select: { id: true } });
    if (found === null) throw new DulyError('not_found', `No party “${speaker}” is on record.`);
    ask('speaker', speaker, describeSearch({ speaker }, language));
  }
  if (modality !== undefined) ask('modality', modality, describeSearch({ modality }, language));
  if (q !== undefined) ask('q', q, describeSearch({ q }, language));
  if (from !== undefined) ask('from', from, say.from(from));
  if (to !== undefined) ask('to', to, say.to(to));
  if ((from ?? to) !== undefined && zone !== 'UTC') ask('zone', zone, say.daysOf(zone));
  if (group !== undefined) ask('group', group, say.groups[group]);
  if (disputed) ask('disputed', 'on', say.disputed);
  if (slipped !== undefined) ask('slipped', String(slipped), say.slipped(slipped === 1 ? null : slipped));
  const text = query.toString();
  return {
    selection: {
      ...EVERYTHING,
      partyId: row?.id ?? null,
      tag: tag?.toLowerCase() ?? null,
      sourceId: source ?? null,
      speaker: speaker ?? null,
      modality: modality ?? null,
      q: q ?? null,
      touching: stretchIn(input, zone),
      disputed,
      statuses: group === undefined ? null : GROUP_STATUSES[group],
      ids: slipped === undefined ? null : await slippedBy(ctx, slipped),
    },
    words: words.length === 0 ? null : words.join(', '),
    query: inAddress(text === '' ? '' : `?${text}`, language),
  };
}
