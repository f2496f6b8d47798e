import { resumeInput, resumeReminders } from '../../service/notice.ts';
import type { Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { changed } from '../standing.ts';

export const resumeCommand: Command = {
  name: 'resume',
  summary: 'Let the reminders of a commitment go on before their day',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: [...flagsOf(resumeInput, ['id', 'recordedBy']), BY],
  examples: ['duly resume 12 --note "The talks have ended"'],
  async run(call) {
    const { ctx } = await call.open();
    const input = { ...fieldsOf(call), id: call.args[0], recordedBy: recordedBy(call) };
    return changed(Number(call.args[0]), await resumeReminders(ctx, input), 'Reminders go on.');
  },
};
