/** What the state of a commitment rests on, as commands print it. */
import { isZone } from '../domain/civil.ts';
import { describeSwitch } from '../domain/criteria.ts';
import { describeLook, type Looked } from '../domain/looks.ts';
import { formatInstant } from '../domain/shown.ts';
import { STATUS_LABELS } from '../domain/words.ts';
import type { CommitmentView } from '../service/browse/commitment.ts';

/** The last look in a list: `last looked on …`. */
export function lookText(look: Looked, zone: string): string {
  const text = describeLook(look, isZone(zone) ? zone : 'UTC');
  return text.charAt(0).toLowerCase() + text.slice(1);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** What counts as fulfilled: only what is more than the words that `Target` and `Amounts` say already. */
function criteriaLines({ criteria, zone }: CommitmentView): string[] {
  const [first] = criteria;
  if (criteria.length === 1 && first?.fulfilledWhen === null && first.measurable && first.reason === null)
    return [];
  const lines = criteria.flatMap((one, index) => {
    const marks = [
      ...(index === criteria.length - 1 ? ['in force'] : []),
      `${one.decides} amounts decide${one.reason === null ? '' : `: ${oneLine(one.reason)}`}`,
      ...(one.afterDeadline ? ['written after the deadline'] : []),
    ].join('; ');
    const switched = describeSwitch(one);
    return [
      `  ${one.version}  ${oneLine(one.fulfilledWhen ?? 'nothing written down')} (${marks})`,
      ...(switched === null ? [] : [`     ${switched}`]),
      ...(one.measurable ? [] : [`     cannot be decided; to ask: ${oneLine(one.question ?? '')}`]),
      `     written ${formatInstant(one.recordedAt, isZone(zone) ? zone : 'UTC')} by ${one.recordedBy}`,
    ];
  });
  return ['Criteria', ...lines];
}

function looksLines({ looks, zone }: CommitmentView): string[] {
  if (looks.length === 0) return [];
  const lines = looks.map((look) => {
    const note = look.note === null ? '' : `; ${oneLine(look.note)}`;
    return `  ${look.id}  ${describeLook(look, zone, { earlier: true })}${note}`;
  });
  return ['Looks', ...lines];
}

/** Decisions that waited for a second person, or still do. */
function approvalLines({ verdicts, waiting }: CommitmentView): string[] {
  const lines = verdicts.flatMap(({ id, outcome, approval, recordedBy }) => {
    const what = `  decision ${id}${outcome === null ? '' : `, ${STATUS_LABELS[outcome]}`}, by ${recordedBy}`;
    if (waiting.includes(id)) return [`${what}: waits; duly approve ${id} --as NAME`];
    if (approval === null) return [];
    const why = approval.reason === null ? '' : `: ${oneLine(approval.reason)}`;
    return [`${what}: ${approval.approved ? 'approved' : 'rejected'} by ${approval.recordedBy}${why}`];
  });
  return lines.length === 0 ? [] : ['Second persons', ...lines];
}

/** The sections of `duly show` about what the state rests on. */
export const groundLines = (view: CommitmentView): string[] => [
  ...criteriaLines(view),
  ...looksLines(view),
  ...approvalLines(view),
];
