import { describe, expect, it } from 'vitest';
import { type Module, readModule, readModules } from './modules.ts';
import { type Breach, type Rule, rules } from './rules.ts';

const house = readModules(['src', 'jobs', 'bin', 'bench', 'test']);

function worldOf(files: Readonly<Record<string, string>>): Module[] {
  return Object.entries(files).map(([path, source]) => readModule(path, source));
}

/** What the person who trips over a rule gets to read. */
function explain(rule: Rule, breaches: readonly Breach[]): string {
  if (breaches.length === 0) return '';
  const places = breaches.map(({ path, line, what }) => `  ${path}:${line} ${what}`);
  return [`house rule ${rule.name}`, ...places, `  why: ${rule.reason}`].join('\n');
}

describe('the house', () => {
  it('shows all of its rooms to the rules', () => {
    const paths = house.map(({ path }) => path);
    const known = ['bin/duly.mjs', 'src/app.ts', 'src/cli/main.ts', 'src/clock.ts', 'src/config.ts'];
    expect(known.filter((path) => !paths.includes(path))).toEqual([]);
    const rooms = ['domain', 'store', 'mail', 'service', 'web', 'cli'].map((room) => `src/${room}/`);
    for (const room of [...rooms, 'jobs/', 'bench/']) {
      expect(paths.filter((path) => path.startsWith(room)).length, room).toBeGreaterThan(1);
    }
    expect(paths.length).toBeGreaterThan(80);
    // Imports are seen too: a reader that finds files but no imports would pass every rule.
    expect(house.flatMap(({ imports }) => imports).length).toBeGreaterThan(2 * house.length);
  });

  it.each(rules.map((rule) => [rule.name, rule] as const))('keeps the rule %s', (_name, rule) => {
    expect(explain(rule, rule.find(house))).toBe('');
  });
});

describe('each house rule', () => {
  it.each(rules.map((rule) => [rule.name, rule] as const))(
    '%s catches its planted breach, alone',
    (_name, rule) => {
      const world = worldOf(rule.planted);
      const tripped = rules.filter((other) => other.find(world).length > 0).map(({ name }) => name);
      expect(tripped).toEqual([rule.name]);
      expect(explain(rule, rule.find(world))).toContain(rule.reason);
    },
  );

  it.each(rules.map((rule) => [rule.name, rule] as const))('%s lets what is right pass', (_name, rule) => {
    const world = worldOf(rule.fine);
    expect(rules.map((other) => explain(other, other.find(world))).join('')).toBe('');
  });

  it('has a name of its own and says why', () => {
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
    expect(rules.filter(({ reason }) => reason.length < 40)).toEqual([]);
  });
});
