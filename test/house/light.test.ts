import { expect, it } from 'vitest';
import { readModules } from './modules.ts';

/** Every file and package that is loaded before the first line of `path` runs. */
function loadedBy(path: string): Set<string> {
  const modules = new Map(readModules(['src', 'jobs']).map((module) => [module.path, module]));
  const seen = new Set<string>();
  const visit = (target: string): void => {
    if (seen.has(target)) return;
    seen.add(target);
    for (const { target: next, typeOnly, dynamic } of modules.get(target)?.imports ?? [])
      if (!typeOnly && !dynamic) visit(next);
  };
  visit(path);
  return seen;
}

it('the command line answers “duly resolve” without loading the database, the pages, the mail or the queues', () => {
  const loaded = [...loadedBy('src/cli/main.ts')];
  expect(loaded).toContain('src/domain/deadline/resolve.ts');
  const heavy =
    /^(src\/(app|store|mail|webhook|web)\b|jobs\/|@prisma|pg$|hono|bullmq|ioredis|nodemailer|pino)/;
  expect(loaded.filter((target) => heavy.test(target))).toEqual([]);
});
