/** What can be done by web about evidence, second persons and criteria: rows like those of decisions. */
import { vagueness } from '../domain/criteria.ts';
import { formatQuantity } from '../domain/numbers.ts';
import { SUPPORTS } from '../domain/record.ts';
import { STATUS_LABELS } from '../domain/words.ts';
import { approveOne, approveOneInput } from '../service/approve.ts';
import type { CommitmentView } from '../service/browse/commitment.ts';
import { criteriaInput, reviseCriteria } from '../service/criteria.ts';
import { lookInput, recordLook } from '../service/look.ts';
import { withdrawOne, withdrawOneInput } from '../service/withdraw-evidence.ts';
import type { Action } from './decisions.ts';
import { choosing, recordedBy, short } from './dispute-actions.ts';
import type { Field } from './views/fields.tsx';

export type EvidenceName = 'approve' | 'look' | 'criteria' | 'withdraw';

const TALLY_OPTIONS = {
  declared: 'Declared amounts',
  confirmed: 'Amounts that the other side confirmed',
  verified: 'Amounts that a third has verified',
} satisfies Record<(typeof SUPPORTS)[number], string>;

/** Which tally decides; the same choice stands in the form that records a commitment. */
export const decidesField = (otherwise: string): Field => ({
  name: 'decides',
  label: 'Which amounts decide',
  kind: 'select',
  options: [['', otherwise], ...SUPPORTS.map((support) => [support, TALLY_OPTIONS[support]] as const)],
});

export const questionFields: readonly Field[] = [
  { name: 'unmeasurable', label: 'It cannot be decided as it is written', kind: 'check' },
  { name: 'question', label: 'The question whose answer would make it decidable' },
];

/** Pieces that stand, each once: an amount and a decision may rest on the same. */
function standing(view: CommitmentView): (readonly [string, string])[] {
  const pieces = new Map<string, string>();
  const keep = (evidence: CommitmentView['verdicts'][number]['evidence'], what: string): void => {
    if (evidence === null || evidence.withdrawn !== null) return;
    const shows = evidence.note ?? evidence.url ?? evidence.fileName ?? '';
    pieces.set(String(evidence.id), `${evidence.id}, ${what}: ${short(shows)}`);
  };
  for (const { evidence, amount } of view.progress)
    keep(evidence, `${formatQuantity(amount)} ${view.target?.unit ?? ''}`.trim());
  for (const { evidence, outcome } of view.verdicts)
    keep(evidence, outcome === null ? 'taken back' : STATUS_LABELS[outcome]);
  return [...pieces];
}

const approveFields: readonly Field[] = [
  { name: 'verdict', label: 'Decision', kind: 'select', required: true },
  { name: 'reject', label: 'It is not approved (say why)', kind: 'check' },
  { name: 'reason', label: 'Why' },
  {
    name: 'recordedBy',
    label: 'Your name',
    required: true,
    hint: 'Another than the one who made the decision.',
  },
];

const withdrawFields: readonly Field[] = [
  { name: 'evidence', label: 'Evidence', kind: 'select', required: true },
  { name: 'reason', label: 'Why it no longer stands', required: true },
  recordedBy,
];

export const EVIDENCE_ACTIONS: readonly Action[] = [
  {
    name: 'approve',
    title: 'Approve or reject a decision',
    about: 'A decision waits for a second person, and decides nothing before.',
    fields: approveFields,
    fieldsFor: (view) =>
      choosing(approveFields, {
        verdict: view.verdicts.flatMap(({ id, outcome, reason, recordedBy: by }) =>
          view.waiting.includes(id) && outcome !== null
            ? [[String(id), `${id}, ${STATUS_LABELS[outcome]}, by ${by}: ${short(reason)}`] as const]
            : [],
        ),
      }),
    schema: approveOneInput,
    run: approveOne,
    done: 'approved',
    offered: (view) => view.waiting.length > 0,
  },
  {
    name: 'look',
    title: 'Record a look that found nothing',
    about: 'Say where you looked. It can be given as the evidence when it is closed as not met.',
    fields: [
      {
        name: 'in',
        label: 'Where you looked',
        required: true,
        hint: 'Such as “TASS, the site of the ministry”.',
      },
      { name: 'at', label: 'When', hint: 'A day (2025-06-20) or a time (2025-06-20T15:30); otherwise now.' },
      { name: 'note', label: 'What else there is to say', kind: 'area' },
      recordedBy,
    ],
    schema: lookInput,
    run: recordLook,
    done: 'looked',
    offered: (view) => view.settledAt === null,
  },
  {
    name: 'criteria',
    title: 'Revise what counts as fulfilled',
    about: 'A new version; what is left empty stays as it is. The earlier versions stay on record.',
    fields: [
      { name: 'fulfilledWhen', label: 'How fulfilment would be recognised', kind: 'area' },
      decidesField('As before'),
      ...questionFields,
      { name: 'measurable', label: 'It can be decided now', kind: 'check' },
      { name: 'reason', label: 'Why it changes', required: true },
      recordedBy,
    ],
    schema: criteriaInput,
    run: reviseCriteria,
    done: ({ fulfilledWhen }) =>
      typeof fulfilledWhen === 'string' && vagueness(fulfilledWhen) !== null ? 'vague' : 'criteria',
    offered: () => true,
  },
  {
    name: 'withdraw',
    title: 'Withdraw evidence',
    about: 'It no longer stands. What rests on it counts no more; both stay on record.',
    fields: withdrawFields,
    fieldsFor: (view) => choosing(withdrawFields, { evidence: standing(view) }),
    schema: withdrawOneInput,
    run: withdrawOne,
    done: 'taken',
    offered: (view) => standing(view).length > 0,
  },
];
