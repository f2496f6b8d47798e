/** Numbers for people, in either language: the one place where they get their dots and commas. Pure. */
import { type InBoth, type Language, LOCALES } from './language.ts';

/** Formatters are slow to make and quick to use. */
const QUANTITIES: InBoth<Intl.NumberFormat> = {
  en: new Intl.NumberFormat(LOCALES.en, { maximumFractionDigits: 6 }),
  de: new Intl.NumberFormat(LOCALES.de, { maximumFractionDigits: 6 }),
};

/** A quantity: `6,000` and `2.5`; in German `6.000` and `2,5`. */
export const formatQuantity = (value: number, language: Language = 'en'): string =>
  QUANTITIES[language].format(value);

/** A share from 0 to 1 in whole per cent: `54 %`. Both languages write it so. */
export const formatPercent = (share: number): string => `${Math.round(share * 100)} %`;
