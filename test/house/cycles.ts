import type { Module } from './modules.ts';
import type { Breach } from './rules.ts';

/** Circles of imports that happen while modules load; each is reported once, at its first file by name. */
export function findCycles(modules: readonly Module[]): Breach[] {
  const edges = new Map(modules.map((module) => [module.path, loadTimeTargets(module)]));
  const breaches: Breach[] = [];
  const finished = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = trail.slice(start);
      breaches.push({ path, line: 1, what: `is in a circle: ${[...circle, path].join(' -> ')}` });
      return;
    }
    if (finished.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    finished.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return breaches;
}

function loadTimeTargets({ imports }: Module): string[] {
  return [
    ...new Set(imports.filter((found) => !found.typeOnly && !found.dynamic).map((found) => found.target)),
  ];
}
