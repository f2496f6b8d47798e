/** Long work: what can be asked for, how far each is, and what came of it. */
import { FILE_KEPT_HOURS, TASK_KINDS, type TaskKind, type TaskRow } from '../../service/tasks.ts';
import { BackToAdmin, Done, Utc } from './admin-pieces.tsx';
import { Panel } from './fields.tsx';

const KIND_WORDS = {
  verify: ['Check the record', 'Walks the chain and sets every fact against its event, as duly verify does.'],
  replay: [
    'Tell the log again',
    'Tells every commitment anew by the same code and compares, as duly replay does.',
  ],
  proof: ['Export the proof', 'What a third party needs to check the record: no address, no mail.'],
  export: [
    'Export everything',
    'All that is on record, with the addresses of subscribers and the secrets of webhooks: keep it safe.',
  ],
} satisfies Record<TaskKind, readonly [string, string]>;

const STATE_WORDS = {
  queued: 'Waiting',
  running: 'Under way',
  done: 'Done',
  failed: 'Failed',
} satisfies Record<TaskRow['state'], string>;
const LOOKS = { queued: 'due', running: 'upcoming', done: 'met', failed: 'not_met' } as const;

const number = (value: number): string => value.toLocaleString('en');

/** In a few words: `Waiting`, `Under way, 40 %`. */
function farWords({ state, done, total }: TaskRow): string {
  if (state !== 'running') return STATE_WORDS[state];
  if (total === null || total === 0) return `${STATE_WORDS.running}, ${number(done)} so far`;
  return `${STATE_WORDS.running}, ${Math.floor((100 * Math.min(done, total)) / total)} %`;
}

function Task({ task }: { readonly task: TaskRow }) {
  const [name] = KIND_WORDS[task.kind];
  const { state, done, total, result } = task;
  const well = result === null || result.ok;
  return (
    <li>
      <p>
        <span class={`chip ${state === 'done' && !well ? 'not_met' : LOOKS[state]}`}>{farWords(task)}</span>{' '}
        <b>{name}</b>
      </p>
      {state !== 'running' ? null : (
        <div class="progress">
          {total === null || total === 0 ? null : (
            <progress
              max={String(total)}
              value={String(Math.min(done, total))}
              aria-label={`${name}: progress`}
            />
          )}
          <span>
            {number(done)}
            {total === null ? '' : ` of ${number(total)}`}
            {task.silent ? '; nothing was heard of its worker, another takes it up' : ''}
          </span>
        </div>
      )}
      {task.message === null ? null : <p>{task.message}</p>}
      {(result?.says ?? []).map((line) => (
        <p class="url">{line}</p>
      ))}
      {task.kept ? (
        <form method="post" action={`/work/${task.id}/file`}>
          <button type="submit" class="button plain">
            Download{result?.bytes == null ? '' : ` (${number(Math.ceil(result.bytes / 1024))} kB)`}
            <span class="unseen">: {name}</span>
          </button>
        </form>
      ) : null}
      <p class="quiet">
        Asked for by <bdi>{task.askedBy}</bdi>, <Utc at={task.askedAt} />
        {task.endedAt === null ? null : (
          <>
            ; ended <Utc at={task.endedAt} />
          </>
        )}
        {task.starts > 1 ? `; begun ${task.starts} times` : ''}
      </p>
    </li>
  );
}

export function WorkPage({
  tasks,
  done,
}: {
  readonly tasks: readonly TaskRow[];
  readonly done: string | null;
}) {
  const open = tasks.filter(({ state }) => state === 'queued' || state === 'running');
  const says = open.length === 0 ? 'Nothing is under way.' : `${open.length} under way or waiting.`;
  return (
    <>
      <BackToAdmin />
      <h1>Long work</h1>
      <p class="lead">
        A worker does it. Leave this page whenever you like: the work goes on, and what came of it is here
        when you come back.
      </p>
      <Done text={done} />
      <p class="unseen" role="status" data-watch-told="yes" />
      <section aria-labelledby="tasks" data-watch={open.length > 0 ? 'yes' : 'no'} data-says={says}>
        <h2 id="tasks">Asked for</h2>
        <p class="quiet">
          {says} {open.length > 0 ? <a href="/work">Look again</a> : null}
        </p>
        {tasks.length === 0 ? <p>Nothing was asked for yet.</p> : null}
        <ul class="lines">
          {tasks.map((task) => (
            <Task task={task} />
          ))}
        </ul>
      </section>
      <h2>Ask for</h2>
      <div class="panels">
        {TASK_KINDS.map((kind) => {
          const [name, about] = KIND_WORDS[kind];
          return (
            <Panel title={name} id={kind}>
              <p class="quiet">{about}</p>
              {kind === 'export' || kind === 'proof' ? (
                <p class="quiet">
                  The file is kept for {FILE_KEPT_HOURS} hours, or until an address is erased.
                </p>
              ) : null}
              <form method="post" action="/work">
                <input type="hidden" name="kind" value={kind} />
                <button type="submit" class="button plain">
                  Begin<span class="unseen">: {name}</span>
                </button>
              </form>
            </Panel>
          );
        })}
        <Panel title="Import" id="import">
          <p class="quiet">
            An export is read into an empty database, so that is done where the database is.{' '}
            <code>duly import record.ndjson --dry-run</code> checks all of it and changes nothing; without the
            flag it is read in, all of it or nothing.
          </p>
        </Panel>
      </div>
    </>
  );
}
