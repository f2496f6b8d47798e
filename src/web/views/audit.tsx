/** Who did what, beside the record and on it. */
import type { Child } from 'hono/jsx';
import type { AuditPage, AuditRow, DeedOnRecord } from '../../service/browse/audit.ts';
import { BackToAdmin, Utc } from './admin-pieces.tsx';

/** What was asked for; empty: anything. */
export interface AuditAsk {
  readonly who: string;
  readonly what: string;
}

const TABS = [
  ['/audit', 'Beside the record'],
  ['/audit/record', 'On record'],
] as const;

function query(ask: AuditAsk, more: Record<string, string> = {}): string {
  const given = Object.entries({ ...ask, ...more }).filter(([, value]) => value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

function Frame(props: {
  path: (typeof TABS)[number][0];
  ask: AuditAsk;
  /** What there is to ask for, when that is known. */
  deeds: readonly string[] | null;
  more: number | null;
  empty: string | null;
  children: Child;
}) {
  const { path, ask, deeds, more } = props;
  return (
    <>
      <BackToAdmin />
      <h1>Audit log</h1>
      <nav aria-label="Which log">
        <ul class="ranges">
          {TABS.map(([href, words]) => (
            <li>
              <a href={href} {...(href === path ? { 'aria-current': 'page' as const } : {})}>
                {words}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form method="get" action={path} class="narrow">
        <div class="field">
          <label for="f-who">Who</label>
          <input type="search" id="f-who" name="who" value={ask.who} autocomplete="off" />
        </div>
        {deeds === null ? null : (
          <div class="field">
            <label for="f-what">What</label>
            <select id="f-what" name="what">
              <option value="">anything</option>
              {deeds.map((deed) => (
                <option value={deed} selected={deed === ask.what}>
                  {deed}
                </option>
              ))}
            </select>
          </div>
        )}
        <p class="actions">
          <button type="submit" class="button plain">
            Show
          </button>
        </p>
      </form>
      {props.empty === null ? null : <p>{props.empty}</p>}
      {props.children}
      <p>
        {more === null ? null : (
          <>
            <a href={`${path}${query(ask, { before: String(more) })}`}>Older entries</a> ·{' '}
          </>
        )}
        <a href={`${path}.csv${query(ask)}`}>The newest 5,000 as CSV</a>
      </p>
    </>
  );
}

export function AuditLogPage(props: {
  log: AuditPage<AuditRow> & { readonly deeds: readonly string[] };
  ask: AuditAsk;
}) {
  const { log, ask } = props;
  const asked = ask.who !== '' || ask.what !== '';
  const empty = asked ? 'Nothing like that is noted.' : 'Nothing is noted yet: signing in will be the first.';
  return (
    <Frame
      path="/audit"
      ask={ask}
      deeds={log.deeds}
      more={log.more}
      empty={log.rows.length === 0 ? empty : null}
    >
      {log.rows.length === 0 ? null : (
        <ul class="lines">
          {log.rows.map((row) => (
            <li>
              <b dir="auto">{row.actor}</b> {row.what}
              {row.about === null ? null : (
                <>
                  : <bdi>{row.about}</bdi>
                </>
              )}
              {row.detail === null ? null : (
                <>
                  {' '}
                  (<bdi>{row.detail}</bdi>)
                </>
              )}
              <br />
              <span class="quiet">
                <Utc at={row.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}

export function RecordLogPage(props: { log: AuditPage<DeedOnRecord>; ask: AuditAsk }) {
  const { log, ask } = props;
  const empty =
    log.more === null
      ? 'Nothing like that is on record.'
      : 'Nothing like that among the newest; look further back.';
  return (
    <Frame
      path="/audit/record"
      ask={ask}
      deeds={null}
      more={log.more}
      empty={log.rows.length === 0 ? empty : null}
    >
      {log.rows.length === 0 ? null : (
        <ul class="lines">
          {log.rows.map((row) => (
            <li>
              <b dir="auto">{row.actor}</b>: <bdi>{row.says}</bdi>
              <br />
              <span class="quiet">
                <Utc at={row.at} />
                {row.commitment === null ? null : (
                  <>
                    {' '}
                    ·{' '}
                    <a href={`/commitments/${row.commitment}`} dir="auto">
                      {row.title ?? `commitment ${row.commitment}`}
                    </a>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}
