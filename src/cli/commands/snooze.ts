import { formatClosing } from '../../domain/shown.ts';
import { describeStatus } from '../../domain/words.ts';
import { type HOLDS, holdInput, holdReminders } from '../../service/notice.ts';
import { type Answer, answer, type Call, type Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { iso } from '../standing.ts';

const args = [{ name: '<id>', about: 'Number of the commitment' }];
const flags = [...flagsOf(holdInput, ['id', 'kind', 'recordedBy']), BY];

async function hold(call: Call, kind: (typeof HOLDS)[number]): Promise<Answer> {
  const { ctx } = await call.open();
  const id = Number(call.args[0]);
  const input = { ...fieldsOf(call), id: call.args[0], kind, recordedBy: recordedBy(call) };
  const { until, zone, assessment } = await holdReminders(ctx, input);
  const { status } = assessment;
  const data = { id, kind, until: iso(until, zone), status, statusText: describeStatus(assessment) };
  return answer(
    data,
    ({ statusText }) =>
      `No reminders until ${formatClosing(until, zone)} ${zone}; \`duly resume ${id}\` lets them go on. ` +
      `Commitment ${id}: ${statusText}.`,
  );
}

export const ackCommand: Command = {
  name: 'ack',
  summary: 'Take an overdue commitment in hand until a day; the next editor is told when nothing came of it',
  args,
  flags,
  examples: ['duly ack 12 --until 2025-06-30 --note "Asked the ministry, it answers by the 30th"'],
  run: (call) => hold(call, 'acknowledged'),
};

export const snoozeCommand: Command = {
  name: 'snooze',
  summary: 'Put the reminders of a commitment off until a day',
  args,
  flags,
  examples: ['duly snooze 12 --until "within 7 days" --note "Talks are on, nothing is expected before"'],
  run: (call) => hold(call, 'snoozed'),
};
