import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import type { Sender } from './message.ts';

const MAX_ADDRESS = 254; // RFC 5321 4.5.3.1.3, without the angle brackets
const MAX_LOCAL_PART = 64;
const plainAddress = z.email();

/**
 * A mail address as typed by somebody, checked and normalized (the domain in lower case; the local part is
 * left as it is, because only its server may say what it means). Only plain `local@domain` passes: whatever
 * a mail header or an SMTP command could read as something else (line breaks, commas, spaces, quotes,
 * display names) is refused, so one address can never become two recipients.
 *
 * @throws DulyError `invalid`, field `address`
 */
export function parseAddress(text: string): string {
  if (text === '') throw refusal('Please give an e-mail address, for example reader@example.org.');
  if (text.length > MAX_ADDRESS) {
    throw refusal(`An e-mail address has at most ${MAX_ADDRESS} characters; this one has ${text.length}.`);
  }
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) {
    throw refusal('The e-mail address contains a line break or a control character.');
  }
  if (/\s/.test(text)) throw refusal('The e-mail address contains a space.');
  if (/[,;]/.test(text)) throw refusal('Please give one e-mail address, not a list.');
  if (/[<>()[\]"\\]/.test(text)) {
    throw refusal('Please give the bare e-mail address, without a name, quotes or brackets.');
  }
  const at = text.lastIndexOf('@');
  if (at > MAX_LOCAL_PART || !plainAddress.safeParse(text).success) {
    throw refusal('This is not an e-mail address; it should look like reader@example.org.');
  }
  return `${text.slice(0, at)}@${text.slice(at + 1).toLowerCase()}`;
}

/**
 * The key under which mails to one mailbox are counted: lower case, without the plus-tag and the dots that
 * many providers ignore, so that spelling an address differently does not buy more confirmation mails.
 * Never an address to send to. Takes a parsed address.
 */
export function capKey(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at).toLowerCase();
  const untagged = local.includes('+') ? local.slice(0, local.indexOf('+')) : local;
  return `${untagged.replaceAll('.', '')}@${address.slice(at + 1).toLowerCase()}`;
}

/**
 * Reads `Name <address>` or a bare address, as `MAIL_FROM` gives it; a bare address is sent under
 * `fallbackName`.
 *
 * @throws DulyError `invalid`, field `address`
 */
export function parseSender(text: string, fallbackName: string): Sender {
  const named = /^([^<>"\p{Cc}]*)<([^<>]*)>$/u.exec(text.trim());
  if (named === null) return { name: fallbackName, address: parseAddress(text.trim()) };
  return { name: named[1]?.trim() || fallbackName, address: parseAddress(named[2] ?? '') };
}

function refusal(message: string): DulyError {
  return new DulyError('invalid', message, { field: 'address' });
}
