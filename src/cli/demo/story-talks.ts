/**
 * The talks: two accounts of one matter are linked, a study is late, a meeting is decided too early, opened again, and
 * put off for a while.
 */
import { closeCommitment, markMet, reopenCommitment } from '../../service/close.ts';
import { recordLook } from '../../service/look.ts';
import { holdReminders } from '../../service/notice.ts';
import { relate } from '../../service/relate.ts';
import { example, type IdOf, isoOn, made, on, type Step } from './step.ts';

export function talkSteps(idOf: IdOf): Step[] {
  const meeting = idOf('Hold a new meeting');
  let look = 0;
  return [
    {
      at: on('06-03T10:00'),
      says: 'both sides’ accounts of one matter are linked',
      act: async (ctx) => {
        await relate(ctx, {
          id: idOf('Exchange the bodies of the fallen'),
          kind: 'contradicts',
          other: idOf('Hand over the bodies of 6,000 dead'),
          reason: 'Medinsky speaks of a hand-over on Russia’s own initiative, Umerov of an agreed exchange.',
          recordedBy: 'demo',
        });
        await relate(ctx, {
          id: idOf('Next exchange of prisoners, as Medinsky announced it'),
          kind: 'restates',
          other: idOf('New exchange of prisoners'),
          reason: 'Zelensky and Medinsky speak of the same preparation: it counts once.',
          recordedBy: 'demo',
        });
      },
    },
    {
      at: on('06-11T15:00'),
      says: 'the memorandum has been studied (example data)',
      act: (ctx) =>
        markMet(ctx, {
          ...example,
          id: idOf('Study the Russian memorandum'),
          happenedAt: isoOn('06-11T14:00'),
          support: 'declared',
          note: made('the Ukrainian side is made to say that it has finished examining the document.'),
        }),
    },
    {
      at: on('07-01T16:00'),
      says: 'somebody looked for the meeting and found nothing (example data)',
      act: async (ctx) => {
        const looked = await recordLook(ctx, {
          id: meeting,
          in: 'TASS and the sites of both delegations (example data)',
          note: made('nobody has really looked.'),
          recordedBy: 'demo',
        });
        look = looked.look;
      },
    },
    {
      at: on('07-02T11:00'),
      says: 'the meeting is closed as not met (example data)',
      act: (ctx) =>
        closeCommitment(ctx, {
          ...example,
          id: meeting,
          outcome: 'not_met',
          look,
          reason: made('no meeting is on record for 20 to 30 June.'),
        }),
    },
    {
      at: on('07-03T10:00'),
      says: 'that decision is taken back (example data)',
      act: (ctx) =>
        reopenCommitment(ctx, {
          id: meeting,
          reason: made('the look left out the archive of the hosts; the decision came too early.'),
          recordedBy: 'demo',
        }),
    },
    {
      at: on('07-03T10:30'),
      says: 'reminders of the meeting are put off until 10 July (example data)',
      act: (ctx) =>
        holdReminders(ctx, {
          id: meeting,
          kind: 'snoozed',
          until: '2025-07-10',
          note: made('the hosts are made to promise their list by 10 July.'),
          recordedBy: 'demo',
        }),
    },
  ];
}
