/**
 * Fields of the input as people type them on a command line: `saidAt` is `--said-at`. Refusals of a use case name
 * fields, because pages and JSON have those; here they are said in the words of the command line.
 */
import type { DulyError } from '../domain/errors.ts';
import type { Call, Command } from './command.ts';

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The flag as people type it: `saidAt` is `--said-at`. */
export const flagName = (field: string): string => `--${kebab(field)}`;

/** What a message says after a field that is a plain word: elsewhere that word is only a word. */
const VERDICT = /(?= (?:is|are|has|lies|needs|may|must|names)\b| \(| \d|:)/.source;
/** Where a field that is a plain word begins a sentence, or a part of one. */
const BEGINNING = /(?<=^|[;:] | or | give )/.source;

/** How each field of the command is given: a flag, or a place on the line as the help shows it, such as `ID`. */
function namesOf(command: Command): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name } of command.args ?? []) {
    const bare = name.replaceAll(/[<>[\].]/g, '');
    names.set(bare, bare.toUpperCase());
  }
  for (const { name, field = name } of command.flags ?? []) names.set(field, flagName(name));
  return names;
}

/** What `error` says, with flags where it names fields. Quoted words of the input stay as they are. */
export function inFlags(
  error: Pick<DulyError, 'message' | 'field'>,
  command: Command,
  line: Pick<Call, 'flags'>,
): string {
  const names = namesOf(command);
  const said = error.message
    .split(/(“[^”]*”|"[^"]*")/)
    .map((part, index) => {
      if (index % 2 === 1) return part;
      let text = part;
      for (const [field, name] of names) {
        const plain = field === field.toLowerCase();
        const found = plain
          ? // Only the very beginning of the message is one, not that of what follows a quote.
            new RegExp(
              `${index === 0 ? BEGINNING : BEGINNING.replace('^|', '')}${field}(?:\\.\\d+)?${VERDICT}`,
              'g',
            )
          : new RegExp(`\\b${field}\\b(?:\\.\\d+)?`, 'g');
        text = text.replaceAll(found, name);
      }
      return text;
    })
    .join('');
  const at = error.field === undefined ? undefined : names.get(error.field);
  const given = error.field !== undefined && line.flags[error.field] !== undefined;
  if (at === undefined || said.includes(at)) return said;
  // Of what was not given the name stands behind, as the way to give it.
  return given ? `${at}: ${said}` : `${said} (${at})`;
}
