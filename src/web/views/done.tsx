import { WEIGHT } from '../../domain/ledger.ts';
import { SUPPORT_WORDS } from '../../domain/words.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import type { Whose } from '../../service/browse/queue.ts';
import { queueHref } from '../queue-href.ts';

/** What was done a moment ago on another page. */
const DONE: Readonly<Record<string, string>> = {
  met: 'Marked as fulfilled, with its evidence.',
  progress: 'Progress added.',
  anchor: 'Recorded. A worker works out the date from it, in a moment.',
  withdrawn:
    'The event is taken back, and the date with it, in a moment: it waits again. What was reported stays on record.',
  moved: 'The new date is on record; the earlier one stays in the history.',
  closed: 'Closed, with its reason.',
  reopened: 'Reopened; both decisions stay in the history.',
  objected: 'The objection is on record, beside what it is about; it waits for its answer.',
  answered: 'The answer is on record, beside the objection.',
  condition: 'The report about the condition is on record.',
  related: 'Linked. Both stay on record, and each counts by itself.',
  unrelated: 'The link is taken back; what it said stays on record.',
  held: 'Nobody is reminded of this until the day that you gave.',
  resumed: 'Reminders go on.',
  approved: 'The second person’s word is on record.',
  looked: 'It is on record that somebody looked and found nothing.',
  criteria: 'The new version is in force; the earlier ones stay on record.',
  vague:
    'The new version is in force. A hint: its words may be hard to decide by; say which event, number or document would show it.',
  taken: 'The evidence is withdrawn: what rested on it counts no more. Both stay on record.',
  handed: 'It is your colleague’s now, with your note.',
  back: 'It is nobody’s again; your note stays on record.',
};

/** That the amount added last does not count yet, where another tally decides; empty where it counts. */
function uncounted({ progress, criteria, progressText }: CommitmentView): string {
  const last = progress.at(-1)?.evidence.support;
  const decides = criteria.at(-1)?.decides;
  if (last === undefined || decides === undefined || WEIGHT[last] >= WEIGHT[decides]) return '';
  return ` It does not count toward the status yet: it is ${SUPPORT_WORDS[last]}; ${decides} amounts decide: ${progressText} count so far.`;
}

/**
 * What is said of `done`, the word in the address, and how the commitment stands by it; undefined for a word that is
 * none of ours. Without a second person's word, where one is needed, a decision decides nothing yet.
 */
export function doneWords(done: string, view: CommitmentView): string | undefined {
  const said = Object.hasOwn(DONE, done) ? DONE[done] : undefined;
  if (said !== undefined && done === 'progress') return `${said}${uncounted(view)}`;
  if (said === undefined || !['met', 'closed'].includes(done)) return said;
  const last = view.waiting.at(-1);
  return last === undefined
    ? `${said} It now stands as “${view.statusText}”.`
    : `Decision ${last} is on record and waits for a second person; it decides nothing before.`;
}

/** On the next item of the queue: what became of the last one, and the ways back to it. */
export function Saved(props: { view: CommitmentView; done: string; whose: Whose }) {
  const { view, done, whose } = props;
  const { id, title } = view;
  const said = doneWords(done, view);
  if (said === undefined) return null;
  return (
    <p class="notice good" role="status">
      <b dir="auto">{title}</b>: {said} <a href={`/commitments/${id}`}>See it</a> ·{' '}
      <a href={queueHref(whose, id)} data-key="u">
        Go back to it
      </a>
    </p>
  );
}
