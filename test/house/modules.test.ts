import { describe, expect, it } from 'vitest';
import { readModule } from './modules.ts';

const imports = (source: string, path = 'src/web/page.tsx') => readModule(path, source).imports;
const uses = (source: string) => readModule('src/web/page.tsx', source).uses.map(({ what }) => what);

describe('what the house rules see of a file', () => {
  it.each([
    ["import { a } from '../domain/a.ts';", 'src/domain/a.ts'],
    ["import\n  '../domain/a.ts';", 'src/domain/a.ts'],
    ["export * from './b.ts';", 'src/web/b.ts'],
    ["export { b } from './b.ts';", 'src/web/b.ts'],
    ["const b = () => import('./b.ts');", 'src/web/b.ts'],
    ["type B = import('./b.ts').B;", 'src/web/b.ts'],
    ["import { jsx } from 'hono/jsx';", 'hono'],
    ["import { PrismaPg } from '@prisma/adapter-pg/sub';", '@prisma/adapter-pg'],
    ['const b = (name) => import(name + suffix);', '(computed)'],
  ])('sees the import in %s', (source, target) => {
    expect(imports(source).map((found) => found.target)).toEqual([target]);
  });

  it('reads a command in bin/ as starting the source it was compiled from', () => {
    expect(imports("await import('../dist/src/cli/main.js');", 'bin/duly.mjs')[0]?.target).toBe(
      'src/cli/main.ts',
    );
  });

  it.each([
    ["import type { A } from './a.ts';", true],
    ["import { type A, type B } from './a.ts';", true],
    ["export type { A } from './a.ts';", true],
    ["type A = import('./a.ts').A;", true],
    ["import { type A, b } from './a.ts';", false],
    ["import './a.ts';", false],
  ])('knows whether only types are imported: %s', (source, typeOnly) => {
    expect(imports(source)[0]?.typeOnly).toBe(typeOnly);
  });

  it.each([
    ['Date.now();', 'Date.now'],
    ['const clock = { now: Date.now };', 'Date.now'],
    ['globalThis.Date.now();', 'Date.now'],
    ['const { now } = Date;', 'Date.now'],
    ['new Date();', 'Date without an argument'],
    ['Date();', 'Date without an argument'],
    ["<p>It isn’t, it's {Date.now()}</p>;", 'Date.now'],
    ['Temporal.Now.instant();', 'Temporal.Now'],
    ["import { performance } from 'node:perf_hooks'; performance.now();", 'performance.now'],
    ['process.env.PORT;', 'process.env'],
    ["process['env'].PORT;", 'process.env'],
    ["import { env } from 'node:process';", 'process.env'],
    ['db.$queryRawUnsafe(text);', '$queryRawUnsafe'],
  ])('sees the use in %s', (source, what) => {
    expect(uses(source)).toEqual([what]);
  });

  it('does not take words for uses', () => {
    expect(
      uses("// Date.now() and process.env\nconst text = 'Date.now(), new Date(), process.env';"),
    ).toEqual([]);
    expect(uses('new Date(0); new Date(now); clock.now(); ctx.process.envelope;')).toEqual([]);
  });

  it('names the line', () => {
    expect(imports("// ä\n\nimport './a.ts';\n")[0]?.line).toBe(3);
  });

  it('refuses a file that it cannot read', () => {
    expect(() => readModule('src/a.ts', 'import {')).toThrow();
  });
});
