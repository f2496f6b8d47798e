/**
 * The first answer of a fresh process, as a program: `first-answer duly` or `first-answer chrono-node` loads that reader,
 * asks it once, and prints what this took as JSON. Run with `--expose-gc`, so that memory is what is kept.
 */
import { monotonicMs } from '../../src/clock.ts';

/** What a process pays before it knows its first date: times in milliseconds, memory in MB. */
export interface FirstAnswer {
  readonly loadMs: number;
  readonly answerMs: number;
  readonly rss: number;
  readonly heap: number;
}

const MB = 1024 * 1024;
const PHRASE = 'by the end of next week';
const SAID_AT = Date.UTC(2025, 5, 2, 12, 57);

type Load = () => Promise<() => number>;

/** Each loads itself and gives back how to ask for the end of the phrase. */
const READERS: Readonly<Record<string, Load>> = {
  duly: async () => {
    const { resolve } = await import('../../src/domain/deadline/resolve.ts');
    return () => {
      const found = resolve(PHRASE, { saidAt: SAID_AT, zone: 'Europe/Istanbul' });
      return found.outcome === 'window' ? found.window.closesAt : Number.NaN;
    };
  },
  'chrono-node': async () => {
    const chrono = await import('chrono-node');
    return () =>
      chrono.parse(PHRASE, new Date(SAID_AT), { forwardDate: true })[0]?.date().getTime() ?? Number.NaN;
  },
};

const collect = globalThis.gc;
const load = READERS[process.argv[2] ?? ''];
if (collect === undefined || load === undefined)
  throw new Error(`node --expose-gc first-answer.js ${Object.keys(READERS).join('|')}`);

collect();
const before = process.memoryUsage();
const from = monotonicMs();
const ask = await load();
const loaded = monotonicMs();
const end = ask();
const answered = monotonicMs();
if (Number.isNaN(end)) throw new Error(`“${PHRASE}” was not understood`);
// Read before anything is collected: this much the process has taken from the machine.
const { rss } = process.memoryUsage();
collect();
const { heapUsed } = process.memoryUsage();
const first: FirstAnswer = {
  loadMs: loaded - from,
  answerMs: answered - loaded,
  rss: (rss - before.rss) / MB,
  heap: (heapUsed - before.heapUsed) / MB,
};
process.stdout.write(JSON.stringify(first));
