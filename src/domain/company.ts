/**
 * What goes to one address now, and what waits. Pure: the gatherer asks it about everything whose time has come.
 *
 * Alerts that only accompany a matter are patient: after a message they wait two hours for the next stages, so that
 * what happens within hours comes in one message. A grave one, or a digest whose hour has come, does not wait, and
 * takes along whatever waits. Quiet hours hold everything, corrections too: those are only told first afterwards.
 */
import type { AlertKind } from './alerts.ts';
import { type Preferences, quietEnd } from './rhythm.ts';

/** Kinds that can wait for company; whatever is not named here is told as soon as it may be. */
export const PATIENT: readonly AlertKind[] = [
  'due_soon',
  'due',
  'progress',
  'review_due',
  'deadline_moved',
  'overdue_reminder',
];

/** How long after a message to an address patient alerts wait for others. */
export const COMPANY_MS = 2 * 3_600_000;

/** An alert whose time has come, or that waits for company. Instants are epoch milliseconds. */
export interface Waiting extends Preferences {
  readonly kind: string;
  readonly active: boolean;
  /** Whether its occasion was told to the address already, by way of another subscription. */
  readonly toldAlready: boolean;
  /** When a message to its address was last put together. */
  readonly toldAt: number | null;
}

/** What becomes of an alert. */
export type Fate =
  | { readonly go: true }
  | { readonly go: false; readonly drop: string }
  | { readonly go: false; readonly until: number; readonly patient: boolean };

const isPatient = ({ kind, rhythm }: Waiting): boolean =>
  rhythm === 'at_once' && PATIENT.some((patient) => patient === kind);

/** The fate of each of the alerts for one address, in their order. */
export function keepCompany(alerts: readonly Waiting[], now: number): Fate[] {
  const quiet = alerts.map((alert) => quietEnd(alert, now));
  const dropped = alerts.map((alert) =>
    !alert.active
      ? 'the subscription is no longer active'
      : alert.toldAlready
        ? 'told already by way of another subscription'
        : null,
  );
  const toldAt = Math.max(...alerts.map((alert) => alert.toldAt ?? Number.NEGATIVE_INFINITY));
  const free = (index: number): boolean => dropped[index] === null && (quiet[index] ?? now) <= now;
  const goes = toldAt + COMPANY_MS <= now || alerts.some((alert, index) => free(index) && !isPatient(alert));
  return alerts.map((_alert, index): Fate => {
    const drop = dropped[index] ?? null;
    if (drop !== null) return { go: false, drop };
    if (!free(index)) return { go: false, until: quiet[index] ?? now, patient: false };
    return goes ? { go: true } : { go: false, until: toldAt + COMPANY_MS, patient: true };
  });
}
