import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/domain/deadline/rules.ts';
import { duly, setupCli } from './duly.ts';

describe('duly rules', () => {
  it('lists every rule with its version, what it says, and what becomes of its examples', async () => {
    const { code, out, err } = await duly(['rules']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const { name, version, says, examples } of RULES) {
      expect(out).toContain(`${name}/${version}  ${says}\n`);
      for (const { text } of examples) expect(out).toContain(`  “${text}” said `);
    }
  });

  it('shows one rule, by its name with or without the version', async () => {
    const { out } = await duly(['rules', 'next-week']);
    expect(out).toMatch(/^next-week\/\d+ {2}\S/);
    expect(out).toContain(
      '  “next week” said Mon 2 Jun 2025 15:57, Istanbul\n    → Mon 9 Jun 00:00 to Sun 15 Jun 24:00\n',
    );
    expect(out.match(/^[a-z-]+\/\d+ /gm)).toHaveLength(1);
    expect((await duly(['rules', 'next-week/1'])).out).toBe(out);
  });

  it('says of words that a rule leaves alone what they come to instead', async () => {
    const { out } = await duly(['rules']);
    const left = out.match(/^ {4}→ not by this rule: .*$/gm) ?? [];
    expect(left.length).toBeGreaterThan(10);
    expect(left.some((line) => / \(rule [a-z-]+\/\d+\)$/.test(line))).toBe(true);
    expect(left).toContain('    → not by this rule: no deadline in it');
  });

  it('says what is wrong with the numbers to apply in the name of the flag', async () => {
    const { run } = await setupCli();
    const { code, err } = await run(['rules', '--apply', 'x']);
    expect(code).toBe(1);
    expect(err).toContain('--apply must be a number such as 12');
  });

  it('shows the two rules that a joined name speaks of', async () => {
    const { out } = await duly(['rules', 'by-date/2']);
    expect(out.match(/^[a-z-]+(?=\/\d+ {2})/gm)).toEqual(['by', 'date']);
  });

  it('gives scripts the same answers as resolve --jsonl', async () => {
    const { code, out } = await duly(['rules', 'next-week', '--json']);
    expect(code).toBe(0);
    const [rule] = JSON.parse(out) as { name: string; examples: Record<string, unknown>[] }[];
    expect(rule?.name).toBe('next-week');
    const { text, saidAt, zone, answer } = rule?.examples[0] ?? {};
    const stdin = `${JSON.stringify({ text, saidAt, zone })}\n`;
    const line = await duly(['resolve', '--jsonl'], { stdin });
    expect(JSON.parse(line.out)).toEqual(answer);
  });

  it('refuses a name that is none', async () => {
    const { code, err } = await duly(['rules', 'no-such-rule']);
    expect(code).toBe(1);
    expect(err).toContain('There is no rule “no-such-rule”');
  });
});
