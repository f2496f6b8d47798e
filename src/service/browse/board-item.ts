/** One commitment as the board shows it, put together from what was judged and from what else is said about it. */
import type { Window } from '../../domain/deadline/types.ts';
import type { Group } from '../../domain/groups.ts';
import type { Language } from '../../domain/language.ts';
import type { CommitmentRecord, Status } from '../../domain/record.ts';
import { describeStanding } from '../../domain/sides.ts';
import { describeSlips, slipsOf } from '../../domain/slips.ts';
import { describeStatus } from '../../domain/words.ts';
import type { BoardFacts, Candidate } from '../../store/browse/board.ts';
import { type Held, heldBy } from './disputes.ts';
import type { Judged } from './judge.ts';

/** One commitment on the board. Instants are epoch milliseconds. */
export interface BoardItem {
  readonly id: number;
  readonly title: string;
  readonly speaker: string;
  readonly committers: readonly string[];
  readonly tags: readonly string[];
  readonly status: Status;
  /** The status for people: `Met, 2 days late`. */
  readonly statusText: string;
  readonly late: boolean | null;
  readonly daysLate: number | null;
  readonly window: Window | null;
  readonly zone: string;
  /** When an item without a window wants to be looked at again. */
  readonly reviewAt: number | null;
  /** The words that name the event without which there is no date; null when none is waited for. */
  readonly waitsFor: string | null;
  /** When it was settled; null while open. */
  readonly settledAt: number | null;
  /** How the date follows from the words. */
  readonly explanation: string;
  readonly progress: { readonly text: string; readonly fraction: number | null } | null;
  readonly nextCheckAt: number | null;
  /** Whether any of its evidence is made up for a demonstration. */
  readonly exampleData: boolean;
  /** When somebody last looked for evidence and found none; `lookedAt` as the other instants. */
  readonly look: { readonly lookedAt: number; readonly by: string; readonly in: string } | null;
  /** What has to be asked before it can be decided; null when it can be as it is written. */
  readonly question: string | null;
  /** Whether an objection is open or claims stand against each other. */
  readonly disputed: boolean;
  /** `slipped 2 times, 35 days in all`; null when its date never did. */
  readonly slipText: string | null;
  /** Civil days of all slips together; less than zero when the date has come nearer. */
  readonly slipDays: number;
  /** What holds its reminders now; null when nothing does. */
  readonly held: Held | null;
  /** The commitment that it is a part of. */
  readonly wholeId: number | null;
  /** Why it could not be judged; its status is then the one last announced. */
  readonly fault: string | null;
}

/** The item of `record`, judged, with the facts of the same moment, and in words of `language`. */
export function boardItem(
  record: CommitmentRecord,
  { assessment, fault }: Judged,
  fact: BoardFacts,
  language: Language | undefined,
): BoardItem {
  const { announced: _, committerIds, notice, ...shown } = fact;
  const slips = slipsOf(record.deadlines);
  const names = new Map(committerIds.map((party, index) => [party, shown.committers[index] ?? '']));
  return {
    ...shown,
    status: assessment.status,
    statusText: describeStatus(assessment, language),
    late: assessment.late,
    daysLate: assessment.daysLate,
    window: assessment.deadline.window,
    zone: assessment.deadline.zone,
    reviewAt: assessment.deadline.reviewAt,
    settledAt: assessment.settledAt,
    progress: describeStanding(assessment, record.target, record.committers, names, language),
    nextCheckAt: assessment.nextCheckAt,
    disputed: assessment.disputed,
    slipText: describeSlips(slips, language),
    slipDays: slips.totalDays,
    held: assessment.settledAt === null ? heldBy(notice, assessment.at) : null,
    fault: fault ?? fact.fault,
  };
}

/** Something for each group. */
export const eachGroup = <T>(make: (group: Group) => T): Record<Group, T> => ({
  overdue: make('overdue'),
  due: make('due'),
  upcoming: make('upcoming'),
  undated: make('undated'),
  settled: make('settled'),
});

/** Where a page ended, in the form in which the board takes it back. */
export const cursorText = ({ key, id }: Candidate): string => `${Math.round(key)}.${id}`;
