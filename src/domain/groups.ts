/** The groups in which commitments are shown, in the order of what asks for attention first. */
import type { Status } from './record.ts';

export const GROUPS = ['overdue', 'due', 'upcoming', 'undated', 'settled'] as const;
export type Group = (typeof GROUPS)[number];

/** The statuses that each group shows; every status has its place. */
export const GROUP_STATUSES = {
  overdue: ['overdue'],
  due: ['due'],
  upcoming: ['upcoming'],
  undated: ['undated', 'pending'],
  settled: ['met', 'partly_met', 'not_met', 'withdrawn', 'superseded', 'void'],
} as const satisfies Record<Group, readonly Status[]>;

const BY_STATUS = new Map<Status, Group>(
  GROUPS.flatMap((group) => GROUP_STATUSES[group].map((status): [Status, Group] => [status, group])),
);

export const groupOf = (status: Status): Group => BY_STATUS.get(status) ?? 'undated';

/** What each group can be put in order by instead of its own way; what has no date comes last. */
export const SORTS = ['closing', 'opening', 'recorded', 'said', 'title'] as const;
export type Sort = (typeof SORTS)[number];
