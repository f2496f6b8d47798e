/** Who works, and how each kind of tick went: part of the page of the queues. */
import type { Crew, TickState, Worker } from '../../service/browse/workers.ts';
import type { Tick } from '../../service/context.ts';
import { Commands, Utc } from './admin-pieces.tsx';
import { Time } from './item.tsx';

const TICK_WORDS = {
  sweep: 'Look at deadlines',
  derive: 'Work dates out anew',
  'make-ahead': 'Make occurrences of series',
  'fan-out': 'Share news out',
  deliver: 'Send mail',
  'deliver-webhook': 'Send webhook requests',
  seal: 'Seal events',
  task: 'Do long work',
  housekeep: 'Tidy up',
} satisfies Record<Tick, string>;

const TICKS = Object.keys(TICK_WORDS) as Tick[];

const STATES = {
  well: ['met', '✓', 'well'],
  running: ['due', '…', 'running'],
  failed: ['not_met', '✕', 'failed'],
  missing: ['not_met', '✕', 'missing'],
} satisfies Record<TickState['state'], readonly [string, string, string]>;

function Chip({ look }: { readonly look: readonly [string, string, string] }) {
  const [kind, sign, words] = look;
  return (
    <span class={`chip ${kind}`}>
      <span aria-hidden="true">{sign}</span> {words}
    </span>
  );
}

/** A length of time: `12 ms`, `1.5 s`, `5 s`, `10 min`. */
const lasts = (ms: number): string =>
  ms < 1_000
    ? `${Math.round(ms)} ms`
    : ms < 60_000
      ? `${Math.round(ms / 100) / 10} s`
      : `${Math.round(ms / 60_000)} min`;

/** An instant to the second: ticks come every few. */
function Second({ at }: { readonly at: number }) {
  return (
    <Time instant={at} zone="UTC">
      {new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC
    </Time>
  );
}

function TickRow({ name, tick }: { readonly name: Tick; readonly tick: TickState | undefined }) {
  return (
    <tr>
      <th scope="row">
        {TICK_WORDS[name]}
        <br />
        <code>{name}</code>
      </th>
      {tick === undefined ? (
        <td>has not run yet</td>
      ) : (
        <td>
          <Chip look={STATES[tick.state]} />{' '}
          {tick.state === 'running' ? (
            <>
              the run before began <Second at={tick.ranAt} />
            </>
          ) : (
            <>
              <Second at={tick.ranAt} />, took {lasts(tick.tookMs)}
            </>
          )}
          , by <span class="url">{tick.worker}</span>
          <br />
          <span class="quiet">
            {tick.dueAt === null ? (
              `next: not scheduled; due every ${lasts(tick.everyMs)}`
            ) : (
              <>
                next <Second at={tick.dueAt} />, every {lasts(tick.everyMs)}
              </>
            )}
          </span>
          {tick.failedAt === null ? null : (
            <>
              <br />
              Last failed <Second at={tick.failedAt} />: {tick.fault}
            </>
          )}
        </td>
      )}
    </tr>
  );
}

const WORKER_STATES = {
  working: ['met', '✓', 'at work'],
  ended: ['void', '–', 'stopped'],
  silent: ['not_met', '✕', 'silent'],
} satisfies Record<Worker['state'], readonly [string, string, string]>;

/** How many workers are listed: restarts leave many names behind. */
const LISTED = 10;

export function CrewSection({ crew }: { readonly crew: Crew }) {
  const { workers, unknown, atWork } = crew;
  const missing = crew.checks.find(({ name, ok }) => name === 'workers' && !ok);
  return (
    <>
      {missing === undefined ? null : (
        <div class="notice bad">
          <p>
            <Commands text={missing.text} />
          </p>
        </div>
      )}
      <table>
        <caption>
          What workers do again and again: the last run that was reported, and when the next comes. They
          report every ten seconds, so others may have come between.
        </caption>
        <thead>
          <tr>
            <th scope="col">Tick</th>
            <th scope="col">Last reported run</th>
          </tr>
        </thead>
        <tbody>
          {TICKS.map((name) => (
            <TickRow name={name} tick={crew.ticks.find((tick) => tick.name === name)} />
          ))}
        </tbody>
      </table>
      {unknown === null ? null : <p class="quiet">When they come next is not known: {unknown}.</p>}
      <h2>Workers</h2>
      {workers.length === 0 ? <p>None has ever been seen.</p> : null}
      <ul class="lines">
        {workers.slice(0, LISTED).map((worker) => (
          <li>
            <Chip look={WORKER_STATES[worker.state]} /> <b class="url">{worker.name}</b>, queues on{' '}
            {worker.queue}
            {worker.elsewhere && worker.state === 'working' ? <b> (not the queue of this process)</b> : null}
            <br />
            <span class="quiet">
              since <Utc at={worker.startedAt} />, {worker.endedAt === null ? 'last seen' : 'stopped'}{' '}
              <Utc at={worker.endedAt ?? worker.seenAt} />
              {atWork && worker.state === 'working' && worker.running.length > 0
                ? `; in hand: ${worker.running.join(', ')}`
                : ''}
            </span>
          </li>
        ))}
      </ul>
      {workers.length > LISTED ? <p class="quiet">And {workers.length - LISTED} earlier ones.</p> : null}
      <p class="quiet">Each reports every ten seconds, so what stands here may be that old.</p>
    </>
  );
}
