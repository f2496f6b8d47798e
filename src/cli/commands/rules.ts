import {
  answerWords,
  byLanguage,
  type RuleShown,
  rulesNamed,
  saidWords,
  shownRule,
} from '../../domain/deadline/rulebook.ts';
import { answer, type Command } from '../command.ts';
import { BY } from '../flags.ts';
import { ruleData, rulesMarkdown } from '../rulebook.ts';
import type { Paint } from '../terminal.ts';

/** A rule over few lines, so that a narrow terminal breaks none of them badly. */
function ruleText({ name, version, says, examples }: RuleShown, paint: Paint): string {
  const rows = examples.map((one) => {
    const meaning = answerWords(one);
    return `  “${one.text}” ${paint.dim(saidWords(one))}\n    → ${one.not ? paint.dim(meaning) : meaning}`;
  });
  return [`${paint.bold(`${name}/${version}`)}  ${says}`, ...rows].join('\n');
}

function rulesText(rules: readonly RuleShown[], paint: Paint): string {
  const groups = byLanguage(rules);
  return groups
    .flatMap(([language, its]) => [
      ...(groups.length > 1 ? [paint.bold(language.toUpperCase())] : []),
      ...its.map((rule) => ruleText(rule, paint)),
    ])
    .join('\n\n');
}

export const rulesCommand: Command = {
  name: 'rules',
  summary: 'List the rules that read deadlines, with examples and what becomes of them',
  args: [{ name: '[name]', about: 'Name of a rule as in an explanation, or a part of it' }],
  flags: [
    { name: 'diff', about: 'List the dates on record that these rules would move; changes nothing' },
    {
      name: 'apply',
      field: 'ids',
      value: 'ID',
      repeat: true,
      about: 'Move the dates of these commitments as the list of --diff says',
    },
    BY,
    { name: 'markdown', about: 'Print the page docs/rules.md' },
  ],
  examples: ['duly rules', 'duly rules next-week', 'duly rules --diff', 'duly rules --apply 12,14'],
  async run(call) {
    const { apply, diff } = call.flags;
    if (typeof apply === 'string' || diff === true) {
      // Only these two need a database: the list of rules starts without loading one.
      const { applyDiff, showDiff } = await import('./rules-diff.ts');
      return typeof apply === 'string' ? applyDiff(call, apply) : showDiff(call);
    }
    const shown = rulesNamed(call.args[0]).map(shownRule);
    if (call.flags.markdown === true) {
      call.io.stdout.write(rulesMarkdown(shown));
      return 0;
    }
    return answer(shown, rulesText, { data: shown.map(ruleData) });
  },
};
