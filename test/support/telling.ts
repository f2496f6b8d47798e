/** Lives a history: people record, workers look and tell, things fail; and keeps what everybody was told meanwhile. */
import { simpleParser } from 'mailparser';
import { expect, type onTestFinished } from 'vitest';
import type { Context } from '../../src/service/context.ts';
import { deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { preferencesInput, preferencesOf } from '../../src/service/preferences.ts';
import { sweep } from '../../src/service/sweep.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { History, HistoryStep } from './histories.ts';
import { begin, doDeed, type Item } from './history-deeds.ts';
import { addresses, quickMailer, readers } from './passes.ts';
import { contested, type PlainItem, standsAt } from './plain-model.ts';
import { setup } from './setup.ts';
import { startSmtp } from './smtp.ts';

/** What one line of a mail said about one item. */
export interface Line {
  readonly to: string;
  readonly item: Item;
  /** The word it begins with, such as `overdue`. */
  readonly word: string;
  readonly status: string;
  readonly messageId: string;
}

const LABELS = {
  ...{ Undated: 'undated', Pending: 'pending', Upcoming: 'upcoming', Due: 'due', Overdue: 'overdue' },
  ...{ Met: 'met', 'Partly met': 'partly_met', 'Not met': 'not_met', Withdrawn: 'withdrawn' },
  ...{ Superseded: 'superseded', Void: 'void' },
} as const;

/** What can turn out wrong. */
const CORRIGIBLE = ['overdue', 'met', 'partly_met', 'not_met', 'withdrawn', 'superseded', 'void'];

/** As many passes as a step may take: a relay that refuses for weeks is asked again and again. */
const PASSES = 12;
/** Looks until everything has been told: reminders and digests end some day before that. */
const UNTIL_QUIET = 250;

async function linesOf(raw: Buffer | string, to: string, items: readonly Item[]): Promise<Line[]> {
  const mail = await simpleParser(raw);
  return (mail.text ?? '').split('----------').flatMap((block) => {
    const head = /^(?:\d+ of \d+\n+)?([A-Z][A-Z ]*): (Item \d)$/m.exec(block);
    if (head === null) return [];
    const [, word = '', title] = head;
    const said = /^Status: (.*)$/m.exec(block)?.[1] ?? '';
    // `Met, 2 days late`, `Met late, on the last day itself`.
    const label = Object.entries(LABELS).find(
      ([words]) => said === words || ['', ' late'].some((more) => said.startsWith(`${words}${more}, `)),
    );
    const item = items.find((one) => one.title === title);
    if (item === undefined || label === undefined) throw new Error(`cannot read this line:\n${block}`);
    return [{ to, item, word: word.toLowerCase(), status: label[1], messageId: mail.messageId ?? '' }];
  });
}

/** Opens a world for the history; `finished` closes it. */
export async function live(history: History, finished: typeof onTestFinished) {
  const server = history.relay ? await startSmtp() : null;
  if (server !== null) finished(() => server.close());
  const mailer = server === null ? undefined : quickMailer(server.url);
  if (mailer !== undefined) finished(() => mailer.close(50));
  const { ctx, clock, db, url } = await setup({ finished, ...(mailer === undefined ? {} : { mailer }) });
  const workers: Context[] = [ctx];
  for (const name of ['second', 'third']) {
    const own = openDatabase(url, { ssl: false, poolSize: 2 });
    finished(() => own.close());
    workers.push({ ...ctx, db: own, workerName: name });
  }
  const people = addresses(4);
  const items: Item[] = [];
  const lines: Line[] = [];
  let atWork = 1;
  let read = 0;
  const seen = new Set<string>();

  const subscribe = async (follows: string): Promise<void> => {
    for (const one of history.readers.filter(
      (reader) => (reader.follows === 'commitment') === (follows === 'commitment'),
    )) {
      const { kinds, rhythm, hour, quiet, zone } = one;
      const hush = quiet === null ? {} : { quietFrom: quiet[0], quietTo: quiet[1] };
      const wish = preferencesInput.parse({
        kinds,
        rhythm,
        hour,
        zone,
        leads: [30, 14, 7, 3, 1, 0],
        ...hush,
      });
      await readers(ctx, [people[one.who] ?? ''], {
        ...preferencesOf(wish, clock.now()),
        follows: one.follows,
        tag: one.follows === 'tag' ? 'agreed' : null,
        commitmentId: one.follows === 'commitment' ? (items[0]?.id ?? null) : null,
      });
    }
  };

  /** What has arrived since it was last asked. */
  const arrived = async (): Promise<Line[]> => {
    if (server !== null) {
      const fresh = server.messages.slice(read);
      read = server.messages.length;
      return (await Promise.all(fresh.map((one) => linesOf(one.raw, one.to[0] ?? '', items)))).flat();
    }
    const rows = await db.query<{ id: string; raw: string; to: string }>(
      `select d.id::text, d.raw, s.address as "to" from delivery d join subscription s on s.id = d.subscription_id
       where d.state = 'sent' order by d.id`,
    );
    const fresh = rows.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    return (await Promise.all(fresh.map((one) => linesOf(one.raw, one.to, items)))).flat();
  };

  /** How far the record of an item has been announced: time is never taken to be earlier. */
  const nowOf = async (item: Item): Promise<number> => {
    const row = await db.prisma.commitment.findUniqueOrThrow({ where: { id: item.id } });
    return Math.max(clock.now(), row.knownUntil.getTime());
  };

  /** What is stored and what is told is what is true and known. `before`: the items as they were when mail began to leave. */
  const agree = async (before: readonly PlainItem[], fresh: readonly Line[]): Promise<void> => {
    for (const [place, item] of items.entries()) {
      const now = await nowOf(item);
      const row = await db.prisma.commitment.findUniqueOrThrow({ where: { id: item.id } });
      const truth = standsAt(item.plain, now);
      // A row whose check has come since, because the clock has moved on, is looked at by the next pass.
      if (row.nextCheckAt === null || row.nextCheckAt.getTime() > now)
        expect({ status: row.status, late: row.late, disputed: row.disputed }, item.title).toEqual({
          ...truth,
          disputed: contested(item.plain),
        });
      const could = [truth.status, standsAt(before[place] ?? item.plain, now).status];
      for (const line of fresh)
        if (line.item === item)
          expect(could, `${line.to} was told “${line.word}” with status ${line.status}`).toContain(
            line.status,
          );
    }
  };

  /** Nobody is told of an error in what was never said. */
  const erred = (fresh: readonly Line[]): void => {
    for (const [place, { to, item, word, status }] of fresh.entries()) {
      if (word !== 'correction') continue;
      const earlier = [...lines, ...fresh.slice(0, place)].filter(
        (one) => one.to === to && one.item === item,
      );
      const said = earlier.map((one) => one.status);
      expect(
        said.some((one) => one !== status && CORRIGIBLE.includes(one)),
        `${to} was told ${said} of ${item.title}, and then a correction`,
      ).toBe(true);
    }
  };

  /** One pass of all who are at work, and what happens while they look and while mail leaves. Returns when there is more to do. */
  const pass = async (
    meanwhile: { looking?: () => Promise<void>; sending?: () => Promise<void> } = {},
  ): Promise<number | null> => {
    const crew = workers.slice(0, atWork);
    const looks = crew.map(async (one) => {
      const { nextCheckAt } = await sweep(one);
      while ((await fanOut(one)).more);
      return nextCheckAt;
    });
    const [, ...swept] = await Promise.all([meanwhile.looking?.(), ...looks]);
    clock.advance(2_000);
    const before = items.map(({ plain }) => plain);
    const [, ...delivered] = await Promise.all([meanwhile.sending?.(), ...crew.map((one) => deliver(one))]);
    const fresh = await arrived();
    await agree(before, fresh);
    erred(fresh);
    lines.push(...fresh);
    const next = [...swept, ...delivered.map(({ nextAt }) => nextAt)].filter((at) => at !== null);
    return next.length === 0 ? null : Math.min(...next);
  };

  const workUntil = async (end: number): Promise<void> => {
    for (let count = 0; count < PASSES; count += 1) {
      const next = await pass();
      if (next === null || next >= end) break;
      clock.advance(Math.max(1, next - clock.now()));
    }
    clock.advance(Math.max(0, end - clock.now()));
    await pass();
  };

  const take = async (step: HistoryStep): Promise<void> => {
    switch (step.step) {
      case 'record':
      case 'meanwhile': {
        const item = items[step.item % items.length] as Item;
        if (step.step === 'meanwhile') await pass({ [step.of]: () => doDeed(ctx, item, step.deed) });
        else await doDeed(ctx, item, step.deed);
        return agree([], []);
      }
      case 'work':
        return workUntil(clock.now() + step.forMs);
      case 'sleep':
        clock.advance(step.forMs);
        return;
      case 'set back':
        clock.advance(-step.byMs);
        return;
      case 'relay':
        server?.script(step.answers === 250 ? {} : { data: step.answers });
        return;
      case 'workers':
        atWork = step.count;
    }
  };

  const waiting = async (): Promise<number> => {
    const [row] = await db.query<{ n: number }>(
      `select (select count(*) from alert where state in ('queued', 'claimed'))::int
         + (select count(*) from delivery where state in ('queued', 'sending'))::int
         + (select count(*) from occasion where done_at is null)::int as n`,
    );
    return row?.n ?? 0;
  };

  /** Everything is mended, and time goes on until nothing is left to be told. */
  const settle = async (): Promise<void> => {
    server?.script({});
    for (const item of items) clock.advance((await nowOf(item)) - clock.now());
    for (let count = 0; count < UNTIL_QUIET; count += 1) {
      const next = await pass();
      if ((await waiting()) === 0) return;
      clock.advance(Math.max(1, (next ?? 0) - clock.now()));
    }
    throw new Error('it never becomes quiet');
  };

  await subscribe('all');
  for (const [place, wish] of history.items.entries()) items.push(await begin(ctx, wish, place));
  clock.advance(1_000);
  await subscribe('commitment');
  for (const step of history.steps) await take(step);
  await settle();
  return { ctx, clock, db, items, lines, people, nowOf };
}
