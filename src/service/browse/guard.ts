/** Whether the role that Duly works as could rewrite the record, said in one sentence. */
import { readGuard } from '../../store/browse/guard.ts';
import type { Context } from '../context.ts';

export async function rewritable(
  ctx: Pick<Context, 'db' | 'embedded'>,
): Promise<{ readonly guarded: boolean; readonly text: string }> {
  const { role, superuser, owner, writer } = await readGuard(ctx.db.query);
  if (!superuser && !owner && !writer)
    return { guarded: true, text: `The role ${role} can add to the record and cannot rewrite it.` };
  const is = superuser ? 'is a superuser' : owner ? 'owns the tables' : 'may ask for changes';
  const could =
    superuser || owner ? 'it could switch off what refuses rewriting' : 'only triggers refuse it those';
  const cure = ctx.embedded
    ? 'On the embedded database that is always so; publish the head of `duly verify` where others keep it.'
    : 'Work as a role of its own: see docs/proof.md.';
  return { guarded: false, text: `The role ${role} ${is}: ${could}. ${cure}` };
}
