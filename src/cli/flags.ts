/** Flags from the input schema of a use case, so that a field exists once: in the schema. */
import { userInfo } from 'node:os';
import type { z } from 'zod';
import type { Call, Flag } from './command.ts';

/** `Def` of a zod schema, as far as it is looked into. */
interface Shape {
  readonly type: string;
  readonly out?: { readonly def: Shape };
  readonly innerType?: { readonly def: Shape };
}

/** The type that is behind "may be missing", "has a default" and "is tidied up before". */
function innermost(def: Shape): string {
  const inner = def.type === 'pipe' ? def.out : def.innerType;
  return inner === undefined ? def.type : innermost(inner.def);
}

function placeholder(field: string, type: string): string {
  if (type === 'number') return 'NUMBER';
  if (/zone$/i.test(field)) return 'ZONE';
  if (/Url$/.test(field)) return 'URL';
  if (/On$/.test(field)) return 'DATE';
  if (/At$|^(asOf|on)$/.test(field)) return 'WHEN';
  return 'TEXT';
}

/** One flag a field, in the order of the schema, without those in `except` (arguments, `recordedBy`). */
export function flagsOf(schema: z.ZodObject, except: readonly string[] = []): Flag[] {
  return Object.entries(schema.shape)
    .filter(([field]) => !except.includes(field))
    .map(([name, part]) => {
      const type = innermost((part as unknown as { def: Shape }).def);
      const about = (part as z.ZodType).description ?? '';
      if (type === 'boolean') return { name, about };
      return { name, about, value: placeholder(name, type), ...(type === 'array' ? { repeat: true } : {}) };
    });
}

/** Who records it, the same on every command that changes something. */
export const BY: Flag = {
  name: 'by',
  field: 'recordedBy',
  value: 'NAME',
  about: 'Who records it; default the name of the operating system user',
};

/** The name to record under. */
export function recordedBy(call: Pick<Call, 'flags'>): string {
  const { by } = call.flags;
  if (typeof by === 'string') return by;
  try {
    return userInfo().username || 'editor';
  } catch {
    return 'editor'; // a user id without an entry, as in containers
  }
}

/** The fields that were given as flags, without those that are not of the schema. */
export function fieldsOf(call: Pick<Call, 'flags'>, except: readonly string[] = []): Record<string, unknown> {
  const { by: _, ...fields } = call.flags;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !except.includes(name)));
}
