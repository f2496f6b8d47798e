/** What administrators look at: the page that links all others, the queues, and the settings. */
import type { Finding, Queues, Station, StationName } from '../../service/browse/queues.ts';
import type { Settings } from '../server.ts';
import { BackToAdmin, Commands, Utc } from './admin-pieces.tsx';
import { CrewSection } from './crew.tsx';
import { Near } from './item.tsx';

/** Every page for administrators, in the order in which the overview lists them. */
const PAGES = [
  ['/outbox', 'Outbox', 'what was told to whom, what waits, and what was answered'],
  ['/webhooks', 'Webhooks', 'how each fares, its log, and a test'],
  ['/subscribers', 'Subscribers', 'who is told, counted; one of them found, ended or erased'],
  ['/rules', 'Rules', 'how deadlines are read, and which dates on record would move today'],
  ['/queues', 'Queues and health', 'what the workers have before them, and the findings of duly doctor'],
  ['/work', 'Long work', 'checking the record, telling the log again, exports'],
  ['/people', 'People', 'who signs in, and what they may do'],
  ['/audit', 'Audit log', 'who did what'],
  ['/settings', 'Settings', 'what is in force, and what each means'],
] as const;

/** Something that wants a person. */
export interface Wants {
  readonly text: string;
  readonly href: string;
}

export function AdminPage({ wants }: { readonly wants: readonly Wants[] }) {
  return (
    <>
      <h1>Administration</h1>
      {wants.length === 0 ? (
        <div class="notice good">
          <p>Nothing needs attention.</p>
        </div>
      ) : (
        <div class="notice bad">
          <p>
            <b>Needs attention</b>
          </p>
          <ul>
            {wants.map(({ text, href }) => (
              <li>
                <Commands text={text} /> <a href={href}>Look at it</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <ul class="lines">
        {PAGES.map(([href, name, about]) => (
          <li>
            <a href={href}>
              <b>{name}</b>
            </a>
            <br />
            <span class="quiet">{about}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

const STATION_WORDS = {
  check: ['Deadlines to look at', '/review'],
  derive: ['Dates to work out anew', '/rules/diff'],
  make: ['Occurrences of series to make', null],
  'fan-out': ['News to share out', null],
  gather: ['Alerts that gather', '/outbox'],
  mail: ['Mails', '/outbox'],
  webhook: ['Webhook requests', '/webhooks'],
  seal: ['Events to seal', '/work'],
} satisfies Record<StationName, readonly [string, string | null]>;

const lasts = (ms: number): string =>
  ms < 60_000
    ? `${Math.round(ms / 1000)} s`
    : ms < 3_600_000
      ? `${Math.round(ms / 60_000)} min`
      : `${Math.round(ms / 3_600_000)} h`;

function StationRow({ station, now }: { readonly station: Station; readonly now: number }) {
  const [words, href] = STATION_WORDS[station.name];
  const said = [
    station.due === 0 ? null : `${station.due} due, the oldest for ${lasts(station.lagMs)}`,
    station.held === 0 ? null : `${station.held} in hand`,
    station.later === 0 ? null : `${station.later} later`,
    station.faulty === 0 ? null : `${station.faulty} set aside with a fault`,
  ].filter((one) => one !== null);
  return (
    <tr>
      <th scope="row">{href === null ? words : <a href={href}>{words}</a>}</th>
      <td>
        {said.length === 0 ? 'nothing waits' : said.join('; ')}
        {station.nextAt === null ? null : (
          <>
            <br />
            <span class="quiet">
              next <Near now={now} instant={station.nextAt} zone="UTC" />
            </span>
          </>
        )}
      </td>
    </tr>
  );
}

const MARKS = {
  ok: ['met', '✓', 'well'],
  warning: ['due', '!', 'warning'],
  fault: ['not_met', '✕', 'fault'],
} satisfies Record<Finding['state'], readonly [string, string, string]>;

export function QueuesPage({ queues }: { readonly queues: Queues }) {
  const { now } = queues;
  return (
    <>
      <BackToAdmin />
      <h1>Queues and health</h1>
      <p class="lead">
        {queues.ok
          ? 'All is well.'
          : queues.ready
            ? 'The work goes on, and something wants a person.'
            : 'The work does not go on as it should.'}
      </p>
      <p class="quiet">
        As of <Utc at={now} />. <a href="/queues">Look again</a>
      </p>
      <table>
        <caption>What waits, in the order in which work goes through</caption>
        <thead>
          <tr>
            <th scope="col">Station</th>
            <th scope="col">Waits</th>
          </tr>
        </thead>
        <tbody>
          {queues.stations.map((station) => (
            <StationRow station={station} now={now} />
          ))}
        </tbody>
      </table>
      <p class="quiet">
        {queues.announcedAt === null ? (
          'Nothing was announced yet'
        ) : (
          <>
            Last announced <Utc at={queues.announcedAt} />
          </>
        )}
        {'; '}
        {queues.triedAt === null ? (
          'nothing was sent yet.'
        ) : (
          <>
            last sent or tried <Utc at={queues.triedAt} />.
          </>
        )}
      </p>
      <CrewSection crew={queues.crew} />
      <h2>Health</h2>
      <ul class="lines">
        {queues.checks.map(({ name, state, text }) => {
          const [look, sign, words] = MARKS[state];
          return (
            <li>
              <span class={`chip ${look}`}>
                <span aria-hidden="true">{sign}</span> {words}
              </span>{' '}
              <b>{name}</b>: <Commands text={text} />
            </li>
          );
        })}
      </ul>
      <p class="quiet">
        All but when ticks come next is in the database: queues only carry wake-ups, and workers look at every
        station without them. <code>duly doctor</code> also looks at the port, the data folder, the queue
        engine and the mail server.
      </p>
    </>
  );
}

export function SettingsPage({ settings }: { readonly settings: Settings }) {
  return (
    <>
      <BackToAdmin />
      <h1>Settings</h1>
      <p class="lead">
        They are read from the environment when a process starts; nothing here can be changed while it runs.
        This is how this web process sees them, as <code>duly config</code> prints them.
      </p>
      <p class="quiet">
        What can be changed at any time is on record and not here: <a href="/people">people and roles</a>,{' '}
        <a href="/webhooks">webhooks</a>, calendars of working days (<code>duly calendar</code>).
      </p>
      <dl class="facts">
        {settings.map(({ key, value, isDefault, fallback, about }) => (
          <div>
            <dt>
              <code>{key}</code>
            </dt>
            <dd>
              <span class="url">{value ?? 'not set'}</span>
              {isDefault ? <span class="quiet"> (by default)</span> : null}
              <br />
              <span class="quiet">
                {about}
                {isDefault || fallback === null ? '' : ` Default: ${fallback}.`}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
