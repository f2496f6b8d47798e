import { addParty, listParties, partyInput } from '../../service/party.ts';
import { AS_OF_FIELDS, AS_OF_FLAGS, pastData, pastLine } from '../as-of.ts';
import { answer, type Command, UsageError } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { iso } from '../standing.ts';
import { table } from '../terminal.ts';

type Listed = Awaited<ReturnType<typeof listParties>>;

const listText = ({ parties, past }: Listed): string =>
  pastLine(past) +
  (parties.length === 0
    ? 'No party is on record.'
    : table(parties.map((party) => [String(party.id), party.name, party.kind])));

const listData = ({ parties, past }: Listed) => ({
  ...pastData(past),
  parties: parties.map((party) => ({ ...party, recordedAt: iso(party.recordedAt, 'UTC') })),
});

export const partyCommand: Command = {
  name: 'party',
  summary: 'List the parties, or add one that has promised nothing, such as a third that verifies',
  args: [
    { name: '<action>', about: 'add or list' },
    { name: '[name]', about: 'Name of the party to add' },
  ],
  flags: [...flagsOf(partyInput, ['name', 'recordedBy']), BY, ...AS_OF_FLAGS],
  examples: [
    'duly party list',
    'duly party list --as-of 2025-06-18',
    'duly party add "Red Cross"',
    'duly party add "Ann Reed" --kind person',
  ],
  async run(call) {
    const [action, name] = call.args;
    const given = Object.keys(call.flags);
    if (action === 'list') {
      if (name !== undefined || given.some((flag) => !AS_OF_FIELDS.includes(flag)))
        throw new UsageError('list takes no name, and of the flags only those that ask for the past');
      const { ctx } = await call.open();
      const listed = await listParties(ctx, fieldsOf(call));
      return answer(listed, listText, { data: listData(listed) });
    }
    if (action !== 'add') throw new UsageError(`say add or list, not “${action}”`);
    if (name === undefined) throw new UsageError('say the name of the party to add');
    if (given.some((flag) => AS_OF_FIELDS.includes(flag)))
      throw new UsageError('only list tells of the past: nobody is added to it');
    const { ctx } = await call.open();
    const added = await addParty(ctx, { ...fieldsOf(call), name, recordedBy: recordedBy(call) });
    return answer(added, (one) => {
      const others = one.near.map((other) => `“${other}”`).join(', ');
      const hint = one.near.length === 0 ? '' : ` Another has nearly that name: ${others}.`;
      return `Party ${one.id}, “${one.name}” (${one.kind}), is on record.${hint}`;
    });
  },
};
