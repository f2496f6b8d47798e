/**
 * The rules of the resolver as a text for people, from the rules themselves: each with its name, version, what it
 * says, and its examples with what the resolver makes of them now.
 */
import { parseInstant } from '../civil.ts';
import { DulyError } from '../errors.ts';
import { formatInstant, shortZone } from '../shown.ts';
import { resolve } from './resolve.ts';
import { RULES } from './rules.ts';
import type { Resolution } from './types.ts';

/** A rule, with the language that it reads. */
export type Rule = (typeof RULES)[number];
type Example = Rule['examples'][number];

/** An example with the answer of the resolver. */
interface Answered {
  readonly text: string;
  readonly said: Example['said'];
  /** The rule leaves these words alone. */
  readonly not: boolean;
  readonly answer: Resolution;
}

export interface RuleShown {
  /** BCP 47 tag. */
  readonly language: string;
  readonly name: string;
  readonly version: number;
  readonly says: string;
  readonly examples: readonly Answered[];
}

/** The rule with its examples answered. */
export const shownRule = ({ language, name, version, says, examples }: Rule): RuleShown => ({
  language,
  name,
  version,
  says,
  examples: examples.map(({ text, said, not }: Example) => ({
    text,
    said,
    not: not === true,
    answer: resolve(text, { saidAt: parseInstant(said.at), zone: said.zone, locale: language }),
  })),
});

/** The rules by language, each language by its name, in the order in which they come. */
export function byLanguage(rules: readonly RuleShown[]): (readonly [string, readonly RuleShown[]])[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const languages = [...new Set(rules.map(({ language }) => language))];
  return languages.map((language) => [
    names.of(language) ?? language,
    rules.filter((rule) => rule.language === language),
  ]);
}

/** What an example comes to, in the words of its explanation; of words that the rule leaves alone, by which rule. */
export function answerWords({ not, answer }: Answered): string {
  const [, meaning = answer.explanation, rule = ''] =
    /^.* → (.*?)( \(rule [^()]*\))?$/.exec(answer.explanation) ?? [];
  return not ? `not by this rule: ${meaning}${rule}` : meaning;
}

/** When and where the words of an example were said: `said Mon 2 Jun 2025 15:57, Istanbul`. */
export const saidWords = ({ said: { at, zone } }: Answered): string =>
  `said ${formatInstant(parseInstant(at), zone)}, ${shortZone(zone)}`;

/** The two rules that a name such as `by-date` joins. */
function joinedIn(name: string): readonly Rule[] {
  const leads = RULES.filter((lead) => name.startsWith(`${lead.name}-`));
  for (const lead of leads) {
    const named = RULES.find(
      (rule) => rule.language === lead.language && rule.name === name.slice(lead.name.length + 1),
    );
    if (named !== undefined) return [lead, named];
  }
  return [];
}

/**
 * The rule of that name, with or without its version, or the two that it joins; otherwise those whose names have it
 * in them; all without one. Throws `not_found`.
 */
export function rulesNamed(name: string | undefined): readonly Rule[] {
  if (name === undefined) return RULES;
  const [bare = ''] = name.split('/');
  const exact = RULES.filter((rule) => rule.name === bare);
  if (exact.length > 0) return exact;
  const joined = joinedIn(bare);
  if (joined.length > 0) return joined;
  const near = RULES.filter((rule) => rule.name.includes(bare));
  if (near.length > 0) return near;
  throw new DulyError('not_found', `There is no rule “${name}”: the list has them all.`, {
    field: 'name',
  });
}
