/**
 * Parties by name: listing them, adding one that has said or promised nothing (a third that verifies, somebody who
 * objects), and finding the one that is meant. Two at once that add the same name: the unique name lets one of them.
 */
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { nearNames } from '../domain/near-names.ts';
import type { Tx } from '../store/database.ts';
import { readPastOf } from './as-of.ts';
import type { Context } from './context.ts';
import { line, parse, titleLine } from './input.ts';

export const PARTY_KINDS = ['organisation', 'person', 'side'] as const;
/** So many names are looked through for near ones. */
const LOOKED_THROUGH = 5_000;

export const partyInput = z.strictObject({
  name: titleLine(200).describe('The name, as it is to be shown'),
  kind: z
    .enum(PARTY_KINDS, { error: `must be one of ${PARTY_KINDS.join(', ')}` })
    .default('organisation')
    .describe(`What it is: ${PARTY_KINDS.join(', ')}`),
  recordedBy: line(200).default('editor').describe('Who adds it'),
});

async function near(tx: Pick<Tx, 'party'>, name: string): Promise<string[]> {
  const all = await tx.party.findMany({
    select: { name: true },
    orderBy: { name: 'asc' },
    take: LOOKED_THROUGH,
  });
  const others = all.map((party) => party.name).filter((one) => one !== name);
  return nearNames(name, others);
}

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(' or ');

/** Adds a party; `near` are the names of others that are spelt nearly alike. Throws `invalid` or `conflict`. */
export async function addParty(ctx: Context, raw: unknown) {
  const { name, kind, recordedBy } = parse(partyInput, raw);
  const { prisma } = ctx.db;
  const data = [{ name, kind, recordedAt: new Date(ctx.clock.now()), recordedBy }];
  const { count } = await prisma.party.createMany({ data, skipDuplicates: true });
  const party = await prisma.party.findUniqueOrThrow({ where: { name } });
  if (count === 0)
    throw new DulyError('conflict', `“${name}” is a party already, number ${party.id} (${party.kind}).`);
  return { id: party.id, name, kind, near: await near(prisma, name) };
}

/** The names of other parties that are spelt nearly like `name`. */
export async function namesNear(ctx: Pick<Context, 'db'>, name: string): Promise<string[]> {
  return near(ctx.db.prisma, name);
}

/** Every party, by name; `raw` may ask for those who were on record at another time. Throws `invalid`. */
export async function listParties(ctx: Pick<Context, 'db' | 'clock'>, raw: unknown = {}) {
  const past = readPastOf(raw, 'UTC', ctx.clock.now());
  const recordedAt = past === null ? {} : { lte: new Date(past.asOf) };
  const rows = await ctx.db.prisma.party.findMany({ where: { recordedAt }, orderBy: { name: 'asc' } });
  const parties = rows.map((party) => ({ ...party, recordedAt: party.recordedAt.getTime() }));
  return { parties, past };
}

/**
 * The number of the party called `name`; null without a name. Throws `invalid` for one that is not on record, with
 * what was perhaps meant: a name that is typed wrongly must not become somebody new.
 */
export async function partyNamed(
  tx: Pick<Tx, 'party'>,
  name: string | undefined,
  field: string,
): Promise<number | null> {
  if (name === undefined) return null;
  const party = await tx.party.findUnique({ where: { name } });
  if (party !== null) return party.id;
  const meant = await near(tx, name);
  const ask = meant.length === 0 ? '' : ` Did you mean ${quoted(meant)}?`;
  throw new DulyError(
    'invalid',
    `${field}: there is no party “${name}”.${ask} Somebody new is added first.`,
    { field, unknownParty: name },
  );
}
