/**
 * Reading deadlines: short phrases and an article, beside chrono-node on the same words in the same run, and what the
 * first answer of a fresh process costs. Every reading has an instant of saying of its own, so that nothing which was
 * worked out before can be the answer. Both sides give the end of what they found; only Duly knows zones.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as chrono from 'chrono-node';
import { resolve } from '../src/domain/deadline/resolve.ts';
import type { FirstAnswer } from './course/first-answer.ts';
import { compareRates, median, type Stretch, stretch, takeTurns } from './course/measure.ts';
import { runAlone } from './course/program.ts';
import type { Finding } from './course/report.ts';
import { ARTICLE, PHRASES } from './course/wordings.ts';

const MINUTE_MS = 60_000;
const FIRST_SAID_AT = Date.UTC(2025, 5, 2, 12, 57);
/** From one reading to the next; a prime, so that days and clock times all come. */
const STEP_MS = 61 * MINUTE_MS;
/** The instants begin anew after three months: a phrase with its year stays ahead. */
const INSTANTS = 2_000;
const ZONES = ['Europe/Istanbul', 'America/New_York', 'Asia/Kolkata', 'Europe/Berlin'];
const CHILD = fileURLToPath(new URL('./course/first-answer.js', import.meta.url));

/** Reads a text and says whether it understood something. */
type Read = (text: string, saidAt: number, zone: string) => boolean;

const duly: Read = (text, saidAt, zone) => {
  const found = resolve(text, { saidAt, zone });
  if (found.outcome === 'none') return found.reason !== 'no-date';
  return found.window.closesAt > found.window.opensAt;
};

/** The same with its sentence, which Duly only makes when somebody reads it. */
const dulyExplained: Read = (text, saidAt, zone) => {
  const found = resolve(text, { saidAt, zone });
  return found.explanation !== '' && !(found.outcome === 'none' && found.reason === 'no-date');
};

const chronoNode: Read = (text, saidAt) => {
  const [first] = chrono.parse(text, new Date(saidAt), { forwardDate: true });
  return first !== undefined && !Number.isNaN((first.end ?? first.start).date().getTime());
};

/** Reads all texts so many times; the first stretch of instants begins at `from`. Counts what was understood. */
function readAll(read: Read, texts: readonly string[], passes: number, from: number): number {
  let understood = 0;
  let reading = from;
  for (let pass = 0; pass < passes; pass += 1)
    for (const text of texts) {
      const saidAt = FIRST_SAID_AT + (reading % INSTANTS) * STEP_MS;
      if (read(text, saidAt, ZONES[reading % ZONES.length] ?? 'UTC')) understood += 1;
      reading += 1;
    }
  return understood;
}

/** Lets the readers take turns on the same texts at the same instants. */
async function race(
  texts: readonly string[],
  { rounds, passes }: { rounds: number; passes: number },
): Promise<Record<'duly' | 'explained' | 'chrono', Stretch[]>> {
  const taking = (read: Read, all: boolean): (() => Promise<Stretch>) => {
    const few = readAll(read, texts, Math.ceil(passes / 4), 0); // compiled and warm
    if (few === 0) throw new Error('nothing was understood');
    let round = 0;
    return () => {
      round += 1;
      return stretch(async () => {
        const understood = readAll(read, texts, passes, round * passes * texts.length + round);
        if (all && understood !== passes * texts.length)
          throw new Error(`${understood} of ${passes * texts.length} readings were understood`);
      });
    };
  };
  return takeTurns(rounds, {
    duly: taking(duly, true),
    explained: taking(dulyExplained, true),
    chrono: taking(chronoNode, false),
  });
}

async function raced(
  what: string,
  texts: readonly string[],
  { size, rounds, passes }: { size: string; rounds: number; passes: number },
): Promise<Finding> {
  const count = passes * texts.length;
  const sides = await race(texts, { rounds, passes });
  const { ours, limit, ratio, memory } = compareRates(count, sides.duly, sides.chrono);
  const explained = compareRates(count, sides.explained, sides.chrono);
  return {
    what,
    size,
    unit: '/s',
    ours,
    limit: { value: limit, what: 'chrono-node', ratio },
    target: { atLeast: 1 },
    memory,
    beside: {
      explained: `${Math.round(explained.ours).toLocaleString('en-GB')}/s, ratio ${explained.ratio.toFixed(2)}`,
      'understood at once': `${readAll(duly, texts, 1, 0)} of ${texts.length}, chrono-node ${readAll(chronoNode, texts, 1, 0)}`,
    },
  };
}

/** What the first answer of a fresh process took. */
function firstAnswer(reader: 'duly' | 'chrono-node'): FirstAnswer {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', CHILD, reader], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`no first answer of ${reader}: ${stderr}`);
  return JSON.parse(stdout) as FirstAnswer;
}

/** Starting is measured in processes that take turns; the first two fill the disk cache and do not count. */
function startUp(starts: number): Finding {
  const all = { duly: [] as FirstAnswer[], chrono: [] as FirstAnswer[] };
  for (let n = 0; n <= starts; n += 1) {
    all.duly.push(firstAnswer('duly'));
    all.chrono.push(firstAnswer('chrono-node'));
  }
  const of = (answers: readonly FirstAnswer[], what: keyof FirstAnswer): number =>
    median(answers.slice(1).map((answer) => answer[what]));
  const memory = (answers: readonly FirstAnswer[]): string =>
    `RSS +${of(answers, 'rss').toFixed(1)} MB, heap +${of(answers, 'heap').toFixed(1)} MB`;
  const ms = (answers: readonly FirstAnswer[], what: keyof FirstAnswer): string =>
    `${of(answers, what).toFixed(1)} ms`;
  return {
    what: 'resolve: loading it in a fresh process',
    size: `median of ${starts} processes`,
    unit: 'ms',
    ours: of(all.duly, 'loadMs'),
    limit: null,
    target: { atMost: 30 },
    memory: null,
    beside: {
      'first answer': `${ms(all.duly, 'answerMs')} more`,
      'memory of both': memory(all.duly),
      'chrono-node': `${ms(all.chrono, 'loadMs')}, first answer ${ms(all.chrono, 'answerMs')} more`,
      'its memory': memory(all.chrono),
    },
  };
}

await runAlone(async ({ quick }) => {
  // Many short rounds: what else the machine does then meets both sides alike.
  const rounds = quick ? 5 : 31;
  const passes = quick ? 40 : 120;
  const words = ARTICLE.split(/\s+/).length;
  return [
    await raced('resolve: short phrases', PHRASES, {
      size: `${PHRASES.length} phrases ${passes} times in each of ${rounds} rounds`,
      rounds,
      passes,
    }),
    await raced('resolve: an article', [ARTICLE], {
      size: `${words} words ${passes} times in each of ${rounds} rounds`,
      rounds,
      passes,
    }),
    startUp(quick ? 5 : 21),
  ];
});
