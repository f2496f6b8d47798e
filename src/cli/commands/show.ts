import { formatQuantity } from '../../domain/numbers.ts';
import { formatInstant } from '../../domain/shown.ts';
import { STATUS_LABELS } from '../../domain/words.ts';
import { type CommitmentView, readCommitment } from '../../service/browse/commitment.ts';
import { AS_OF_FLAGS, pastData, pastLine } from '../as-of.ts';
import { answer, type Command } from '../command.ts';
import { decidedLines } from '../decision-lines.ts';
import { conditionText, disputeLines, heldText } from '../dispute-lines.ts';
import { groundLines, lookText } from '../evidence-lines.ts';
import { fieldsOf } from '../flags.ts';
import { statusPaint, whenText, windowData, withIsoInstants } from '../standing.ts';
import { indented, type Paint, table } from '../terminal.ts';

/** A commitment for scripts. */
function commitmentData(view: CommitmentView) {
  const { window, zone, explanation, now: _, past, ...rest } = view;
  const basis = view.deadlines.at(-1)?.basis ?? 'none';
  const deadline = { ...windowData(window, zone), basis, explanation };
  return withIsoInstants({ ...pastData(past), ...rest, deadline }, zone);
}

/** An amount, the side it counts for, and who says so: `500 people, for Russia, claimed by Russia`. */
function amountText(
  entry: { amount: number; side: string | null; claimedBy: string | null },
  unit: string,
): string {
  const side = entry.side === null ? '' : `, for ${entry.side}`;
  const claim = entry.claimedBy === null ? '' : `, claimed by ${entry.claimedBy}`;
  return `${formatQuantity(entry.amount)} ${unit}${side}${claim}`;
}

/** A line of the history: what and when it happened, and when it was recorded if that was another day. */
function historyLines({ history, zone }: CommitmentView, paint: Paint): string {
  const day = (instant: number) => formatInstant(instant, zone, { time: false });
  return table(
    history.map(({ occurredAt, recordedAt, actor, text }) => {
      const learnt = day(occurredAt) === day(recordedAt) ? '' : `, recorded ${day(recordedAt)}`;
      return [`  ${formatInstant(occurredAt, zone)}`, `${text} · ${paint.dim(`${actor}${learnt}`)}`];
    }),
  );
}

/** What shows each amount and each decision: what it is about, how it is supported, and where to look. */
function evidenceLines(view: CommitmentView): string[] {
  const unit = view.target?.unit ?? '';
  const entries = [
    ...view.progress.map((entry) => ({
      what: amountText(entry, unit),
      number: `amount ${entry.id}`,
      evidence: entry.evidence,
    })),
    ...view.verdicts.map(({ id, outcome, evidence }) => ({
      what: outcome === null ? '' : STATUS_LABELS[outcome],
      number: `decision ${id}`,
      evidence,
    })),
  ];
  return entries.flatMap(({ what, number, evidence }) => {
    if (evidence === null) return [];
    const day = formatInstant(evidence.happenedAt, view.zone, { time: false });
    const origin = evidence.origin === null ? '' : `, from ${evidence.origin}`;
    const support = `${evidence.support}${origin}${evidence.exampleData ? ', example data' : ''}`;
    const where = [evidence.url, evidence.note?.replaceAll(/\s+/g, ' '), evidence.fileName]
      .filter(Boolean)
      .join(' ');
    const gone = evidence.withdrawn === null ? '' : `; withdrawn: ${evidence.withdrawn.reason}`;
    return [`  ${day}  ${what === '' ? '' : `${what}; `}${support}: ${where} (${number}${gone})`];
  });
}

/** The event of the deadline: `signing; signing happened on Mon 9 Jun 2025 (https://example.org)`. */
function anchorText({ words, happened, url }: NonNullable<CommitmentView['anchor']>): string {
  const report = happened ?? 'not on record; `duly anchor` records it';
  return `${words}; ${report}${url === null ? '' : ` (${url})`}`;
}

/** That a worker has still to work out the date; nothing when it has not. */
function derivationText({ derivation }: CommitmentView): string {
  if (derivation === null) return '';
  const fault = derivation.fault === null ? '' : `; it could not: ${derivation.fault}`;
  return `a worker works out the date from what was recorded${fault}`;
}

/** Which time of its series it is, and the numbers of the others. */
function seriesText({ series }: CommitmentView): string | null {
  if (series === null) return null;
  const { id, text, previousId, nextId } = series;
  const previous = previousId === null ? [] : [`previous ${previousId}`];
  const next = nextId === null ? [] : [`next ${nextId}`];
  return `${text}; ${[...previous, ...next, `all: duly series show ${id}`].join(', ')}`;
}

/** The last look that found nothing, while it is open. */
function lastLook({ looks, settledAt, zone }: CommitmentView): string | null {
  const last = looks.at(-1);
  return last === undefined || settledAt !== null ? null : lookText(last, zone).replace(/^last looked /, '');
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
    ['Series', seriesText(view)],
    ['Why', view.explanation],
    ['Waits for', view.anchor === null ? null : anchorText(view.anchor)],
    ['To do', derivationText(view)],
    ['Calendar', view.deadlines.at(-1)?.calendar ?? null],
    ['Target', view.targetText],
    ['Progress', view.progressText],
    ['Amounts', view.progress.length === 0 ? null : view.talliesText],
    ['To ask', view.criteria.at(-1)?.measurable === false ? (view.criteria.at(-1)?.question ?? null) : null],
    ['Looked', lastLook(view)],
    ['Condition', conditionText(view)],
    ['Disputed', view.disputed ? 'yes' : ''],
    [
      'Part of',
      view.whole === null ? '' : `${view.whole.id}  ${view.whole.title} (${view.whole.statusText})`,
    ],
    ['Reminders', view.held === null ? '' : heldText(view.held, view.zone)],
    ['Committed', names('committer')],
    ['For', names('beneficiary')],
    ['Tags', view.tags.join(', ')],
    ['Said', `${view.speaker}${role}, ${formatInstant(view.saidAt, view.saidZone)} ${view.saidZone}`],
    ['Source', [view.source.title, view.source.publisher, view.source.url].filter(Boolean).join(', ')],
    ['Date', view.slipText],
    ['Fault', view.fault],
  ].flatMap(([label, text]) => (label && text ? [[{ text: label, paint: paint.dim }, text]] : []));
  const shown = evidenceLines(view);
  return [
    `${pastLine(view.past)}${paint.bold(`${view.id}  ${view.title.replaceAll(/\s+/g, ' ')}`)}`,
    indented(`“${view.quote}”`),
    table(facts),
    ...(shown.length === 0 ? [] : ['Evidence', ...shown]),
    ...decidedLines(view),
    ...groundLines(view),
    ...disputeLines(view),
    'History',
    historyLines(view, paint),
  ].join('\n');
}

export const showCommand: Command = {
  name: 'show',
  summary: 'Show a commitment: the words, the deadline and why, how it stands or stood, what happened',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: AS_OF_FLAGS,
  examples: ['duly show 12', 'duly show 12 --json', 'duly show 12 --as-of 2025-06-20 --on 2025-06-15'],
  async run(call) {
    const { ctx } = await call.open();
    const view = await readCommitment(ctx, call.args[0], fieldsOf(call));
    return answer(view, commitmentText, { data: commitmentData(view) });
  },
};
