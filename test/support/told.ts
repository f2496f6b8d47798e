/** What readers have got, from the mail that is kept when there is no server. */
import { simpleParser } from 'mailparser';
import type { Database } from '../../src/store/database.ts';

export interface ToldMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly unsubscribe: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** All alert messages so far, in the order in which they went. */
export async function toldMails(db: Database, to?: string): Promise<ToldMail[]> {
  const rows = await db.prisma.delivery.findMany({
    where: { kind: 'alerts', state: 'sent', ...(to === undefined ? {} : { subscription: { address: to } }) },
    include: { subscription: true },
    orderBy: { id: 'asc' },
  });
  return Promise.all(
    rows.map(async (row) => {
      const mail = await simpleParser(row.raw ?? '');
      return {
        to: row.subscription?.address ?? '',
        subject: mail.subject ?? '',
        text: mail.text ?? '',
        unsubscribe: /^List-Unsubscribe:\s*<([^>]+)>/im.exec(row.raw ?? '')?.[1] ?? '',
        at: row.sentAt?.getTime() ?? 0,
      };
    }),
  );
}

/** The occasions that each address was told, by way of whichever subscription. */
export const toldOccasions = (
  db: Database,
): Promise<{ address: string; occasion: string; messages: number }[]> =>
  db.query(
    `select s.address, o.commitment_id || ':' || o.kind || ':' || o.key as occasion, count(distinct a.delivery_id)::int as messages
     from alert a join subscription s on s.id = a.subscription_id join occasion o on o.id = a.occasion_id
     where a.state = 'sent' group by 1, 2`,
  );
