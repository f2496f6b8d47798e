/** The field for when a fulfilment happened: once the window has closed it has to be filled in (domain/day-needed). */
import { asksForDay, type Open } from '../domain/day-needed.ts';
import type { Field } from './views/fields.tsx';

/** The fields with what has to be said about the day; `when` it has to be given: always, or for what was met in part. */
export function datedOnceClosed(
  fields: readonly Field[],
  view: Open,
  when: 'always' | 'in part',
): readonly Field[] {
  if (!asksForDay(view)) return fields;
  const needed = when === 'always' ? 'It' : 'If it was met in part, it has to be given: it';
  const hint = `${needed} decides whether it was in time, since the window has closed. A day (2025-06-14), “today”, “yesterday” or “now”, or a time (2025-06-14T15:30) where the deadline counts.`;
  return fields.map((field) =>
    field.name === 'happenedAt' ? { ...field, hint, required: when === 'always' } : field,
  );
}
