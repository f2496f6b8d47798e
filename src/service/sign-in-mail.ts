/** The mail to somebody who signs in here. Its link is made as it is written, so that no token waits anywhere. */
import type { Sender } from '../mail/message.ts';
import { composeSignIn } from '../mail/sign-in.tsx';
import type { Claimed } from '../store/deliveries.ts';
import type { Context } from './context.ts';
import { findPerson } from './people.ts';
import { LINK_MINUTES, makeLink } from './sign-in.ts';

/** Writes it, for a delivery of the kinds `sign_in` and `invite`. */
export async function writeSignIn(
  ctx: Context,
  delivery: Claimed,
  from: Sender,
): Promise<{ raw: Buffer; subject: string }> {
  const now = ctx.clock.now();
  const { role, address } = await findPerson(ctx, String(delivery.personId));
  const kind = delivery.kind === 'invite' ? 'invite' : 'sign_in';
  const url = kind === 'invite' ? `${ctx.baseUrl}/sign-in` : await makeLink(ctx, address);
  const { address: to, messageId } = delivery;
  return composeSignIn(
    { kind, to, messageId, url, role, minutes: LINK_MINUTES, instanceName: 'Duly', from },
    now,
  );
}
