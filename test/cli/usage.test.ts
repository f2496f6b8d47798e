import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { duly } from './duly.ts';

describe('the help', () => {
  it('lists every command with what it is for', async () => {
    const { code, out, err } = await duly(['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const { name, summary } of COMMANDS) {
      expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
      expect(summary.length).toBeLessThan(100);
    }
  });

  it.each(COMMANDS.map(({ name }) => name))(
    'of %s has examples, its flags and the exit codes',
    async (name) => {
      const command = COMMANDS.find((one) => one.name === name);
      const { code, out, err } = await duly([name, '--help']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain(`Usage: duly ${name}`);
      expect(out).toContain('--json');
      expect(out).toContain('Exit codes:');
      expect(command?.examples.length).toBeGreaterThan(0);
      for (const example of command?.examples ?? []) {
        expect(out).toContain(`  ${example}`);
        expect(example).toContain('duly');
      }
      for (const flag of command?.flags ?? []) {
        // Every flag says what it is for.
        expect(flag.about, flag.name).not.toBe('');
      }
      expect(await duly(['help', name])).toMatchObject({ code: 0, out });
    },
  );

  it('says the version', async () => {
    expect((await duly(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a wrong command line', () => {
  it.each([
    ['nothing at all', [], 'say which command'],
    ['a command that is none', ['lst'], '(Did you mean list?)'],
    ['a flag that is none', ['list', '--stauts', 'due'], '(Did you mean --status?)'],
    ['a flag without its value', ['list', '--tag'], 'argument missing'],
    // A shell variable that was not set would show the present instead of the past.
    ['a flag with an empty value', ['list', '--as-of', ' '], 'It is empty'],
    ['a flag twice', ['list', '--as-of', '2025-06-01', '--as-of', '2025-06-02'], 'It is given twice'],
    ['an argument that is missing', ['show'], "missing required argument 'id'"],
    ['words that are missing', ['resolve', '--zone', 'UTC'], 'say which words'],
    ['terminal codes', ['\u001b[31mred'], 'unknown command'],
  ])('with %s exits with 2 and opens nothing', async (_, argv, message) => {
    const people = await duly(argv, { env: { DATABASE_URL: 'nonsense' } });
    expect(people).toMatchObject({ code: 2, out: '' });
    expect(people.err).toContain(message);
    expect(people.err).not.toContain('\u001b');
    expect(people.err).toContain('duly help');
  });

  it('is one JSON object with --json', async () => {
    const { code, out, err } = await duly(['lst', '--json']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(JSON.parse(err)).toEqual({
      error: { code: 'usage', message: expect.stringContaining('Did you mean list?'), field: null },
    });
  });
});
