/**
 * Prisoners: a promise that holds for each side, kept by one and not by the other, and a date that slips once.
 */
import { closeCommitment, markMet } from '../../service/close.ts';
import { moveDeadline } from '../../service/move.ts';
import { addProgress } from '../../service/progress.ts';
import { example, type IdOf, isoOn, made, on, type Step } from './step.ts';

export function prisonerSteps(idOf: IdOf): Step[] {
  const exchange = idOf('Exchange the severely wounded and soldiers under 25, all for all');
  const commissions = idOf('Set up medical commissions and make the exchanges regular');
  const returned = (at: string, side: string, other: string, amount: number): Step => ({
    at: on(at),
    says: `${amount.toLocaleString('en-US')} people returned by ${side} (example data)`,
    act: (ctx) =>
      addProgress(ctx, {
        ...example,
        id: exchange,
        amount,
        side,
        claimedBy: other,
        support: 'confirmed',
        happenedAt: isoOn(at),
        note: made(`${other} is made to say that ${side} returned ${amount.toLocaleString('en-US')} people.`),
      }),
  });
  const dated = (at: string, deadline: string, why: string): Step => ({
    at: on(at),
    says: `a date for the medical commissions: ${deadline} (example data)`,
    act: (ctx) => moveDeadline(ctx, { id: commissions, deadline, reason: made(why), recordedBy: 'demo' }),
  });
  return [
    dated('06-05T12:00', 'by 16 June', 'both sides are made to name a date, in a joint note of 5 June.'),
    dated(
      '06-12T15:00',
      'by 23 June',
      'both sides are made to ask for another week, in a joint note of 12 June: doctors are still to be named.',
    ),
    {
      at: on('06-20T17:00'),
      says: 'the medical commissions have met (example data)',
      act: (ctx) =>
        markMet(ctx, {
          ...example,
          id: commissions,
          happenedAt: isoOn('06-20T15:00'),
          support: 'confirmed',
          note: made('both sides are made to say that the commissions have met.'),
        }),
    },
    returned('06-24T14:00', 'Ukraine', 'Russia', 1_000),
    returned('06-24T16:00', 'Russia', 'Ukraine', 640),
    {
      at: on('06-30T12:00'),
      says: 'Russia’s part of the exchange is closed: 640 of 1,000 (example data)',
      act: (ctx) =>
        closeCommitment(ctx, {
          ...example,
          id: exchange,
          side: 'Russia',
          outcome: 'not_met',
          reason: made(
            'the exchange is made to end with 640 people. Each side stands for itself: this excuses nobody else.',
          ),
          note: made('both sides are made to say that nobody else will be exchanged under this agreement.'),
        }),
    },
  ];
}
