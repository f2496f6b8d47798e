/** What the demo did, as one document: commitments with their deadlines and events, and every mail. */
import { isoInZone } from '../../domain/shown.ts';
import { readCommitment } from '../../service/browse/commitment.ts';
import { readOutbox } from '../../service/browse/outbox.ts';
import type { Context } from '../../service/context.ts';

export async function report(ctx: Context, ids: Iterable<number>) {
  const commitments = [];
  for (const id of ids) {
    const view = await readCommitment(ctx, id);
    const { zone } = view;
    const iso = (instant: number): string => isoInZone(instant, zone);
    commitments.push({
      id,
      title: view.title,
      deadline: {
        opensAt: view.window === null ? null : iso(view.window.opensAt),
        closesAt: view.window === null ? null : iso(view.window.closesAt),
        zone,
        basis: view.deadlines.at(-1)?.basis ?? 'none',
        explanation: view.explanation,
        ...(view.reviewAt === null ? {} : { reviewBy: iso(view.reviewAt) }),
      },
      status: view.status,
      late: view.late,
      events: view.events.map(({ kind, occurredAt, recordedAt }) => ({
        kind,
        occurredAt: iso(occurredAt),
        recordedAt: iso(recordedAt),
      })),
    });
  }
  const { mails } = await readOutbox(ctx, { limit: 500 });
  return {
    commitments,
    mails: [...mails]
      .filter((mail) => mail.sentAt !== null)
      .sort((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0) || a.id - b.id)
      .map((mail) => ({
        to: mail.to,
        kind: mail.kind,
        commitments: mail.commitments,
        subject: mail.subject,
        sentAt: new Date(mail.sentAt ?? 0).toISOString(),
        messageId: mail.messageId,
      })),
  };
}
