import { describe, expect, it } from 'vitest';
import { civilDate, parseInstant } from '../../../src/domain/civil.ts';
import { resolve } from '../../../src/domain/deadline/resolve.ts';
import type { Example } from '../../../src/domain/deadline/rule.ts';
import { type ListedRule, RULES } from '../../../src/domain/deadline/rules.ts';
import { isoInZone } from '../../../src/domain/shown.ts';

const shown = RULES.flatMap((rule) =>
  rule.examples.map((example): [string, string, ListedRule, Example] => [
    `${rule.language} ${rule.name}`,
    example.text,
    rule,
    example,
  ]),
);

/** A deadline rule may join with the name in it (`by-date`), or give way to it (`date`). */
function answers(rule: ListedRule, name: string): boolean {
  if (rule.makes !== 'deadline') return name === rule.name || name.endsWith(`-${rule.name}`);
  return rule.joins === 'name' ? name.startsWith(`${rule.name}-`) : name === rule.name;
}
const isPiece = (rule: ListedRule): boolean =>
  ['span', 'count', 'clock', 'tail'].includes(rule.makes) ||
  (rule.makes === 'deadline' && rule.joins === 'none');

const read = (rule: ListedRule, { text, said }: Example) =>
  resolve(text, { saidAt: parseInstant(said.at), zone: said.zone, locale: rule.language });

describe('every rule', () => {
  it.each(shown.filter(([, , , example]) => example.not !== true))(
    '%s reads “%s”',
    (_name, text, rule, example) => {
      const { zone } = example.said;
      const resolution = read(rule, example);
      if (!('rule' in resolution)) return expect.fail(`nothing was read in “${text}”`);
      if (!isPiece(rule))
        expect(answers(rule, resolution.rule), `it was read by ${resolution.rule}`).toBe(true);
      expect(resolution.explanation).toContain(`(rule ${resolution.rule}/${resolution.ruleVersion})`);
      if (resolution.outcome === 'window') {
        const { opensAt, closesAt } = resolution.window;
        const local = [opensAt, closesAt].map((instant) => isoInZone(instant, zone).slice(0, 16));
        expect(local).toEqual(example.window);
        expect(resolution.recurrence?.rrule).toBe(example.rrule);
      } else if (resolution.reason === 'vague') {
        expect(civilDate(resolution.reviewAt, zone)).toBe(example.reviewOn);
      } else {
        expect({ anchor: resolution.anchor, offset: resolution.offset }).toEqual(example.event);
      }
    },
  );

  it.each(shown.filter(([, , , example]) => example.not === true))(
    '%s leaves “%s” alone',
    (_name, _text, rule, example) => {
      const resolution = read(rule, example);
      if ('rule' in resolution) expect(answers(rule, resolution.rule), resolution.explanation).toBe(false);
    },
  );

  it.each(RULES.map((rule): [string, ListedRule] => [`${rule.language} ${rule.name}`, rule]))(
    '%s has a name, a meaning and an example',
    (_name, rule) => {
      expect(rule.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(rule.version).toBeGreaterThanOrEqual(1);
      expect(rule.says).not.toBe('');
      expect(rule.phrases.length).toBeGreaterThan(0);
      expect(rule.examples.length).toBeGreaterThan(0);
      for (const { window, reviewOn, event, not } of rule.examples) {
        const results = [window, reviewOn, event, not].filter((result) => result !== undefined);
        expect(results).toHaveLength(1);
      }
    },
  );

  it('has a name of its own in its language', () => {
    const names = RULES.map((rule) => `${rule.language} ${rule.name}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
