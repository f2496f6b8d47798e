/**
 * The story that the demo tells: the statements of one public event, as they were made, and what happened
 * afterwards, which is made up and marked as example data wherever it is shown.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import type { Context } from '../../service/context.ts';
import { addParty } from '../../service/party.ts';
import { recordCommitment } from '../../service/record.ts';
import { latecomerSteps } from './readers.ts';
import { type IdOf, on, type Step } from './step.ts';
import { deadSteps } from './story-dead.ts';
import { prisonerSteps } from './story-prisoners.ts';
import { talkSteps } from './story-talks.ts';

/** The clock starts shortly after the meeting and stops on 5 July; both in epoch milliseconds. */
export const STORY_STARTS_AT = on('06-02T16:00');
export const STORY_ENDS_AT = on('07-05T12:00');

const folder = join(packageRoot, 'docs', 'sample');

/** Records the statements of the sample and returns their numbers by title. */
export async function recordSample(ctx: Context): Promise<Map<string, number>> {
  const sourceText = await readFile(join(folder, 'istanbul.txt'), 'utf8');
  const statements = JSON.parse(await readFile(join(folder, 'istanbul.json'), 'utf8')) as { title: string }[];
  const ids = new Map<string, number>();
  // A party that a statement names for the first time would be an organisation.
  for (const name of ['Russia', 'Ukraine']) await addParty(ctx, { name, kind: 'side', recordedBy: 'demo' });
  for (const statement of statements) {
    const { id } = await recordCommitment(ctx, { ...statement, sourceText, recordedBy: 'demo' });
    ids.set(statement.title, id);
  }
  return ids;
}

/** Finds the statements of the sample by their titles. */
export const finder =
  (ids: ReadonlyMap<string, number>): IdOf =>
  (title) => {
    const id = ids.get(title);
    if (id === undefined) throw new Error(`the sample has no statement “${title}”`);
    return id;
  };

/** What happens after the meeting, in order: example data, not news. */
export const stepsAfter = (idOf: IdOf): Step[] =>
  [...talkSteps(idOf), ...deadSteps(idOf), ...prisonerSteps(idOf), ...latecomerSteps()].sort(
    (a, b) => a.at - b.at,
  );
