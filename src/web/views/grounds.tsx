/** What the state of a commitment rests on: the criteria and their versions, looks that found nothing, second persons. */
import { describeLook } from '../../domain/looks.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import { knownZone } from '../when.ts';
import { Exact } from './item.tsx';

/** The question without whose answer it cannot be decided; nothing when it can be. */
export function QuestionLine({ view }: { readonly view: CommitmentView }) {
  const inForce = view.criteria.at(-1);
  if (inForce === undefined || inForce.measurable) return null;
  return (
    <p class="notice">
      Cannot be decided as it is written. To ask: <span dir="auto">{inForce.question}</span>
    </p>
  );
}

/** What a second person said about a decision, or that it waits for one. */
export function SecondWord(props: { view: CommitmentView; verdict: CommitmentView['verdicts'][number] }) {
  const { view, verdict } = props;
  const { approval } = verdict;
  if (view.waiting.includes(verdict.id))
    return (
      <p>
        <b>Waits for a second person</b> and decides nothing before.
      </p>
    );
  if (approval === null) return null;
  return (
    <p>
      {approval.approved ? 'Approved' : 'Rejected'} by <bdi>{approval.recordedBy}</bdi>
      {approval.reason === null ? null : (
        <>
          : <span dir="auto">{approval.reason}</span>
        </>
      )}
    </p>
  );
}

/** The last look that found nothing, while it is open. */
export function LastLook({ view }: { readonly view: CommitmentView }) {
  const last = view.looks.at(-1);
  if (last === undefined || view.settledAt !== null) return null;
  return (
    <p class="quiet" dir="auto">
      {describeLook(last, knownZone(view.zone))}
    </p>
  );
}

/** Every look that found nothing, the latest first. */
export function Looks({ view }: { readonly view: CommitmentView }) {
  if (view.looks.length === 0) return null;
  return (
    <section aria-labelledby="looks">
      <h2 id="looks">Looked for evidence</h2>
      <ol class="log">
        {view.looks.toReversed().map((look, index) => (
          <li>
            <p dir="auto">
              {index === 0 ? (
                <b>{describeLook(look, knownZone(view.zone))}</b>
              ) : (
                describeLook(look, knownZone(view.zone)).replace('Last looked', 'Looked')
              )}
            </p>
            {look.note === null ? null : <p dir="auto">{look.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What counts as fulfilled and by whose word, each version with its reason. */
export function Criteria({ view }: { readonly view: CommitmentView }) {
  const versions = view.criteria;
  const inForce = versions.at(-1);
  const nothing = versions.length === 1 && inForce?.fulfilledWhen === null && inForce.reason === null;
  if (inForce === undefined || (nothing && view.talliesText === null)) return null;
  return (
    <section aria-labelledby="criteria">
      <h2 id="criteria">What counts as fulfilled</h2>
      {view.talliesText === null ? null : <p>Amounts: {view.talliesText}.</p>}
      {nothing ? null : (
        <ol class="log">
          {versions.map((one) => (
            <li>
              <p dir="auto">
                {versions.length === 1 ? null : (
                  <b>
                    Version {one.version}
                    {one === inForce ? ', in force' : ''}:{' '}
                  </b>
                )}
                {one.fulfilledWhen ?? 'nothing written down'}
                {one.afterDeadline ? ' (written after the deadline)' : ''}
              </p>
              <p>
                {one.decides} amounts decide
                {one.reason === null ? null : (
                  <>
                    : <span dir="auto">{one.reason}</span>
                  </>
                )}
                {one.measurable ? null : (
                  <>
                    . Cannot be decided; to ask: <span dir="auto">{one.question}</span>
                  </>
                )}
              </p>
              <p class="quiet">
                Written <Exact instant={one.recordedAt} zone={view.zone} /> by <bdi>{one.recordedBy}</bdi>
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
