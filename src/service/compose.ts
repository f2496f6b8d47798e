/**
 * From claimed deliveries to bytes: each commitment is judged once for the batch, each content is composed once
 * and only addressed anew. What no longer holds becomes a reason not to send, also when it has changed since.
 */
import { assess } from '../domain/assess.ts';
import { parseSender } from '../mail/address.ts';
import { composeConfirm, confirmBody } from '../mail/confirm.tsx';
import type { AlertMessage } from '../mail/message.ts';
import { type Prepared, prepare } from '../mail/prepare.ts';
import type { Claimed, ClaimedAlert, Untold } from '../store/deliveries.ts';
import { readRecords } from '../store/records.ts';
import { readStories } from '../store/stories.ts';
import type { Channel } from './channels.ts';
import type { Context } from './context.ts';
import { writeHanded } from './handed-mail.ts';
import type { Sight } from './last-look.ts';
import { lineFor, type Present, select } from './letter.ts';
import { linkFor, linkForSeveral } from './link.ts';
import { writeSignIn } from './sign-in-mail.ts';
import { whyOf } from './why.ts';

/** What a claimed delivery turns into: bytes to send, or a reason not to. */
export type Ready = ({ raw: Buffer; subject: string } | { drop: string }) & { untold: readonly Untold[] };

/** Composes the messages of a batch; equal content is composed once and only addressed anew. */
export async function openComposer(
  ctx: Context,
  alerts: readonly ClaimedAlert[],
  write: Channel['write'] = null,
) {
  const from = parseSender(ctx.mailFrom, 'Duly');
  const byDelivery = new Map<string, ClaimedAlert[]>();
  for (const alert of alerts)
    byDelivery.set(alert.deliveryId, [...(byDelivery.get(alert.deliveryId) ?? []), alert]);
  const states = new Map<number, Present>();
  const faults = new Map<number, string>();
  const prepared = new Map<string, Promise<Prepared>>();

  const commitmentsOf = ({ id }: { id: string }): number[] => [
    ...new Set((byDelivery.get(id) ?? []).map((alert) => alert.commitmentId)),
  ];

  /** Judges commitments, each once for the batch; one that cannot be judged must not hold up the others. */
  const judge = async (ids: readonly number[]): Promise<void> => {
    if (ids.length === 0) return;
    const now = ctx.clock.now();
    const records = await readRecords(ctx.db.query, ids);
    const stories = await readStories(ctx.db.query, ids);
    for (const id of ids) {
      states.delete(id);
      const record = records.get(id);
      const story = stories.get(id);
      if (record === undefined || story === undefined) continue;
      try {
        states.set(id, { record, assessment: assess(record, now), story });
      } catch (error) {
        ctx.log.error({ commitment: id, error: (error as Error).message }, 'commitment cannot be judged');
        faults.set(id, (error as Error).message);
      }
    }
  };

  /** Judges anew what has changed since it was judged, or what time has moved on. */
  const refresh = async (delivery: Claimed, { knownUntil }: Sight): Promise<void> => {
    const now = ctx.clock.now();
    const stale = commitmentsOf(delivery).filter((id) => {
      const state = states.get(id);
      if (state === undefined) return false;
      const { nextCheckAt } = state.assessment;
      return knownUntil.get(id) !== state.record.knownUntil || (nextCheckAt !== null && nextCheckAt <= now);
    });
    if (stale.length === 0) return;
    await judge(stale);
    prepared.clear();
  };

  const ready = async (delivery: Claimed, sight: Sight): Promise<Ready> => {
    const now = ctx.clock.now();
    const recipient = { id: delivery.subscriptionId, address: delivery.address };
    if (delivery.kind === 'confirm') {
      if (sight.subscriptionState !== 'unconfirmed' && sight.subscriptionState !== 'suspended')
        return { drop: 'the subscription no longer waits for confirmation', untold: [] };
      const confirmUrl = linkFor(ctx, 'confirm', recipient);
      const message = {
        to: delivery.address,
        messageId: delivery.messageId,
        confirmUrl,
        language: delivery.language,
        instanceName: 'Duly',
        from,
      };
      const { subject } = confirmBody(message);
      return { raw: await composeConfirm(message, now), subject, untold: [] };
    }
    if (delivery.kind !== 'alerts') {
      if (sight.subscriptionState !== 'active')
        return { drop: 'nobody signs in with this address', untold: [] };
      const inWords = delivery.kind === 'handed' ? writeHanded : writeSignIn;
      return { ...(await inWords(ctx, delivery, from)), untold: [] };
    }
    await refresh(delivery, sight);
    const { send, drop } = select(byDelivery.get(delivery.id) ?? [], states, faults, sight.active);
    if (send.length === 0) {
      const fault = commitmentsOf(delivery).find((id) => faults.has(id));
      if (fault !== undefined) throw new Error(`commitment ${fault} cannot be judged: ${faults.get(fault)}`);
    }
    if (send.length === 0) return { drop: drop[0]?.why ?? 'nothing left to tell', untold: drop };
    if (write !== null) return { ...write(ctx, send), untold: drop };
    const behind = send.flatMap(({ all }) => all).sort((a, b) => a.subscriptionId - b.subscriptionId);
    // Subscriptions of one person may differ in language and zone: the first decides.
    const head = behind[0] as ClaimedAlert;
    const key = JSON.stringify([
      send.map(({ alert, all }) => [
        alert.occasionId,
        alert.wasTold,
        alert.isFirst,
        all.map(({ follows, followed, rhythm }) => [follows, followed, rhythm]),
      ]),
      head.zone,
      head.language,
    ]);
    let template = prepared.get(key);
    if (template === undefined) {
      const message: AlertMessage = {
        lines: send.map((one) => lineFor(one, ctx.baseUrl, head.language)),
        why: whyOf(behind, head.language),
        readerZone: head.zone,
        language: head.language,
        baseUrl: ctx.baseUrl,
        instanceName: 'Duly',
        from,
      };
      template = prepare(message, now);
      prepared.set(key, template);
    }
    const { subject, forRecipient } = await template;
    const of = behind.map(({ subscriptionId }) => subscriptionId);
    const raw = forRecipient({
      to: delivery.address,
      messageId: delivery.messageId,
      manageUrl: linkFor(ctx, 'manage', { id: head.subscriptionId, address: delivery.address }),
      unsubscribeUrl: linkForSeveral(ctx, 'unsubscribe', { ids: of, address: delivery.address }),
    });
    return { raw, subject, untold: drop };
  };
  await judge([...new Set(alerts.map((alert) => alert.commitmentId))]);
  return { commitmentsOf, ready };
}
