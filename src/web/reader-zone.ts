/**
 * In which zone a reader wants times shown beside those of the place: chosen on the page and kept in a cookie, or at
 * `/account` for whoever signs in, on every machine of theirs.
 */
import { getCookie, setCookie } from 'hono/cookie';
import { isZone } from '../domain/civil.ts';
import type { Ask } from './env.ts';

const NAME = 'tz';
const YEAR_S = 31_536_000;

/** The zone that somebody signed in has chosen for themself; null: none, or they are not. */
export const ownZone = (c: Ask): string | null => {
  const zone = c.get('viewer')?.zone ?? null;
  // Kept when it was a zone; another release of the zones may not know it.
  return zone !== null && isZone(zone) ? zone : null;
};

/** Forgets what was chosen in this browser. */
export function forgetZone(c: Ask, secure: boolean): void {
  setCookie(c, NAME, '', { path: '/', httpOnly: true, secure, sameSite: 'Lax', maxAge: 0 });
}

/**
 * The zone asked for in the address, else the one chosen before in this browser, else that of the account; null: only
 * the place's. A choice in the address is remembered; an empty one forgets. It says nothing about whoever asks but
 * where the sun stands.
 */
export function readerZone(c: Ask, secure: boolean): string | null {
  const asked = c.req.query(NAME);
  if (asked === undefined) {
    const kept = getCookie(c, NAME);
    return kept !== undefined && isZone(kept) ? kept : ownZone(c);
  }
  if (!isZone(asked)) {
    forgetZone(c, secure);
    return ownZone(c);
  }
  setCookie(c, NAME, asked, { path: '/', httpOnly: true, secure, sameSite: 'Lax', maxAge: YEAR_S });
  return asked;
}
