/** What a subscription can choose: what it follows, which alerts, how long before, and the reader's zone. */
import { type AlertKind, DEFAULT_KINDS, DEFAULT_LEADS, OFFERED_KINDS } from '../../domain/alerts.ts';
import { LEAD_DAYS } from '../../domain/schedule.ts';
import type { FormState, Typed } from '../form.ts';
import { Checks, type Field, FieldView, ZoneList } from './fields.tsx';

const KIND_WORDS = {
  corrected: 'Something we told you was wrong',
  disputed: 'Competing claims are on record',
  closed: 'An editor closed it',
  met: 'It was fulfilled',
  overdue: 'It became overdue',
  unattended: 'It was taken in hand, and nothing was done',
  overdue_reminder: 'It is still overdue (after 1, 3, 7, 14 and 30 days, then monthly)',
  deadline_moved: 'Its date was moved',
  due: 'Its window opened',
  due_soon: 'Its window closes soon',
  review_due: 'No date was stated, and it is time to look again',
  progress: 'Progress was added',
} satisfies Record<AlertKind, string>;

const KIND_OPTIONS = OFFERED_KINDS.map((kind) => [kind, KIND_WORDS[kind]] as const);
const LEAD_OPTIONS = [...LEAD_DAYS]
  .reverse()
  .map(
    (days) =>
      [
        String(days),
        days === 0 ? 'as its last day begins' : days === 1 ? '1 day before' : `${days} days before`,
      ] as const,
  );
const ZONE: Field = {
  name: 'zone',
  label: 'Your time zone',
  kind: 'zone',
  hint: 'Dates are shown in it beside those of the commitment, such as Europe/Berlin. Otherwise UTC.',
};

export const PREFERENCE_NAMES = ['kinds', 'leads', 'zone'] as const;
export const PREFERENCE_LABELS = { kinds: 'Which alerts', leads: 'Lead times', zone: ZONE.label };

/** What is chosen unless somebody chooses otherwise. */
export const preferred = (): Typed => ({
  kinds: DEFAULT_KINDS,
  leads: DEFAULT_LEADS.map(String),
  zone: 'UTC',
});

export const FOLLOW_FIELDS: readonly Field[] = [
  {
    name: 'address',
    label: 'Your e-mail address',
    kind: 'email',
    required: true,
    autocomplete: 'email',
    hint: 'You get one mail with a link to confirm; nothing else before you do.',
  },
  { name: 'party', label: 'Name of the party', hint: 'To follow what one party said or must do.' },
  { name: 'tag', label: 'The tag', hint: 'To follow what carries a tag.' },
  {
    name: 'commitment',
    label: 'Number of the commitment',
    kind: 'number',
    hint: 'To follow a single one; of a series only that time.',
  },
];

export function PreferenceFields({ form }: { readonly form: FormState }) {
  return (
    <>
      <Checks legend="Which alerts" name="kinds" options={KIND_OPTIONS} form={form} />
      {/* Boxes that are all empty send nothing; this says that they were there, and that none was wanted. */}
      <input type="hidden" name="leads" value="none" />
      <Checks legend="How long before it closes" name="leads" options={LEAD_OPTIONS} form={form} />
      <ZoneList />
      <FieldView field={ZONE} form={form} />
    </>
  );
}
