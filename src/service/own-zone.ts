/** The time zone of somebody who signs in, in which pages and their mail show times too. */
import { z } from 'zod';
import { assertZone } from '../domain/civil.ts';
import { note, type PersonRow, setZone } from '../store/people.ts';
import type { Context } from './context.ts';
import { line, optional, parse } from './input.ts';
import { findPerson } from './people.ts';

export const zoneInput = z.strictObject({
  zone: optional(line(64)).describe('IANA name of the zone; left out: times are shown where they count only'),
});

/**
 * Chooses it for the person with this number or address; it holds from their next click on. Throws `invalid` for a
 * zone that is none, or `not_found`. Two at once: the later counts.
 */
export async function chooseZone(ctx: Context, by: string, raw: unknown, actor: string): Promise<PersonRow> {
  const now = ctx.clock.now();
  const input = parse(zoneInput, raw);
  const zone = input.zone === undefined ? null : assertZone(input.zone, 'zone');
  const who = await findPerson(ctx, by);
  await ctx.db.inTransaction(async (query) => {
    await setZone(query, { id: who.id, zone, now });
    await note(query, { now, actor, what: 'chose a time zone', about: who.name, detail: zone ?? 'none' });
  });
  return { ...who, zone };
}
