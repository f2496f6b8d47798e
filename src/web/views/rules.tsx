/** The rules that read deadlines, and the dates on record that they would read otherwise today. */
import { answerWords, byLanguage, type RuleShown, saidWords } from '../../domain/deadline/rulebook.ts';
import type { Window } from '../../domain/deadline/types.ts';
import { formatWindow } from '../../domain/shown.ts';
import type { Applied, Mover } from '../../service/rederive.ts';
import { placeOf } from '../when.ts';

interface RuleName {
  readonly language: string;
  readonly name: string;
  readonly version: number;
  readonly says: string;
}

/** All rules by language, or one with its examples. */
export function RulesPage(props: {
  rules: readonly RuleName[];
  asked: string;
  shown: readonly RuleShown[] | null;
}) {
  const { rules, asked, shown } = props;
  const groups = byLanguage(rules.map((rule) => ({ ...rule, examples: [] })));
  return (
    <>
      <h1>Rules</h1>
      <p class="lead">
        What Duly makes of the words of a deadline.{' '}
        <a href="/rules/diff">Which dates on record would move by the rules of today?</a>
      </p>
      <form method="get" action="/rules" class="narrow">
        <div class="field">
          <label for="f-name">Name of a rule, or a part of it</label>
          <input type="search" id="f-name" name="name" value={asked} />
        </div>
        <p class="actions">
          <button type="submit" class="button plain">
            Show
          </button>
        </p>
      </form>
      {shown === null ? (
        groups.map(([language, its]) => (
          <section>
            <h2>{language}</h2>
            <ul class="lines">
              {its.map(({ name, version, says }) => (
                <li>
                  <a href={`/rules?name=${encodeURIComponent(name)}`}>
                    {name}/{version}
                  </a>{' '}
                  {says}
                </li>
              ))}
            </ul>
          </section>
        ))
      ) : (
        <>
          {shown.length === 0 ? <p>No rule has “{asked}” in its name.</p> : null}
          {shown.map((rule) => (
            <Examples rule={rule} />
          ))}
          <p>
            <a href="/rules">All rules</a>
          </p>
        </>
      )}
    </>
  );
}

function Examples({ rule }: { readonly rule: RuleShown }) {
  return (
    <section>
      <h2>
        {rule.name}/{rule.version}
      </h2>
      <p>{rule.says}</p>
      <table>
        <caption>Examples, as the resolver answers them now</caption>
        <thead>
          <tr>
            <th scope="col">Words</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {rule.examples.map((one) => (
            <tr>
              <td>
                <span lang={rule.language}>“{one.text}”</span>
                <br />
                <span class="quiet">{saidWords(one)}</span>
              </td>
              <td>{answerWords(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const windowText = (window: Window | null, zone: string): string =>
  window === null ? 'no date' : `${formatWindow(window, zone, { year: true })} ${placeOf(zone)}`;

function Move({ mover }: { readonly mover: Mover }) {
  return (
    <>
      <a href={`/commitments/${mover.id}`} dir="auto">
        {mover.title}
      </a>{' '}
      “<bdi>{mover.phrase}</bdi>”
      <br />
      <span class="unseen">from </span>
      <del>{windowText(mover.window, mover.zone)}</del> →{' '}
      <ins>{windowText(mover.newWindow, mover.newZone)}</ins>
      <br />
      <span class="quiet">{mover.reason}</span>
    </>
  );
}

const Back = () => (
  <p class="quiet">
    <a href="/rules">Rules</a>
  </p>
);
const dates = (count: number): string => `${count} date${count === 1 ? '' : 's'}`;

export function RulesDiffPage(props: {
  part: { readonly examined: number; readonly movers: readonly Mover[]; readonly next: number | null };
  fault: string | null;
}) {
  const { examined, movers, next } = props.part;
  return (
    <>
      <Back />
      <h1>Dates that would move</h1>
      <p class="lead">
        {movers.length === 0
          ? `Nothing among ${dates(examined)}: the rules of today give them as they are on record.`
          : `${dates(movers.length)} among ${examined} would be another by the rules, calendars and events of today. Nothing moves until you say so.`}
      </p>
      {props.fault === null ? null : (
        <div class="notice bad" role="alert">
          <p>{props.fault}</p>
        </div>
      )}
      {movers.length === 0 ? null : (
        <form method="post" action="/rules/diff">
          <fieldset>
            <legend>Which are to move?</legend>
            {movers.map((mover) => (
              <div class="check">
                <input type="checkbox" id={`move-${mover.id}`} name="ids" value={String(mover.id)} />
                <label for={`move-${mover.id}`}>
                  {mover.title} “<bdi>{mover.phrase}</bdi>”
                </label>
                <p class="hint">
                  {windowText(mover.window, mover.zone)} → {windowText(mover.newWindow, mover.newZone)}
                  <br />
                  {mover.reason} <a href={`/commitments/${mover.id}`}>Commitment {mover.id}</a>
                </p>
              </div>
            ))}
          </fieldset>
          <p class="actions">
            <button type="submit" class="button">
              Look at what would happen
            </button>
          </p>
        </form>
      )}
      {next === null ? null : (
        <p>
          <a href={`/rules/diff?after=${next}`}>Look further</a>
        </p>
      )}
    </>
  );
}

/** Before it happens. */
export function RulesSummaryPage(props: { movers: readonly Mover[]; asked: number }) {
  const { movers, asked } = props;
  return (
    <>
      <Back />
      <h1>Move {dates(movers.length)}?</h1>
      <p class="lead">
        Each becomes a revision with the rule as its reason; whoever follows it is told that it moved. The
        date before stays on record.
      </p>
      {asked > movers.length ? (
        <p>Of {asked} chosen, the others stay as they are: they have moved meanwhile.</p>
      ) : null}
      <ul class="lines">
        {movers.map((mover) => (
          <li>
            <Move mover={mover} />
          </li>
        ))}
      </ul>
      <form method="post" action="/rules/diff">
        <input type="hidden" name="sure" value="yes" />
        {movers.map(({ id }) => (
          <input type="hidden" name="ids" value={String(id)} />
        ))}
        <p class="actions">
          {movers.length === 0 ? null : (
            <button type="submit" class="button">
              Move {movers.length === 1 ? 'it' : 'them'}
            </button>
          )}
          <a class="button plain" href="/rules/diff">
            Leave all as they are
          </a>
        </p>
      </form>
    </>
  );
}

/** After it has happened. */
export function RulesAppliedPage({ applied }: { readonly applied: Applied }) {
  const { moved, refused } = applied;
  return (
    <>
      <Back />
      <h1>{dates(moved.length)} moved</h1>
      <ul class="lines">
        {moved.map(({ id, assessment: { deadline } }) => (
          <li>
            <a href={`/commitments/${id}`}>Commitment {id}</a>: {windowText(deadline.window, deadline.zone)}
          </li>
        ))}
      </ul>
      {refused.length === 0 ? null : (
        <>
          <h2>Not moved</h2>
          <ul class="lines">
            {refused.map(({ error }) => (
              <li>{error.message}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href="/rules/diff">Look for others</a>
      </p>
    </>
  );
}
