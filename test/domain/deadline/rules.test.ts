import { describe, expect, it } from 'vitest';
import { civilDate, isoInZone, parseInstant } from '../../../src/domain/civil.ts';
import { resolve } from '../../../src/domain/deadline/resolve.ts';
import type { Example, Rule } from '../../../src/domain/deadline/rule.ts';
import { RULES } from '../../../src/domain/deadline/rules.ts';

const rows = RULES.flatMap((rule) => rule.examples.map((example): [Rule, Example] => [rule, example]));
const shown = rows.map(([rule, example]): [string, string, Rule, Example] => [
  rule.name,
  example.text,
  rule,
  example,
]);

describe('every rule', () => {
  it.each(shown.filter(([, , , example]) => example.not !== true))(
    '%s reads “%s”',
    (name, text, rule, example) => {
      const { zone } = example.said;
      const resolution = resolve(text, { saidAt: parseInstant(example.said.at), zone });
      expect(resolution).toMatchObject({ rule: name, ruleVersion: rule.version });
      expect(resolution.explanation).toContain(`(rule ${name}/${rule.version})`);
      if (resolution.outcome === 'window') {
        const { opensAt, closesAt } = resolution.window;
        const local = [opensAt, closesAt].map((instant) => isoInZone(instant, zone).slice(0, 16));
        expect(local).toEqual(example.window);
      } else if (resolution.reason === 'vague') {
        expect(civilDate(resolution.reviewAt, zone)).toBe(example.reviewOn);
      } else if (resolution.reason === 'event') {
        expect({ anchor: resolution.anchor, offset: resolution.offset }).toEqual(example.event);
      } else {
        expect.fail(`nothing was read in “${text}”`);
      }
    },
  );

  it.each(shown.filter(([, , , example]) => example.not === true))(
    '%s leaves “%s” alone',
    (name, text, _rule, example) => {
      const resolution = resolve(text, { saidAt: parseInstant(example.said.at), zone: example.said.zone });
      expect('rule' in resolution ? resolution.rule : undefined).not.toBe(name);
    },
  );

  it.each(RULES.map((rule): [string, Rule] => [rule.name, rule]))(
    '%s has a name, a meaning and an example',
    (_name, rule) => {
      expect(rule.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(rule.version).toBeGreaterThanOrEqual(1);
      expect(rule.says).not.toBe('');
      expect(rule.starts.length).toBeGreaterThan(0);
      const positive = rule.examples.filter((example) => example.not !== true);
      expect(positive.length).toBeGreaterThan(0);
      for (const { window, reviewOn, event } of positive) {
        expect([window, reviewOn, event].filter((result) => result !== undefined)).toHaveLength(1);
      }
    },
  );

  it('has a name of its own', () => {
    expect(new Set(RULES.map((rule) => rule.name)).size).toBe(RULES.length);
  });
});
