/** What a check of the record found, in sentences for people. */
import type { Break } from '../domain/chain.ts';
import type { Difference } from '../domain/compare-facts.ts';
import type { Expected, Verification } from './verify.ts';

const BROKEN: Readonly<Record<Break['what'], string>> = {
  'link missing': 'there is no such link',
  'event missing': 'its event is gone',
  'event changed': 'its event was changed',
  'hash changed': 'its hash was changed',
  'event or hash changed': 'its event or its hash was changed',
};

function brokenText({ seq, eventId, key, what }: Break): string {
  const event = what === 'link missing' ? '' : ` (event ${eventId}${key === null ? '' : `, ${key}`})`;
  return `The chain is broken at link ${seq}${event}: ${BROKEN[what]}.`;
}

const DIFFERS: Readonly<Record<Difference['what'], (columns: string) => string>> = {
  changed: (columns) => `is not as it was recorded: ${columns}.`,
  'without event': () => 'was put in past the log: there is no event of it.',
  deleted: () => 'was recorded and is gone.',
  'marked wrongly': (marks) => `has a mark that its facts do not bear out: ${marks}.`,
  backdated: (whole) => `was put in later than it says: ${whole} had been announced after that already.`,
};

const DAMAGED: Readonly<Record<NonNullable<Verification['damage']>, string>> = {
  'cut off': 'The export ends before its last line: it was cut off.',
  'changed on its way':
    'The last line does not count and hash the lines before it: the export was changed on its way.',
};

/** One sentence a fault; none when all is as it was recorded. */
export function faultsOf(found: Verification, expected: Expected | null): string[] {
  const { broken, damage, differences, unsealed } = found;
  const at = expected?.seq === null ? '' : ` at ${expected?.seq}`;
  return [
    ...(damage === null ? [] : [DAMAGED[damage]]),
    ...(broken === null ? [] : [brokenText(broken)]),
    ...differences.map(({ key, what, columns }) => `${key} ${DIFFERS[what](columns.join(', '))}`),
    ...(found.expected === 'missing'
      ? [`The expected hash is not part of this chain${at}: it was cut off, or is another.`]
      : []),
    ...(unsealed.late
      ? [`${unsealed.count} events are not sealed, the first since ${unsealed.since}: is a worker running?`]
      : []),
  ];
}
