import { boardInput, readBoard } from '../../service/browse/board.ts';
import type { Command } from '../command.ts';
import { fieldsOf, flagsOf } from '../flags.ts';
import { listed } from './list.ts';

export const overdueCommand: Command = {
  name: 'overdue',
  summary: 'List what is overdue now, the longest first',
  flags: flagsOf(boardInput, ['group', 'cursor', 'status']),
  examples: ['duly overdue', 'duly overdue --party Russia --json'],
  async run(call) {
    const { ctx } = await call.open();
    return listed(await readBoard(ctx, { ...fieldsOf(call), group: 'overdue' }), 'Nothing is overdue.');
  },
};
