/**
 * The rules of the resolver as a text for people, from the rules themselves: each with its name, version, what it
 * says, and its examples with what the resolver makes of them now.
 */
import { parseInstant } from '../domain/civil.ts';
import { resolve } from '../domain/deadline/resolve.ts';
import type { RULES } from '../domain/deadline/rules.ts';
import type { Resolution } from '../domain/deadline/types.ts';
import { formatInstant, shortZone } from '../domain/shown.ts';
import { resolutionData } from './resolution.ts';

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

/** The same for scripts. */
export const ruleData = ({ examples, ...rule }: RuleShown) => ({
  ...rule,
  examples: examples.map(({ text, said, not, answer }) => ({
    text,
    saidAt: said.at,
    zone: said.zone,
    ...(not ? { not } : {}),
    answer: resolutionData(answer, said.zone),
  })),
});

/** What an example comes to, in the words of its explanation; of words that the rule leaves alone, by which rule. */
export function answerWords({ not, answer }: Answered): string {
  const [, meaning = answer.explanation, rule = ''] =
    /^.* → (.*?)( \(rule [^()]*\))?$/.exec(answer.explanation) ?? [];
  return not ? `not by this rule: ${meaning}${rule}` : meaning;
}

/** When and where the words of an example were said: `said Mon 2 Jun 2025 15:57, Istanbul`. */
export const saidWords = ({ said: { at, zone } }: Answered): string =>
  `said ${formatInstant(parseInstant(at), zone)}, ${shortZone(zone)}`;

const HEAD = `# The rules

What Duly makes of the words of a deadline. Every row is an example of a rule, and a test: \`duly rules\` shows the
same list, \`duly resolve\` answers any other words. An explanation that names \`by-date\` speaks of two: \`by\`, which
says how a date bounds the time, and \`date\`, which reads it. [deadlines.md](deadlines.md) has the convention behind
them all.

This page is made by \`node bin/duly.mjs rules --markdown > docs/rules.md\`; it is not edited by hand.`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');

function section({ name, version, says, examples }: RuleShown): string {
  const rows = examples.map((one) => {
    const when = `${one.said.at}, ${one.said.zone}`;
    return `| ${cell(one.text)} | ${when} | ${cell(answerWords(one))} |`;
  });
  const head = ['| words | said | meaning |', '|---|---|---|'];
  return [`### ${name}/${version}`, '', says, '', ...head, ...rows].join('\n');
}

/** The page docs/rules.md. */
export function rulesMarkdown(rules: readonly RuleShown[]): string {
  const parts = byLanguage(rules).flatMap(([language, its]) => [`## ${language}`, ...its.map(section)]);
  return `${[HEAD, ...parts].join('\n\n')}\n`;
}
