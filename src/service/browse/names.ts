/** Whether a name that somebody asks for is on record at all, and which ones are, when they are few. */
import { firstTags } from '../../store/browse/names.ts';
import type { Context } from '../context.ts';

/** More than these are no answer to read. */
const FEW = 12;
const OFFERED = 50;

export interface NameFound {
  readonly known: boolean;
  /** All there are, in alphabetical order; empty when there are more than a few. */
  readonly others: readonly string[];
}

const fewOf = (names: readonly string[]): string[] => (names.length > FEW ? [] : [...names]);

/** Looks for a party of exactly this name. */
export async function findParty(ctx: Pick<Context, 'db'>, name: string): Promise<NameFound> {
  const { party } = ctx.db.prisma;
  const known = (await party.findUnique({ where: { name }, select: { id: true } })) !== null;
  const rows = await party.findMany({ select: { name: true }, orderBy: { name: 'asc' }, take: FEW + 1 });
  return { known, others: fewOf(rows.map((row) => row.name)) };
}

/** The names of the 50 parties that came on record last, in alphabetical order: to choose from in a form. */
export async function partyNames(ctx: Pick<Context, 'db'>): Promise<string[]> {
  const rows = await ctx.db.prisma.party.findMany({
    select: { name: true },
    orderBy: { id: 'desc' },
    take: OFFERED,
  });
  return rows.map(({ name }) => name).sort((one, other) => one.localeCompare(other, 'en'));
}

/** Looks for a tag, in any case of letters. */
export async function findTag(ctx: Pick<Context, 'db'>, name: string): Promise<NameFound> {
  const { commitmentTag } = ctx.db.prisma;
  const tag = name.toLowerCase();
  const known = (await commitmentTag.findFirst({ where: { tag }, select: { tag: true } })) !== null;
  const rows = await commitmentTag.groupBy({ by: ['tag'], orderBy: { tag: 'asc' }, take: FEW + 1 });
  return { known, others: fewOf(rows.map((row) => row.tag)) };
}

/** Names to choose from where one has to be typed: at most so many of each. */
const SUGGESTED = 20;

/** Parties and tags in alphabetical order, at most 20 of each. */
export async function suggestNames(ctx: Pick<Context, 'db'>): Promise<{ parties: string[]; tags: string[] }> {
  const parties = ctx.db.prisma.party.findMany({
    ...{ select: { name: true }, orderBy: { name: 'asc' }, take: SUGGESTED },
  });
  const tags = firstTags(ctx.db.query, SUGGESTED);
  return { parties: (await parties).map(({ name }) => name), tags: await tags };
}
