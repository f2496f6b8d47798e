/**
 * Signing by Standard Webhooks (https://www.standardwebhooks.com): `webhook-id` stays the same on every attempt,
 * `webhook-timestamp` is that of the attempt, and the signature is over both and the body. While a secret is being
 * replaced there are two signatures, and a receiver that knows either secret accepts.
 */
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** The secret of an endpoint, as its owner keeps it: made anew from what is stored, and itself stored nowhere. */
export function endpointSecret(instanceSecret: string, endpoint: { id: number; salt: string }): string {
  const key = createHmac('sha256', instanceSecret)
    .update(`webhook\n${endpoint.id}\n${endpoint.salt}`)
    .digest();
  return `whsec_${key.toString('base64')}`;
}

/** The headers of one attempt at `at` (epoch milliseconds); signatures in the order of the secrets. */
export function signedHeaders(message: {
  id: string;
  at: number;
  body: string;
  secrets: readonly string[];
}): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const { id, at, body, secrets } = message;
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}

/** `msg_...`, from the Message-ID that the delivery was given once and for all. */
export const hookId = (messageId: string): string => `msg_${messageId.replace(/^<|@.*$/g, '')}`;
