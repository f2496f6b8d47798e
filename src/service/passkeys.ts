/** Passkeys of somebody: asked for by the browser, checked by the library, listed and removed here. */
import { DulyError } from '../domain/errors.ts';
import { note } from '../store/people.ts';
import { authOf } from './auth.ts';
import type { Context } from './context.ts';

export interface Passkey {
  readonly id: number;
  readonly createdAt: number | null;
}

export async function listPasskeys(ctx: Context, personId: number): Promise<Passkey[]> {
  const rows = await ctx.db.prisma.passkey.findMany({ where: { userId: personId }, orderBy: { id: 'asc' } });
  return rows.map(({ id, createdAt }) => ({ id, createdAt: createdAt?.getTime() ?? null }));
}

/** What the browser asks the device, and the cookie that holds the question: to add a passkey, or to sign in by one. */
export async function askPasskey(
  ctx: Context,
  doing: 'add' | 'sign-in',
  headers: Headers,
): Promise<Response> {
  const auth = await authOf(ctx);
  return doing === 'add'
    ? auth.api.generatePasskeyRegistrationOptions({ headers, asResponse: true })
    : auth.api.generatePasskeyAuthenticationOptions({ headers, asResponse: true });
}

/** Keeps the public half of a new passkey. Throws `forbidden`, also when the session is older than a day. */
export async function addPasskey(
  ctx: Context,
  answer: Record<string, unknown>,
  headers: Headers,
  actor: string,
): Promise<void> {
  const now = ctx.clock.now();
  const auth = await authOf(ctx);
  const response = await auth.api.verifyPasskeyRegistration({
    body: { response: answer },
    headers,
    asResponse: true,
  });
  if (response.status !== 200)
    throw new DulyError('forbidden', 'The passkey was not added. Sign in afresh and try again.');
  await note(ctx.db.query, { now, actor, what: 'added a passkey' });
}

export async function removePasskey(
  ctx: Context,
  id: number,
  personId: number,
  actor: string,
): Promise<void> {
  const now = ctx.clock.now();
  const { count } = await ctx.db.prisma.passkey.deleteMany({ where: { id, userId: personId } });
  if (count === 0) throw new DulyError('not_found', 'There is no such passkey.');
  await note(ctx.db.query, { now, actor, what: 'removed a passkey' });
}
