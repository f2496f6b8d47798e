/**
 * The language of the page that is being made. Views ask for it where they need words, so that what a page says is in
 * one language throughout, whichever pieces it is put together from. A page that is not translated speaks English.
 */
import { createContext, useContext } from 'hono/jsx';
import type { InBoth, Language } from '../../domain/language.ts';

export const Speech = createContext<Language>('en');

export const useLanguage = (): Language => useContext(Speech);

/** The words of an area in the language of the page. */
export const useWords = <Words>(words: InBoth<Words>): Words => words[useContext(Speech)];

/** The phrase for a value that is stored as text; the value itself where there is none. */
export const phrase = (phrases: Readonly<Record<string, string>>, value: string): string =>
  Object.hasOwn(phrases, value) ? (phrases[value] ?? value) : value;
