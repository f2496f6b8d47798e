/** The keys of the review: one row a key, read by the links, the script, the table of keys and the tests. */
import { uncapital } from '../domain/language.ts';
import { type Action, actionNamed } from './decisions.ts';

interface KeyRow {
  readonly key: string;
  readonly action: Action['name'];
  /** What it chooses in the form. */
  readonly chooses?: readonly [field: string, value: string];
}

interface QueueKey extends KeyRow {
  /** The name of its action, with what it chooses in the form. */
  readonly label: string;
}

const ROWS: readonly KeyRow[] = [
  { key: 'm', action: 'met' },
  { key: 'p', action: 'close', chooses: ['outcome', 'partly_met'] },
  { key: 'n', action: 'close', chooses: ['outcome', 'not_met'] },
  { key: 'd', action: 'move' },
  { key: 'l', action: 'look' },
  { key: 's', action: 'hold', chooses: ['kind', 'snoozed'] },
  { key: 'o', action: 'object' },
  { key: 'h', action: 'hand' },
  { key: 'a', action: 'progress' },
];

/** In the words of the form, so that nothing has two names: `Close with a reason: not met`. */
function labelOf({ action, chooses }: KeyRow): string {
  const { title, fields } = actionNamed(action);
  if (chooses === undefined) return title;
  const [name, value] = chooses;
  const options = fields.find((field) => field.name === name)?.options ?? [];
  // What an option means stands behind its name.
  const [words = value] = options.find(([one]) => one === value)?.[1].split(':') ?? [];
  return `${title}: ${uncapital(words)}`;
}

export const QUEUE_KEYS: readonly QueueKey[] = ROWS.map((row) => ({ ...row, label: labelOf(row) }));

/** Keys that lead somewhere else. */
export const WAY_KEYS = [
  { key: 'j', label: 'The next item; in the list, on to the next' },
  { key: 'k', label: 'The one before' },
  { key: 'u', label: 'Back to what was just saved' },
  { key: 'q', label: 'Back to the whole queue' },
  { key: 'x', label: 'In the list: tick the item' },
  { key: 'Ctrl+Enter', label: 'In a form: save it' },
  { key: 'Esc', label: 'Close the form; what was typed stays in it' },
  { key: '?', label: 'This table' },
] as const;
