/** The table of commands as a command line: flags, help with examples, "did you mean". */
import { Argument, InvalidArgumentError, Option, Command as Program } from 'commander';
import { type Call, type Command, type Flag, type Io, UsageError } from './command.ts';
import { flagName } from './flag-names.ts';
import { cleanText } from './terminal.ts';

/** Which command was asked for, and what it was told. */
export interface Chosen {
  readonly command: Command;
  readonly line: Pick<Call, 'args' | 'flags' | 'json'>;
}

function optionOf(flag: Flag): Option {
  const about = flag.repeat === true ? `${flag.about} (repeat, or separate with commas)` : flag.about;
  const [left, right] = flag.bare === undefined ? '<>' : '[]';
  const value = flag.value === undefined ? '' : ` ${left}${flag.value}${right}`;
  const option = new Option(`${flagName(flag.name)}${value}`, about);
  if (flag.bare !== undefined) option.preset(flag.bare);
  if (flag.choices !== undefined) option.choices(flag.choices);
  if (flag.value === undefined) return option;
  const check = option.parseArg;
  option.argParser((given: string, before: string | undefined) => {
    // Such as a variable of the shell that was not set: what it was to ask for would be left out without a word.
    if (given.trim() === '') throw new InvalidArgumentError('It is empty: give it a value, or leave it out.');
    if (flag.repeat === true) return before === undefined ? given : `${before},${given}`;
    if (before !== undefined) throw new InvalidArgumentError('It is given twice.');
    return check === undefined ? given : check(given, before);
  });
  return option;
}

const EXIT_CODES = 'Exit codes: 0 done, 1 refused, 2 wrong command line, 3 unavailable or wrongly set up.';

/**
 * Reads the command line. Returns null when it only asked for help or the version, which is then printed.
 * Throws `UsageError` for a line that no command takes.
 */
export function readCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
  io: Io,
  version: string,
): Chosen | null {
  let chosen: Chosen | null = null;
  let fault = '';
  const style = (program: Program): Program =>
    program
      .exitOverride()
      .helpOption('--help', 'Show this help')
      .configureOutput({
        writeOut: (text) => io.stdout.write(text),
        writeErr: (text) => io.stderr.write(text),
        outputError: (text) => {
          fault = text;
        },
        getOutHelpWidth: () => io.stdout.columns ?? 100,
        getErrHelpWidth: () => io.stderr.columns ?? 100,
        getOutHasColors: () => false,
        getErrHasColors: () => false,
      });
  const program = style(new Program('duly'))
    .description(
      'Keeps public commitments with their deadlines, flags them when they fall due, tells who asked.',
    )
    .version(version, '--version', 'Show the version')
    .helpCommand('help [command]', 'Show the help of a command')
    .addHelpText('after', `\nTo begin: duly demo, or duly start.\n${EXIT_CODES}`);

  for (const command of commands) {
    const sub = style(program.command(command.name)).summary(command.summary).description(command.summary);
    for (const { name, about } of command.args ?? []) sub.addArgument(new Argument(name, about));
    for (const flag of command.flags ?? []) sub.addOption(optionOf(flag));
    sub.option('--json', 'Print one JSON document');
    const examples = command.examples.map((example) => `  ${example}`).join('\n');
    sub.addHelpText('after', `\nExamples:\n${examples}\n\n${EXIT_CODES}`);
    sub.action(() => {
      const { json, ...flags } = sub.opts<Record<string, string | true>>();
      const args = sub.args.filter((argument) => argument !== undefined);
      chosen = { command, line: { args, flags, json: json === true } };
    });
  }
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    const { code, exitCode } = error as { code?: string; exitCode?: number };
    if (code === undefined || !code.startsWith('commander.')) throw error;
    if (exitCode === 0) return null;
    // Without any command the help was printed, on stderr.
    const text = cleanText(fault)
      .replace(/^error: /, '')
      .trim();
    throw new UsageError(text === '' ? 'say which command' : text.replaceAll('\n', ' '));
  }
  return chosen;
}
