/**
 * Which route is for whom: one row each. A change without a row is refused; a test takes the routes from the router
 * and asks for a row of each.
 *
 * - `anyone`: no questions asked, because a mail provider unsubscribes (RFC 8058) or reports without cookie, origin or
 *   browser; and what only reads and is public;
 * - `bearer`: whoever holds the link, from a page of ours;
 * - `visitor`: from a page of ours;
 * - a role: whoever is signed in with at least that one, from a page of ours.
 */
import type { Role } from '../domain/roles.ts';

export type Least = 'anyone' | 'bearer' | 'visitor' | Role;

interface Row {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly least: Least;
}

const rows = (method: Row['method'], least: Least, ...paths: RegExp[]): Row[] =>
  paths.map((path) => ({ method, path, least }));

const ROWS: readonly Row[] = [
  ...rows(
    'GET',
    'anyone',
    /^\/$/,
    /^\/board\.csv$/,
    /^\/assets\/[^/]+$/,
    /^\/(healthz|readyz|metrics)$/,
    /^\/subscribe$/,
    /^\/review$/,
  ),
  ...rows(
    'GET',
    'anyone',
    /^\/commitments\/\d+(\/feed)?(\.[a-z]+)?(\/[a-z.]+)?$/,
    /^\/(feed|calendar)(\.[a-z]+)?$/,
    /^\/feeds\/[^/]+$/,
  ),
  ...rows(
    'GET',
    'anyone',
    /^\/evidence\/[^/]+(\/file)?$/,
    /^\/series\/[^/]+$/,
    /^\/(confirm|manage|unsubscribe|calendar)\/[^/]+$/,
  ),
  ...rows('GET', 'anyone', /^\/(parties|sources)(\/(\d+|named))?$/, /^\/tags(\/[^/]+)?$/),
  ...rows('GET', 'anyone', /^\/sign-in(\/(link|first)\/[^/]+)?$/),
  ...rows('GET', 'reader', /^\/account$/),
  ...rows('GET', 'editor', /^\/record$/, /^\/resolve$/, /^\/similar$/, /^\/review\/(\d+|bulk)$/),
  ...rows('GET', 'administrator', /^\/outbox(\/\d+(\/html)?)?$/, /^\/webhooks(\/\d+)?$/, /^\/people$/),
  ...rows('GET', 'editor', /^\/rules(\/diff)?$/),
  ...rows('GET', 'administrator', /^\/(admin|queues|settings|work)$/, /^\/subscribers(\/\d+)?$/),
  ...rows('GET', 'administrator', /^\/audit(\/record)?(\.csv)?$/),
  // Its route asks for a secret first.
  ...rows('POST', 'anyone', /^\/unsubscribe\/[^/]+$/, /^\/hooks\/bounces$/),
  ...rows(
    'POST',
    'bearer',
    /^\/confirm\/[^/]+$/,
    /^\/manage\/[^/]+(\/end)?$/,
    /^\/sign-in\/(link|first)\/[^/]+$/,
  ),
  ...rows(
    'POST',
    'visitor',
    /^\/subscribe$/,
    /^\/sign-in$/,
    /^\/sign-in\/passkey(\/options)?$/,
    /^\/sign-out$/,
  ),
  ...rows(
    'POST',
    'reader',
    /^\/account\/(sessions|keys)(\/(\d+\/)?end)?$/,
    /^\/account\/zone$/,
    /^\/account\/passkeys(\/options|\/\d+\/end)?$/,
  ),
  ...rows('POST', 'editor', /^\/rules\/diff$/),
  ...rows('POST', 'editor', /^\/record$/, /^\/review\/\d+\/[a-z]+$/, /^\/review\/bulk$/, /^\/parties$/),
  ...rows(
    'POST',
    'administrator',
    /^\/outbox\/\d+\/retry$/,
    /^\/webhooks\/\d+\/test$/,
    /^\/work(\/\d+\/file)?$/,
    /^\/subscribers\/(find|\d+\/(suspend|end|erase))$/,
    /^\/people(\/\d+\/(role|sessions|remove|return))?$/,
  ),
];

/** The least that a request needs; null where there is no row. HEAD and OPTIONS ask for what GET does. */
export function leastFor(method: string, path: string): Least | null {
  const asked = ['GET', 'HEAD', 'OPTIONS'].includes(method) ? 'GET' : 'POST';
  return ROWS.find((row) => row.method === asked && row.path.test(path))?.least ?? null;
}
