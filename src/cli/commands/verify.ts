/** Checks the chain and every fact against it, in the database or in an export; names what does not hold. */
import { openLedgerFile } from '../../service/ledger-file.ts';
import { type Expected, verify, verifyLedger } from '../../service/verify.ts';
import { faultsOf } from '../../service/verify-words.ts';
import { answer, type Command, UsageError } from '../command.ts';
import { cleanText } from '../terminal.ts';

function expectedFrom(given: string | true | undefined): Expected | null {
  if (given === undefined) return null;
  const [, hash, seq] = /^([0-9a-f]{64})(?:@([1-9]\d{0,14}))?$/i.exec(String(given).trim()) ?? [];
  if (hash === undefined) throw new UsageError('--expect takes a hash of 64 digits, or HASH@NUMBER');
  return { hash: hash.toLowerCase(), seq: seq === undefined ? null : Number(seq) };
}

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Check that nothing on record was rewritten, in the database or in an export; changes nothing',
  args: [{ name: '[file]', about: 'An export to check instead of the database' }],
  flags: [
    {
      name: 'expect',
      value: 'HASH[@N]',
      about: 'A head that was published: it must be part of this chain, as link N when that is given',
    },
  ],
  examples: ['duly verify', 'duly verify record.ndjson', 'duly verify --expect HASH@1204 --json'],
  async run(call) {
    const expected = expectedFrom(call.flags.expect);
    const [file] = call.args;
    const found =
      file === undefined
        ? await verify((await call.open({ wake: () => undefined })).ctx, expected)
        : await verifyLedger(await openLedgerFile(file), { expected });
    return answer(
      found,
      ({ ok, links, head, unsealed, facts }) =>
        [
          ok ? 'Nothing was rewritten.' : 'Something is not as it was recorded.',
          `Events in the chain: ${links}. Facts ${ok ? 'as recorded' : 'compared'}: ${facts}.`,
          ...(unsealed.count === 0 ? [] : [`Not sealed yet: ${unsealed.count}, since ${unsealed.since}.`]),
          `Head: ${head}@${links}`,
        ].join('\n'),
      { faults: faultsOf(found, expected).map(cleanText), exitCode: found.ok ? 0 : 1 },
    );
  },
};
