/** The outbox: what was told to whom, what waits and why, and the kept messages themselves. */
import { z } from 'zod';
import { DulyError } from '../../domain/errors.ts';
import {
  type AttemptRow,
  channelState,
  type OutboxRow,
  outboxRow,
  outboxRows,
} from '../../store/browse/outbox.ts';
import type { Context } from '../context.ts';
import { optional, parse } from '../input.ts';
import { readMime } from './mime.ts';

export type { OutboxRow } from '../../store/browse/outbox.ts';

const number = z.coerce
  .number({ error: 'must be a number such as 12' })
  .int({ error: 'must be a whole number such as 12' })
  .min(1, { error: 'must be a whole number such as 12' })
  .max(Number.MAX_SAFE_INTEGER, { error: 'there is no such number' });

export const outboxInput = z.strictObject({
  limit: number.max(500, { error: 'must be at most 500' }).default(50).describe('How many; default 50'),
  before: optional(number).describe('Only those with a smaller number'),
});

export interface Outbox {
  readonly now: number;
  /** Newest first. */
  readonly mails: readonly OutboxRow[];
  /** Pass as `before` for the next ones; null when there are no more. */
  readonly more: number | null;
  /** Set while nothing goes out because the mail server refuses this installation. */
  readonly pause: { readonly until: number; readonly why: string } | null;
  /** Whether mail is only kept here because no mail server is configured. */
  readonly keptHere: boolean;
}

/** Reads a page of the outbox. Throws `DulyError('invalid')`. */
export async function readOutbox(ctx: Context, raw: unknown = {}): Promise<Outbox> {
  const now = ctx.clock.now();
  const { limit, before } = parse(outboxInput, raw);
  const rows = await outboxRows(ctx.db.query, limit + 1, before ?? null);
  const pause = await channelState(ctx.db.query, 'smtp');
  const mails = rows.slice(0, limit);
  return {
    now,
    mails,
    more: rows.length > limit ? (mails.at(-1)?.id ?? null) : null,
    pause: pause !== null && pause.until > now ? pause : null,
    keptHere: ctx.mailer === null,
  };
}

export interface MailView extends OutboxRow {
  readonly now: number;
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
  return { ...row, now, ...parts };
}
