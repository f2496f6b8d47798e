/**
 * Subscribing with double opt-in: 1. read the input, 2. find what is followed, 3. keep or make the unconfirmed
 * row, 4. queue one confirmation mail, for now or for when the caps allow it. The answer, and the work before it, are the
 * same whether the address is new, waiting, confirmed or over a cap. Two at once: the unique index leaves one row.
 */
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { MODALITIES } from '../domain/record.ts';
import { capKey, parseAddress } from '../mail/address.ts';
import { hostOf } from '../mail/links.ts';
import type { Query, Tx } from '../store/database.ts';
import { at, ms } from '../store/database.ts';
import type { Context } from './context.ts';
import { assertRankFree, type Editor } from './editor.ts';
import { id, line, optional, parse } from './input.ts';
import { preferenceFields, preferencesOf } from './preferences.ts';
import { searchOf } from './search.ts';

export const subscribeInput = z.strictObject({
  address: z.string({ error: 'is required' }).trim().max(400).describe('E-mail address'),
  follows: z
    .enum(['all', 'party', 'tag', 'commitment', 'source', 'search'], {
      error: 'must be all, party, tag, commitment, source or search',
    })
    .default('all')
    .describe('What to follow: all, party, tag, commitment, source or search'),
  party: optional(line(200)).describe('Name of the party, when following one'),
  tag: optional(line(60)).describe('The tag, when following one'),
  commitment: optional(id).describe(
    'Number of the commitment, when following one; of a series only that time',
  ),
  sourceOf: optional(id).describe('Number of a commitment, to follow all that its source says'),
  q: optional(line(200)).describe(
    'Words, when following a search; the following narrow it, as do party and tag',
  ),
  speaker: optional(line(200)).describe('Who said it, in a search'),
  source: optional(id).describe('Number of the source, in a search'),
  modality: optional(z.enum(MODALITIES, { error: `must be one of ${MODALITIES.join(', ')}` })).describe(
    `In a search: ${MODALITIES.join(', ')}`,
  ),
  ...preferenceFields,
});

const HOUR_MS = 3_600_000;
/** Confirmation mails for one mailbox: one an hour, three a day, however the address is spelt and whoever asks. */
const PER_HOUR = 1;
const PER_DAY = 3;
/** Confirmation mails of the whole instance in an hour. */
const ALL_PER_HOUR = 500;
/** Wishes of one mailbox that may wait for its confirmation. */
const WAITING = 20;

/**
 * When the next confirmation mail may go to this mailbox: now, within the hour, or null when the day's are used up,
 * one is waiting already, or the whole instance sends too many. Instants are epoch milliseconds.
 */
async function mayAskAt(query: Query, key: string, now: number): Promise<number | null> {
  const [sent] = await query<{ lastAt: number | null; day: number; all: number }>(
    `select max(case when s.cap_key = $1 then ${ms('d.created_at')} end) as "lastAt",
       count(*) filter (where s.cap_key = $1)::int as day,
       count(*) filter (where d.created_at > ${at('$2')} and d.created_at <= ${at('$4')})::int as all
     from delivery d join subscription s on s.id = d.subscription_id
     where d.kind = 'confirm' and d.created_at > ${at('$3')}`,
    [key, now - HOUR_MS / PER_HOUR, now - 24 * HOUR_MS, now],
  );
  if (sent === undefined) return now;
  if (sent.day >= PER_DAY || sent.all >= ALL_PER_HOUR || (sent.lastAt ?? 0) > now) return null;
  return Math.max(now, (sent.lastAt ?? 0) + HOUR_MS / PER_HOUR);
}

/**
 * Does `work`, and takes it back unless it is to be kept: whoever takes the time of an answer learns nothing from it,
 * because the same has been written whether the address was known or not.
 */
async function tried(query: Query, name: 'wish' | 'mail', keeps: boolean, work: () => Promise<unknown>) {
  await query(`savepoint ${name}`);
  await work();
  await query(keeps ? `release savepoint ${name}` : `rollback to savepoint ${name}`);
}

/** The columns that say what is followed. Throws `invalid` for what does not exist. */
export async function followed(tx: Tx, input: Omit<z.output<typeof subscribeInput>, 'address'>) {
  const none = { partyId: null, tag: null, commitmentId: null, sourceId: null, search: undefined };
  switch (input.follows) {
    case 'all':
      return none;
    case 'party': {
      const party =
        input.party === undefined ? null : await tx.party.findUnique({ where: { name: input.party } });
      if (party === null)
        throw new DulyError('invalid', `There is no party “${input.party ?? ''}” to follow.`, {
          field: 'party',
        });
      return { ...none, partyId: party.id };
    }
    case 'tag':
      if (input.tag === undefined)
        throw new DulyError('invalid', 'Say which tag to follow.', { field: 'tag' });
      return { ...none, tag: input.tag.toLowerCase() };
    case 'commitment': {
      const found =
        input.commitment === undefined
          ? null
          : await tx.commitment.findUnique({ where: { id: input.commitment } });
      if (found === null)
        throw new DulyError('invalid', `There is no commitment ${input.commitment ?? ''} to follow.`, {
          field: 'commitment',
        });
      return { ...none, commitmentId: found.id };
    }
    case 'source': {
      const found =
        input.sourceOf === undefined
          ? null
          : await tx.commitment.findUnique({
              where: { id: input.sourceOf },
              select: { statement: { select: { sourceId: true } } },
            });
      if (found === null)
        throw new DulyError(
          'invalid',
          `There is no commitment ${input.sourceOf ?? ''} whose source to follow.`,
          {
            field: 'sourceOf',
          },
        );
      return { ...none, sourceId: found.statement.sourceId };
    }
    case 'search':
      return { ...none, search: await searchOf(tx, input) };
  }
}

/**
 * Asks for a subscription; a mail with a confirmation link follows if the address may be asked now. `editor` gives
 * it a rank among the editors: only for whoever runs the instance, never from a form of visitors.
 */
export async function subscribe(
  ctx: Context,
  raw: unknown,
  editor: Editor | null = null,
): Promise<{ address: string }> {
  const now = ctx.clock.now();
  const input = parse(subscribeInput, raw);
  const address = parseAddress(input.address);
  const key = capKey(address);
  const preferences = preferencesOf(input, now);
  await ctx.db.write(async (tx, query) => {
    // One request for a mailbox at a time, so that two at once cannot both find the cap open.
    await query(`select pg_advisory_xact_lock(hashtextextended('subscribe:' || $1, 0))::text`, [key]);
    const target = await followed(tx, input);
    const { search, ...thing } = target;
    const live = await tx.subscription.findFirst({
      where: {
        ...{ address, follows: input.follows, ...thing, state: { not: 'ended' } },
        ...(search === undefined ? {} : { search: { equals: search } }),
      },
    });
    if (editor !== null) await assertRankFree(tx, editor, live?.id ?? null);
    const turn = editor === null ? {} : { editorRank: editor.rank, editorName: editor.name };
    if (live?.state === 'active' && editor !== null) {
      await tx.subscription.update({ where: { id: live.id }, data: turn });
      return;
    }
    const waiting = await tx.subscription.findMany({
      where: { capKey: key, state: 'unconfirmed' },
      select: { address: true },
    });
    const askAt = await mayAskAt(query, key, now);
    // One link confirms all that its address waits for: over the cap the mail that is there already will do.
    const asked = waiting.some((one) => one.address === address);
    // Whoever was suspended is asked again as anybody is; until they confirm, what they had chosen stays as it was.
    const back = live?.state === 'suspended';
    const room = live === null ? waiting.length < WAITING : live.state === 'unconfirmed' || back;
    const keepsRow = room && (askAt !== null || asked);
    const mails = askAt !== null && !(askAt > now && asked);
    await tried(query, 'wish', keepsRow, async () => {
      const row =
        live === null
          ? await tx.subscription.create({
              data: {
                address,
                capKey: key,
                follows: input.follows,
                ...thing,
                ...(search === undefined ? {} : { search }),
                ...preferences,
                ...turn,
                state: 'unconfirmed',
                createdAt: new Date(now),
              },
            })
          : await tx.subscription.update({
              where: { id: live.id },
              data: { ...(back ? {} : preferences), ...turn },
            });
      await tried(query, 'mail', mails, () =>
        query(
          `insert into delivery (kind, subscription_id, message_id, state, next_attempt_at, created_at)
           values ('confirm', $1::int, '<' || gen_random_uuid() || '@' || $2 || '>', 'queued', ${at('$3')}, ${at('$3')})`,
          [row.id, hostOf(ctx.baseUrl), askAt ?? now],
        ),
      );
    });
  });
  ctx.wake('deliver');
  return { address };
}
