/**
 * Reads what a mail server or a provider sends back: delivery reports (RFC 3464, also with RFC 6533 bodies) and
 * complaints (RFC 5965). What is neither, such as an out-of-office answer, is not a report.
 */

import type { FeedbackKind } from '../domain/delivery-state.ts';
import { failureKind, statusIn } from '../domain/report-kind.ts';
import { boundedAnswer } from '../domain/send-outcome.ts';
import { type Fields, fieldGroups, outerParts, splitHead } from './mime-parts.ts';

export interface Report {
  readonly kind: FeedbackKind;
  readonly status: string | null;
  /** The server's words: one line, at most 500 characters. */
  readonly diagnostic: string;
  /** Whom the report says it is about; not to be trusted. */
  readonly recipient: string | null;
}

export interface ReportMail {
  /** Null: not a report, and `why` says what it is instead. */
  readonly report: Report | null;
  readonly why: string;
  /** Where it was sent to, and where its original said it came from: one of them may be an address of ours. */
  readonly addresses: readonly string[];
  /** The Message-ID of the original as the report quotes it. */
  readonly originalId: string | null;
}

/** Reports of more bytes are cut: what matters comes first, the original last. */
export const MOST_READ = 1_000_000;

/** `rfc822; reader@example.org` without its type. */
const untyped = (value: string | undefined): string | null =>
  value === undefined
    ? null
    : value
        .replace(/^[\w-]{1,40}\s*;\s*/, '')
        .replace(/^<(.*)>$/, '$1')
        .trim();

const ADDRESS = /[^\s<>,;:"]{1,200}@[^\s<>,;:"]{1,200}/g;
const addressesIn = (fields: Fields, names: readonly string[]): string[] =>
  names.flatMap((name) => (fields.get(name) ?? '').match(ADDRESS)?.slice(0, 10) ?? []);

function deliveryReport(body: string): Report | string {
  const [, ...recipients] = fieldGroups(body);
  // Some servers leave out the empty line between the message's fields and the recipient's.
  const groups = recipients.length > 0 ? recipients : fieldGroups(body);
  const order = ['failed', 'delayed'];
  const actionOf = (fields: Fields): string =>
    (fields.get('action') ?? '').trim().toLowerCase().split(/\s/)[0] ?? '';
  const action = order.find((one) => groups.some((fields) => actionOf(fields) === one));
  const fields = groups.find((one) => actionOf(one) === action);
  if (action === undefined || fields === undefined) return 'a report of something that went well';
  const diagnostic = boundedAnswer(untyped(fields.get('diagnostic-code')) ?? '');
  const status = statusIn(fields.get('status') ?? null, diagnostic);
  const recipient = untyped(fields.get('final-recipient') ?? fields.get('original-recipient'));
  return { kind: action === 'delayed' ? 'delay' : failureKind(status), status, diagnostic, recipient };
}

/** Only what says that the reader objects is a complaint; `not-spam` and the like are not. */
const COMPLAINTS = ['abuse', 'fraud', 'virus', 'other', 'opt-out', 'opt-out-list'];

function complaint(body: string): Report | string {
  const { fields } = splitHead(body);
  const type = (fields.get('feedback-type') ?? '').toLowerCase().trim();
  if (!COMPLAINTS.includes(type))
    return `feedback that is no complaint (${type.slice(0, 40) || 'of no type'})`;
  const agent = fields.get('user-agent');
  const diagnostic = boundedAnswer(`${type}${agent === undefined ? '' : `, reported by ${agent}`}`);
  const recipient = untyped(fields.get('original-rcpt-to') ?? fields.get('removal-recipient'));
  return { kind: 'complaint', status: null, diagnostic, recipient };
}

/** Reads one mail. Never throws for what is in it. */
export function readReport(raw: Buffer): ReportMail {
  const { fields, type, parts } = outerParts(raw.subarray(0, MOST_READ).toString('latin1'));
  const machine = parts.find((part) => /^message\/(global-)?delivery-status$/.test(part.type));
  const feedback = parts.find((part) => part.type === 'message/feedback-report');
  const original = parts.find((part) =>
    /^(message\/(rfc822|global)(-headers)?|text\/rfc822-headers)$/.test(part.type),
  );
  const quoted: Fields = original === undefined ? new Map() : splitHead(original.body).fields;
  const said = feedback === undefined ? quoted : splitHead(feedback.body).fields;
  const addresses = [
    ...addressesIn(fields, ['x-original-to', 'delivered-to', 'to']),
    ...addressesIn(said, ['original-mail-from']),
    ...addressesIn(quoted, ['return-path']),
  ];
  const originalId = /<[^<>\s]{1,400}>/.exec(quoted.get('message-id') ?? '')?.[0] ?? null;
  const read =
    machine !== undefined
      ? deliveryReport(machine.body)
      : feedback !== undefined
        ? complaint(feedback.body)
        : null;
  if (read !== null && typeof read !== 'string') return { report: read, why: '', addresses, originalId };
  const auto = (fields.get('auto-submitted') ?? 'no').trim().toLowerCase() !== 'no';
  const why = read ?? (auto ? 'an automatic answer' : `no report (${type.slice(0, 60)})`);
  return { report: null, why, addresses, originalId };
}
