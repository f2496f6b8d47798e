import { STATUS_LABELS } from '../../domain/words.ts';
import {
  DIFFERENCE_WORDS,
  type Replayed,
  type ReplaySummary,
  replayInput,
  replayLog,
} from '../../service/replay.ts';
import { answer, type Command } from '../command.ts';
import { fieldsOf, flagsOf } from '../flags.ts';
import { iso } from '../standing.ts';
import { jsonText, type Paint } from '../terminal.ts';

/** What one commitment went through, for people: one line a status, one a thing that was to be told. */
function story({ id, held, told }: Replayed): string {
  const statuses = held.map(({ status, since }) => `  ${iso(since, 'UTC')}  ${STATUS_LABELS[status]}`);
  const alerts = told.map(
    ({ what, foundAt, outcome }) =>
      `  ${iso(foundAt, 'UTC')}  ${what}: ${outcome ?? 'nobody was to be told'}`,
  );
  return [`Commitment ${id}`, ...statuses, ...alerts].join('\n');
}

function text(summary: ReplaySummary, paint: Paint): string {
  const { commitments, events, occasions, sent, dropped, waiting, failed, different } = summary;
  const lines = [
    `${commitments} commitments told again: ${events} events, ${occasions} things to tell.`,
    `Alerts on record: ${sent} sent, ${dropped} dropped, ${waiting} waiting, ${failed} failed.`,
  ];
  for (const { commitment, what, fault } of summary.differences)
    lines.push(paint.red(`Commitment ${commitment}: ${what} is ${DIFFERENCE_WORDS[fault]}.`));
  if (different > summary.differences.length)
    lines.push(`… and ${different - summary.differences.length} more differences.`);
  lines.push(different === 0 ? 'The log and the code agree.' : `${different} differences.`);
  return lines.join('\n');
}

export const replayCommand: Command = {
  name: 'replay',
  summary: 'Tell the log again by the same code, and compare: statuses, and mails that were due',
  flags: [
    ...flagsOf(replayInput),
    { name: 'lines', about: 'One JSON line for each commitment on stdout, before the summary' },
  ],
  examples: [
    'duly replay --commitment 3',
    'duly replay --from 2025-06-01 --to 2025-06-30',
    'duly replay --json',
  ],
  async run(call) {
    const { ctx } = await call.open();
    const { lines = false, ...given } = fieldsOf(call);
    const one = given.commitment !== undefined;
    const summary = await replayLog(ctx, given, (replayed) => {
      if (lines === true) call.io.stdout.write(`${jsonText(replayed, 0)}\n`);
      else if (one && !call.json) call.io.stdout.write(`${story(replayed)}\n`);
    });
    const data = { ...summary, from: iso(summary.from, 'UTC'), to: iso(summary.to, 'UTC') };
    return answer(summary, text, { data, exitCode: summary.different === 0 ? 0 : 1 });
  },
};
