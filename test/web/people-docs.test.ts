import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROLE_WORDS } from '../../src/domain/roles.ts';
import { packageRoot } from '../../src/package-root.ts';

it('docs/people.md says of each role what the code says', async () => {
  const text = await readFile(join(packageRoot, 'docs/people.md'), 'utf8');
  const table = /<!-- roles -->\n([\s\S]*?)\n<!-- \/roles -->/.exec(text)?.[1]?.split('\n').slice(2);
  expect(table).toEqual(Object.entries(ROLE_WORDS).map(([role, words]) => `| ${role} | ${words} |`));
});
