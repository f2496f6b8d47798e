/**
 * The ways by which a subscription can be told, one row each. Deciding, gathering, leases, marks, the last look and
 * the log are the same for all; a row says what differs. To add one: a folder beside src/mail and src/webhook that
 * knows how to write and send, a row here, its name in the `subscription_address` check, and its job in jobs/queues.ts.
 */
import type { SendOutcome } from '../domain/send-outcome.ts';
import { parseSender } from '../mail/address.ts';
import { returnAddress } from '../mail/verp.ts';
import { suspendAddress } from '../store/deliveries.ts';
import type { Context, Work } from './context.ts';
import type { Chosen } from './letter.ts';
import { endpointFared, postAlerts, writeAlerts } from './webhook.ts';

/** What of a delivery a channel needs to know. */
export interface Addressed {
  readonly address: string;
  readonly messageId: string;
  /** Its delivery, and the how manieth sending by hand it is: what comes back is matched by them. */
  readonly id: string;
  readonly round: number;
}

export interface Channel {
  /** The job that sends by it. */
  readonly work: Work;
  /** Its row in the table `channel`, which says whether the whole way is closed for now. */
  readonly name: string;
  /** Whoever answers at the other end, in words. */
  readonly answerer: string;
  /** Whether messages really leave, and are not only kept here. */
  readonly leaves: (ctx: Context) => boolean;
  /** Whether one server takes it all: what it refuses in a row is about us, and it may ask for a pace. */
  readonly relayed: boolean;
  /** How many deliveries make another lane worth while. */
  readonly perLane: number;
  /** Whether an address gets one attempt at a time, and rests with all that waits for it when one has failed. */
  readonly oneAtATime: boolean;
  /** Turns what is told into what is sent; null: a letter, which compose.ts writes once for all its readers. */
  readonly write: ((ctx: Context, chosen: readonly Chosen[]) => { raw: Buffer; subject: string }) | null;
  /** One attempt. `kept`: there is no way out, and the message is kept and shown here. */
  readonly send: (ctx: Context, to: Addressed, raw: Buffer) => Promise<SendOutcome | 'kept'>;
  /** What the answer says about the address, beyond this delivery. */
  readonly learn: (ctx: Context, to: Addressed, outcome: SendOutcome) => Promise<void>;
}

/** Where bounces of this very message come back to, when that has been set up. */
const senderOf = (ctx: Context, { id, round }: Addressed): string =>
  ctx.bounceAddress === undefined
    ? parseSender(ctx.mailFrom, 'Duly').address
    : returnAddress(ctx.bounceAddress, ctx.secret, { deliveryId: id, round });

export const CHANNELS = {
  email: {
    work: 'deliver',
    name: 'smtp',
    answerer: 'mail server',
    leaves: (ctx) => ctx.mailer !== null,
    relayed: true,
    perLane: 50,
    oneAtATime: false,
    write: null,
    send: async (ctx, to, raw) =>
      ctx.mailer === null
        ? 'kept'
        : ctx.mailer.send({
            envelope: { from: senderOf(ctx, to), to: to.address },
            raw,
          }),
    learn: async (ctx, { address }, outcome) => {
      if (outcome.outcome === 'refused' && outcome.refuses === 'mailbox')
        await suspendAddress(ctx.db.query, address, outcome.answer);
    },
  },
  webhook: {
    work: 'deliver-webhook',
    name: 'webhook',
    answerer: 'endpoint',
    leaves: () => true,
    // Each endpoint is somebody else's machine: a slow one must not hold up the next.
    relayed: false,
    perLane: 1,
    oneAtATime: true,
    write: writeAlerts,
    send: postAlerts,
    learn: endpointFared,
  },
} as const satisfies Record<string, Channel>;

export type ChannelName = keyof typeof CHANNELS;
export const CHANNEL_NAMES = Object.keys(CHANNELS) as ChannelName[];
