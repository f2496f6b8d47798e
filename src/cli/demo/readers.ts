/** The people of the demo who ask to be told, each in another way; the demo confirms for them, by the link in their mail. */
import { readMail, readOutbox } from '../../service/browse/outbox.ts';
import type { Context } from '../../service/context.ts';
import { confirm } from '../../service/manage.ts';
import { subscribe } from '../../service/subscribe.ts';
import { type IdOf, on, type Step } from './step.ts';

/** Asks for the subscriptions that are there from the beginning. */
export async function subscribeReaders(ctx: Context, idOf: IdOf): Promise<void> {
  await subscribe(ctx, { address: 'desk@example.org', follows: 'all', zone: 'Europe/Berlin' });
  await subscribe(ctx, {
    address: 'watch@example.org',
    follows: 'commitment',
    commitment: idOf('Hand over the bodies of 6,000 dead'),
    kinds: ['due', 'progress', 'met', 'overdue', 'disputed'],
    zone: 'Europe/Kyiv',
  });
  await subscribe(ctx, {
    address: 'digest@example.org',
    follows: 'all',
    rhythm: 'daily',
    hour: 8,
    zone: 'Europe/Istanbul',
  });
}

/** Opens the link in each confirmation mail to somebody new, as its reader would. */
export async function confirmByMail(ctx: Context, address?: string): Promise<void> {
  const { mails } = await readOutbox(ctx, { limit: 500, address });
  for (const { id, kind } of mails) {
    if (kind !== 'confirm') continue;
    const token = /\/confirm\/(\S+)/.exec((await readMail(ctx, id)).text ?? '')?.[1];
    if (token !== undefined) await confirm(ctx, token);
  }
}

/** Somebody comes later, reads German, and sleeps from ten to seven: never told “overdue”, so never corrected. */
export function latecomerSteps(): Step[] {
  const address = 'spaet@example.org';
  return [
    {
      at: on('06-17T09:00'),
      says: `${address} asks for mails about the dead`,
      act: (ctx) =>
        subscribe(ctx, {
          address,
          follows: 'tag',
          tag: 'the-dead',
          language: 'de',
          quietFrom: 22,
          quietTo: 7,
          zone: 'Europe/Berlin',
        }),
    },
    {
      at: on('06-17T09:10'),
      says: `${address} confirms`,
      act: (ctx) => confirmByMail(ctx, address),
    },
  ];
}
