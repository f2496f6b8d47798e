/** Which languages words are read in, and whether a BCP 47 tag names one of them. */
import { DulyError } from '../errors.ts';
import { LANGUAGES } from './languages.ts';

/** The languages that are read, for people: `English (en) and German (de)`. */
export function languagesRead(): string {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  return LANGUAGES.map(({ code }) => `${names.of(code) ?? code} (${code})`).join(' and ');
}

/** The language of a tag, in lower case; null when it is no BCP 47 tag. */
function languageOf(locale: string): string | null {
  try {
    return new Intl.Locale(locale).language;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether words in the language of this tag are read by a grammar of their own. */
export const isRead = (locale: string): boolean => LANGUAGES.some(({ code }) => code === languageOf(locale));

/** The tag, when its language is read. Throws `DulyError('invalid')` that lists the languages that are. */
export function assertRead(locale: string, field: string): string {
  if (isRead(locale)) return locale;
  const what =
    languageOf(locale) === null ? 'is no language tag such as en-GB' : 'names a language that is not read';
  throw new DulyError('invalid', `“${locale.slice(0, 40)}” ${what}: those read are ${languagesRead()}.`, {
    field,
  });
}
