/** Lines of `duly show` and of lists about what is disputed, conditional, put off, or belongs together. */
import { formatClosing, formatHappened, formatInstant } from '../domain/shown.ts';
import { describeStep } from '../domain/slips.ts';
import type { CommitmentView } from '../service/browse/commitment.ts';
import type { Held } from '../service/browse/disputes.ts';

const HOLD_WORDS = { acknowledged: 'in hand', snoozed: 'put off' } as const;

/** What holds the reminders: `put off until Sun 29 Jun 2025 24:00 by Ann: the ministry answers on Friday`. */
export const heldText = ({ kind, untilAt, by, note }: Held, zone: string): string =>
  `${HOLD_WORDS[kind]} until ${formatClosing(untilAt, zone)} by ${by}: ${note.replaceAll(/\s+/g, ' ')}`;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
const dayIn = (zone: string) => (instant: number) => formatInstant(instant, zone, { time: false });

/** What an objection is about: `amount 3`, `decision 1`, `the whole`. */
const aboutText = ({ progressId, verdictId }: CommitmentView['objections'][number]): string =>
  progressId !== null ? `amount ${progressId}` : verdictId !== null ? `decision ${verdictId}` : 'the whole';

function objectionLines({ objections, zone, now }: CommitmentView): string[] {
  const day = dayIn(zone);
  return objections.flatMap((one) => {
    const who = one.raisedBy ?? one.recordedBy;
    const link = one.url === null ? '' : ` (${one.url})`;
    const said = `  ${one.id}  ${day(one.recordedAt)}  ${who}, about ${aboutText(one)}: ${oneLine(one.reason)}${link}`;
    const wanted = `     ${one.answerByAt <= now ? 'no answer came' : 'answer wanted'} by ${formatClosing(one.answerByAt, zone)}`;
    const { answer } = one;
    if (answer === null) return [said, wanted];
    const by =
      answer.outcome === 'withdrawn'
        ? `withdrawn by those who raised it, recorded by`
        : `${answer.outcome} by`;
    return [said, `     ${by} ${answer.recordedBy}, ${day(answer.recordedAt)}: ${oneLine(answer.answer)}`];
  });
}

const CONDITION_WORDS = { met: 'met', failed: 'failed', open: 'open again' } as const;

function conditionLines({ conditionReports, zone }: CommitmentView): string[] {
  return conditionReports.map((report) => {
    const where = [report.url, report.note === null ? null : oneLine(report.note)].filter(Boolean).join(' ');
    const recorded = dayIn(zone)(report.recordedAt);
    return `  ${formatHappened(report.happenedAt, zone)}  ${CONDITION_WORDS[report.state]}: ${where} (recorded ${recorded} by ${report.recordedBy})`;
  });
}

const NOTICE_WORDS = {
  acknowledged: 'taken in hand',
  snoozed: 'put off',
  resumed: 'reminders go on',
} as const;

function noticeLines({ notices, zone }: CommitmentView): string[] {
  return notices.map((one) => {
    const until = one.untilAt === null ? '' : ` until ${formatClosing(one.untilAt, zone)}`;
    return `  ${dayIn(zone)(one.recordedAt)}  ${NOTICE_WORDS[one.kind]}${until}, ${one.recordedBy}: ${oneLine(one.note)}`;
  });
}

function linkLines({ links, zone }: CommitmentView): string[] {
  return links.map((link) => {
    const other =
      link.other === null ? '' : ` ${link.other.title} (${link.other.speaker}; ${link.other.statusText})`;
    const ended =
      link.end === null ? '' : `; taken back by ${link.end.recordedBy}: ${oneLine(link.end.reason)}`;
    return `  link ${link.id}, ${dayIn(zone)(link.recordedAt)}: this ${link.text} ${link.otherId}${other}: ${oneLine(link.reason)}${ended}`;
  });
}

const slipLines = ({ slipSteps }: CommitmentView): string[] =>
  slipSteps.map((step) => `  date ${step.version}: ${describeStep(step)}`);

const partLines = ({ parts }: CommitmentView): string[] =>
  parts.map((part) => `  ${part.id}  ${part.statusText}: ${oneLine(part.title)}`);

/** The sections of `duly show`, each with its heading; those without content are left out. */
export function disputeLines(view: CommitmentView): string[] {
  const sections: [string, string[]][] = [
    ['Parts', partLines(view)],
    ['Objections', objectionLines(view)],
    ['Condition', conditionLines(view)],
    ['Other accounts', linkLines(view)],
    ['Slips', slipLines(view)],
    ['Reminders', noticeLines(view)],
  ];
  return sections.flatMap(([heading, lines]) => (lines.length === 0 ? [] : [heading, ...lines]));
}

/** The condition with what is known of it; null without one. */
export function conditionText({ id, condition, conditionState, weighed }: CommitmentView): string | null {
  if (condition === null) return null;
  if (!weighed) return `${condition} (kept, not weighed; \`duly condition ${id} open --note …\` begins)`;
  return `${condition} (${conditionState === null ? 'not reported yet' : CONDITION_WORDS[conditionState]})`;
}
