/** The two times of a reading, as commands take and print them. */
import { type AsKnown, describeAsKnown } from '../domain/as-known.ts';
import { asOfInput } from '../service/as-of.ts';
import type { Flag } from './command.ts';
import { flagsOf } from './flags.ts';
import { iso } from './standing.ts';

type Past = (AsKnown & { readonly zone: string }) | null;

/** `--as-of`, `--on`, and the zone of their days. */
export const AS_OF_FLAGS: readonly Flag[] = flagsOf(asOfInput);

/** The fields that these flags fill. */
export const AS_OF_FIELDS: readonly string[] = Object.keys(asOfInput.shape);

/** The line above everything that is told of the past; empty when it is about now. */
export const pastLine = (past: Past): string =>
  past === null ? '' : `${describeAsKnown(past, past.zone)} (${past.zone}).\n`;

/** For scripts; nothing when it is about now. */
export const pastData = (past: Past) =>
  past === null ? {} : { asOf: iso(past.asOf, past.zone), on: iso(past.on, past.zone) };
