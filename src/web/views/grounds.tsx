/** What the state of a commitment rests on: the criteria and their versions, looks that found nothing, second persons. */
import { describeSwitch } from '../../domain/criteria.ts';
import { describeLook } from '../../domain/looks.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import { knownZone } from '../when.ts';
import { HISTORY } from '../words/history.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import { Exact } from './item.tsx';

/** The question without whose answer it cannot be decided; nothing when it can be. */
export function QuestionLine({ view }: { readonly view: CommitmentView }) {
  const inForce = view.criteria.at(-1);
  if (inForce === undefined || inForce.measurable) return null;
  return (
    <p class="notice">
      {useWords(HISTORY).question(view.settledAt !== null, <span dir="auto">{inForce.question}</span>)}
    </p>
  );
}

/** What a second person said about a decision, or that it waits for one. */
export function SecondWord(props: { view: CommitmentView; verdict: CommitmentView['verdicts'][number] }) {
  const { view, verdict } = props;
  const { approval } = verdict;
  const words = useWords(HISTORY).decisions;
  if (view.waiting.includes(verdict.id)) return <p>{words.waits}</p>;
  if (approval === null) return null;
  return (
    <p>
      {(approval.approved ? words.approved : words.rejected)(<bdi>{approval.recordedBy}</bdi>)}
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
      {describeLook(last, knownZone(view.zone), { language: useLanguage() })}
    </p>
  );
}

/** Every look that found nothing, the latest first. */
export function Looks({ view }: { readonly view: CommitmentView }) {
  if (view.looks.length === 0) return null;
  const language = useLanguage();
  return (
    <section aria-labelledby="looks">
      <h2 id="looks">{HISTORY[language].looks}</h2>
      <ol class="log">
        {view.looks.toReversed().map((look, index) => (
          <li>
            <p dir="auto">
              {index === 0 ? (
                <b>{describeLook(look, knownZone(view.zone), { language })}</b>
              ) : (
                describeLook(look, knownZone(view.zone), { earlier: true, language })
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
  const language = useLanguage();
  const words = HISTORY[language].criteria;
  return (
    <section aria-labelledby="criteria">
      <h2 id="criteria">{words.heading}</h2>
      {view.talliesText === null ? null : <p>{words.amounts(view.talliesText)}</p>}
      {nothing ? null : (
        <ol class="log">
          {versions.map((one) => (
            <li>
              <p dir="auto">
                {versions.length === 1 ? null : <b>{words.version(one.version, one === inForce)} </b>}
                {one.fulfilledWhen ?? words.nothing}
                {one.afterDeadline ? words.after : ''}
              </p>
              <p>
                {words.decide[one.decides]}
                {one.reason === null ? null : (
                  <>
                    : <span dir="auto">{one.reason}</span>
                  </>
                )}
                {one.measurable ? null : words.undecidable(<span dir="auto">{one.question}</span>)}
              </p>
              {describeSwitch(one) === null ? null : <p class="notice">{describeSwitch(one, language)}</p>}
              <p class="quiet">
                {words.written(
                  <Exact instant={one.recordedAt} zone={view.zone} />,
                  <bdi>{one.recordedBy}</bdi>,
                )}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
