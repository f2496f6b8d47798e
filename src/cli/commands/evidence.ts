import { DulyError } from '../../domain/errors.ts';
import { type EvidenceView, listEvidence, readEvidence } from '../../service/browse/evidence.ts';
import { type Withdrawn, withdrawEvidence, withdrawInput } from '../../service/withdraw-evidence.ts';
import { AS_OF_FIELDS, AS_OF_FLAGS, pastData, pastLine } from '../as-of.ts';
import { answer, type Call, type Command } from '../command.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { withIsoInstants } from '../standing.ts';
import { indented } from '../terminal.ts';

type Listed = Omit<EvidenceView, 'snapshot' | 'past' | 'zone'>;

function lineOf(one: Listed): string {
  const about = [
    ...one.entries.map((entry) => `entry ${entry}`),
    ...one.verdicts.map((verdict) => `decision ${verdict}`),
  ].join(', ');
  const what = [one.url, one.note?.replaceAll(/\s+/g, ' '), one.file?.name].filter(Boolean).join(' ');
  const origin = one.origin === null ? '' : `; from ${one.origin}`;
  const gone = one.withdrawn === null ? '' : `; withdrawn: ${one.withdrawn.reason}`;
  return `${one.id}  ${what} (${one.support}; ${about || 'nothing rests on it'}${origin}${gone})`;
}

function pieceText(one: EvidenceView): string {
  const file = one.file === null ? [] : [`File ${one.file.name}, SHA-256 ${one.file.sha256}`];
  const text = one.snapshot === null ? [] : [`Text, SHA-256 ${one.snapshotSha256}`, indented(one.snapshot)];
  return [lineOf(one), ...file, ...text].join('\n');
}

/** What rested on a piece and no longer counts. */
function lostText({ evidence, commitment, entries, verdicts, was, status }: Withdrawn): string {
  const lost = [
    ...entries.map((entry) => `entry ${entry}`),
    ...verdicts.map((verdict) => `decision ${verdict}`),
  ].join(', ');
  return `Evidence ${evidence} of commitment ${commitment} is withdrawn; ${lost || 'nothing'} rested on it; ${was} → ${status}.`;
}

async function withdraw(call: Call, piece: string | undefined) {
  const { ctx } = await call.open();
  const { reason, origin } = call.flags;
  const done = await withdrawEvidence(ctx, { evidence: piece, origin, reason, recordedBy: recordedBy(call) });
  return answer(done, (shown) => shown.map(lostText).join('\n'));
}

export const evidenceCommand: Command = {
  name: 'evidence',
  summary: 'List and show evidence, or withdraw what no longer stands',
  args: [
    { name: '<action>', about: 'list, show or withdraw' },
    { name: '[number]', about: 'Of the commitment (list) or of the evidence (show, withdraw)' },
  ],
  flags: [...flagsOf(withdrawInput, ['evidence', 'recordedBy']), BY, ...AS_OF_FLAGS],
  examples: [
    'duly evidence list 12',
    'duly evidence list 12 --as-of 2025-06-15',
    'duly evidence show 31',
    'duly evidence withdraw 31 --reason "The paper has taken it back"',
    'duly evidence withdraw --origin "TASS, 9 June 2025" --reason "Taken back by TASS"',
  ],
  async run(call) {
    const [action, number] = call.args;
    const asked = Object.fromEntries(
      Object.entries(fieldsOf(call)).filter(([name]) => AS_OF_FIELDS.includes(name)),
    );
    if (action === 'withdraw') {
      if (Object.keys(asked).length > 0)
        throw new DulyError('invalid', 'The past is only read: withdraw takes no asOf, on or zone.');
      return withdraw(call, number);
    }
    const { ctx } = await call.open();
    if (action === 'list') {
      const all = await listEvidence(ctx, number, asked);
      const data = withIsoInstants(all, 'UTC');
      return answer(all, (shown) => shown.map(lineOf).join('\n') || 'No evidence on record.', { data });
    }
    if (action === 'show') {
      const piece = await readEvidence(ctx, number, asked);
      const { past, ...data } = piece;
      return answer(piece, (shown) => `${pastLine(past)}${pieceText(shown)}`, {
        data: withIsoInstants({ ...pastData(past), ...data }, 'UTC'),
      });
    }
    throw new DulyError('invalid', `There is no action “${action}”: list, show or withdraw.`);
  },
};
