/** What can be done by web about objections, conditions, other accounts and reminders: rows like those of decisions. */
import { LINK_KINDS } from '../domain/links.ts';
import { formatQuantity } from '../domain/numbers.ts';
import { ANSWERS } from '../domain/record.ts';
import { STATUS_LABELS } from '../domain/words.ts';
import { answerOne, answerOneInput } from '../service/answer.ts';
import type { CommitmentView } from '../service/browse/commitment.ts';
import { CONDITION_STATES, conditionInput, reportCondition } from '../service/condition.ts';
import { HOLDS, holdInput, holdReminders, resumeInput, resumeReminders } from '../service/notice.ts';
import { ANSWER_DAYS, objectInput, raiseObjection } from '../service/object.ts';
import { relate, relateInput, unrelateOne, unrelateOneInput } from '../service/relate.ts';
import type { Action } from './decisions.ts';
import type { Field } from './views/fields.tsx';

export type DisputeName = 'object' | 'answer' | 'condition' | 'relate' | 'unrelate' | 'hold' | 'resume';

export const recordedBy: Field = {
  name: 'recordedBy',
  label: 'Recorded by',
  hint: 'Your name or role; otherwise “editor”.',
};
export const happenedAt: Field = {
  name: 'happenedAt',
  label: 'When it happened',
  hint: 'A day (2025-06-14, “yesterday”) or a time (2025-06-14T15:30) where the deadline counts; otherwise now.',
};

const openObjections = ({ objections }: CommitmentView) => objections.filter(({ answer }) => answer === null);
const openLinks = ({ links }: CommitmentView) => links.filter(({ end }) => end === null);

const ANSWER_WORDS = {
  upheld: 'Upheld: what it is about no longer counts',
  rejected: 'Rejected: what it is about stands',
  withdrawn: 'Withdrawn by those who raised it, and nobody else',
} satisfies Record<(typeof ANSWERS)[number], string>;
const STATE_WORDS = {
  met: 'Met: from now on it binds',
  failed: 'Failed: nobody is bound any more',
  open: 'Open again: the earlier report was wrong',
} satisfies Record<(typeof CONDITION_STATES)[number], string>;
const LINK_OPTIONS = {
  restates: 'It says again what the other says',
  contradicts: 'It tells the matter differently',
} satisfies Record<(typeof LINK_KINDS)[number], string>;
const HOLD_OPTIONS = {
  acknowledged: 'In hand: I see to it by then, or the next editor is told',
  snoozed: 'Put off: it can wait until then',
} satisfies Record<(typeof HOLDS)[number], string>;

const NOTHING = ['', '–'] as const;
export const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** A field with the choices that this commitment has. */
export const choosing = (
  fields: readonly Field[],
  choices: Readonly<Record<string, Field['options']>>,
): Field[] =>
  fields.map((field) => {
    const options = choices[field.name];
    return options === undefined ? field : { ...field, options };
  });

const objectFields: readonly Field[] = [
  {
    name: 'raisedBy',
    label: 'Who objects',
    required: true,
    hint: 'A party that is on record; under Parties somebody new is added.',
  },
  { name: 'progress', label: 'Against the amount', kind: 'select', hint: 'Neither: against the whole.' },
  { name: 'verdict', label: 'Or against the decision', kind: 'select' },
  { name: 'reason', label: 'What they say is wrong', kind: 'area', required: true },
  { name: 'url', label: 'Link to where they say so', kind: 'url' },
  {
    name: 'answerBy',
    label: 'Answer wanted by',
    hint: `A date (2025-06-30), or words such as “within 7 days”; otherwise in ${ANSWER_DAYS} days.`,
  },
  recordedBy,
];

const answerFields: readonly Field[] = [
  { name: 'objection', label: 'Objection', kind: 'select', required: true },
  {
    name: 'outcome',
    label: 'Answer',
    kind: 'select',
    required: true,
    options: ANSWERS.map((outcome) => [outcome, ANSWER_WORDS[outcome]] as const),
  },
  { name: 'answer', label: 'Why, or where they withdrew it', kind: 'area', required: true },
  recordedBy,
];

const endFields: readonly Field[] = [
  { name: 'end', label: 'Link', kind: 'select', required: true },
  { name: 'reason', label: 'Why it is taken back', required: true },
  recordedBy,
];

export const DISPUTE_ACTIONS: readonly Action[] = [
  {
    name: 'object',
    title: 'Record an objection',
    about:
      'A party disagrees. What it says stands beside what it is about, with its name, and waits for an answer.',
    fields: objectFields,
    fieldsFor: (view) =>
      choosing(objectFields, {
        progress: [
          NOTHING,
          ...view.progress.map(({ id, amount, claimedBy }) => {
            const says = claimedBy === null ? '' : `, as ${claimedBy} says`;
            return [String(id), `${formatQuantity(amount)} ${view.target?.unit ?? ''}${says}`] as const;
          }),
        ],
        verdict: [
          NOTHING,
          ...view.verdicts.flatMap(({ id, outcome, reversed, reason }) =>
            outcome === null || reversed
              ? []
              : [[String(id), `${STATUS_LABELS[outcome]}: ${short(reason)}`] as const],
          ),
        ],
      }),
    schema: objectInput,
    run: raiseObjection,
    done: 'objected',
    offered: () => true,
  },
  {
    name: 'answer',
    title: 'Answer an objection',
    about: 'An objection is answered once, and both stay on record side by side.',
    fields: answerFields,
    fieldsFor: (view) =>
      choosing(answerFields, {
        objection: openObjections(view).map(
          ({ id, raisedBy, recordedBy: by, reason }) =>
            [String(id), `${id}, ${raisedBy ?? by}: ${short(reason)}`] as const,
        ),
      }),
    schema: answerOneInput,
    run: answerOne,
    done: 'answered',
    offered: (view) => openObjections(view).length > 0,
  },
  {
    name: 'condition',
    title: 'Report on the condition',
    about: 'It binds only on a condition. Say what became of that; earlier reports stay on record.',
    fields: [
      {
        name: 'state',
        label: 'The condition',
        kind: 'select',
        required: true,
        options: CONDITION_STATES.map((state) => [state, STATE_WORDS[state]] as const),
      },
      { name: 'url', label: 'Link to what shows it', kind: 'url', hint: 'A link, a note, or both.' },
      { name: 'note', label: 'What shows it', kind: 'area' },
      happenedAt,
      recordedBy,
    ],
    schema: conditionInput,
    run: reportCondition,
    done: 'condition',
    offered: (view) => view.condition !== null,
  },
  {
    name: 'hold',
    title: 'Hold the reminders',
    about: 'Nobody is reminded of it until the end of the day that you give. There has to be one.',
    fields: [
      {
        name: 'kind',
        label: 'Why',
        kind: 'select',
        required: true,
        options: HOLDS.map((kind) => [kind, HOLD_OPTIONS[kind]] as const),
      },
      {
        name: 'until',
        label: 'Until',
        required: true,
        hint: 'A date (2025-06-30), or words such as “within 7 days”; a year at most.',
      },
      { name: 'note', label: 'What is being done, or why it can wait', kind: 'area', required: true },
      recordedBy,
    ],
    schema: holdInput,
    run: holdReminders,
    done: 'held',
    offered: (view) => view.settledAt === null,
  },
  {
    name: 'resume',
    title: 'Let reminders go on',
    about: 'They are held for now. What was said about that stays on record.',
    fields: [{ name: 'note', label: 'Why they go on', required: true }, recordedBy],
    schema: resumeInput,
    run: resumeReminders,
    done: 'resumed',
    offered: (view) => view.held !== null,
  },
  {
    name: 'relate',
    title: 'Link another account',
    about: 'The same matter was said again, or is told differently. Both stay, and each counts by itself.',
    fields: [
      {
        name: 'kind',
        label: 'This one',
        kind: 'select',
        required: true,
        options: LINK_KINDS.map((kind) => [kind, LINK_OPTIONS[kind]] as const),
      },
      { name: 'other', label: 'Number of the other', kind: 'number', required: true },
      { name: 'reason', label: 'How you know that it is the same matter', kind: 'area', required: true },
      recordedBy,
    ],
    schema: relateInput,
    run: relate,
    done: 'related',
    offered: () => true,
  },
  {
    name: 'unrelate',
    title: 'Take a link back',
    about: 'It is another matter after all. The link stays in the history with its end.',
    fields: endFields,
    fieldsFor: (view) =>
      choosing(endFields, {
        end: openLinks(view).map(
          ({ id, text, otherId, other }) =>
            [String(id), `${text} ${otherId}, ${short(other?.title ?? '')}`] as const,
        ),
      }),
    schema: unrelateOneInput,
    run: unrelateOne,
    done: 'unrelated',
    offered: (view) => openLinks(view).length > 0,
  },
];
