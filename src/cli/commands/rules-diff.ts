/** `duly rules --diff` and `--apply`: dates on record that today's rules would move, and moving those that are named. */

import type { Window } from '../../domain/deadline/types.ts';
import { formatWindow } from '../../domain/shown.ts';
import { applyRules, type Mover, rulesDiff } from '../../service/rederive.ts';
import { type Answer, answer, type Call } from '../command.ts';
import { recordedBy } from '../flags.ts';
import { whenText, windowData } from '../standing.ts';
import type { Paint } from '../terminal.ts';

const windowText = (window: Window | null, zone: string): string =>
  window === null ? 'no date' : `${formatWindow(window, zone, { year: true })} ${zone}`;

/** One date that would move, for people. */
export const moverText = (mover: Mover, paint: Paint): string =>
  [
    `${paint.bold(`${mover.id}  ${mover.title.replaceAll(/\s+/g, ' ')}`)}  “${mover.phrase}”`,
    `  ${windowText(mover.window, mover.zone)}\n  → ${windowText(mover.newWindow, mover.newZone)}`,
    `  ${paint.dim(mover.reason)}`,
  ].join('\n');

/** The same for scripts. */
export const moverData = ({ window, newWindow, zone, newZone, ...rest }: Mover) => ({
  ...rest,
  from: window === null ? null : windowData(window, zone),
  to: newWindow === null ? null : windowData(newWindow, newZone),
});

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** Lists what would move; changes nothing. */
export async function showDiff(call: Call): Promise<Answer> {
  const { ctx } = await call.open();
  const { examined, movers } = await rulesDiff(ctx);
  const text = (shown: readonly Mover[], paint: Paint): string =>
    shown.length === 0
      ? `Nothing would move: the rules of today give ${counted(examined, 'open date')} as they are on record.`
      : [
          ...shown.map((mover) => moverText(mover, paint)),
          `${counted(shown.length, 'date')} of ${examined} would move; nothing was changed.`,
          'To move some of them: duly rules --apply ID,ID',
        ].join('\n');
  return answer(movers, text, { data: { examined, wouldMove: movers.map(moverData) } });
}

/** Moves the dates of the commitments in `ids` (text with commas between), and says which could not be. */
export async function applyDiff(call: Call, ids: string): Promise<Answer> {
  const { ctx } = await call.open();
  const { moved, refused } = await applyRules(ctx, { ids, recordedBy: recordedBy(call) });
  const shown = moved.map(({ id, assessment }) => ({ id, ...assessment.deadline }));
  const data = {
    moved: shown.map(({ id, window, zone, version }) => ({ id, ...windowData(window, zone), version })),
    refused: refused.map(({ id, error }) => ({ id, code: error.code, message: error.message })),
  };
  const faults = refused.map(({ error }) => error.message);
  return answer(
    shown,
    (rows) =>
      rows.length === 0
        ? 'Nothing was moved.'
        : rows.map((row) => `Commitment ${row.id} moved: ${whenText(row)}.`).join('\n'),
    { data, faults, exitCode: faults.length === 0 ? 0 : 1 },
  );
}
