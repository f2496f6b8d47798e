/** Every command, in the order in which the help lists them: to run, to record, to look, to look after. */
import type { Command } from './command.ts';
import { addCommand } from './commands/add.ts';
import { anchorCommand } from './commands/anchor.ts';
import { answerCommand } from './commands/answer.ts';
import { approveCommand } from './commands/approve.ts';
import { calendarCommand } from './commands/calendar.ts';
import { closeCommand } from './commands/close.ts';
import { conditionCommand } from './commands/condition.ts';
import { configCommand } from './commands/config.ts';
import { criteriaCommand } from './commands/criteria.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { eraseCommand } from './commands/erase.ts';
import { evidenceCommand } from './commands/evidence.ts';
import { exportCommand } from './commands/export.ts';
import { handOverCommand } from './commands/hand-over.ts';
import { importCommand } from './commands/import.ts';
import { keyCommand } from './commands/key.ts';
import { listCommand } from './commands/list.ts';
import { lookCommand } from './commands/look.ts';
import { metCommand } from './commands/met.ts';
import { migrateCommand } from './commands/migrate.ts';
import { moveCommand } from './commands/move.ts';
import { objectCommand } from './commands/object.ts';
import { outboxCommand } from './commands/outbox.ts';
import { overdueCommand } from './commands/overdue.ts';
import { partyCommand } from './commands/party.ts';
import { progressCommand } from './commands/progress.ts';
import { relateCommand } from './commands/relate.ts';
import { reopenCommand } from './commands/reopen.ts';
import { replayCommand } from './commands/replay.ts';
import { resolveCommand } from './commands/resolve.ts';
import { resumeCommand } from './commands/resume.ts';
import { rulesCommand } from './commands/rules.ts';
import { seriesCommand } from './commands/series.ts';
import { showCommand } from './commands/show.ts';
import { ackCommand, snoozeCommand } from './commands/snooze.ts';
import { startCommand } from './commands/start.ts';
import { subscribeCommand } from './commands/subscribe.ts';
import { sweepCommand } from './commands/sweep.ts';
import { trackRecordCommand } from './commands/track-record.ts';
import { userCommand } from './commands/user.ts';
import { verifyCommand } from './commands/verify.ts';
import { webCommand } from './commands/web.ts';
import { webhookCommand } from './commands/webhook.ts';
import { workerCommand } from './commands/worker.ts';

export const COMMANDS: readonly Command[] = [
  demoCommand,
  startCommand,
  webCommand,
  workerCommand,
  addCommand,
  listCommand,
  showCommand,
  overdueCommand,
  trackRecordCommand,
  progressCommand,
  metCommand,
  moveCommand,
  anchorCommand,
  closeCommand,
  reopenCommand,
  objectCommand,
  answerCommand,
  conditionCommand,
  relateCommand,
  ackCommand,
  snoozeCommand,
  resumeCommand,
  approveCommand,
  evidenceCommand,
  lookCommand,
  handOverCommand,
  partyCommand,
  criteriaCommand,
  seriesCommand,
  subscribeCommand,
  webhookCommand,
  outboxCommand,
  calendarCommand,
  resolveCommand,
  rulesCommand,
  sweepCommand,
  replayCommand,
  exportCommand,
  importCommand,
  verifyCommand,
  eraseCommand,
  userCommand,
  keyCommand,
  configCommand,
  doctorCommand,
  migrateCommand,
];
