/** How a commitment stands, as commands print it: the same words after a change, in a list and on its own. */
import type { Assessment } from '../domain/assess.ts';
import type { Window } from '../domain/deadline/types.ts';
import type { Status } from '../domain/record.ts';
import { formatInstant, formatWindow, isoInZone } from '../domain/shown.ts';
import { describeStatus } from '../domain/words.ts';
import type { Decided } from '../service/close.ts';
import { type Answer, answer } from './command.ts';
import type { Paint } from './terminal.ts';

/** An instant for scripts: ISO 8601 with the offset of `zone`. */
export const iso = (instant: number | null, zone: string): string | null =>
  instant === null ? null : isoInZone(instant, zone);

/** `data` for scripts: every instant (a field whose name ends in "At") as ISO 8601 with the offset of `zone`. */
export function withIsoInstants(data: unknown, zone: string): unknown {
  if (Array.isArray(data)) return data.map((part) => withIsoInstants(part, zone));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      key.endsWith('At') && typeof value === 'number' ? isoInZone(value, zone) : withIsoInstants(value, zone),
    ]),
  );
}

/** A window for scripts. */
export const windowData = (window: Window | null, zone: string) => ({
  opensAt: iso(window?.opensAt ?? null, zone),
  closesAt: iso(window?.closesAt ?? null, zone),
  zone,
});

/** When it is due, for people, in its own zone. */
export function whenText(item: { window: Window | null; reviewAt: number | null; zone: string }): string {
  if (item.window !== null) return `${formatWindow(item.window, item.zone, { year: true })} ${item.zone}`;
  if (item.reviewAt !== null)
    return `no date; look again on ${formatInstant(item.reviewAt, item.zone, { time: false })}`;
  return 'no date';
}

/** The paint of a status: overdue stands out, what is over steps back. */
export function statusPaint(status: Status, paint: Paint): (text: string) => string {
  if (status === 'overdue' || status === 'not_met') return paint.red;
  if (status === 'due') return paint.yellow;
  if (status === 'met') return paint.green;
  return paint.dim;
}

/** The answer of a command that changed a commitment: what it stands at now. */
export function changed(
  id: number,
  assessment: Assessment,
  did: string,
  more: { data?: Record<string, unknown>; lines?: readonly string[]; faults?: readonly string[] } = {},
): Answer {
  const { status, late, daysLate, settledAt, nextCheckAt, deadline } = assessment;
  const { zone } = deadline;
  const data = {
    id,
    status,
    statusText: describeStatus(assessment),
    late,
    daysLate,
    settledAt: iso(settledAt, zone),
    deadline: { ...windowData(deadline.window, zone), version: deadline.version },
    progress: assessment.progress === null ? null : { total: assessment.progress.total },
    nextCheckAt: iso(nextCheckAt, zone),
    ...more.data,
  };
  return answer(
    { ...data, lines: more.lines ?? [] },
    (shown, paint) => {
      const stands = statusPaint(status, paint)(shown.statusText);
      return [`${did} Commitment ${id}: ${stands}; ${whenText({ ...deadline, zone })}.`, ...shown.lines].join(
        '\n',
      );
    },
    { data, faults: more.faults ?? [] },
  );
}

/** The answer of a decision: what was done, about which side, or that it waits for a second person. */
export function decided(id: number, after: Decided, did: string, side: unknown): Answer {
  const { decision, waitsForApproval, criteria } = after;
  const about = typeof side === 'string' ? `${did} for ${side}.` : `${did}.`;
  const waits = `Decision ${decision}${typeof side === 'string' ? ` for ${side}` : ''} waits for a second person: \`duly approve ${decision} --as NAME\`.`;
  return changed(id, after, waitsForApproval ? waits : about, {
    data: { decision, waitsForApproval, measurable: criteria.measurable },
    faults: criteria.measurable
      ? []
      : ['note: it cannot be decided as it is written, so it counts in no score, however it ends.'],
  });
}
