/** What an editor can do to a commitment by web: one row an action, read by the forms and by the handler. */
import type { z } from 'zod';
import { OUTCOMES, SUPPORTS } from '../domain/record.ts';
import { STATUS_LABELS } from '../domain/words.ts';
import { anchorOfOne, anchorOneInput } from '../service/anchor.ts';
import type { CommitmentView } from '../service/browse/commitment.ts';
import {
  closeCommitment,
  closeInput,
  markMet,
  metInput,
  reopenCommitment,
  reopenInput,
} from '../service/close.ts';
import type { Context } from '../service/context.ts';
import { moveDeadline, moveInput } from '../service/move.ts';
import { addProgress, progressInput } from '../service/progress.ts';
import { choosing, DISPUTE_ACTIONS, type DisputeName, happenedAt, recordedBy } from './dispute-actions.ts';
import { EVIDENCE_ACTIONS, type EvidenceName } from './evidence-actions.ts';
import { datedOnceClosed } from './fulfilled-when.ts';
import { HAND_OVER } from './hand-over-action.ts';
import type { Field } from './views/fields.tsx';

export interface Action {
  readonly name:
    | 'met'
    | 'progress'
    | 'anchor'
    | 'move'
    | 'close'
    | 'reopen'
    | 'hand'
    | DisputeName
    | EvidenceName;
  /** Its only name: on the link, beside the key, above the form and on its button. */
  readonly title: string;
  readonly about: string;
  readonly fields: readonly Field[];
  /** The same fields with what the commitment offers to choose from; `colleagues` are the names of who may decide. */
  readonly fieldsFor?: (view: CommitmentView, colleagues: readonly string[]) => readonly Field[];
  readonly schema: z.ZodType;
  readonly run: (ctx: Context, input: unknown) => Promise<unknown>;
  /** What the commitment's page says afterwards, by what was typed. */
  readonly done: string | ((input: Readonly<Record<string, unknown>>) => string);
  /** Whether it can be done as things stand. */
  readonly offered: (view: CommitmentView) => boolean;
}

const SUPPORT_OPTIONS = {
  declared: 'Declared by one side',
  confirmed: 'Confirmed by the other side',
  verified: 'Verified by a third',
} satisfies Record<(typeof SUPPORTS)[number], string>;

const evidence: readonly Field[] = [
  {
    name: 'evidenceUrl',
    label: 'Link to the evidence',
    kind: 'url',
    hint: 'A link, a note, a file, or several.',
  },
  { name: 'note', label: 'What shows it', kind: 'area' },
  {
    name: 'file',
    label: 'A file that shows it',
    kind: 'file',
    hint: 'pdf, png, jpeg, webp, gif, txt, csv or eml, at most 10 MB.',
  },
  {
    name: 'origin',
    label: 'Where the report comes from',
    rare: true,
    hint: 'Such as “TASS, 9 June 2025”: copies of it count once.',
  },
  { name: 'snapshot', label: 'The text as it was read', kind: 'area', rare: true },
  happenedAt,
  {
    name: 'support',
    label: 'Supported as',
    rare: true,
    kind: 'select',
    options: SUPPORTS.map((support) => [support, SUPPORT_OPTIONS[support]] as const),
  },
  {
    name: 'exampleData',
    label: 'Example data, made up for a demonstration',
    kind: 'check',
    rare: true,
  },
  recordedBy,
];

/** One of the committers, where the target holds for each; the form leaves it out elsewhere. */
const side: Field = { name: 'side', label: 'Only about this side', kind: 'select' };
const sidesOf = (view: CommitmentView): (readonly [string, string])[] => [
  ['', 'All of it'],
  ...view.parties.flatMap(({ name, role }) => (role === 'committer' ? [[name, name] as const] : [])),
];
const metFields: readonly Field[] = [
  side,
  ...evidence,
  {
    name: 'reason',
    label: 'Remark',
    hint: 'Needed as a reason where the amounts on record fall short of the target.',
  },
];
const closeFields: readonly Field[] = [
  {
    name: 'outcome',
    label: 'Outcome',
    kind: 'select',
    required: true,
    options: OUTCOMES.filter((outcome) => outcome !== 'met').map(
      (outcome) => [outcome, STATUS_LABELS[outcome]] as const,
    ),
  },
  side,
  { name: 'reason', label: 'Reason', required: true },
  {
    name: 'look',
    label: 'A look that found nothing',
    kind: 'select',
    hint: 'It is evidence enough that it was not met.',
  },
  ...evidence,
];
const reopenFields: readonly Field[] = [
  side,
  { name: 'reason', label: 'Why it is taken back', required: true },
  recordedBy,
];
const looksOf = (view: CommitmentView): (readonly [string, string])[] => [
  ['', '–'],
  ...view.looks.map((look) => [String(look.id), `${look.id}, by ${look.by}, in ${look.in}`] as const),
];

const decided = (view: CommitmentView): boolean => view.settledBy === 'verdict';

/** A decision about one side that can be taken back. */
const isOfOneSide = (verdict: CommitmentView['verdicts'][number]): boolean =>
  verdict.side !== null && verdict.outcome !== null && !verdict.reversed;

const progressFields: readonly Field[] = [
  { name: 'amount', label: 'How much', kind: 'number', required: true },
  { name: 'side', label: 'By which side', hint: 'When the target holds for each side by itself.' },
  {
    name: 'claimedBy',
    label: 'Who says so',
    hint: 'A party that is on record; under Parties somebody new is added.',
  },
  {
    name: 'confirms',
    label: 'Number of the entry it supports',
    kind: 'number',
    hint: 'Or that it gives another amount for.',
  },
  ...evidence,
];

export const ACTIONS: readonly Action[] = [
  {
    name: 'met',
    title: 'Mark fulfilled',
    about: 'It was done. Say what shows it, and when it happened.',
    fields: metFields,
    fieldsFor: (view) => datedOnceClosed(choosing(metFields, { side: sidesOf(view) }), view, 'always'),
    schema: metInput,
    run: markMet,
    done: 'met',
    offered: (view) => view.settledAt === null,
  },
  {
    name: 'progress',
    title: 'Add progress',
    about: 'A part of it was done. The amounts are added up; when they reach the target, it is met.',
    fields: progressFields,
    fieldsFor: (view) => datedOnceClosed(progressFields, view, 'always'),
    schema: progressInput,
    run: addProgress,
    done: 'progress',
    offered: (view) => view.target !== null && !decided(view),
  },
  {
    name: 'anchor',
    title: 'Record the event',
    about:
      'The date hangs on an event. Say when it happened; a correction leaves what was reported before on record. The date follows in a moment.',
    fields: [
      { name: 'happenedOn', label: 'Day on which it happened', kind: 'date' },
      {
        name: 'happenedAt',
        label: 'Or the time',
        kind: 'moment',
        hint: 'When hours count; as clocks show it where the deadline counts.',
      },
      { name: 'url', label: 'Link to what shows it', kind: 'url' },
      { name: 'note', label: 'What is known about it', kind: 'area' },
      { name: 'withdraw', label: 'It was recorded in error (say why above)', kind: 'check' },
      recordedBy,
    ],
    schema: anchorOneInput,
    run: anchorOfOne,
    done: (input) => (input.withdraw === undefined ? 'anchor' : 'withdrawn'),
    offered: (view) => view.anchor !== null,
  },
  {
    name: 'move',
    title: 'Move the date',
    about:
      'A new date for the same act was stated. The first one stays on record. Nothing is saved before you have seen the date.',
    fields: [
      { name: 'reason', label: 'Why it moves, and who said so', required: true },
      {
        name: 'deadline',
        label: 'The new date in words',
        hint: 'As it was said, such as “by 30 June” or “next week”.',
      },
      {
        name: 'saidAt',
        label: 'When that was said',
        kind: 'moment',
        hint: 'Words such as “next week” count from here; otherwise from now.',
      },
      {
        name: 'calendar',
        label: 'Working days by the calendar',
        rare: true,
        kind: 'calendar',
        hint: 'One that was imported; otherwise the one it counts by already.',
      },
      { name: 'opensOn', label: 'Or by hand: first day', kind: 'date' },
      { name: 'closesOn', label: 'By hand: last day', kind: 'date', hint: 'The whole day is inside.' },
      { name: 'reviewOn', label: 'Without a date: look again on', kind: 'date', rare: true },
      {
        name: 'language',
        label: 'Language of the new words',
        hint: 'Otherwise that of the source.',
        rare: true,
      },
      recordedBy,
    ],
    schema: moveInput,
    run: moveDeadline,
    done: 'moved',
    offered: (view) => view.settledAt === null,
  },
  {
    name: 'close',
    title: 'Close with a reason',
    about: 'It ended otherwise: it was met in part, not met, withdrawn, replaced by another, or was none.',
    fields: closeFields,
    fieldsFor: (view) =>
      datedOnceClosed(choosing(closeFields, { side: sidesOf(view), look: looksOf(view) }), view, 'in part'),
    schema: closeInput,
    run: closeCommitment,
    done: 'closed',
    offered: (view) => !decided(view),
  },
  {
    name: 'reopen',
    title: 'Reopen',
    about: 'The decision was wrong. It is taken back; both stay in the history.',
    fields: reopenFields,
    fieldsFor: (view) => choosing(reopenFields, { side: sidesOf(view) }),
    schema: reopenInput,
    run: reopenCommitment,
    done: 'reopened',
    offered: (view) => decided(view) || view.waiting.length > 0 || view.verdicts.some(isOfOneSide),
  },
  HAND_OVER,
  ...EVIDENCE_ACTIONS,
  ...DISPUTE_ACTIONS,
];

const BY_NAME = new Map(ACTIONS.map((action) => [action.name, action]));

/** The action of that name. */
export function actionNamed(name: Action['name']): Action {
  const action = BY_NAME.get(name);
  if (action === undefined) throw new Error(`no action is called ${name}`);
  return action;
}
