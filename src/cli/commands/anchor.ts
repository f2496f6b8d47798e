import { formatDate, formatInstant } from '../../domain/shown.ts';
import { type AnchorReport, anchorInput, recordAnchor } from '../../service/anchor.ts';
import { answer, type Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { iso } from '../standing.ts';

function line({ id, anchor, happenedOn, happenedAt, zone }: AnchorReport): string {
  if (happenedOn !== null) return `Commitment ${id}: “${anchor}” is on record for ${formatDate(happenedOn)}.`;
  if (happenedAt !== null)
    return `Commitment ${id}: “${anchor}” is on record for ${formatInstant(happenedAt, zone)} ${zone}.`;
  return `Commitment ${id}: “${anchor}” is taken back; the deadline waits for it again.`;
}

export const anchorCommand: Command = {
  name: 'anchor',
  summary: 'Record when the event happened that deadlines wait for; a worker then works out the dates',
  args: [{ name: '<ids...>', about: 'Numbers of the commitments that wait for this event' }],
  flags: [...flagsOf(anchorInput, ['ids', 'recordedBy']), BY],
  examples: [
    'duly anchor 12 --happened-on 2025-06-09 --url https://example.org/signing',
    'duly anchor 12 13 14 --happened-at 2025-06-09T15:30+03:00 --note "Signed in Istanbul"',
    'duly anchor 12 --withdraw --note "Only initialled, not signed"',
  ],
  async run(call) {
    const { ctx } = await call.open();
    const input = { ...fieldsOf(call), ids: [...call.args], recordedBy: recordedBy(call) };
    const reports = await recordAnchor(ctx, input);
    const data = {
      recorded: reports.map((report) => ({ ...report, happenedAt: iso(report.happenedAt, report.zone) })),
    };
    const next = 'A worker works out the date; without one running, `duly sweep` does.';
    return answer(reports, (shown) => [...shown.map(line), next].join('\n'), { data });
  },
};
