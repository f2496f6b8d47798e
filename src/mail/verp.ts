/**
 * The sender on the envelope of each message: an address of its own (VERP), signed, so that what comes back to it is
 * about that message, whatever the report itself claims. Relays may change the case of a local part, so it is made of
 * lower-case letters and digits.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** A message and which sending of it. */
export interface ReturnTo {
  readonly deliveryId: string;
  /** How often it had been sent anew by hand. */
  readonly round: number;
}

const RETURN = /^([^+@]{1,16})\+(\d{1,15})-(\d{1,4})\.([0-9a-f]{24})@([^@]+)$/;

function signature(secret: string, { deliveryId, round }: ReturnTo): string {
  return createHmac('sha256', secret).update(`bounce\n${deliveryId}\n${round}`).digest('hex').slice(0, 24);
}

/** `bounces+12-0.1f0c…@example.org` for `bounces@example.org`. */
export function returnAddress(bounceAddress: string, secret: string, to: ReturnTo): string {
  const at = bounceAddress.lastIndexOf('@');
  const tag = `${to.deliveryId}-${to.round}.${signature(secret, to)}`;
  return `${bounceAddress.slice(0, at)}+${tag}${bounceAddress.slice(at)}`;
}

/** What the address was made for; `forged` when it has our form but not our signature, null when it is not ours. */
export function readReturnAddress(
  text: string,
  bounceAddress: string,
  secret: string,
): ReturnTo | 'forged' | null {
  const found = RETURN.exec(text.trim().toLowerCase());
  if (found === null) return null;
  const [, local, deliveryId = '', round = '', given = '', domain] = found;
  if (`${local}@${domain}` !== bounceAddress.toLowerCase()) return null;
  const to = { deliveryId: String(Number(deliveryId)), round: Number(round) };
  const expected = Buffer.from(signature(secret, to));
  return timingSafeEqual(Buffer.from(given), expected) ? to : 'forged';
}
