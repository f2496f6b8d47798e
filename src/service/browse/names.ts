/** Whether a name that somebody asks for is on record at all, and which ones are, when they are few. */
import type { Context } from '../context.ts';

/** More than these are no answer to read. */
const FEW = 12;

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

/** Looks for a tag, in any case of letters. */
export async function findTag(ctx: Pick<Context, 'db'>, name: string): Promise<NameFound> {
  const { commitmentTag } = ctx.db.prisma;
  const tag = name.toLowerCase();
  const known = (await commitmentTag.findFirst({ where: { tag }, select: { tag: true } })) !== null;
  const rows = await commitmentTag.groupBy({ by: ['tag'], orderBy: { tag: 'asc' }, take: FEW + 1 });
  return { known, others: fewOf(rows.map((row) => row.tag)) };
}
