import { moveDeadline, moveInput } from '../../service/move.ts';
import type { Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { changed } from '../standing.ts';

export const moveCommand: Command = {
  name: 'move',
  summary: 'Record a new date for the same act; the first date stays on record',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: [...flagsOf(moveInput, ['id', 'recordedBy']), BY],
  examples: [
    'duly move 12 --deadline "by 30 June" --reason "The ministry asked for two weeks more"',
    'duly move 12 --deadline "next Friday" --reading 2 --reason "The other Friday was meant"',
    'duly move 12 --opens-on 2025-06-20 --closes-on 2025-06-30 --reason "New schedule of 12 June"',
  ],
  async run(call) {
    const { ctx } = await call.open();
    const input = { ...fieldsOf(call), id: call.args[0], recordedBy: recordedBy(call) };
    return changed(Number(call.args[0]), await moveDeadline(ctx, input), 'Deadline moved.');
  },
};
