import { formatInstant } from '../../domain/shown.ts';
import { createKey, type Key, keyInput, listKeys, revokeKey } from '../../service/keys.ts';
import { findPerson } from '../../service/people.ts';
import { answer, type Command, UsageError } from '../command.ts';
import { flagName } from '../flag-names.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { withIsoInstants } from '../standing.ts';
import { type Paint, table } from '../terminal.ts';

const utc = (at: number): string => `${formatInstant(at, 'UTC')} UTC`;
const standing = (key: Key): string =>
  key.revokedAt !== null
    ? `revoked ${utc(key.revokedAt)}`
    : key.lastUsedAt === null
      ? 'never used'
      : `last used ${utc(key.lastUsedAt)}`;

function listText(all: readonly Key[], paint: Paint): string {
  if (all.length === 0) return 'No keys. `duly key create ADDRESS --name NAME --scopes read` makes one.';
  const head = ['ID', 'OWNER', 'NAME', 'KEY', 'SCOPES', 'STANDS'].map((text) => ({
    text,
    paint: paint.bold,
  }));
  return table([
    head,
    ...all.map((one) => [
      { text: String(one.id), paint: paint.dim },
      one.owner,
      one.name,
      `${one.prefix}…`,
      one.scopes.join(','),
      standing(one),
    ]),
  ]);
}

export const keyCommand: Command = {
  name: 'key',
  summary: 'Keys for programs: make one for somebody, list them, revoke one',
  args: [
    { name: '<action>', about: 'create, list or revoke' },
    { name: '[target]', about: 'create: the address of whom it speaks for; revoke: the number of the key' },
  ],
  flags: [...flagsOf(keyInput), BY],
  examples: [
    'duly key create jane@example.org --name import --scopes read,record',
    'duly key list --json',
    'duly key revoke 3',
  ],
  async run(call) {
    const [action = '', target] = call.args;
    if (!['create', 'list', 'revoke'].includes(action))
      throw new UsageError(`say create, list or revoke, not “${action}”`);
    const allowed = action === 'create' ? ['name', 'scopes', 'by'] : action === 'revoke' ? ['by'] : [];
    const foreign = Object.keys(call.flags).find((flag) => !allowed.includes(flag));
    if (foreign !== undefined) throw new UsageError(`${flagName(foreign)} does not go with ${action}`);
    if ((action === 'list') !== (target === undefined))
      throw new UsageError(
        action === 'list'
          ? 'list takes no number'
          : `say ${action === 'create' ? 'for whose address' : 'which key'}`,
      );
    if (action === 'revoke' && !/^\d{1,9}$/.test(target ?? ''))
      throw new UsageError('say the number of the key, such as 3');
    const { ctx } = await call.open();
    if (action === 'list') {
      const all = await listKeys(ctx, null);
      return answer(all, listText, { data: { keys: all.map((one) => withIsoInstants(one, 'UTC')) } });
    }
    if (action === 'revoke') {
      await revokeKey(ctx, Number(target), null, recordedBy(call));
      return answer({ id: Number(target), revoked: true }, ({ id }) => `Key ${id} opens nothing any more.`);
    }
    const owner = await findPerson(ctx, target ?? '');
    const made = await createKey(ctx, owner.id, fieldsOf(call), recordedBy(call));
    return answer(
      made,
      ({ id, key, scopes }) =>
        `Key ${id} (${scopes.join(', ')}): ${key}\nKeep it now: it is not shown again.`,
    );
  },
};
