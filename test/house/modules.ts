import { readdirSync, readFileSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

/** The checkout's root folder, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** One import, re-export, `import()` or `import('...')` type. */
export interface Import {
  /** A path from the root (`src/clock.ts`) for the project's own files, else the package's name (`pg`). */
  readonly target: string;
  /** Gone after compiling: `import type`, or every name in it is a type. */
  readonly typeOnly: boolean;
  /** Happens when the line runs, not when the module loads. */
  readonly dynamic: boolean;
  readonly line: number;
}

/** A use of something that belongs to one room only, e.g. `Date.now` or `process.env`. */
export interface Use {
  readonly what: string;
  readonly line: number;
}

/** What the rules look at in one file. */
export interface Module {
  /** Path from the root, with `/`. */
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  readonly uses: readonly Use[];
  /** Consists of nothing but re-exports. */
  readonly barrel: boolean;
}

/** Members whose use has a home. A new spelling of an old thing is one row here. */
const watchedMembers = [
  'Date.now',
  'performance.now',
  'performance.timeOrigin',
  'process.hrtime',
  'process.env',
  'Temporal.Now',
] as const;
const rawSql = /^\$(query|execute)Raw(Unsafe|Typed)?$/;

/** Reads every source file of the project's own folders; generated code is not the project's own. */
export function readModules(folders: readonly string[]): Module[] {
  return folders
    .flatMap((folder) => readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, `${entry.parentPath}/${entry.name}`).split(sep).join('/'))
    .filter((path) => !path.startsWith('src/store/generated/'))
    .sort()
    .map((path) => readModule(path, readFileSync(`${root}${path}`, 'utf8')));
}

/** The facts of one file; throws when it cannot be parsed, so that nothing goes unseen. */
export function readModule(path: string, source: string): Module {
  const program = parseAst(source, { lang: languageOf(path) }, path) as unknown as Node;
  const imports: Import[] = [];
  const uses: Use[] = [];
  visit(program, (node) => {
    const line = () => lineAt(source, node.start);
    const specifier = specifierOf(node);
    if (specifier !== undefined) {
      const dynamic = node.type === 'ImportExpression';
      const target = targetOf(path, specifier);
      imports.push({ target, typeOnly: isTypeOnly(node), dynamic, line: line() });
    }
    for (const what of usesOf(node, specifier)) uses.push({ what, line: line() });
  });
  const statements = nodesIn(program.body);
  const barrel =
    statements.length > 0 &&
    statements.every((node) => /^Export(All|Named)/.test(node.type) && node.source != null);
  const lineCount = source.replace(/\n$/, '').split('\n').length;
  return { path, lineCount, imports, uses, barrel };
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function nodesIn(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node)) for (const child of nodesIn(value)) visit(child, see);
}

function languageOf(path: string): 'ts' | 'tsx' | 'js' {
  if (path.endsWith('.tsx')) return 'tsx';
  return path.endsWith('.ts') ? 'ts' : 'js';
}

/** The module that this node imports from; `undefined` when it imports nothing. */
function specifierOf(node: Node): string | undefined {
  if (
    !/^(ImportDeclaration|ExportAllDeclaration|ExportNamedDeclaration|ImportExpression|TSImportType)$/.test(
      node.type,
    )
  ) {
    return undefined;
  }
  const [source] = nodesIn(node.source ?? node.argument);
  if (!source) return undefined;
  const value = isNode(source.literal) ? source.literal.value : source.value;
  // A computed import() cannot be judged by reading; it is shown as what it is and no rule allows it.
  return typeof value === 'string' ? value : '(computed)';
}

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const names = nodesIn(node.specifiers);
  return names.length > 0 && names.every((name) => name.importKind === 'type' || name.exportKind === 'type');
}

function targetOf(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) {
    const parts = specifier.split('/');
    return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
  }
  const path = posix.join(posix.dirname(from), specifier);
  // bin/ starts the compiled form of a source file; what counts is the source.
  return path.startsWith('dist/') ? path.slice('dist/'.length).replace(/\.js$/, '.ts') : path;
}

function usesOf(node: Node, specifier: string | undefined): string[] {
  if (node.type === 'MemberExpression') {
    const member = `${nameOf(node.object)}.${nameOf(node.property)}`;
    // `globalThis.Date.now` is the same thing said longer.
    const watched = watchedMembers.filter((name) => name === member || member === `globalThis.${name}`);
    return rawSql.test(nameOf(node.property)) ? [...watched, nameOf(node.property)] : watched;
  }
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const callee = nameOf(node.callee);
    if (callee === 'Date' && (node.type === 'CallExpression' || nodesIn(node.arguments).length === 0)) {
      return ['Date without an argument'];
    }
    return callee === 'PrismaClient' && node.type === 'NewExpression' ? ['new PrismaClient'] : [];
  }
  // Taken apart: `const { env } = process`, `import { env } from 'node:process'`.
  const [home, names] =
    node.type === 'VariableDeclarator' && isNode(node.id) && node.id.type === 'ObjectPattern'
      ? [nameOf(node.init), nodesIn(node.id.properties).map((property) => nameOf(property.key))]
      : [importedGlobals[specifier ?? ''], nodesIn(node.specifiers).map((name) => nameOf(name.imported))];
  return watchedMembers.filter((what) => names.some((name) => what === `${home}.${name}`));
}

const importedGlobals: Readonly<Record<string, string>> = {
  process: 'process',
  'node:process': 'process',
  perf_hooks: 'performance',
  'node:perf_hooks': 'performance',
};

function nameOf(value: unknown): string {
  if (!isNode(value)) return '';
  if (value.type === 'MemberExpression') return `${nameOf(value.object)}.${nameOf(value.property)}`;
  return String(value.name ?? value.value ?? '');
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}
