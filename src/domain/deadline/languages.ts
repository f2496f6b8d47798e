/** The languages that deadlines are read in. A new one is a folder of its own and a row here. */
import { english } from './english/english.ts';
import { german } from './german/german.ts';
import { type Language, type Reader, readerOf } from './grammar/language.ts';

export const LANGUAGES: readonly Language[] = [english, german];

const readers = new Map<string, Reader>();

/** The grammar for a BCP 47 tag; English for none and for a language that nobody has written yet. Made ready once. */
export function readerFor(locale: string | undefined): Reader {
  const code = locale?.slice(0, 2).toLowerCase() ?? 'en';
  const known = readers.get(code);
  if (known !== undefined) return known;
  const language = LANGUAGES.find((one) => one.code === code) ?? english;
  const reader = readers.get(language.code) ?? readerOf(language);
  readers.set(language.code, reader);
  if (LANGUAGES.some((one) => one.code === code)) readers.set(code, reader);
  return reader;
}
