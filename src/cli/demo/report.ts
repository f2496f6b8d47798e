/** What the demo did, as one document: commitments with their deadlines and events, every mail, and the proof. */
import { isoInZone } from '../../domain/shown.ts';
import { readCommitment } from '../../service/browse/commitment.ts';
import { readMail, readOutbox } from '../../service/browse/outbox.ts';
import type { Context } from '../../service/context.ts';
import { seal } from '../../service/seal.ts';
import { verify } from '../../service/verify.ts';

/** The line of a message that says why its reader gets it, in the languages of mails. */
const WHY = /^(?:Why you get this|Warum Sie dies bekommen): (.+)$/gm;

async function commitmentOf(ctx: Context, id: number) {
  const view = await readCommitment(ctx, id);
  const { zone } = view;
  const iso = (instant: number): string => isoInZone(instant, zone);
  return {
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
    statusText: view.statusText,
    late: view.late,
    progress: view.progressText,
    sides: view.sides,
    disputed: view.disputed,
    slips: { count: view.slips, days: view.slipDays },
    exampleData: view.exampleData,
    events: view.events.map(({ kind, occurredAt, recordedAt }) => ({
      kind,
      occurredAt: iso(occurredAt),
      recordedAt: iso(recordedAt),
    })),
  };
}

/** Every mail that was sent, in order, with the reasons that stand in it. Instants are ISO 8601 in UTC. */
export async function mailsSent(ctx: Context) {
  const { mails } = await readOutbox(ctx, { limit: 500 });
  const sent = mails
    .flatMap((mail) => (mail.sentAt === null ? [] : [{ ...mail, sentAt: mail.sentAt }]))
    .sort((a, b) => a.sentAt - b.sentAt || a.id - b.id);
  const told = [];
  for (const mail of sent) {
    const { text } = await readMail(ctx, mail.id);
    told.push({
      to: mail.to,
      kind: mail.kind,
      commitments: mail.commitments,
      subject: mail.subject ?? '',
      sentAt: new Date(mail.sentAt).toISOString(),
      why: [...(text ?? '').matchAll(WHY)].map(([, why]) => why ?? ''),
      messageId: mail.messageId,
    });
  }
  return told;
}

export async function report(ctx: Context, ids: Iterable<number>) {
  const commitments = [];
  for (const id of ids) commitments.push(await commitmentOf(ctx, id));
  // Workers seal by the clock on the wall, for which the days of the demo are too fast.
  while ((await seal(ctx)).more);
  const { ok, links, unsealed, facts } = await verify(ctx);
  return {
    commitments,
    mails: await mailsSent(ctx),
    record: { ok, events: links + unsealed.count, facts },
  };
}
