/**
 * One pass by hand, as a worker would make it: 1. work out the dates that wait for it, 2. put the next occurrences of
 * series on record, 3. sweep until nothing is due, 4. fan out until nothing waits, 5. deliver, waiting once for alerts
 * that wait for each other, 6. seal what was written. Each step is bounded; what is left over is said. Workers may run at the same time: each
 * takes what the other has not.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelName } from '../../service/channels.ts';
import type { Context } from '../../service/context.ts';
import { deliver } from '../../service/deliver.ts';
import { derive } from '../../service/derive.ts';
import { fanOut, MERGE_MS } from '../../service/fan-out.ts';
import { makeAhead } from '../../service/make-ahead.ts';
import { seal } from '../../service/seal.ts';
import { sweep } from '../../service/sweep.ts';
import { answer, type Command } from '../command.ts';

const BATCH = 1_000;
/** Passes of each step; with the batch size, a million rows. */
const PASSES = 1_000;

async function sweepAll(ctx: Context) {
  const total = { examined: 0, events: 0, faults: 0, more: true };
  for (let pass = 0; pass < PASSES && total.more; pass += 1) {
    const { examined, events, faults } = await sweep(ctx, BATCH);
    total.examined += examined;
    total.events += events;
    total.faults += faults;
    total.more = examined === BATCH;
  }
  return total;
}

async function deriveAll(ctx: Context) {
  const total = { moved: 0, faults: 0, more: true };
  for (let pass = 0; pass < PASSES && total.more; pass += 1) {
    const { taken, moved, faults } = await derive(ctx, BATCH);
    total.moved += moved;
    total.faults += faults;
    total.more = taken === BATCH;
  }
  return total;
}

async function makeAll(ctx: Context) {
  const total = { made: 0, faults: 0, more: true };
  for (let pass = 0; pass < PASSES && total.more; pass += 1) {
    const { made, faults, more } = await makeAhead(ctx, BATCH);
    total.made += made;
    total.faults += faults;
    total.more = more;
  }
  return total;
}

async function fanOutAll(ctx: Context) {
  const total = { occasions: 0, alerts: 0, more: true };
  for (let pass = 0; pass < PASSES && total.more; pass += 1) {
    const { occasions, alerts, more } = await fanOut(ctx);
    total.occasions += occasions;
    total.alerts += alerts;
    total.more = more;
  }
  return total;
}

async function deliverAll(ctx: Context, channel: ChannelName) {
  const total = { sent: 0, dropped: 0, deferred: 0, failed: 0, more: true };
  for (let pass = 0; pass < PASSES && total.more; pass += 1) {
    const { sent, dropped, deferred, failed, claimed, nextAt } = await deliver(ctx, { channel });
    total.sent += sent;
    total.dropped += dropped;
    total.deferred += deferred;
    total.failed += failed;
    const wait = nextAt === null ? Number.POSITIVE_INFINITY : ctx.clock.realMsUntil(nextAt);
    // Alerts of this very pass come up after the merge time; a retry that is further off is left to the workers.
    total.more = wait <= MERGE_MS && (claimed > 0 || wait > 0);
    if (total.more) await sleep(wait);
  }
  return total;
}

async function sealAll(ctx: Context) {
  const total = { sealed: 0, more: true };
  for (let pass = 0; pass < PASSES && total.more; pass += 1) {
    const { sealed, more } = await seal(ctx);
    total.sealed += sealed;
    total.more = more;
  }
  return total;
}

export const sweepCommand: Command = {
  name: 'sweep',
  summary: 'Flag what has come due, and send what is to be told, once',
  examples: ['duly sweep', 'duly sweep --json'],
  async run(call) {
    // Everything that could be woken for is done right here.
    const { ctx } = await call.open({ wake: () => undefined });
    const derived = await deriveAll(ctx);
    const made = await makeAll(ctx);
    const swept = await sweepAll(ctx);
    const fannedOut = await fanOutAll(ctx);
    const delivered = await deliverAll(ctx, 'email');
    const posted = await deliverAll(ctx, 'webhook');
    const sealed = await sealAll(ctx);
    const more =
      derived.more ||
      made.more ||
      swept.more ||
      fannedOut.more ||
      delivered.more ||
      posted.more ||
      sealed.more;
    const faults = [
      ...(swept.faults === 0 ? [] : [`${swept.faults} could not be judged: see \`duly doctor\`.`]),
      ...(made.faults === 0 ? [] : [`${made.faults} series were set aside: see \`duly series list\`.`]),
      ...(derived.faults === 0 ? [] : [`${derived.faults} dates could not be worked out: see the log.`]),
    ];
    return answer(
      { derived, made, swept, fannedOut, delivered, posted, sealed },
      () =>
        [
          ...(derived.moved === 0 ? [] : [`Worked out ${derived.moved} dates anew.`]),
          ...(made.made === 0 ? [] : [`Put ${made.made} occurrences of series on record.`]),
          `Examined ${swept.examined}, flagged ${swept.events}.`,
          `Told ${fannedOut.occasions} occasions in ${fannedOut.alerts} alerts.`,
          `Mails: ${delivered.sent} ${ctx.mailer === null ? 'kept' : 'sent'}, ${delivered.dropped} dropped, ` +
            `${delivered.deferred} to be tried again, ${delivered.failed} failed.`,
          ...(posted.sent + posted.dropped + posted.deferred + posted.failed === 0
            ? []
            : [
                `Webhooks: ${posted.sent} sent, ${posted.dropped} dropped, ` +
                  `${posted.deferred} to be tried again, ${posted.failed} failed.`,
              ]),
          ...(more ? ['There is more to do: run it again.'] : []),
        ].join('\n'),
      { faults, exitCode: faults.length === 0 ? 0 : 1 },
    );
  },
};
