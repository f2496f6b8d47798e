/**
 * Looks at an installation from the outside in, one line a finding, each fault with its cure. What cannot be looked
 * at because something before it failed is left out. On the embedded database this starts it, as any command does.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { checkEngine } from '../../../jobs/engine.ts';
import type { App } from '../../app.ts';
import type { Config } from '../../config.ts';
import { DulyError } from '../../domain/errors.ts';
import { rewritable } from '../../service/browse/guard.ts';
import { readHealth } from '../../service/browse/health.ts';
import { sealFinding } from '../../service/browse/sealing.ts';
import { returnsFinding } from '../../service/feedback.ts';
import { answer, type Call, type Command } from '../command.ts';
import { table } from '../terminal.ts';

interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'fault';
  readonly text: string;
}

const ok = (name: string, text: string): Finding => ({ name, state: 'ok', text });
const warning = (name: string, text: string): Finding => ({ name, state: 'warning', text });
const fault = (name: string, text: string): Finding => ({ name, state: 'fault', text });

/** Whoever asks is waiting: an answer that takes longer is a finding too. */
const PATIENCE_MS = 10_000;

async function dataFolder({ dataDir }: Config): Promise<Finding> {
  const probe = join(dataDir, `.duly-doctor-${randomUUID()}`);
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
    return ok('data folder', `${dataDir} can be written.`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const cure =
      'Set DULY_DATA to a folder that this user may write, or DATABASE_URL to a PostgreSQL server.';
    return fault('data folder', `${dataDir} cannot be written (${code}). ${cure}`);
  }
}

/** Whether the port can be had; one that a running Duly holds is as it should be. */
async function portFree({ host, port }: Config): Promise<Finding> {
  if (port === 0) return ok('port', 'Any free port will be taken (PORT=0).');
  const code = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port }, () => server.close(() => resolve(null)));
  });
  if (code === null) return ok('port', `${host}:${port} is free.`);
  if (code === 'EADDRINUSE') {
    const itself = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
    const url = `http://${itself.includes(':') ? `[${itself}]` : itself}:${port}`;
    const asks = (path: string) =>
      fetch(`${url}${path}`, { signal: AbortSignal.timeout(3_000) }).then(
        (response) => response.ok,
        () => false,
      );
    if (await asks('/healthz'))
      return (await asks('/readyz'))
        ? ok('port', `${host}:${port} is held by a service that is well; probably this Duly.`)
        : fault(
            'port',
            `${host}:${port} is held by a service that lives and cannot do its work: ${url}/readyz says why, and its log.`,
          );
    return fault(
      'port',
      `${host}:${port} is taken by another program. Stop it, or set PORT to another port.`,
    );
  }
  return fault('port', `${host}:${port} cannot be listened on (${code}). Set HOST and PORT otherwise.`);
}

async function queues({ config, databaseUrl, ctx }: App): Promise<Finding[]> {
  try {
    const options = { databaseUrl, redisUrl: config.redisUrl, log: ctx.log };
    const { engine, warnings } = await checkEngine(options);
    const where = engine === 'redis' ? 'Redis answers.' : 'On PostgreSQL (REDIS_URL is not set).';
    return [ok('queues', where), ...warnings.map((text) => warning('queues', text))];
  } catch (error) {
    if (!(error instanceof DulyError)) throw error;
    return [fault('queues', error.message)];
  }
}

async function mail({ ctx }: App): Promise<Finding> {
  if (ctx.mailer === null) return ok('mail', 'Kept and shown at /outbox (SMTP_URL is not set).');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
  });
  const found = await Promise.race([ctx.mailer.check(), late]);
  clearTimeout(timer);
  if (found === null) return ok('mail', 'The mail server takes mail from here.');
  return fault('mail', `The mail server does not take mail (${found}). Check SMTP_URL and that it runs.`);
}

async function returns({ ctx }: App): Promise<Finding> {
  const { ok: well, text } = await returnsFinding(ctx);
  return well ? ok('returns', text) : warning('returns', text);
}

async function sealed({ ctx }: App): Promise<Finding> {
  const { ok: well, text } = await sealFinding(ctx);
  return well ? ok('seal', text) : warning('seal', text);
}

/** The embedded default has one role for everything, which is no fault of anybody's. */
async function record({ ctx }: App): Promise<Finding> {
  const { guarded, text } = await rewritable(ctx);
  return guarded || ctx.embedded ? ok('record', text) : warning('record', text);
}

/** Opens the world and looks at everything in it. */
async function inside(call: Call, config: Config): Promise<Finding[]> {
  const name = config.databaseUrl === undefined ? 'embedded database' : 'database';
  let app: App;
  try {
    app = await call.open({ config, wake: () => undefined });
  } catch (error) {
    if (!(error instanceof DulyError)) throw error;
    if (error.field === 'schema') return [ok(name, 'It answers.'), fault('schema', error.message)];
    const cure =
      config.databaseUrl === undefined
        ? ''
        : ' Check DATABASE_URL and that PostgreSQL runs and lets this user in.';
    return [fault(name, `${error.message}${cure}`)];
  }
  const { checks } = await readHealth(app.ctx);
  const health = checks.map(
    (check): Finding => ({
      name: check.name === 'database' ? name : check.name,
      state: check.ok ? 'ok' : 'fault',
      text: check.text,
    }),
  );
  return [
    ...health,
    await record(app),
    ...(await queues(app)),
    await mail(app),
    ...(health.some(({ name }) => name === 'sweep') ? [await sealed(app), await returns(app)] : []),
  ];
}

async function examine(call: Call): Promise<Finding[]> {
  let config: Config;
  try {
    config = call.config();
  } catch (error) {
    if (!(error instanceof DulyError)) throw error;
    return [fault('configuration', `${error.message.replaceAll(/\s+/g, ' ')} See \`duly config\`.`)];
  }
  const found = [ok('configuration', 'No fault in it.')];
  if (config.databaseUrl === undefined) found.push(await dataFolder(config));
  found.push(await portFree(config));
  if (found.some(({ name, state }) => name === 'data folder' && state === 'fault')) return found;
  return [...found, ...(await inside(call, config))];
}

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Check the installation: one line a finding, each fault with its cure',
  examples: ['duly doctor', 'duly doctor --json'],
  async run(call) {
    const findings = await examine(call);
    const well = !findings.some(({ state }) => state === 'fault');
    return answer(
      findings,
      (shown, paint) => {
        const paints = { ok: paint.green, warning: paint.yellow, fault: paint.red };
        return table(
          shown.map(({ name, state, text }) => [
            { text: state.toUpperCase(), paint: paints[state] },
            name,
            text,
          ]),
        );
      },
      { data: { ok: well, findings }, exitCode: well ? 0 : 1 },
    );
  },
};
