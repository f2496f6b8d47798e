/**
 * What is known of a message as one word: how far sending it got, and what came back since. Only what came back in
 * the present round counts: a message that was sent again by hand stands anew.
 */

/** How far sending got. */
export type SendingState = 'queued' | 'sending' | 'sent' | 'failed' | 'dropped';

/**
 * What can come back. `hard`: there is no such mailbox. `soft`: not now. `policy`: a rule or a filter refused the
 * message, which says nothing about the mailbox. `delay`: the relay still tries.
 */
export const FEEDBACK_KINDS = ['delay', 'soft', 'hard', 'policy', 'complaint'] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

export const SHOWN_STATES = [
  'queued',
  'sending',
  'deferred',
  'sent',
  'bounced',
  'complained',
  'failed',
  'dropped',
] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

/** The sending states in which a shown state can be found, to search by. */
export const SENDING_OF = {
  queued: ['queued'],
  sending: ['sending'],
  deferred: ['queued', 'sent'],
  sent: ['sent'],
  bounced: ['sent'],
  complained: ['sent'],
  failed: ['failed'],
  dropped: ['dropped'],
} satisfies Record<ShownState, readonly SendingState[]>;

const BOUNCES: readonly FeedbackKind[] = ['soft', 'hard', 'policy'];

/** The state to show. `tried`: whether the server has put it off since it was last queued. */
export function shownState(delivery: {
  readonly state: SendingState;
  readonly tried: boolean;
  /** Of the present round. */
  readonly feedback: readonly FeedbackKind[];
}): ShownState {
  const { state, tried, feedback } = delivery;
  if (state === 'queued') return tried ? 'deferred' : 'queued';
  if (state !== 'sent') return state;
  // Whoever complains has got it, whatever was said before.
  if (feedback.includes('complaint')) return 'complained';
  if (feedback.some((kind) => BOUNCES.includes(kind))) return 'bounced';
  return feedback.includes('delay') ? 'deferred' : 'sent';
}

/** The states from which a message may be sent again by hand. */
export const RETRIABLE: readonly ShownState[] = ['deferred', 'bounced', 'failed'];
