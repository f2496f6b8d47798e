/** Two real workers at the mail about hand-overs, which is made while they are at it: everybody is told once. */
import { expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { handOver } from '../../src/service/hand-over.ts';
import { addPerson } from '../../src/service/people.ts';
import { closingIn, copies, openWorld } from '../support/world.ts';

const COLLEAGUES = 6;

it('each colleague gets one message, and nobody one about what was settled meanwhile', async ({
  onTestFinished: finished,
}) => {
  const world = await openWorld('postgresql', finished);
  const { ctx, smtp } = world;
  const ids: number[] = [];
  for (let n = 0; n < COLLEAGUES; n += 1) {
    const by = { actor: 'test', invite: false };
    await addPerson(ctx, { name: `Colleague ${n}`, address: `colleague${n}@example.org` }, by);
    ids.push(await closingIn(ctx, -1, { title: `Item ${n}`, quote: `We will, number ${n}.` }));
  }
  const hand = (n: number) =>
    handOver(ctx, { id: ids[n], to: `Colleague ${n}`, note: 'Yours', recordedBy: 'Anna' });
  await hand(0);
  await closeCommitment(ctx, { id: ids[0], outcome: 'void', reason: 'an error', note: 'seen' });
  world.worker();
  world.worker();
  for (let n = 1; n < COLLEAGUES; n += 1) await hand(n);
  await world.drained(COLLEAGUES - 1, 120_000);
  const { mailboxes, repeated } = copies(smtp.messages);
  expect({ mailboxes, repeated }).toEqual({ mailboxes: COLLEAGUES - 1, repeated: 0 });
  expect(await world.db.prisma.handedMail.count()).toBe(COLLEAGUES);
  const dropped = await world.db.prisma.delivery.findMany({ where: { state: 'dropped' } });
  expect(dropped.map(({ why }) => why)).toEqual(['no longer holds: the commitment is void']);
}, 240_000);
