import { constants } from 'node:os';
import { boundedAnswer, type SendOutcome } from '../domain/send-outcome.ts';

/** What the SMTP client says about a failure, of the fields that decide. */
interface SmtpFailure {
  readonly message: string;
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
}

/** Answers to RCPT that say the mailbox does not exist or takes nothing; after DATA they are about the text. */
const NO_SUCH_MAILBOX = [550, 551, 553];
/** RFC 3463: a rule forbids it (no relaying, a blocked sender), which says nothing about whether the mailbox exists. */
const BY_POLICY = /^\d{3}[ -]5\.7\.\d/;

/**
 * Sorts a failure by reply code and stage, never by the words of a message. `offered` tells whether a byte
 * of the message had been handed to the connection, which happens only after the server's go-ahead to DATA.
 */
export function outcomeOfFailure(error: unknown, offered: boolean): SendOutcome {
  const failure: SmtpFailure = error instanceof Error ? error : { message: String(error) };
  const answer = boundedAnswer(typeof failure.response === 'string' ? failure.response : failure.message);
  const reply = typeof failure.responseCode === 'number' ? failure.responseCode : null;
  const { code, command } = failure;
  const aboutMessage = code === 'EMESSAGE' || code === 'EENVELOPE';

  if (offered && !(reply !== null && (aboutMessage || reply === 421))) return { outcome: 'unsure', answer };
  if (reply !== null && reply >= 400 && reply < 500) return { outcome: 'deferred', code: reply, answer };
  // 503 says that the conversation went wrong, not the message (RFC 5321 4.2.2).
  if (reply === 503 && aboutMessage) return { outcome: 'deferred', code: reply, answer };
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'ETLS' || isTlsFault(failure)) {
    return { outcome: 'channel', answer };
  }
  if (reply !== null && reply >= 500) {
    // 552: too large. Any other refusal of the sender or of the session would hit every message.
    const aboutThisOne = aboutMessage && (command !== 'MAIL FROM' || reply === 552);
    const gone = command === 'RCPT TO' && NO_SUCH_MAILBOX.includes(reply) && !BY_POLICY.test(answer);
    const refuses = gone ? 'mailbox' : 'message';
    return aboutThisOne
      ? { outcome: 'refused', code: reply, answer, refuses }
      : { outcome: 'channel', answer };
  }
  return { outcome: 'unreachable', answer };
}

/** A socket fault that the operating system does not know comes from TLS: a certificate or the handshake. */
function isTlsFault(failure: SmtpFailure): boolean {
  const origin = failure.originalCode;
  if (failure.code !== 'ESOCKET' || typeof origin !== 'string') return false;
  return origin === 'EPROTO' || !Object.hasOwn(constants.errno, origin);
}
