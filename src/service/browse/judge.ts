/** Judging for reading: a page says what holds now, and one row that cannot be judged does not take it down. */
import { type Assessment, assess } from '../../domain/assess.ts';
import { isZone } from '../../domain/civil.ts';
import type { CommitmentRecord, Status } from '../../domain/record.ts';

/** How a commitment stands; `fault` says why it could not be judged and the stored status is shown instead. */
export interface Judged {
  readonly assessment: Assessment;
  readonly fault: string | null;
}

/** Judges `record` at `now`; on a fault it answers with `stored` (the status last announced), in UTC. */
export function judge(record: CommitmentRecord, now: number, stored: Status): Judged {
  const last = record.deadlines.at(-1);
  try {
    return { assessment: assess(record, now), fault: null };
  } catch (error) {
    if (last === undefined) throw error;
    const zone = isZone(last.zone) ? last.zone : 'UTC';
    return {
      assessment: {
        status: stored,
        late: null,
        daysLate: null,
        timing: null,
        settledAt: null,
        settledBy: null,
        secondPerson: null,
        progress: null,
        over: 0,
        sides: [],
        parts: [],
        overdueAt: null,
        waits: false,
        disputed: false,
        criteria: record.criteria[0] ?? {
          ...{ version: 1, decides: 'declared', measurable: true },
          ...{ recordedAt: record.recordedAt, recordedBy: record.recordedBy },
        },
        silence: null,
        fallen: new Set<string>(),
        deadline: { ...last, zone },
        at: now,
        nextCheckAt: null,
        moments: [],
      },
      fault: error instanceof Error ? error.message : String(error),
    };
  }
}
