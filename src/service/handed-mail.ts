/**
 * The mail to a colleague about what was handed to them, as it is when it goes out: what has been settled, handed on or
 * given back meanwhile is left out, and where nothing remains there is no mail.
 */
import { isAtLeast } from '../domain/roles.ts';
import { composeHanded, type HandedLine } from '../mail/handed.ts';
import type { Sender } from '../mail/message.ts';
import type { Claimed } from '../store/deliveries.ts';
import { handedIn } from '../store/handed.ts';
import { readStories } from '../store/stories.ts';
import { itemsOf } from './browse/board.ts';
import type { BoardItem } from './browse/board-item.ts';
import type { Context } from './context.ts';
import { findPerson } from './people.ts';
import { saidIn, windowIn } from './said-in.ts';

/** What of a message still is to be told, or, where nothing is, why not. */
interface Remains {
  readonly lines: readonly { readonly by: string; readonly note: string; readonly item: BoardItem }[];
  readonly why: string | null;
}

/** Looks at what message `deliveryId` is about as it stands at `now` (epoch milliseconds). */
export async function stillHanded(ctx: Context, deliveryId: string | number, now: number): Promise<Remains> {
  const handed = await handedIn(ctx.db.query, deliveryId);
  const ids = [...new Set(handed.map(({ commitmentId }) => commitmentId))];
  const items = await itemsOf(ctx, ids, now);
  let why: string | null = null;
  const lines = handed.flatMap(({ commitmentId, by, note, handedOn }) => {
    const item = items.get(commitmentId);
    if (handedOn) why ??= `no longer holds: commitment ${commitmentId} has been handed on or given back`;
    else if (item === undefined) why ??= `commitment ${commitmentId} is gone`;
    else if (item.settledAt !== null) why ??= `no longer holds: the commitment is ${item.status}`;
    else return [{ by, note, item }];
    return [];
  });
  return { lines, why: lines.length > 0 ? null : (why ?? 'nothing left to tell') };
}

async function linesOf(ctx: Context, { lines }: Remains): Promise<HandedLine[]> {
  const stories = await readStories(
    ctx.db.query,
    lines.map(({ item }) => item.id),
  );
  return lines.flatMap(({ by, note, item }): HandedLine[] => {
    const story = stories.get(item.id);
    if (story === undefined) return [];
    const { window, zone } = item;
    return [
      {
        by,
        note,
        ...saidIn(story),
        status: item.fault === null ? item.statusText : `${item.statusText}; set aside: ${item.fault}`,
        window: windowIn(story, window, zone),
        explanation: item.explanation,
        progress: item.progress,
        url: `${ctx.baseUrl}/review/${item.id}`,
      },
    ];
  });
}

/** Writes it, or says why it is not to be sent. */
export async function writeHanded(
  ctx: Context,
  delivery: Claimed,
  from: Sender,
): Promise<{ raw: Buffer; subject: string } | { drop: string }> {
  const now = ctx.clock.now();
  const { zone, role } = await findPerson(ctx, String(delivery.personId));
  if (!isAtLeast(role, 'editor')) return { drop: 'they may no longer decide' };
  const remains = await stillHanded(ctx, delivery.id, now);
  if (remains.why !== null) return { drop: remains.why };
  return composeHanded(
    {
      lines: await linesOf(ctx, remains),
      to: delivery.address,
      messageId: delivery.messageId,
      readerZone: zone,
      baseUrl: ctx.baseUrl,
      instanceName: 'Duly',
      from,
    },
    now,
  );
}
