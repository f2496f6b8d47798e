/** Handing an item to a colleague, by web: a row like those of decisions. */
import { handOver, handOverInput } from '../service/hand-over.ts';
import type { Action } from './decisions.ts';
import { recordedBy } from './dispute-actions.ts';
import type { Field } from './views/fields.tsx';

const note: Field = {
  name: 'note',
  label: 'What is known, and what has to be done',
  kind: 'area',
  required: true,
};

/** A choice among `colleagues`; a name to type where nobody signs in. */
export const handOverFields = (colleagues: readonly string[]): Field[] => [
  colleagues.length === 0
    ? { name: 'to', label: 'To whom', hint: 'Left empty, it is nobody’s again.' }
    : {
        name: 'to',
        label: 'To whom',
        kind: 'select',
        options: [
          ...colleagues.map((name) => [name, name] as const),
          ['', 'Nobody: whoever comes to it first'] as const,
        ],
      },
  note,
  recordedBy,
];

export const HAND_OVER: Action = {
  name: 'hand',
  title: 'Hand over',
  about: 'It becomes the colleague’s; nothing is decided by it. Your note goes with it.',
  fields: handOverFields([]),
  fieldsFor: (_, colleagues) => handOverFields(colleagues),
  schema: handOverInput,
  run: handOver,
  done: ({ to }) => (to === undefined ? 'back' : 'handed'),
  offered: (view) => view.settledAt === null,
};
