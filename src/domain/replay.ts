/**
 * The record told once more by the same code, look by look: which statuses held, and what was worth telling. Whoever
 * compares this with the log sees whether the log is what the code says.
 */
import { type Occasion, occasionsSince } from './alerts.ts';
import { assess } from './assess.ts';
import type { Moment } from './chronicle.ts';
import { knowledgePoints, recordBy } from './known.ts';
import type { CommitmentRecord, Status } from './record.ts';

/** A status and since when it held, epoch milliseconds. */
export interface Held {
  readonly status: Status;
  readonly since: number;
}

export interface Told {
  readonly moments: readonly Moment[];
  /** What was worth telling, each with the look at which it was found. */
  readonly occasions: readonly (Occasion & { readonly foundAt: number })[];
  readonly held: readonly Held[];
}

/**
 * Tells the record again up to `to`, as it was looked at: at each of `looks` (instants at which something was written
 * down; ascending) and whenever a fact was recorded. Instants are epoch milliseconds.
 */
export function replay(record: CommitmentRecord, looks: readonly number[], to: number): Told {
  const begins = record.recordedAt - 1;
  const facts = { ...record, knownUntil: begins };
  const { moments } = assess(facts, to);
  const known = moments.filter(({ knownAt }) => knownAt <= to);
  const written = looks.filter((at) => at > begins && at <= to);
  const points = new Set([...written, ...knowledgePoints(record, to)]);
  const occasions: (Occasion & { foundAt: number })[] = [];
  const seen = new Set<string>();
  let since = begins;
  for (const at of [...points].sort((a, b) => a - b)) {
    const then = recordBy(facts, at);
    for (const occasion of occasionsSince(then, assess(then, at), since)) {
      const name = `${occasion.kind} ${occasion.key}`;
      if (!seen.has(name)) occasions.push({ ...occasion, foundAt: at });
      seen.add(name);
    }
    since = at;
  }
  return { moments: known, occasions, held: statuses(facts, known, to) };
}

/** The statuses that held, from the recording on: judged anew at each instant at which something became known. */
function statuses(record: CommitmentRecord, moments: readonly Moment[], to: number): Held[] {
  const held: Held[] = [];
  const turns = new Set([record.recordedAt, ...moments.map(({ knownAt }) => knownAt)]);
  for (const at of [...turns].filter((turn) => turn <= to).sort((a, b) => a - b)) {
    const { status } = assess(recordBy(record, at), at);
    if (held.at(-1)?.status !== status) held.push({ status, since: at });
  }
  return held;
}
