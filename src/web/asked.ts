/** What an address asks for: each parameter once, and by its right name. */
import type { MiddlewareHandler } from 'hono';
import { etag } from 'hono/etag';
import { DulyError } from '../domain/errors.ts';
import type { Ask, WebEnv } from './env.ts';
import { VARY } from './headers.ts';

const refuse = (field: string, what: string): DulyError => new DulyError('invalid', what, { field });

/**
 * The parameters `names`. Throws `DulyError('invalid')` for one that is given twice, since of two the one that is not used
 * would be lost without a word, and for one that differs in its letters' case only: `asof` would show the present to
 * whoever takes it for the past. Others are left alone, as links get parameters that are not ours, unless `only` these
 * may be asked for: a program that writes `tga` would work with all there is.
 */
export function askedOf<Name extends string>(
  c: Ask,
  names: readonly Name[],
  { only = false }: { only?: boolean } = {},
): Partial<Record<Name, string>> {
  const asked: Partial<Record<Name, string>> = {};
  for (const [given, [value, ...more]] of Object.entries(c.req.queries())) {
    const name = names.find((one) => one === given);
    const meant = names.find((one) => one.toLowerCase() === given.toLowerCase());
    if (name === undefined && meant !== undefined)
      throw refuse(meant, `There is no parameter ${given.slice(0, 40)}: it is written ${meant}.`);
    if (name === undefined && only)
      throw refuse(
        given,
        `There is no parameter “${given.slice(0, 40)}” here. There are: ${names.join(', ')}.`,
      );
    if (name === undefined) continue;
    if (more.length > 0) throw refuse(name, `${name} is given twice.`);
    if (value !== undefined) asked[name] = value;
  }
  return asked;
}

/** With these an address asks for the past. */
export const PAST = ['asOf', 'on', 'zone'] as const;

const same = etag();

/**
 * Whoever has the same page of the past already is told so; a page of the present changes by itself. An address that
 * chooses a language or a zone is answered in full: 304 carries no cookie, so the choice would not be remembered.
 */
export const samePast: MiddlewareHandler<WebEnv> = (c, next) => {
  const { asOf, on, lang, tz } = c.req.query();
  if ((!asOf && !on) || lang !== undefined || tz !== undefined) return next();
  // Said here, since it has to stand on the 304 as well, which has no type.
  c.header('Vary', VARY);
  return same(c, next);
};
