/**
 * The 6,000 bodies: each side's account of one hand-over counts once; of the third they give different numbers, so the
 * window closes on a confirmed sum that falls short; a third party's report shows later that it had been kept in time.
 */
import { answerObjection } from '../../service/answer.ts';
import { readCommitment } from '../../service/browse/commitment.ts';
import { closeCommitment } from '../../service/close.ts';
import type { Context } from '../../service/context.ts';
import { raiseObjection } from '../../service/object.ts';
import { addProgress } from '../../service/progress.ts';
import { example, type IdOf, isoOn, made, on, type Step } from './step.ts';

const people = (amount: number): string => amount.toLocaleString('en-US');

interface HandOver {
  readonly happened: string;
  readonly amount: number;
}

/** The number under which a hand-over was claimed: the other side's account of it refers to that. */
async function claimOf(ctx: Context, id: number, amount: number): Promise<number> {
  const { progress } = await readCommitment(ctx, id);
  const claim = progress.find((entry) => entry.amount === amount);
  if (claim === undefined) throw new Error(`nobody has claimed ${amount}`);
  return claim.id;
}

export function deadSteps(idOf: IdOf): Step[] {
  const id = idOf('Hand over the bodies of 6,000 dead');
  const first = { happened: '06-09T10:00', amount: 1_200 };
  const second = { happened: '06-11T11:30', amount: 2_300 };
  const third = { happened: '06-13T12:00', amount: 2_500 };
  const claimed = ({ happened, amount }: HandOver, at: string): Step => ({
    at: on(at),
    says: `Russia says that it handed over ${people(amount)} (example data)`,
    act: (ctx) =>
      addProgress(ctx, {
        ...example,
        id,
        amount,
        happenedAt: isoOn(happened),
        claimedBy: 'Russia',
        note: made(`the Russian side is made to say that it handed over ${people(amount)} bodies.`),
      }),
  });
  const counted = ({ happened, amount }: HandOver, at: string, received = amount): Step => ({
    at: on(at),
    says: `Ukraine says that it received ${people(received)} (example data)`,
    act: async (ctx) =>
      addProgress(ctx, {
        ...example,
        id,
        amount: received,
        confirms: await claimOf(ctx, id, amount),
        happenedAt: isoOn(happened),
        claimedBy: 'Ukraine',
        support: 'confirmed',
        note: made(`the Ukrainian side is made to say that it received ${people(received)} bodies.`),
      }),
  });
  let objection = 0;
  return [
    claimed(first, '06-09T18:00'),
    counted(first, '06-09T21:00'),
    claimed(second, '06-11T18:00'),
    counted(second, '06-11T21:00'),
    claimed(third, '06-13T18:00'),
    counted(third, '06-13T21:00', 2_380),
    {
      at: on('06-14T12:00'),
      says: 'Ukraine objects to the number of 2,500 (example data)',
      act: async (ctx) => {
        const raised = await raiseObjection(ctx, {
          id,
          progress: await claimOf(ctx, id, third.amount),
          raisedBy: 'Ukraine',
          reason: made('the Ukrainian side is made to say that it counted 2,380 and not 2,500.'),
          answerBy: 'within 7 days',
          recordedBy: 'demo',
        });
        objection = raised.objectionId;
      },
    },
    {
      at: on('06-18T23:30'),
      says: 'the Red Cross counted 2,500 on 13 June (example data)',
      act: async (ctx) =>
        addProgress(ctx, {
          ...example,
          id,
          amount: third.amount,
          confirms: await claimOf(ctx, id, third.amount),
          happenedAt: isoOn(third.happened),
          support: 'verified',
          origin: 'List of the Red Cross (example data)',
          note: made('the Red Cross is made to say that 2,500 bodies were received on 13 June.'),
        }),
    },
    {
      at: on('06-19T11:00'),
      says: 'the objection has its answer: rejected (example data)',
      act: (ctx) =>
        answerObjection(ctx, {
          objection,
          outcome: 'rejected',
          answer: made('the Red Cross is made to have counted 2,500; both numbers stay on record.'),
          recordedBy: 'demo',
        }),
    },
    {
      at: on('06-27T12:00'),
      says: 'the ceasefire of two or three days was not agreed (example data)',
      act: (ctx) =>
        closeCommitment(ctx, {
          ...example,
          id: idOf('Ceasefire of two or three days on certain sections of the front'),
          outcome: 'void',
          reason: made('the proposal was not taken up.'),
          note: made('both sides are made to say in this demonstration that they did not agree on it.'),
        }),
    },
  ];
}
