/**
 * Records one commitment from flags, or one or many from JSON. Of many, each is recorded whole or not at all; what
 * was refused is reported with its place in the input (counted from 1 for people, from 0 for scripts), so that it
 * can be mended and the same file given again: what is on record already is left out then.
 */
import { vagueness } from '../../domain/criteria.ts';
import { DulyError } from '../../domain/errors.ts';
import { readCommitment } from '../../service/browse/commitment.ts';
import { findSimilar, type SimilarView } from '../../service/browse/similar.ts';
import type { Context } from '../../service/context.ts';
import { onRecord } from '../../service/on-record.ts';
import { recordCommitment, recordInput } from '../../service/record.ts';
import { readJson } from '../body.ts';
import { type Answer, answer, type Call, type Command, type Flag, UsageError } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { whenText, windowData } from '../standing.ts';
import type { Paint } from '../terminal.ts';

/** More in one call are refused: each is a transaction of its own, and a report that long helps nobody. */
const MOST_ITEMS = 1_000;

type Recorded = Awaited<ReturnType<typeof record>>;

async function record(ctx: Context, input: unknown) {
  const { id } = await recordCommitment(ctx, input);
  const { title, status, statusText, window, zone, reviewAt, explanation, deadlines } = await readCommitment(
    ctx,
    id,
  );
  const basis = deadlines.at(-1)?.basis ?? 'none';
  return {
    id,
    title,
    status,
    statusText,
    deadline: { ...windowData(window, zone), basis, explanation },
    when: whenText({ window, zone, reviewAt }),
  };
}

const recordedData = ({ when: _, ...data }: Recorded) => data;

const recordedText = (one: Recorded, paint: Paint): string =>
  `${paint.bold(`${one.id}  ${one.title}`)}\n   ${one.statusText}: ${one.when}\n   ${one.deadline.explanation}`;

/** Whether any field was given as a flag. */
const flagged = (call: Pick<Call, 'flags'>): boolean => Object.keys(fieldsOf(call, ['file'])).length > 0;

const EVERY: Flag = {
  name: 'every',
  field: 'rrule',
  value: 'RRULE',
  about: recordInput.shape.rrule.description ?? '',
};

/** What the call hands over: fields from flags, or the JSON of a file or stdin. */
async function inputOf(call: Call): Promise<unknown> {
  const { every, ...given } = fieldsOf(call, ['file']);
  const fields = every === undefined ? given : { ...given, rrule: every };
  const { file } = call.flags;
  if (typeof file === 'string') {
    if (flagged(call)) throw new UsageError('give the fields as flags or as --file, not both');
    return readJson(file, call.io);
  }
  if (flagged(call)) return fields;
  if (call.io.stdin.isTTY === true)
    throw new UsageError('nothing to record: give the fields as flags, --file, or JSON on stdin');
  return readJson('-', call.io);
}

/** A missing `recordedBy` is filled in; whatever else is wrong with an item is for the use case to say. */
function signed(item: unknown, by: string): unknown {
  const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
  return isObject ? { recordedBy: by, ...item } : item;
}

/** What may make it hard to decide later: said, and nothing is refused for it. */
function hints(input: unknown): string[] {
  const words =
    typeof input === 'object' && input !== null && 'fulfilledWhen' in input ? input.fulfilledWhen : null;
  const hint = typeof words === 'string' ? vagueness(words) : null;
  const named = (input as { committers?: unknown } | null)?.committers;
  const nobody = named === undefined || (Array.isArray(named) && named.length === 0);
  return [
    ...(hint === null ? [] : [`hint: ${hint}`]),
    ...(nobody
      ? ['hint: nobody is named who must act, so it counts in the record of no party: --committers']
      : []),
  ];
}

/** What was on record in nearly the same words before: said as well, and nothing is refused for it. */
async function alikeTo(ctx: Context, input: unknown): Promise<SimilarView[]> {
  if (typeof input !== 'object' || input === null) return [];
  const { title, quote } = input as Record<string, unknown>;
  if (typeof title !== 'string' || typeof quote !== 'string') return [];
  return findSimilar(ctx, { title: title.slice(0, 300), quote: quote.slice(0, 5_000) });
}

const alikeHint = ({ id, how, speaker, saidOn, title }: SimilarView, made: number): string =>
  `hint: on record already in ${how}: ${id} “${title}” (${speaker}, ${saidOn}); if ${made} says it again: duly relate ${made} restates ${id}`;

async function recordMany(ctx: Context, items: readonly unknown[], by: string): Promise<Answer> {
  const recorded: (Recorded & { index: number })[] = [];
  const known: { index: number; id: number }[] = [];
  const failed: { index: number; error: { code: string; message: string; field: string | null } }[] = [];
  let exitCode = 0;
  for (const [index, item] of items.entries()) {
    try {
      const input = signed(item, by);
      // Two alike in one file are both meant; only what was there before is left out.
      const ids = recorded.map((one) => one.id);
      const id = await onRecord(ctx, input, ids);
      if (id === null) recorded.push({ index, ...(await record(ctx, input)) });
      else known.push({ index, id });
    } catch (error) {
      if (!(error instanceof DulyError)) throw error;
      const { code, message, field = null } = error;
      failed.push({ index, error: { code, message, field } });
      exitCode = Math.max(exitCode, EXIT_CODES[code]);
      // With the database away the rest would only wait for the same answer.
      if (code === 'unavailable') {
        const error = { code, message: 'not tried', field: null };
        for (let rest = index + 1; rest < items.length; rest += 1) failed.push({ index: rest, error });
        break;
      }
    }
  }
  const data = { recorded: recorded.map(recordedData), known, failed };
  const lines = (shown: readonly Recorded[], paint: Paint): string[] => [
    ...shown.map((one) => recordedText(one, paint)),
    ...known.map(({ index, id }) => `item ${index + 1}: on record already as ${id}; left out`),
    `Recorded ${shown.length} of ${items.length}.`,
  ];
  const faults = failed.map(({ index, error }) => `item ${index + 1}: ${error.message}`);
  return answer(recorded, (shown, paint) => lines(shown, paint).join('\n'), { data, faults, exitCode });
}

export const addCommand: Command = {
  name: 'add',
  summary: 'Record a commitment with its deadline, from flags or from JSON',
  flags: [
    ...flagsOf(recordInput, ['recordedBy', 'rrule']),
    EVERY,
    BY,
    {
      name: 'file',
      value: 'FILE',
      about: 'JSON with an object or an array of them, at most 10 MB; - is stdin',
    },
  ],
  examples: [
    'duly add --title "Hand over the bodies" --quote "We will hand over 6,000 bodies next week." \\\n' +
      '    --speaker "Vladimir Medinsky" --said-at 2025-06-02T15:57+03:00 --zone Europe/Istanbul \\\n' +
      '    --source-title "Second round in Istanbul" --deadline "next week" \\\n' +
      '    --comparator at_least --quantity 6000 --unit bodies --committers Russia',
    'duly add … --deadline "by 3/7/2025" --reading 2   (1 is the reading that is listed first)',
    'duly add … --opens-on 2025-06-01 --closes-on 2025-06-30 --every "FREQ=MONTHLY;UNTIL=20251231"',
    'duly add --file commitments.json --json',
    'cat commitment.json | duly add',
  ],
  readsJson: (line) => !flagged(line),
  async run(call) {
    const input = await inputOf(call);
    const by = recordedBy(call);
    if (Array.isArray(input) && input.length > MOST_ITEMS)
      throw new DulyError(
        'too_large',
        `${input.length} items are too many at once: give at most ${MOST_ITEMS}.`,
      );
    const { ctx } = await call.open();
    if (Array.isArray(input)) return recordMany(ctx, input, by);
    const alike = await alikeTo(ctx, input);
    const one = await record(ctx, signed(input, by));
    const faults = [...hints(input), ...alike.map((other) => alikeHint(other, one.id))];
    return answer(one, recordedText, { data: recordedData(one), faults });
  },
};
