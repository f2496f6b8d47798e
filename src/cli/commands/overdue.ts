import type { Command } from '../command.ts';
import { boardFlags, listBoard } from './list.ts';

export const overdueCommand: Command = {
  name: 'overdue',
  summary: 'List what is overdue now, the longest first',
  flags: boardFlags(['group', 'cursor', 'status']),
  examples: ['duly overdue', 'duly overdue --party Russia --json', 'duly overdue --disputed'],
  run: (call) =>
    listBoard(
      call,
      { group: 'overdue' },
      { unfiltered: 'Nothing is overdue.', filtered: 'Nothing of that is overdue.' },
    ),
};
