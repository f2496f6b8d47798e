/** A tag may be followed before anything carries it; whoever asks is told so, since it may be a typing error. */
import type { Context } from './context.ts';
import { line } from './input.ts';

/** `tag` as it is kept, when nothing carries it yet; null when something does, or it is no tag. */
export async function unusedTag(ctx: Pick<Context, 'db'>, tag: unknown): Promise<string | null> {
  const asked = line(60).safeParse(tag);
  if (!asked.success) return null;
  const wanted = asked.data.toLowerCase();
  const found = await ctx.db.prisma.commitmentTag.findFirst({ where: { tag: wanted } });
  return found === null ? wanted : null;
}

/** The sentence that says so to whoever follows it. */
export const unusedTagWords = (tag: string): string =>
  `Nothing carries the tag “${tag}” yet: nothing is told before something does.`;
