/** What people decided about a commitment and its date, each with its reason, as `duly show` prints it. */
import { formatInstant } from '../domain/shown.ts';
import { STATUS_LABELS } from '../domain/words.ts';
import type { CommitmentView } from '../service/browse/commitment.ts';

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

function decisionLines({ verdicts, zone }: CommitmentView): string[] {
  const day = (instant: number): string => formatInstant(instant, zone, { time: false });
  return verdicts.map(({ id, outcome, reversesId, reversed, side, reason, ...one }) => {
    const what = outcome === null ? `takes back decision ${reversesId}` : STATUS_LABELS[outcome];
    const about = side === null ? '' : ` for ${side}`;
    const back = reversed ? ' (taken back later)' : '';
    const recorded = `recorded ${day(one.recordedAt)} by ${one.recordedBy}`;
    return `  ${id}  ${day(one.happenedAt)}  ${what}${about}${back}: ${oneLine(reason)} (${recorded})`;
  });
}

/** The first date and every later one; nothing while there is only the first. */
function dateLines({ deadlines, zone }: CommitmentView): string[] {
  if (deadlines.length < 2) return [];
  return deadlines.map(({ version, explanation, reason, recordedAt, recordedBy }) => {
    const why = reason === null ? '' : `; reason: ${oneLine(reason)}`;
    const recorded = `recorded ${formatInstant(recordedAt, zone, { time: false })} by ${recordedBy}`;
    return `  ${version === 1 ? 'first date' : `date ${version}`}  ${oneLine(explanation)}${why} (${recorded})`;
  });
}

/** The sections of `duly show`, each with its heading; those without content are left out. */
export function decidedLines(view: CommitmentView): string[] {
  const sections: [string, string[]][] = [
    ['Dates', dateLines(view)],
    ['Decisions', decisionLines(view)],
  ];
  return sections.flatMap(([heading, lines]) => (lines.length === 0 ? [] : [heading, ...lines]));
}
