import { boardInput } from '../../service/browse/board.ts';
import type { Command } from '../command.ts';
import { flagsOf } from '../flags.ts';
import { listBoard } from './list.ts';

export const overdueCommand: Command = {
  name: 'overdue',
  summary: 'List what is overdue now, the longest first',
  flags: flagsOf(boardInput, ['group', 'cursor', 'status']),
  examples: ['duly overdue', 'duly overdue --party Russia --json'],
  run: (call) =>
    listBoard(
      call,
      { group: 'overdue' },
      { unfiltered: 'Nothing is overdue.', filtered: 'Nothing of that is overdue.' },
    ),
};
