/**
 * A record in which every table has rows, each text of it `say`, and every route of the router with real numbers and
 * tokens in its path. A route with a parameter that is not known here fails loudly: give it a value.
 */
import { closeCommitment } from '../../../src/service/close.ts';
import type { Context } from '../../../src/service/context.ts';
import { deliver } from '../../../src/service/deliver.ts';
import { fanOut } from '../../../src/service/fan-out.ts';
import { createKey } from '../../../src/service/keys.ts';
import { linkFor } from '../../../src/service/link.ts';
import { recordLook } from '../../../src/service/look.ts';
import { makeAhead } from '../../../src/service/make-ahead.ts';
import { moveDeadline } from '../../../src/service/move.ts';
import { holdReminders } from '../../../src/service/notice.ts';
import { raiseObjection } from '../../../src/service/object.ts';
import { addParty } from '../../../src/service/party.ts';
import { addPerson } from '../../../src/service/people.ts';
import { addProgress } from '../../../src/service/progress.ts';
import { relate } from '../../../src/service/relate.ts';
import { makeLink } from '../../../src/service/sign-in.ts';
import { addWebhook } from '../../../src/service/webhooks.ts';
import type { createWeb } from '../../../src/web/server.ts';
import type { TestClock } from '../../support/clock.ts';
import { follow, record } from '../../support/setup.ts';

interface World {
  readonly ctx: Context;
  readonly clock: TestClock;
}

/** What stands in the place of a parameter: by the first word of the path, or by its own name. */
export type Values = Readonly<Record<string, string>>;

/**
 * Fills the record around the clock's present. `say` is told the field and gives its text; the address of the reader
 * is `reader@example.org`. Returns what the parameters of paths stand for.
 */
export async function fill({ ctx, clock }: World, say: (field: string) => string): Promise<Values> {
  const at = (days: number) => new Date(clock.now() + days * 86_400_000).toISOString();
  const short = (field: string) => say(field).slice(0, 60);
  const party = (field: string) => say(field).replaceAll(',', '');
  const reader = await follow(ctx, 'reader@example.org');
  await follow(ctx, 'tag@example.org', { follows: 'tag', tag: short('tag') });
  const first = await record(ctx, {
    saidAt: at(-20),
    title: say('title'),
    quote: say('quote'),
    speaker: `${party('speaker')} speaker`,
    speakerRole: say('speakerRole'),
    sourceTitle: say('sourceTitle'),
    sourceText: `Before ${say('quote')} after`,
    publisher: say('publisher'),
    sourceUrl: 'https://example.org/?q="><script>alert(1)</script>',
    unit: short('unit'),
    condition: say('condition'),
    fulfilledWhen: say('fulfilledWhen'),
    unmeasurable: true,
    question: say('question'),
    committers: [party('committer'), 'Ukraine'],
    beneficiaries: [`${party('beneficiary')} for`],
    tags: [short('tag')],
    recordedBy: say('recordedBy'),
  });
  const second = await record(ctx, {
    saidAt: at(-1),
    title: `${say('title')} again`,
    quote: say('quote'),
    sourceTitle: `${say('sourceTitle')} two`,
    deadline: '',
    closesOn: at(30).slice(0, 10),
    deadlineReason: say('deadlineReason'),
    rrule: 'FREQ=MONTHLY;COUNT=3',
    tags: [short('tag')],
  });
  const third = await record(ctx, { saidAt: at(-1), title: `${say('title')} closed` });
  const file = {
    name: `${say('file').replaceAll('/', '_').slice(0, 80)}.txt`,
    bytes: Buffer.from(say('fileText')),
  };
  await addProgress(ctx, {
    id: first,
    amount: 1,
    happenedAt: 'now',
    note: say('note'),
    file,
    origin: say('origin'),
    snapshot: say('snapshot'),
    evidenceUrl: 'https://example.org/"onload=alert(1)',
    recordedBy: say('recordedBy'),
  });
  await recordLook(ctx, { id: first, in: say('lookedIn'), recordedBy: say('recordedBy') });
  clock.advance(1000);
  await moveDeadline(ctx, {
    id: first,
    deadline: 'in 3 days',
    reason: say('reason'),
    recordedBy: say('recordedBy'),
  });
  // Once: each call may give another text.
  const raisedBy = party('raisedBy');
  await addParty(ctx, { name: raisedBy });
  await raiseObjection(ctx, {
    id: first,
    progress: 1,
    raisedBy,
    reason: say('objection'),
  });
  await relate(ctx, { id: first, kind: 'restates', other: second, reason: say('relation') });
  await holdReminders(ctx, { id: first, kind: 'snoozed', until: at(2).slice(0, 10), note: say('hold') });
  await closeCommitment(ctx, { id: third, outcome: 'void', reason: say('verdict'), note: say('note') });
  await addWebhook(ctx, { url: 'http://127.0.0.1:9/hook', recordedBy: say('recordedBy') });
  await addPerson(
    ctx,
    { name: say('person'), address: 'named@example.org', role: 'reader' },
    { actor: 'test', invite: true },
  );
  const { id: person } = await ctx.db.prisma.person.findFirstOrThrow({ where: { role: 'administrator' } });
  await createKey(ctx, person, { name: short('key'), scopes: ['read'] }, 'test');
  await makeAhead(ctx);
  clock.advance(4 * 86_400_000);
  await fanOut(ctx);
  clock.advance(60_000);
  await deliver(ctx);
  const { address, id } = await ctx.db.prisma.subscription.findUniqueOrThrow({ where: { id: reader } });
  const last = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
  const token = (purpose: 'confirm' | 'manage' | 'unsubscribe' | 'calendar') =>
    last(linkFor(ctx, purpose, { id, address }));
  return {
    id: '1',
    tag: encodeURIComponent(short('tag').toLowerCase()),
    confirm: token('confirm'),
    manage: token('manage'),
    unsubscribe: token('unsubscribe'),
    calendar: `${token('calendar')}.ics`,
    'sign-in': last(await makeLink(ctx, 'editor@example.org')),
    people: String(person),
  };
}

export interface Route {
  readonly method: string;
  /** As the router knows it. */
  readonly pattern: string;
  /** With something real in the place of each parameter. */
  readonly path: string;
}

/** What stands for one parameter. */
function standIn(name: string, rule: string | undefined, pattern: string, values: Values): string {
  const [, head = ''] = pattern.split('/');
  if (rule?.includes('(?:atom|json)') === true)
    return rule.replace('(?:atom|json)', 'atom').replace('\\', '');
  const value =
    (name === 'token' || rule?.includes('\\.ics') === true ? values[head] : values[name]) ?? values[head];
  if (name !== 'id' && value === undefined)
    throw new Error(`test/web/shield/filled.ts knows no value for :${name} in ${pattern}`);
  return head === 'people' && name === 'id' ? (values.people ?? '1') : (value ?? '1');
}

/** Every route of the router once, in its order. */
export function routesOf(app: Pick<ReturnType<typeof createWeb>, 'routes'>, values: Values): Route[] {
  const found = app.routes
    .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
    .map(({ method, path: pattern }) => ({
      method,
      pattern,
      // A rule has one pair of braces inside at most: `[0-9]{1,9}`.
      path: pattern.replace(/:(\w+)(?:\{((?:[^{}]|\{[^{}]*\})*)\})?/g, (_, name: string, rule?: string) =>
        standIn(name, rule, pattern, values),
      ),
    }));
  return [...new Map(found.map((one) => [`${one.method} ${one.pattern}`, one])).values()];
}

/** Those that only read. */
export const readingOf = (routes: readonly Route[]): Route[] =>
  routes.filter(({ method }) => method === 'GET');
/** Those that change something. */
export const changingOf = (routes: readonly Route[]): Route[] =>
  routes.filter(({ method }) => method !== 'GET');

/** Every row of every table, without what a look by itself notes (when a session was last seen). */
export async function everything({ db }: Pick<Context, 'db'>): Promise<string> {
  const tables = await db.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
  );
  const rows = [];
  for (const { name } of tables) {
    const kept = await db.query(
      `select (to_jsonb(t) - 'seen_at' - 'updated_at')::text as row from "${name}" t order by 1`,
    );
    rows.push([name, kept]);
  }
  return JSON.stringify(rows);
}
