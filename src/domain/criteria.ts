/**
 * A hint, never a refusal, that words about fulfilment may not be decidable: they have a verb that anybody can claim
 * to have done, or nothing in them that could be counted or looked up.
 */
import type { InBoth, Language } from './language.ts';
import type { Support } from './record.ts';
import { WORDING } from './wording.ts';

const VAGUE =
  /\b(strive|endeavou?r|consider|support|improve|promote|encourage|seek to|aim to|explore|foster|strengthen|enhance|work towards?|take steps|bestreben|bemühen|anstreben|prüfen|unterstützen|verbessern|fördern|stärken)(s|d|ed|es|ing|t)?\b/iu;
/** A number, or a name in the middle of a sentence: something that can be counted or looked up. */
const CHECKABLE = /\d|(?<=[\p{Ll},] )\p{Lu}\p{L}+/u;
const EVENT =
  /\b(signed|published|adopted|released|delivered|handed over|returned|met|held|opened|closed|paid|withdrawn|exchanged|unterzeichnet|veröffentlicht|übergeben|bezahlt|ausgetauscht)\b/iu;

const SWITCHED: InBoth<(now: string, before: string) => string> = {
  en: (now, before) => `After the deadline it was changed which amounts decide: ${now} instead of ${before}.`,
  de: (now, before) =>
    `Nach dem Ende der Frist wurde geändert, welche Mengen maßgeblich sind: „${now}“ statt „${before}“.`,
};

/** That another tally decides than before, written when the outcome may have been known; null when that is not so. */
export function describeSwitch(
  version: {
    readonly decides: Support;
    readonly decidedBefore: Support | null;
    readonly afterDeadline: boolean;
  },
  language: Language = 'en',
): string | null {
  const { decides, decidedBefore, afterDeadline } = version;
  if (decidedBefore === null || !afterDeadline) return null;
  const { tallies } = WORDING[language];
  return SWITCHED[language](tallies[decides], tallies[decidedBefore]);
}

/** What makes `text` hard to decide, as a sentence; null when nothing strikes. */
export function vagueness(text: string): string | null {
  const vague = VAGUE.exec(text)?.[0];
  if (vague !== undefined)
    return `“${vague}” can be said of almost anything: which event, number or document would show it?`;
  if (CHECKABLE.test(text) || EVENT.test(text)) return null;
  return 'There is no number, name or event in it that could be looked up: what would show it?';
}
