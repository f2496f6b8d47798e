/**
 * What can go wrong on purpose. A use case throws a `DulyError` with a code from this closed list; each
 * edge (HTTP, CLI, job) maps the codes in one table. Anything else that is thrown is a bug.
 */
export type ErrorCode =
  | 'invalid' // the input is wrong; the message says what would be right
  | 'not_found' // no such thing
  | 'conflict' // right input, but not in the present state
  | 'forbidden' // not allowed from here
  | 'too_large' // the input is over a limit
  | 'too_many' // the caller asked too often
  | 'unavailable' // a dependency is away: try again
  | 'config'; // the configuration or the installation is at fault

/**
 * An expected refusal. `field` names the input at fault, when one is; `waitSeconds` says after how long asking again
 * is worth it, when that is known; `unknownParty` is the name that would have to be added as a party first, and each
 * edge says in its own way how.
 */
export class DulyError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly waitSeconds: number | undefined;
  readonly unknownParty: string | undefined;
  constructor(
    code: ErrorCode,
    message: string,
    options?: { cause?: unknown; field?: string; waitSeconds?: number; unknownParty?: string },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DulyError';
    this.code = code;
    this.field = options?.field;
    this.waitSeconds = options?.waitSeconds;
    this.unknownParty = options?.unknownParty;
  }
}

/** Proves to the compiler that a union has been handled whole; reaching it is a bug. */
export function assertNever(value: never): never {
  throw new Error(`unhandled value: ${JSON.stringify(value)}`);
}
