/**
 * A mail that came back, whichever way: who it is about is taken from our own signed return address, on the envelope
 * or in the original it quotes. Only in a file that the keeper of the record hands over is the quoted Message-ID
 * believed too.
 */
import { DulyError } from '../domain/errors.ts';
import { type Refusal, startBounceServer } from '../mail/bounce-server.ts';
import { hostOf } from '../mail/links.ts';
import { readReport } from '../mail/report.ts';
import { type ReturnTo, readReturnAddress } from '../mail/verp.ts';
import { type Matched, matchDelivery } from '../store/feedback.ts';
import type { Context } from './context.ts';
import { takeFeedback } from './feedback.ts';

/** Reports come within days, complaints within weeks; what comes later is not about this message any more. */
const STALE_MS = 60 * 86_400_000;

const NO_ADDRESS = 'BOUNCE_ADDRESS is not set';

/** Where a text is one of our return addresses: what it was made for, or `forged`. */
function ours(ctx: Context, text: string): ReturnTo | 'forged' | null {
  return ctx.bounceAddress === undefined ? null : readReturnAddress(text, ctx.bounceAddress, ctx.secret);
}

async function matchOf(ctx: Context, to: ReturnTo): Promise<Matched | null> {
  const found = await matchDelivery(ctx.db.query, { id: to.deliveryId });
  if (found === null || to.round > found.round) return null;
  return { ...found, round: to.round };
}

const stale = (ctx: Context, { sentAt }: Matched): boolean =>
  sentAt !== null && ctx.clock.now() - sentAt > STALE_MS;

/** Whether mail to this address is taken in by the listener, and if not why. */
export async function acceptReturn(ctx: Context, recipient: string): Promise<Refusal | null> {
  if (recipient.toLowerCase() === ctx.bounceAddress?.toLowerCase()) return null;
  const refuse = (text: string): Refusal => {
    ctx.log.warn({ recipient: recipient.slice(0, 100), why: text }, 'mail to the bounce address was refused');
    return { code: 550, text: `5.1.1 ${text}` };
  };
  const to = ours(ctx, recipient);
  if (to === null) return refuse('no such address here');
  if (to === 'forged') return refuse('this address was not made here');
  const about = await matchOf(ctx, to);
  if (about === null) return refuse('there is no such message');
  return stale(ctx, about) ? refuse('this message is too old') : null;
}

export interface TakenMail {
  readonly result: 'taken' | 'repeated' | 'ignored';
  /** Why it was ignored, or what it said. */
  readonly text: string;
  readonly deliveryId: string | null;
}

/**
 * Takes in one mail. `recipients` are those of its envelope; with `trusted` the Message-ID that it quotes counts.
 * Never throws for what is in it.
 */
export async function takeReturnMail(
  ctx: Context,
  mail: { raw: Buffer; recipients: readonly string[]; trusted: boolean; via: 'smtp' | 'file' },
): Promise<TakenMail> {
  const ignored = (text: string): TakenMail => {
    ctx.log.info({ why: text, via: mail.via }, 'mail to the bounce address was ignored');
    return { result: 'ignored', text, deliveryId: null };
  };
  const { report, why, addresses, originalId } = readReport(mail.raw);
  if (report === null) return ignored(why);
  const signed = [...mail.recipients, ...addresses]
    .map((text) => ours(ctx, text))
    .find((to): to is ReturnTo => to !== null && to !== 'forged');
  let about = signed === undefined ? null : await matchOf(ctx, signed);
  if (about === null && mail.trusted && originalId !== null)
    about = await matchDelivery(ctx.db.query, { messageId: originalId });
  if (about === null) return ignored('a report about no message of ours');
  if (!mail.trusted && stale(ctx, about)) return ignored('a report about a message that is too old');
  const { kind, status, diagnostic } = report;
  const result = await takeFeedback(ctx, { about, said: { kind, status, diagnostic }, via: mail.via });
  const text = `${kind}${status === null ? '' : ` (${status})`}: ${diagnostic}`;
  return { result, text, deliveryId: about.deliveryId };
}

/**
 * Opens the listener for what comes back. Throws `DulyError('config')` when the port cannot be had or there is no
 * address to listen for.
 */
export async function openBounceDoor(ctx: Context, at: { host: string; port: number }) {
  const place = `${at.host}:${at.port}`;
  const refusal = (why: string, cause?: unknown) =>
    new DulyError('config', `Nothing can be taken in at ${place} (BOUNCE_LISTEN): ${why}.`, {
      field: 'BOUNCE_LISTEN',
      cause,
    });
  if (ctx.bounceAddress === undefined) throw refusal(NO_ADDRESS);
  const options = {
    ...at,
    name: hostOf(ctx.baseUrl),
    log: ctx.log,
    accepts: (recipient: string) => acceptReturn(ctx, recipient),
    take: async (raw: Buffer, recipients: readonly string[]) => {
      await takeReturnMail(ctx, { raw, recipients, trusted: false, via: 'smtp' });
    },
  };
  const server = await startBounceServer(options).catch((error: NodeJS.ErrnoException) => {
    throw refusal(`the port cannot be had (${error.code ?? error.message})`, error);
  });
  ctx.log.info({ host: at.host, port: server.port }, 'listening for what comes back');
  return server;
}
