import { RULES } from '../../domain/deadline/rules.ts';
import { DulyError } from '../../domain/errors.ts';
import { answer, type Command } from '../command.ts';
import { BY } from '../flags.ts';
import {
  answerWords,
  byLanguage,
  type Rule,
  type RuleShown,
  ruleData,
  rulesMarkdown,
  saidWords,
  shownRule,
} from '../rulebook.ts';
import type { Paint } from '../terminal.ts';

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
function rulesNamed(name: string | undefined): readonly Rule[] {
  if (name === undefined) return RULES;
  const [bare = ''] = name.split('/');
  const exact = RULES.filter((rule) => rule.name === bare);
  if (exact.length > 0) return exact;
  const joined = joinedIn(bare);
  if (joined.length > 0) return joined;
  const near = RULES.filter((rule) => rule.name.includes(bare));
  if (near.length > 0) return near;
  throw new DulyError('not_found', `There is no rule “${name}”: \`duly rules\` lists them.`, {
    field: 'name',
  });
}

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
