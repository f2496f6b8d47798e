import { erase, eraseInput } from '../../service/erase.ts';
import { answer, type Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';

export const eraseCommand: Command = {
  name: 'erase',
  summary: "Delete a person's address with all its subscriptions and messages; the chain stays valid",
  args: [{ name: '<address>', about: 'E-mail address' }],
  flags: [...flagsOf(eraseInput, ['address', 'recordedBy']), BY],
  examples: ['duly erase reader@example.org --reason "Asked for on 3 June, letter 17"'],
  async run(call) {
    const { ctx } = await call.open();
    const input = { ...fieldsOf(call), address: call.args[0], recordedBy: recordedBy(call) };
    const erased = await erase(ctx, input);
    const { named, alike } = erased;
    const faults = [
      ...(named === 0
        ? []
        : [`${named} entries of the record name this address in their own words. They are never changed.`]),
      ...(alike.length === 0
        ? []
        : [`Still there, and perhaps the same mailbox: ${alike.join(', ')}. Erase each that is.`]),
    ];
    return answer(
      erased,
      ({ subscriptions, alerts, deliveries, attempts, feedback, quoted }) =>
        `Erased: ${subscriptions} subscriptions, ${alerts} alerts, ${deliveries} messages with ${attempts} attempts, ${feedback} reports` +
        `${quoted === 0 ? '' : `; taken out of ${quoted} other texts`}. That it was done is on record, without the address.`,
      { faults },
    );
  },
};
