/** The rules as data for scripts, and as the page docs/rules.md. */
import { answerWords, byLanguage, type RuleShown } from '../domain/deadline/rulebook.ts';
import { resolutionData } from './resolution.ts';

/** A rule for scripts. */
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
