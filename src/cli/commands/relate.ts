import { type Related, relate, unrelate, unrelateInput } from '../../service/relate.ts';
import { answer, type Command, UsageError } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';

const text = ({ id, fromId, toId, kind, ended }: Related): string =>
  ended
    ? `Link ${id} is taken back: ${fromId} ${kind} ${toId} no longer. Both stay on record.`
    : `Link ${id}: commitment ${fromId} ${kind} commitment ${toId}. They stay two and count by themselves.`;

export const relateCommand: Command = {
  name: 'relate',
  summary: 'Link two commitments about one matter, said again or told differently, or take a link back',
  args: [
    { name: '[id]', about: 'Number of the commitment' },
    { name: '[kind]', about: 'restates (says again) or contradicts (tells differently)' },
    { name: '[other]', about: 'Number of the other commitment' },
  ],
  flags: [
    ...flagsOf(unrelateInput, ['recordedBy', 'reason']),
    {
      name: 'reason',
      value: 'TEXT',
      about: 'How you know that it is the same matter; with --end, why the link is taken back',
    },
    BY,
  ],
  examples: [
    'duly relate 14 restates 12 --reason "The same exchange, said again on 4 June"',
    'duly relate 14 contradicts 12 --reason "Kyiv speaks of 1,000, Moscow of 1,200"',
    'duly relate --end 3 --reason "Another exchange"',
  ],
  async run(call) {
    const [id, kind, other] = call.args;
    const ends = call.flags.end !== undefined;
    if (ends && id !== undefined) throw new UsageError('--end takes a link back and needs no commitments');
    if (!ends && other === undefined)
      throw new UsageError('say which is linked how with which: duly relate 14 restates 12, or --end LINK');
    const by = { recordedBy: recordedBy(call) };
    const { ctx } = await call.open();
    const related = ends
      ? await unrelate(ctx, { ...fieldsOf(call), ...by })
      : await relate(ctx, { ...fieldsOf(call), id, kind, other, ...by });
    return answer(related, text);
  },
};
