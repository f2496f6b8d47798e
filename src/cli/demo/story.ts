/**
 * The story that the demo tells: the statements of one public event, as they were made, and what happened
 * afterwards, which is made up and marked as example data wherever it is shown.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseInstant } from '../../domain/civil.ts';
import { packageRoot } from '../../package-root.ts';
import { closeCommitment, markMet } from '../../service/close.ts';
import type { Context } from '../../service/context.ts';
import { addProgress } from '../../service/progress.ts';
import { recordCommitment } from '../../service/record.ts';
import { subscribe } from '../../service/subscribe.ts';

/** The clock starts shortly after the meeting and stops on 5 July. */
export const STORY_STARTS_AT = parseInstant('2025-06-02T16:00:00+03:00');
export const STORY_ENDS_AT = parseInstant('2025-07-05T12:00:00+03:00');

/** One thing that somebody does at an instant. */
export interface Step {
  readonly at: number;
  /** What the screen says about it. */
  readonly says: string;
  readonly act: (ctx: Context) => Promise<unknown>;
}

const folder = join(packageRoot, 'docs', 'sample');
const on = (iso: string): number => parseInstant(`2025-${iso}+03:00`);
const example = { exampleData: true, recordedBy: 'demo' };

/** Records the statements of the sample and returns their numbers by title. */
export async function recordSample(ctx: Context): Promise<Map<string, number>> {
  const sourceText = await readFile(join(folder, 'istanbul.txt'), 'utf8');
  const statements = JSON.parse(await readFile(join(folder, 'istanbul.json'), 'utf8')) as { title: string }[];
  const ids = new Map<string, number>();
  for (const statement of statements) {
    const { id } = await recordCommitment(ctx, { ...statement, sourceText, recordedBy: 'demo' });
    ids.set(statement.title, id);
  }
  return ids;
}

/** Two people who ask to be told; the demo confirms for them, by the link in the mail they get. */
export async function subscribeReaders(ctx: Context, bodies: number): Promise<void> {
  await subscribe(ctx, { address: 'desk@example.org', follows: 'all', zone: 'Europe/Berlin' });
  await subscribe(ctx, {
    address: 'watch@example.org',
    follows: 'commitment',
    commitment: bodies,
    kinds: ['due', 'progress', 'met', 'overdue'],
    zone: 'Europe/Kyiv',
  });
}

/** What happens after the meeting, in order: example data, not news. */
export function stepsAfter(ids: ReadonlyMap<string, number>): Step[] {
  const idOf = (title: string): number => {
    const id = ids.get(title);
    if (id === undefined) throw new Error(`the sample has no statement “${title}”`);
    return id;
  };
  const bodies = idOf('Hand over the bodies of 6,000 dead');
  const handOver = (when: string, amount: number, recorded: string): Step => ({
    at: on(recorded),
    says: `${amount.toLocaleString('en-US')} bodies handed over (example data)`,
    act: (ctx: Context) =>
      addProgress(ctx, {
        ...example,
        id: bodies,
        amount,
        happenedAt: `2025-${when}+03:00`,
        claimedBy: 'Ukraine',
        support: 'confirmed',
        note: `Example data: ${amount} bodies received, as both sides are made to confirm in this demonstration.`,
      }),
  });
  return [
    handOver('06-09T10:00:00', 1_200, '06-09T18:00:00'),
    handOver('06-11T11:30:00', 2_300, '06-11T19:00:00'),
    {
      at: on('06-11T15:00:00'),
      says: 'the memorandum has been studied (example data)',
      act: (ctx: Context) =>
        markMet(ctx, {
          ...example,
          id: idOf('Study the Russian memorandum'),
          happenedAt: '2025-06-11T14:00:00+03:00',
          support: 'declared',
          note: 'Example data: the Ukrainian side is made to say that it has finished examining the document.',
        }),
    },
    handOver('06-13T12:00:00', 2_500, '06-13T20:00:00'),
    {
      at: on('06-27T12:00:00'),
      says: 'the ceasefire of two or three days was not agreed (example data)',
      act: (ctx: Context) =>
        closeCommitment(ctx, {
          ...example,
          id: idOf('Ceasefire of two or three days on certain sections of the front'),
          outcome: 'void',
          reason: 'Example data: the proposal was not taken up.',
          note: 'Example data: both sides are made to say in this demonstration that they did not agree on it.',
        }),
    },
  ].sort((a, b) => a.at - b.at);
}
