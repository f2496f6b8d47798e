/** Who works on an item at this moment, so that two editors know of each other. It is forgotten by itself. */
import { z } from 'zod';
import { notePresence, othersPresent } from '../store/browse/at-work.ts';
import type { Context } from './context.ts';
import { id, line, parse } from './input.ts';

/** An open page says every minute that it is there. */
const PRESENT_MS = 150_000;
const KEPT_MS = 3_600_000;

export const atWorkInput = z.strictObject({ id, name: line(200) });

/** Notes that `name` has it open; returns who else has. */
export async function atWork(ctx: Context, raw: unknown): Promise<string[]> {
  const now = ctx.clock.now();
  const { id: commitment, name } = parse(atWorkInput, raw);
  await notePresence(ctx.db.query, { id: commitment, name, now, since: now - KEPT_MS });
  return othersPresent(ctx.db.query, { id: commitment, name, since: now - PRESENT_MS });
}

/** Who else than `name` has it open. */
export const alsoAtWork = (ctx: Context, id: number, name: string): Promise<string[]> =>
  othersPresent(ctx.db.query, { id, name, since: ctx.clock.now() - PRESENT_MS });
