/** Who may decide beside whoever asks. */
import type { Context } from '../service/context.ts';
import { namesOfEditors } from '../service/hand-over.ts';
import type { Ask } from './env.ts';

/** The name of whoever asks, as it stands beside what they record. */
export const nameOf = (c: Ask): string => c.get('viewer')?.name ?? 'editor';

/** Names of who may decide, the one who asks at the end: most things are handed to another. */
export async function colleaguesOf(c: Ask, ctx: Context): Promise<string[]> {
  const me = nameOf(c);
  const names = await namesOfEditors(ctx);
  return [...names.filter((name) => name !== me), ...names.filter((name) => name === me)];
}
