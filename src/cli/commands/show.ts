import { formatInstant } from '../../domain/civil.ts';
import { type CommitmentView, readCommitment } from '../../service/browse/commitment.ts';
import { answer, type Command } from '../command.ts';
import { statusPaint, whenText, windowData, withIsoInstants } from '../standing.ts';
import { indented, type Paint, table } from '../terminal.ts';

/** A commitment for scripts. */
function commitmentData(view: CommitmentView) {
  const { window, zone, explanation, now: _, ...rest } = view;
  const basis = view.deadlines.at(-1)?.basis ?? 'none';
  const deadline = { ...windowData(window, zone), basis, explanation };
  return withIsoInstants({ ...rest, deadline }, zone);
}

/** A line of the history: when it happened, and when it was recorded if that was another day. */
function history({ events, zone }: CommitmentView, paint: Paint): string {
  return table(
    events.map(({ kind, occurredAt, recordedAt, actor }) => {
      const day = (instant: number) => formatInstant(instant, zone, { time: false });
      const learnt = day(occurredAt) === day(recordedAt) ? '' : `, recorded ${day(recordedAt)}`;
      return [`  ${formatInstant(occurredAt, zone)}`, kind.replace('_', ' '), paint.dim(`${actor}${learnt}`)];
    }),
  );
}

/** A commitment for people: what was said, what it means, how it stands, what happened. */
function commitmentText(view: CommitmentView, paint: Paint): string {
  const names = (role: string): string =>
    view.parties
      .filter((party) => party.role === role)
      .map((party) => party.name)
      .join(', ');
  const role = view.speakerRole === null ? '' : `, ${view.speakerRole}`;
  const facts = [
    ['Status', statusPaint(view.status, paint)(view.statusText)],
    ['Window', whenText(view)],
    ['Why', view.explanation],
    ['Target', view.targetText],
    ['Progress', view.progressText],
    ['Condition', view.condition],
    ['Committed', names('committer')],
    ['For', names('beneficiary')],
    ['Tags', view.tags.join(', ')],
    ['Said', `${view.speaker}${role}, ${formatInstant(view.saidAt, view.saidZone)} ${view.saidZone}`],
    ['Source', [view.source.title, view.source.publisher, view.source.url].filter(Boolean).join(', ')],
    ['Moved', view.slips === 0 ? '' : view.slips === 1 ? 'once' : `${view.slips} times`],
    ['Fault', view.fault],
  ].flatMap(([label, text]) => (label && text ? [[{ text: label, paint: paint.dim }, text]] : []));
  const evidence = [...view.progress, ...view.verdicts].flatMap((one) => one.evidence ?? []);
  const shown = evidence.map(
    (one) =>
      `  ${formatInstant(one.happenedAt, view.zone, { time: false })}  ${one.support}${one.exampleData ? ', example data' : ''}: ` +
      [one.url, one.note?.replaceAll(/\s+/g, ' ')].filter(Boolean).join(' '),
  );
  return [
    paint.bold(`${view.id}  ${view.title.replaceAll(/\s+/g, ' ')}`),
    indented(`“${view.quote}”`),
    table(facts),
    ...(shown.length === 0 ? [] : ['Evidence', ...shown]),
    'History',
    history(view, paint),
  ].join('\n');
}

export const showCommand: Command = {
  name: 'show',
  summary: 'Show a commitment: the words, the deadline and why, how it stands, what happened',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  examples: ['duly show 12', 'duly show 12 --json'],
  async run(call) {
    const { ctx } = await call.open();
    const view = await readCommitment(ctx, call.args[0]);
    return answer(view, commitmentText, { data: commitmentData(view) });
  },
};
