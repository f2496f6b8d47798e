/** Progress in words where a target holds for each side and some of them are settled already. Pure. */
import type { Assessment } from './assess.ts';
import type { Language } from './language.ts';
import type { Target } from './record.ts';
import { describeEach, describeProgress, describeTarget } from './words.ts';

/**
 * Progress towards a target, as `describeProgress`, but side by side as soon as one of them is settled: `Russia met,
 * Ukraine 640 of 1,000 (at least 1,000 prisoners from each side)`.
 */
export function describeStanding(
  assessment: Pick<Assessment, 'progress' | 'sides'>,
  target: Target | null,
  committers: readonly number[],
  names: ReadonlyMap<number, string>,
  language: Language = 'en',
): ReturnType<typeof describeProgress> {
  const progress = describeProgress(assessment, target, committers, names, language);
  if (progress === null || target === null) return progress;
  const known = assessment.sides.every(({ partyId }) => names.has(partyId));
  if (!known || assessment.sides.every(({ outcome }) => outcome === null)) return progress;
  const each = describeEach(assessment, target, names, language);
  return each === null ? progress : { ...progress, text: `${each} (${describeTarget(target, language)})` };
}
