/**
 * The demo: 1. a database of its own in a temporary folder, 2. the real workers on a time-lapse clock, 3. the
 * statements of the sample and their subscribers, who confirm by the link in their mail, 4. the story from 2 June to
 * 5 July 2025, 5. the report, 6. the web pages until Ctrl-C. Nothing of it touches any other data.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkers } from '../../../jobs/workers.ts';
import { lapseClock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import type { Context } from '../../service/context.ts';
import { createWeb } from '../../web/server.ts';
import { type Call, type Command, UsageError } from '../command.ts';
import { conduct, untilQuiet } from '../demo/conductor.ts';
import { confirmByMail, subscribeReaders } from '../demo/readers.ts';
import { received } from '../demo/received.ts';
import { mailsSent, report } from '../demo/report.ts';
import { liveScreen, noScreen, plainScreen, type Screen } from '../demo/screen.ts';
import { finder, recordSample, STORY_ENDS_AT, STORY_STARTS_AT, stepsAfter } from '../demo/story.ts';
import { openDoor } from '../door.ts';
import { listenForStop } from '../stop.ts';
import { jsonText, paintFor } from '../terminal.ts';

const SECONDS_PER_DAY = 86_400;
const DEFAULT_SPEED = 2;
const MOST_SPEED = 10_000;
const FRAME_MS = 120;

function speedOf(call: Call): number {
  const given = call.flags.speed;
  if (given === undefined) return DEFAULT_SPEED;
  const speed = Number(given);
  if (!(speed > 0 && speed <= MOST_SPEED))
    throw new UsageError(
      `--speed must be a number of days per second, above 0 and at most ${MOST_SPEED.toLocaleString('en-US')}, such as 2 or 0.5.`,
    );
  return speed;
}

function screenFor(call: Call, ctx: Context): Screen {
  if (call.json) return noScreen;
  const { stdout, env } = call.io;
  return stdout.isTTY === true ? liveScreen(ctx, stdout, paintFor(stdout, env)) : plainScreen(ctx, stdout);
}

/** Draws the clock while it runs between two instants; returns how to stop. */
function keepDrawing(screen: Screen): () => void {
  let drawing = false;
  const timer = setInterval(() => {
    if (drawing) return;
    drawing = true;
    // A picture that fails is not worth a word: the next one comes at once.
    void screen
      .update()
      .finally(() => {
        drawing = false;
      })
      .catch(() => undefined);
  }, FRAME_MS);
  return () => clearInterval(timer);
}

export const demoCommand: Command = {
  name: 'demo',
  summary: 'Show the whole of it on a real event: time-lapse, real workers, real mails',
  examples: ['duly demo', 'duly demo --speed 5 --exit', 'duly demo --exit --json'],
  flags: [
    { name: 'speed', value: 'DAYS', about: `Days per second; default ${DEFAULT_SPEED}` },
    { name: 'exit', about: 'End when the story ends, instead of serving the pages' },
  ],
  async run(call) {
    const clock = lapseClock(STORY_STARTS_AT, speedOf(call) * SECONDS_PER_DAY);
    const stop = listenForStop();
    const stopping = new AbortController();
    void stop.asked.then(() => stopping.abort());
    const settings = call.config();
    const dataDir = await mkdtemp(join(tmpdir(), 'duly-demo-'));
    // Never a configured database or mail server: the story is example data, and its addresses are nobody's.
    const config: Config = {
      ...settings,
      dataDir,
      databaseUrl: undefined,
      smtpUrl: undefined,
      secret: undefined,
    };
    const closing: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
    try {
      const serves = call.flags.exit !== true;
      // The port first: a taken one is known before anything else is opened, and links carry the real one.
      const door = serves ? await openDoor(settings) : null;
      if (door !== null) closing.push(() => door.close());
      const url = settings.baseUrl ?? door?.url;
      let ring: Context['wake'] = () => undefined;
      const wake: Context['wake'] = (work, at) => ring(work, at);
      const world = { config: { ...config, baseUrl: url }, clock, wake, poolSize: 10 };
      const { ctx, databaseUrl, close } = await call.open(world);
      closing.push(close);
      const workers = await startWorkers(ctx, { databaseUrl, redisUrl: config.redisUrl });
      closing.push(() => workers.close());
      ring = workers.wake;
      door?.letIn(createWeb(ctx, { queue: workers.view }));
      if (serves) call.say(`The pages are at ${url} while the story runs.`);

      const ids = await recordSample(ctx);
      await subscribeReaders(ctx, finder(ids));
      await untilQuiet(ctx, stopping.signal);
      await confirmByMail(ctx);
      const screen = screenFor(call, ctx);
      await screen.update();
      const ticking = call.io.stdout.isTTY === true && !call.json ? keepDrawing(screen) : () => undefined;
      closing.push(async () => ticking());
      await conduct(ctx, clock, {
        steps: stepsAfter(finder(ids)),
        endsAt: STORY_ENDS_AT,
        signal: stopping.signal,
        onStep: (step) => screen.say(step.says),
        onQuiet: () => screen.update(),
      });
      ticking();
      await screen.update();
      if (call.json) call.io.stdout.write(`${jsonText(await report(ctx, ids.values()))}\n`);
      else {
        const mails = await mailsSent(ctx);
        call.io.stdout.write(`${received(mails, call.io.stdout.columns)}\n`);
        if (!serves && !stopping.signal.aborted)
          call.say(
            `The story is told: ${mails.length} mails about ${ids.size} commitments. Run it without --exit to look at the pages.`,
          );
      }
      if (serves && !stopping.signal.aborted) {
        clock.goOn();
        call.say(`The story is told. Look at ${url} and ${url}/outbox; Ctrl-C ends it.`);
        await stop.asked;
      }
    } finally {
      await stop.finish(
        async () => {
          for (const close of closing.reverse()) await close();
        },
        () => call.say('Not everything closed in time; nothing is lost.'),
      );
    }
    return 0;
  },
};
