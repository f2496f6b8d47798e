import { subscribe, subscribeInput } from '../../service/subscribe.ts';
import { answer, type Command, UsageError } from '../command.ts';
import { fieldsOf, flagsOf } from '../flags.ts';

const TARGETS = ['party', 'tag', 'commitment'] as const;

export const subscribeCommand: Command = {
  name: 'subscribe',
  summary: 'Ask an address to confirm that it wants alerts',
  args: [{ name: '<address>', about: 'E-mail address' }],
  flags: flagsOf(subscribeInput, ['address', 'follows']),
  examples: [
    'duly subscribe reader@example.org',
    'duly subscribe reader@example.org --party "Vladimir Medinsky" --leads 7,1 --zone Europe/Berlin',
    'duly subscribe reader@example.org --commitment 12 --kinds due,overdue,met',
  ],
  async run(call) {
    const given = TARGETS.filter((target) => call.flags[target] !== undefined);
    if (given.length > 1)
      throw new UsageError(`give one of --party, --tag and --commitment, not ${given.length}`);
    const { ctx } = await call.open();
    const follows = given[0] ?? 'all';
    const { address } = await subscribe(ctx, { ...fieldsOf(call), address: call.args[0], follows });
    const waits = ctx.mailer === null ? 'is kept at /outbox, because SMTP_URL is not set' : 'is on its way';
    // The same words whether the address is new or known: that is nobody else's business.
    return answer(
      { address, follows, confirmation: 'queued' },
      (shown) =>
        `If ${shown.address} may be asked now, a confirmation mail ${waits}.\n` +
        'Alerts begin when its link has been opened and confirmed; without that nothing is sent.',
    );
  },
};
