/**
 * The command line: reads it, runs one command, prints its answer. Data goes to stdout, talk to stderr; the exit
 * code is the return value.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DulyError } from '../domain/errors.ts';
import { packageRoot } from '../package-root.ts';
import { runCommand } from './call.ts';
import { type Answer, type Command, type Io, UsageError } from './command.ts';
import { resolveCommand } from './commands/resolve.ts';
import { rulesCommand } from './commands/rules.ts';
import { BUG, EXIT_CODES, USAGE } from './exit-codes.ts';
import { inFlags } from './flag-names.ts';
import { type Chosen, readCommandLine } from './program.ts';
import { cleanText, jsonText, paintFor } from './terminal.ts';

/** Commands that need neither database nor pages: called by name, they do not wait for those to load. */
const LIGHT: readonly Command[] = [resolveCommand, rulesCommand];

async function commandsFor([name]: readonly string[]): Promise<readonly Command[]> {
  if (LIGHT.some((command) => command.name === name)) return LIGHT;
  return (await import('./commands.ts')).COMMANDS;
}

/** Runs the command line `argv` (without the program's name) and returns the exit code. */
export async function main(argv: string[], io: Io): Promise<number> {
  // Known before anything is read, because the command line itself may be what is wrong.
  const json = argv.includes('--json');
  let chosen: Chosen | null = null;
  try {
    chosen = readCommandLine(argv, await commandsFor(argv), io, await version());
    if (chosen === null) return 0;
    const result = await runCommand(chosen.command, chosen.line, io);
    if (typeof result === 'number') return result;
    print(result, chosen.line.json, io);
    return result.exitCode;
  } catch (error) {
    return report(error, { chosen, json, io });
  }
}

async function version(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

function print(answer: Answer, json: boolean, io: Io): void {
  if (json) {
    io.stdout.write(`${jsonText(answer.data)}\n`);
    return;
  }
  const text = answer.text(paintFor(io.stdout, io.env));
  if (text !== '') io.stdout.write(`${text}\n`);
  for (const fault of answer.faults) io.stderr.write(`duly: ${cleanText(fault)}\n`);
}

function report(error: unknown, run: { chosen: Chosen | null; json: boolean; io: Io }): number {
  const { json, io } = run;
  const { code, exitCode, message, field } = explain(error, run.chosen, io);
  if (json) io.stderr.write(`${jsonText({ error: { code, message, field } }, 0)}\n`);
  else {
    const hint = exitCode === USAGE ? '\nTry `duly help`, or `duly COMMAND --help`.' : '';
    io.stderr.write(`duly: ${cleanText(message)}${hint}\n`);
  }
  return exitCode;
}

/** A refusal in the words of the command line, with the cure that only its caller has. */
function worded(error: DulyError, chosen: Chosen | null, io: Io): string {
  // Of the embedded database the refusal says itself what to do.
  if (error.code === 'unavailable' && io.env.DATABASE_URL)
    return `${error.message} Check DATABASE_URL and that PostgreSQL runs.`;
  const message =
    chosen === null || chosen.command.readsJson?.(chosen.line) === true
      ? error.message
      : inFlags(error, chosen.command, chosen.line);
  if (error.unknownParty === undefined) return message;
  return `${message} For that: duly party add "${error.unknownParty.replaceAll(/["\\$`]/g, '')}"`;
}

function explain(
  error: unknown,
  chosen: Chosen | null,
  io: Io,
): { code: string; exitCode: number; message: string; field: string | null } {
  if (error instanceof DulyError) {
    const { code, field = null } = error;
    return { code, exitCode: EXIT_CODES[code], message: worded(error, chosen, io), field };
  }
  if (error instanceof UsageError)
    return { code: 'usage', exitCode: USAGE, message: error.message, field: null };
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = `this is a fault in Duly itself; please report it with these lines:\n${story}`;
  return { code: 'bug', exitCode: BUG, message, field: null };
}
