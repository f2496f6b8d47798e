/** In which language a reader is spoken to: chosen on the page and kept in a cookie, else what the browser asks for. */
import { getCookie, setCookie } from 'hono/cookie';
import { DulyError } from '../domain/errors.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import type { Context } from '../service/context.ts';
import type { Ask } from './env.ts';

const NAME = 'lang';
const YEAR_S = 31_536_000;

const known = (text: string | undefined): Language | undefined => LANGUAGES.find((one) => one === text);

/**
 * The language that an `Accept-Language` wants most of those there are; of two wanted alike the first one named.
 * English where none is wanted. A region says nothing: `de-AT` is German.
 */
export function wantedLanguage(header: string | undefined): Language {
  let [wanted, most]: [Language, number] = ['en', 0];
  for (const range of (header ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const language = known(tag.split('-')[0]);
    const weight = parameters.find((one) => one.startsWith('q='))?.slice(2);
    const quality = weight === undefined ? 1 : Number(weight);
    if (language !== undefined && quality > most && quality <= 1) [wanted, most] = [language, quality];
  }
  return wanted;
}

/** The language asked for in the address; else the one chosen before, else what the browser wants. */
export const readerLanguage = (c: Ask): Language =>
  known(c.req.query(NAME)) ?? known(getCookie(c, NAME)) ?? wantedLanguage(c.req.header('accept-language'));

/** Remembers the language that the address asks for. Only with a page: what anybody may keep must bring nobody a cookie. */
export function rememberLanguage(c: Ask, secure: boolean): void {
  const asked = known(c.req.query(NAME));
  if (asked !== undefined)
    setCookie(c, NAME, asked, { path: '/', httpOnly: true, secure, sameSite: 'Lax', maxAge: YEAR_S });
}

/** The address of the same page in another language: everything else that it asks for stays. */
export function inLanguage(c: Ask, language: Language): string {
  const query = new URL(c.req.url).searchParams;
  query.set(NAME, language);
  return `?${query}`;
}

/**
 * On behalf of a program, which keeps what it fetches by its address: in the language that the address names, else in
 * English, whatever the cookie or `Accept-Language` says. Throws `DulyError('invalid')` for a language that is none.
 */
export function fetching(ctx: Context, c: Ask): Context {
  const asked = c.req.query(NAME);
  const language = known(asked);
  if (asked !== undefined && language === undefined)
    throw new DulyError('invalid', `lang is one of ${LANGUAGES.join(' and ')}, not “${asked}”.`, {
      field: NAME,
    });
  return { ...ctx, language: language ?? 'en' };
}

/** What is read with it is put into words in the language of whoever asks. */
export const speaking = (ctx: Context, c: Ask): Context => ({ ...ctx, language: c.get('language') });
