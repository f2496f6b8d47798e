import { boundedAnswer, type SendOutcome } from '../domain/send-outcome.ts';
import type { PostResult } from './request.ts';

/** An endpoint may ask for silence, but not for ever. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * What an answer means for the delivery: 2xx is taken, 410 says that the endpoint is gone for good, everything else is
 * tried again. `at` (epoch milliseconds) is when it came, for a Retry-After that names an instant.
 */
export function outcomeOfPost(result: PostResult, at: number): SendOutcome {
  if ('failed' in result) {
    const answer = boundedAnswer(result.failed);
    return result.offered ? { outcome: 'unsure', answer } : { outcome: 'unreachable', answer };
  }
  const { status, statusText, headers, body } = result;
  const told = boundedAnswer(`${status} ${statusText}`.trim() + (body.trim() === '' ? '' : `: ${body}`));
  if (status >= 200 && status < 300) return { outcome: 'sent', answer: told };
  if (status === 410) return { outcome: 'refused', code: status, answer: told, refuses: 'mailbox' };
  if (status >= 300 && status < 400) {
    const answer = boundedAnswer(
      `${status}: redirects are not followed (to ${String(headers.location ?? 'nowhere')})`,
    );
    return { outcome: 'deferred', code: status, answer };
  }
  const waitMs = status === 429 || status === 503 ? retryAfter(headers['retry-after'], at) : null;
  return { outcome: 'deferred', code: status, answer: told, ...(waitMs === null ? {} : { waitMs }) };
}

/** Seconds or a date (RFC 9110 10.2.3), as milliseconds from `at`, a day at most; null for anything else. */
function retryAfter(value: string | string[] | undefined, at: number): number | null {
  if (typeof value !== 'string') return null;
  const wait = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : new Date(value).getTime() - at;
  if (Number.isNaN(wait) || wait <= 0) return null;
  return Math.min(wait, LONGEST_WAIT_MS);
}
