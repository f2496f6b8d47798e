/** What an ending means to a script: one table, used by every command. */
import type { ErrorCode } from '../domain/errors.ts';

/** What each refusal means: 1 refused, 3 unavailable or wrongly set up. */
export const EXIT_CODES = {
  invalid: 1,
  not_found: 1,
  conflict: 1,
  forbidden: 1,
  too_large: 1,
  too_many: 1,
  unavailable: 3,
  config: 3,
} satisfies Record<ErrorCode, number>;

/** The command line itself is wrong. */
export const USAGE = 2;
/** A fault of the program itself (EX_SOFTWARE), which no input should bring about. */
export const BUG = 70;
