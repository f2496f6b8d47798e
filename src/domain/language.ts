/** The languages that Duly speaks. What is on record keeps its own words. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The locales by which numbers are written and times are counted. */
export const LOCALES = { en: 'en-US', de: 'de-DE' } as const satisfies Record<Language, string>;

/** The two languages of something; a phrase that one of them lacks does not compile. */
export type InBoth<Words> = Readonly<Record<Language, Words>>;

/**
 * The address of something in this language, for what is kept by its address: English goes without, as all addresses
 * did before there was another.
 */
export const inAddress = (address: string, language: Language = 'en'): string =>
  language === 'en' ? address : `${address}${address.includes('?') ? '&' : '?'}lang=${language}`;

/** As it stands inside a sentence: `Nicht erfüllt` → `nicht erfüllt`. The other words keep their capitals. */
export const uncapital = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
