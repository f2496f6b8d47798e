/** What the workers have before them, as the database tells it, and whether all is well. */
import { lastDeeds, type StationName, type StationRow, stations } from '../../store/browse/queues.ts';
import { sealing } from '../../store/browse/sealing.ts';
import type { Context } from '../context.ts';
import { returnsFinding } from '../feedback.ts';
import { rewritable } from './guard.ts';
import { type HealthCheck, readHealth } from './health.ts';
import { sealFinding } from './sealing.ts';
import { type Crew, type QueueView, readCrew } from './workers.ts';

export type { StationName };

export interface Station extends Omit<StationRow, 'name'> {
  readonly name: StationName;
  /** How long the oldest could have been worked on, milliseconds; 0 when none is due. */
  readonly lagMs: number;
}

export interface Finding {
  readonly name: string;
  /** `warning`: the work goes on, and somebody should see to it. */
  readonly state: 'ok' | 'warning' | 'fault';
  readonly text: string;
}

export interface Queues {
  readonly now: number;
  readonly ready: boolean;
  /** Whether there is neither fault nor warning. */
  readonly ok: boolean;
  /** Marked as `duly doctor` marks them. */
  readonly checks: readonly Finding[];
  /** In the order in which work goes through them. */
  readonly stations: readonly Station[];
  readonly triedAt: number | null;
  readonly announcedAt: number | null;
  readonly crew: Crew;
}

const grave = ({ name, ok, text }: HealthCheck): Finding => ({ name, state: ok ? 'ok' : 'fault', text });

/** What the work goes on in spite of. */
async function lighter(ctx: Context): Promise<Finding[]> {
  const record = await rewritable(ctx);
  const returns = await returnsFinding(ctx);
  const seal = await sealFinding(ctx);
  return [
    { name: 'seal', state: seal.ok ? 'ok' : 'warning', text: seal.text },
    { name: 'record', state: record.guarded || ctx.embedded ? 'ok' : 'warning', text: record.text },
    { name: 'returns', state: returns.ok ? 'ok' : 'warning', text: returns.text },
  ];
}

/** What is due where, and the findings of `duly doctor` that concern the database. */
export async function readQueues(ctx: Context, queue: QueueView | null = null): Promise<Queues> {
  const now = ctx.clock.now();
  const { query } = ctx.db;
  const health = await readHealth(ctx);
  const crew = await readCrew(ctx, queue);
  const checks = [...[...health.checks, ...crew.checks].map(grave), ...(await lighter(ctx))];
  const { waiting, oldestAt } = await sealing(query);
  const rows: StationRow[] = [
    ...(await stations(query, now)),
    { name: 'seal', due: waiting, later: 0, held: 0, faulty: 0, oldestAt, nextAt: null },
  ];
  return {
    now,
    ready: health.ready && crew.atWork,
    ok: checks.every(({ state }) => state === 'ok'),
    checks,
    stations: rows.map((row) => ({
      ...row,
      lagMs: row.oldestAt === null ? 0 : Math.max(0, now - row.oldestAt),
    })),
    ...(await lastDeeds(query)),
    crew,
  };
}

/** The findings that want a person, warnings last. */
export async function readFaults(ctx: Context, queue: QueueView | null = null): Promise<readonly Finding[]> {
  const { checks } = await readHealth(ctx);
  // A database that is away says so itself, and nothing about workers can be read from it.
  const away = checks.some(({ name, ok }) => !ok && (name === 'database' || name === 'schema'));
  const found = checks.map(grave);
  if (!away) found.push(...(await readCrew(ctx, queue)).checks.map(grave), ...(await lighter(ctx)));
  return found.filter(({ state }) => state !== 'ok');
}
