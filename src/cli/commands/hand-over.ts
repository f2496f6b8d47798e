import { handOver, handOverInput } from '../../service/hand-over.ts';
import { answer, type Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';

export const handOverCommand: Command = {
  name: 'hand-over',
  summary: 'Hand an open commitment to a colleague, or give it back',
  args: [{ name: '<id>', about: 'Number of the commitment' }],
  flags: [...flagsOf(handOverInput, ['id', 'recordedBy']), BY],
  examples: [
    'duly hand-over 12 --to "Ben Adler" --note "Asked the ministry; it answers by Friday"',
    'duly hand-over 12 --note "Back to the desk: I am away until May"',
  ],
  async run(call) {
    const { ctx } = await call.open();
    const input = { ...fieldsOf(call), id: call.args[0], recordedBy: recordedBy(call) };
    const { status } = await handOver(ctx, input);
    const to = call.flags.to;
    const data = { id: Number(call.args[0]), to: typeof to === 'string' ? to : null, status };
    return answer(data, ({ id, to }) =>
      to === null ? `Commitment ${id} was given back.` : `Commitment ${id} was handed to ${to}.`,
    );
  },
};
