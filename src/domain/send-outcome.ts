/**
 * What became of one attempt to hand a message over, by whatever channel.
 *
 * `sent` and `refused` are final. `deferred` and `unreachable` may be tried again and have certainly not
 * been delivered. `unsure` may have been: it is tried again under the same Message-ID. `channel` is no
 * fault of the message: login, certificate or sender are wrong, and every other message would meet the same.
 */
export type SendOutcome =
  | { readonly outcome: 'sent'; readonly answer: string }
  | {
      readonly outcome: 'deferred';
      readonly code: number;
      readonly answer: string;
      /** How long the server asks to be left alone, milliseconds. */
      readonly waitMs?: number;
    }
  | {
      readonly outcome: 'refused';
      readonly code: number;
      readonly answer: string;
      /** What the server refuses: this mailbox, or this message whoever it goes to. */
      readonly refuses: 'mailbox' | 'message';
    }
  | { readonly outcome: 'unsure'; readonly answer: string }
  | { readonly outcome: 'unreachable'; readonly answer: string }
  | { readonly outcome: 'channel'; readonly answer: string };

const MAX_ANSWER = 500;

/** A server's words for our records: bounded, on one line, without control characters. */
export function boundedAnswer(text: string): string {
  return text
    .slice(0, 4 * MAX_ANSWER)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, MAX_ANSWER);
}
