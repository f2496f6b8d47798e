/** The outbox: what was told to whom, what waits and why, and the kept messages themselves. */
import { z } from 'zod';
import { SENDING_OF, SHOWN_STATES, type ShownState, shownState } from '../../domain/delivery-state.ts';
import { DulyError } from '../../domain/errors.ts';
import {
  type AttemptRow,
  channelState,
  type OutboxRow,
  outboxRow,
  outboxRows,
} from '../../store/browse/outbox.ts';
import { type FeedbackRow, logOf, type RetryRow } from '../../store/delivery-log.ts';
import type { Context } from '../context.ts';
import { type Returns, readReturns } from '../feedback.ts';
import { id as commitmentId, line, optional, parse } from '../input.ts';
import { readMime } from './mime.ts';

/** A message as it is listed. */
export interface MailRow extends OutboxRow {
  readonly shown: ShownState;
}

const number = z.coerce
  .number({ error: 'must be a number such as 12' })
  .int({ error: 'must be a whole number such as 12' })
  .min(1, { error: 'must be a whole number such as 12' })
  .max(Number.MAX_SAFE_INTEGER, { error: 'there is no such number' });

export const outboxInput = z.strictObject({
  limit: number.max(500, { error: 'must be at most 500' }).default(50).describe('How many; default 50'),
  before: optional(number).describe('Only those with a smaller number'),
  state: optional(z.enum(SHOWN_STATES, { error: `must be one of ${SHOWN_STATES.join(', ')}` })).describe(
    `Only those that are ${SHOWN_STATES.join(', ')}`,
  ),
  address: optional(line(400)).describe('Only those to this address'),
  commitment: optional(commitmentId).describe('Only those about this commitment'),
});

const withState = <Row extends OutboxRow>(row: Row): Row & MailRow => ({
  ...row,
  shown: shownState({ ...row, tried: row.attempts > 0 }),
});

/** Rows read at once, and how often, when most of them are not in the state that is asked for. */
const READ = 500;
const READS = 20;

export interface Outbox {
  readonly now: number;
  /** Newest first. */
  readonly mails: readonly MailRow[];
  /** Pass as `before` for the next ones; null when there are no more. */
  readonly more: number | null;
  /** Set while nothing goes out because the mail server refuses this installation. */
  readonly pause: { readonly until: number; readonly why: string } | null;
  /** Whether mail is only kept here because no mail server is configured. */
  readonly keptHere: boolean;
  readonly returns: Returns;
}

/** Reads a page of the outbox. Throws `DulyError('invalid')`. */
export async function readOutbox(ctx: Context, raw: unknown = {}): Promise<Outbox> {
  const now = ctx.clock.now();
  const { limit, before = null, state, address = null, commitment = null } = parse(outboxInput, raw);
  const states = state === undefined ? null : SENDING_OF[state];
  const found: MailRow[] = [];
  let from = before;
  let unread = true;
  for (let reads = 0; unread && found.length <= limit && reads < READS; reads += 1) {
    const size = state === undefined ? limit + 1 : READ;
    const rows = await outboxRows(ctx.db.query, { limit: size, before: from, states, address, commitment });
    found.push(...rows.map(withState).filter((row) => state === undefined || row.shown === state));
    from = rows.at(-1)?.id ?? from;
    unread = rows.length === size;
  }
  const pause = await channelState(ctx.db.query, 'smtp');
  const mails = found.slice(0, limit);
  return {
    now,
    mails,
    more: found.length > limit ? (mails.at(-1)?.id ?? null) : unread ? from : null,
    pause: pause !== null && pause.until > now ? pause : null,
    keptHere: ctx.mailer === null,
    returns: await readReturns(ctx),
  };
}

export interface MailView extends MailRow {
  readonly now: number;
  /** What came back, in all rounds, oldest first. */
  readonly came: readonly FeedbackRow[];
  /** Who asked for it again, oldest first. */
  readonly retries: readonly RetryRow[];
  /** Oldest first. */
  readonly tries: readonly AttemptRow[];
  /** The message as it was composed; null when a mail server took it. */
  readonly raw: string | null;
  readonly text: string | null;
  readonly html: string | null;
}

/** Reads one message. Throws `DulyError('invalid')` or `not_found`. */
export async function readMail(ctx: Context, rawId: unknown): Promise<MailView> {
  const now = ctx.clock.now();
  const id = parse(number, rawId);
  const row = await outboxRow(ctx.db.query, id);
  if (row === null) throw new DulyError('not_found', `There is no message ${id} in the outbox.`);
  const parts = row.raw === null ? { text: null, html: null } : readMime(row.raw);
  const { feedback: came, retries } = await logOf(ctx.db.query, id);
  return { ...withState(row), now, came, retries, ...parts };
}
