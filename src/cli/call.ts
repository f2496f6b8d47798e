/**
 * One call of a command: opens the world when the command asks for it, and leaves it in order. Wake-ups are
 * kept until the command is done: a command that changes nothing never opens a queue. What the world is made of is
 * loaded only for a command that opens it: `duly resolve` starts in an instant.
 */
import type { App } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import type { Context, Work } from '../service/context.ts';
import type { Answer, Call, Command, Io, OpenOptions } from './command.ts';
import { cleanText } from './terminal.ts';

/** A one-shot command uses few connections, so that many of them at once are no burden to a server. */
const POOL_SIZE = 4;

/** Runs `command` on what the command line said. Whatever it opened is closed, also when it throws. */
export async function runCommand(
  command: Command,
  line: Pick<Call, 'args' | 'flags' | 'json'>,
  io: Io,
): Promise<Answer | number> {
  const closing: (() => Promise<void>)[] = [];
  const config = (): Config => readConfig(io.env);
  const open = async (options: OpenOptions = {}): Promise<App> => {
    const { config: given, talkative = false, ...appOptions } = options;
    const settings = given ?? config();
    const { openApp, openLog } = await import('../app.ts');
    const quiet = !talkative && settings.logLevel === 'info';
    const log = openLog(quiet ? 'warn' : settings.logLevel, io.stderr);
    const rung: Parameters<Context['wake']>[] = [];
    const app = await openApp(settings, {
      poolSize: POOL_SIZE,
      wake: (work: Work, at?: number) => {
        rung.push([work, at]);
      },
      ...appOptions,
      log,
    });
    closing.push(() => app.close());
    if (options.wake === undefined) closing.push(() => ring(app, settings, rung));
    return app;
  };
  const say = (text: string): void => {
    if (!line.json) io.stderr.write(`${cleanText(text)}\n`);
  };
  try {
    return await command.run({ ...line, io, config, open, say });
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Tells the workers what was left to do; what they miss, their next tick finds, so nothing fails here. */
async function ring(app: App, config: Config, rung: readonly Parameters<Context['wake']>[]): Promise<void> {
  if (rung.length === 0) return;
  const { clock, log } = app.ctx;
  try {
    const { openBell } = await import('../../jobs/bell.ts');
    const bell = await openBell({ databaseUrl: app.databaseUrl, redisUrl: config.redisUrl, clock, log });
    for (const [work, at] of rung) bell.wake(work, at);
    await bell.close();
  } catch (error) {
    log.warn(
      { error: (error as Error).message },
      'the workers could not be woken; their next tick finds the work',
    );
  }
}
