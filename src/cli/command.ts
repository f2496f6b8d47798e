/**
 * What a command is: flags in, one use case, an answer out. Opening and closing the world, printing and exit
 * codes are done once, around all of them (`call.ts`, `main.ts`).
 */
import type { App, AppOptions } from '../app.ts';
import type { Config } from '../config.ts';
import { clean, type Paint } from './terminal.ts';

/** The outside of the program. Nothing in src/cli reaches for `process` where one of these would do. */
export interface Io {
  readonly stdout: Out;
  readonly stderr: Out;
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean | undefined };
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Out {
  /** Answers `false` when whoever reads has fallen behind; `written` is called when they have caught up or left. */
  write(text: string, written?: (error?: Error | null) => void): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  /** Lines of the terminal. */
  readonly rows?: number | undefined;
}

/** One flag, named after the field it fills: `saidAt` is `--said-at`. */
export interface Flag {
  readonly name: string;
  readonly about: string;
  /** The field it fills, when that is not its name. */
  readonly field?: string;
  /** What stands for the value in the help, such as `TEXT`; without it the flag is a yes. */
  readonly value?: string;
  /** What it stands for when it is given without a value. */
  readonly bare?: string;
  /** May be given several times, or once with commas; arrives as one text with commas. */
  readonly repeat?: boolean;
  readonly choices?: readonly string[];
}

/** One place on the command line, as commander writes it: `<id>` is needed, `[id]` is not. */
export interface Argument {
  readonly name: string;
  readonly about: string;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Whole command lines, shown in the help; the first one is the usual case. */
  readonly examples: readonly string[];
  readonly args?: readonly Argument[];
  readonly flags?: readonly Flag[];
  /** Whether what it is told on this line comes as JSON: refusals then name its fields, not flags. */
  readsJson?(line: Pick<Call, 'flags'>): boolean;
  /** Does it. An answer is printed; a number is the exit code of a command that has printed by itself. */
  run(call: Call): Promise<Answer | number>;
}

/** One call of a command. */
export interface Call {
  readonly io: Io;
  /** The arguments in their order; one that was left out is missing. */
  readonly args: readonly string[];
  /** What was given, by the name of the flag; `true` for a yes. */
  readonly flags: Readonly<Record<string, string | true | undefined>>;
  readonly json: boolean;
  /** The configuration of this call. Throws `DulyError('config')` that lists every fault. */
  config(): Config;
  /**
   * Opens what the use cases need; it is closed when the command ends. Work that the command leaves behind
   * wakes the workers then, unless `wake` is given. Log lines below "warn" are left out unless `talkative`.
   */
  open(options?: OpenOptions): Promise<App>;
  /** Says something to people, on stderr; not with `--json`. */
  say(text: string): void;
}

export interface OpenOptions extends Omit<AppOptions, 'log'> {
  /** Default: that of the environment. */
  readonly config?: Config;
  /** For commands that stay: log as LOG_LEVEL says. */
  readonly talkative?: boolean;
}

export interface Answer {
  /** Printed with `--json`. */
  readonly data: unknown;
  /** Printed without it. */
  readonly text: (paint: Paint) => string;
  /** Said on stderr to people: what did not work although the rest did. */
  readonly faults: readonly string[];
  readonly exitCode: number;
}

/**
 * An answer for people and for scripts. `text` is given `shown` without control characters, so that no stored text
 * can steer the terminal; scripts get `data`, by default the same, as it is stored.
 */
export function answer<T>(
  shown: T,
  text: (shown: T, paint: Paint) => string,
  more: { data?: unknown; faults?: readonly string[]; exitCode?: number } = {},
): Answer {
  const { data = shown, faults = [], exitCode = 0 } = more;
  return { data, text: (paint) => text(clean(shown), paint), faults, exitCode };
}

/** The command line itself is at fault: exit code 2, before anything was opened. */
export class UsageError extends Error {}
