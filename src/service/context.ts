/**
 * What a use case may reach: the database, the clock, the way out for mail, and a bell to wake the workers.
 */
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Language } from '../domain/language.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Database } from '../store/database.ts';
import type { Poster } from '../webhook/request.ts';

/** What workers can be woken for. Wake-ups carry nothing that could be lost: a tick finds the same work. */
export type Work =
  | 'sweep'
  | 'derive'
  | 'make-ahead'
  | 'fan-out'
  | 'deliver'
  | 'deliver-webhook'
  | 'seal'
  | 'task';

/** What is looked at again and again: the work, and the tidying that only ticks ask for. */
export type Tick = Work | 'housekeep';

export interface Context {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Null: mail is kept and shown at /outbox. */
  readonly mailer: Mailer | null;
  /** The way out for webhooks. */
  readonly poster: Poster;
  readonly mailFrom: string;
  /** Where what comes back is to go; undefined: to `mailFrom`. */
  readonly bounceAddress?: string | undefined;
  /** What a provider must know to report by webhook; undefined: none may. */
  readonly hookSecret?: string | undefined;
  /** Messages this process may hand over in a second; undefined: as many as it can. */
  readonly mailPerSecond?: number | undefined;
  /** Public address without a slash at the end. */
  readonly baseUrl: string;
  /** Signs links; at least 32 characters. */
  readonly secret: string;
  /** Whether this is the embedded default, where changes by web are allowed from the same machine. */
  readonly embedded: boolean;
  /** Whether a decision waits for a second person before it counts; default no. */
  readonly secondPerson?: boolean;
  /** In which language what is read is put into words; default English. What is on record keeps its own. */
  readonly language?: Language;
  /** Names this process in leases and logs. */
  readonly workerName: string;
  /**
   * Wakes a worker for `work`, at once or when the clock shows `at` (epoch milliseconds). Never waits and
   * never fails: a queue that is away costs time until the next tick, nothing else.
   */
  wake(work: Work, at?: number): void;
}
