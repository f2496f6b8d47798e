/** What a report about a message means: for the mailbox, for the count, or for nothing but the message itself. */
import type { FeedbackKind } from './delivery-state.ts';

/** An enhanced status code (RFC 3463), and not a stretch of an IP address. */
const ENHANCED = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/;
/** There is no such mailbox, no such domain, or the mailbox takes nothing any more. 5.1.7 and 5.1.8 blame the sender. */
const GONE = /^5\.(1\.(?!7$|8$)\d+|2\.1)$/;
/** A rule, a filter, the size or the form of the message. */
const ABOUT_THE_MESSAGE = /^5\.(7\.\d+|6\.\d+|2\.3|3\.4|1\.7|1\.8)$/;

/** The status that says most: servers that only know 5.0.0 often quote a better one in their diagnostic. */
export function statusIn(status: string | null, diagnostic: string): string | null {
  const own = ENHANCED.exec(status ?? '')?.[1] ?? null;
  if (own !== null && !/^[245]\.0\.0$/.test(own)) return own;
  const quoted = ENHANCED.exec(diagnostic)?.[1];
  return quoted !== undefined && (own === null || quoted.charAt(0) === own.charAt(0)) ? quoted : own;
}

/** What a failure with this status means. One that does not say why may be anything: it counts as soft. */
export function failureKind(status: string | null): FeedbackKind {
  if (status === null) return 'soft';
  if (GONE.test(status)) return 'hard';
  return ABOUT_THE_MESSAGE.test(status) ? 'policy' : 'soft';
}

/** A failure somebody else has called hard or soft: a rule that refused the message is neither, whatever they call it. */
export function correctedKind(kind: FeedbackKind, status: string | null): FeedbackKind {
  return (kind === 'hard' || kind === 'soft') && failureKind(status) === 'policy' ? 'policy' : kind;
}
