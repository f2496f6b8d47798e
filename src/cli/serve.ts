/**
 * The service in one process: web pages, workers, or both. 1. Take the port, so that a taken one is known before
 * anything else is opened and links carry the real one; 2. open the world; 3. start the workers and the listener for what
 * comes back, or a bell to wake the workers of others; 4. let requests in; 5. wait for a signal; 6. close in order: web, workers, world.
 */
import { openBell } from '../../jobs/bell.ts';
import { startWorkers } from '../../jobs/workers.ts';
import type { App } from '../app.ts';
import { type Config, describeConfig } from '../config.ts';
import { openBounceDoor } from '../service/bounce-mail.ts';
import type { Context } from '../service/context.ts';
import { makeFirstLink } from '../service/sign-in.ts';
import { createWeb } from '../web/server.ts';
import type { Call } from './command.ts';
import { type Door, openDoor } from './door.ts';
import { listenForStop } from './stop.ts';
import { jsonText } from './terminal.ts';

const POOL_SIZE = 10;

/** Where the data is, without any password. */
function dataPlace({ databaseUrl, dataDir }: Config): string {
  if (databaseUrl === undefined) return dataDir;
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `${pathname.slice(1)} on ${hostname}${port === '' ? '' : `:${port}`}`;
}

/** Closes all of it in this order; the first fault is thrown when everything has had its turn. */
async function closeInOrder(opened: readonly ({ close(): Promise<void> } | null)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const one of opened) {
    try {
      await one?.close();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}

function announce(call: Call, started: { config: Config; url: string | null; workers: boolean }): void {
  const { config, url, workers } = started;
  const mail = config.smtpUrl === undefined ? 'kept' : 'sent';
  const place = dataPlace(config);
  if (call.json) call.io.stdout.write(`${jsonText({ url, workers, data: place, mail })}\n`);
  if (url !== null) call.say(`Duly is at ${url}`);
  call.say(`Data is kept in ${place}`);
  if (mail === 'kept') {
    const where = url === null ? 'at /outbox' : `at ${url}/outbox`;
    call.say(`Mail is kept and shown ${where}, because SMTP_URL is not set`);
  }
  if (workers)
    call.say(`Workers run; queues are on ${config.redisUrl === undefined ? 'PostgreSQL' : 'Redis'}`);
  call.say('Ctrl-C ends it.');
}

/** Runs until SIGINT or SIGTERM and returns the exit code. Throws what keeps it from starting. */
export async function serve(call: Call, roles: { web: boolean; workers: boolean }): Promise<number> {
  const stop = listenForStop();
  let door: Door | null = null;
  let app: App | null = null;
  let bell: Awaited<ReturnType<typeof openBell>> | null = null;
  let returns: Awaited<ReturnType<typeof openBounceDoor>> | null = null;
  try {
    const settings = call.config();
    if (roles.web) door = await openDoor(settings);
    const config = door === null ? settings : { ...settings, baseUrl: settings.baseUrl ?? door.url };
    // The world is built before its workers are: until then nobody needs to be woken.
    const wake: Context['wake'] = (work, at) => bell?.wake(work, at);
    app = await call.open({ config, wake, poolSize: POOL_SIZE, talkative: true });
    const { ctx, databaseUrl } = app;
    const queues = { databaseUrl, redisUrl: config.redisUrl, clock: ctx.clock, log: ctx.log };
    bell = roles.workers ? await startWorkers(ctx, queues) : await openBell(queues);
    if (roles.workers && config.bounceListen !== undefined)
      returns = await openBounceDoor(ctx, config.bounceListen);
    const shown = describeConfig(call.io.env).settings;
    const { trustedProxies } = config;
    door?.letIn(createWeb(ctx, { settings: shown, trustedProxies, queue: bell.view }));
    if (roles.web) await app.noteAddress(ctx.baseUrl);
    announce(call, { config, url: door?.url ?? null, workers: roles.workers });
    // Told after the address, so that it is the last thing to be seen; never logged.
    if (roles.web && ctx.embedded) {
      const first = await makeFirstLink(ctx);
      if (first !== null)
        call.say(`Nobody can sign in yet. To become the administrator, open this within a day:\n${first}`);
    }
    await stop.asked;
    call.say('Stopping: work in flight is finished or given back.');
  } finally {
    await stop.finish(
      () => closeInOrder([door, returns, bell, app]),
      () => call.say('Not everything finished in time; what was left is taken up at the next start.'),
    );
  }
  return 0;
}
