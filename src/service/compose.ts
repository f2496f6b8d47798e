/**
 * From claimed deliveries to bytes: each commitment is judged once for the batch, each content is composed once
 * and only addressed anew. What no longer holds becomes a reason not to send.
 */
import { assess } from '../domain/assess.ts';
import { parseSender } from '../mail/address.ts';
import { composeConfirm, confirmBody } from '../mail/confirm.tsx';
import type { AlertMessage } from '../mail/message.ts';
import { type Prepared, prepare } from '../mail/prepare.ts';
import type { Claimed, ClaimedAlert, dropAlerts } from '../store/deliveries.ts';
import { readRecords } from '../store/records.ts';
import { readStories } from '../store/stories.ts';
import type { Context } from './context.ts';
import { lineFor, type Present, select } from './letter.ts';
import { linkFor } from './link.ts';

/** What a claimed delivery turns into: bytes to send, or a reason not to. */
export type Ready = { raw: Buffer; subject: string } | { drop: string };

const WHY = {
  all: () => 'you follow everything',
  party: (name: string) => `you follow ${name}`,
  tag: (name: string) => `you follow the tag ${name}`,
  commitment: (name: string) => `you follow “${name}”`,
};

/** Judges every commitment that the alerts are about, once for the batch. */
export async function presents(
  ctx: Context,
  alerts: readonly ClaimedAlert[],
  now: number,
): Promise<Map<number, Present>> {
  const ids = [...new Set(alerts.map((alert) => alert.commitmentId))];
  if (ids.length === 0) return new Map();
  const records = await readRecords(ctx.db.query, ids);
  const stories = await readStories(ctx.db.query, ids);
  const found = new Map<number, Present>();
  for (const id of ids) {
    const record = records.get(id);
    const story = stories.get(id);
    if (record !== undefined && story !== undefined) {
      found.set(id, { record, assessment: assess(record, now), story });
    }
  }
  return found;
}

/** Composes the messages of a batch; equal content is composed once and only addressed anew. */
export function composer(
  ctx: Context,
  now: number,
  alerts: readonly ClaimedAlert[],
  states: ReadonlyMap<number, Present>,
) {
  const from = parseSender(ctx.mailFrom, 'Duly');
  const byDelivery = new Map<string, ClaimedAlert[]>();
  for (const alert of alerts)
    byDelivery.set(alert.deliveryId, [...(byDelivery.get(alert.deliveryId) ?? []), alert]);
  const prepared = new Map<string, Promise<Prepared>>();
  const drops: Parameters<typeof dropAlerts>[1][number][] = [];

  const ready = async (delivery: Claimed): Promise<Ready> => {
    const recipient = { id: delivery.subscriptionId, address: delivery.address };
    if (delivery.kind === 'confirm') {
      if (delivery.subscriptionState !== 'unconfirmed' && delivery.subscriptionState !== 'suspended')
        return { drop: 'the subscription no longer waits for confirmation' };
      const confirmUrl = linkFor(ctx, 'confirm', recipient);
      const message = {
        to: delivery.address,
        messageId: delivery.messageId,
        confirmUrl,
        instanceName: 'Duly',
        from,
      };
      return { raw: await composeConfirm(message, now), subject: confirmBody(message).subject };
    }
    if (delivery.subscriptionState !== 'active') return { drop: 'the subscription is no longer active' };
    const { send, drop } = select(byDelivery.get(delivery.id) ?? [], states);
    drops.push(...drop);
    if (send.length === 0) return { drop: drop[0]?.why ?? 'nothing left to tell' };
    const key = JSON.stringify([
      send.map(({ alert }) => [alert.occasionId, alert.wasTold]),
      delivery.zone,
      delivery.follows,
      delivery.followed,
    ]);
    let template = prepared.get(key);
    if (template === undefined) {
      const message: AlertMessage = {
        lines: send.map((one) => lineFor(one, ctx.baseUrl)),
        why: WHY[delivery.follows](delivery.followed ?? ''),
        readerZone: delivery.zone,
        language: 'en',
        baseUrl: ctx.baseUrl,
        instanceName: 'Duly',
        from,
      };
      template = prepare(message, now);
      prepared.set(key, template);
    }
    const { subject, forRecipient } = await template;
    const raw = forRecipient({
      to: delivery.address,
      messageId: delivery.messageId,
      manageUrl: linkFor(ctx, 'manage', recipient),
      unsubscribeUrl: linkFor(ctx, 'unsubscribe', recipient),
    });
    return { raw, subject };
  };
  return { ready, drops };
}
