/** Somebody looked for evidence and found none, in words. Pure. */
import type { InBoth, Language } from './language.ts';
import { formatInstant } from './shown.ts';

export interface Looked {
  /** Epoch milliseconds. */
  readonly lookedAt: number;
  readonly by: string;
  /** Where was looked. */
  readonly in: string;
}

type LookWords = (day: string, by: string, where: string) => string;
const LAST: InBoth<LookWords> = {
  en: (day, by, where) => `Last looked on ${day}, by ${by}, in ${where}: no evidence found`,
  de: (day, by, where) => `Zuletzt nachgesehen am ${day}: ${by} hat in „${where}“ keinen Beleg gefunden`,
};
const EARLIER: InBoth<LookWords> = {
  en: (day, by, where) => `Looked on ${day}, by ${by}, in ${where}: no evidence found`,
  de: (day, by, where) => `Nachgesehen am ${day}: ${by} hat in „${where}“ keinen Beleg gefunden`,
};

/**
 * `Last looked on Fri 20 Jun 2025, by Ann, in TASS: no evidence found`; the day as it was in `zone`. With `earlier`, it
 * was not the last look.
 */
export function describeLook(
  { lookedAt, by, in: where }: Looked,
  zone: string,
  { earlier = false, language = 'en' }: { earlier?: boolean; language?: Language } = {},
): string {
  const day = formatInstant(lookedAt, zone, { time: false, language });
  return (earlier ? EARLIER : LAST)[language](day, by, where);
}
