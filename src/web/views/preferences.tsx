/** What a subscription can choose: what it follows, which alerts, how long before, when, and the reader's zone. */
import { type AlertKind, DEFAULT_KINDS, DEFAULT_LEADS, OFFERED_KINDS } from '../../domain/alerts.ts';
import { LEAD_DAYS } from '../../domain/schedule.ts';
import { type Chosen, WEEKDAYS } from '../../service/preferences.ts';
import type { FormState, Typed } from '../form.ts';
import { Checks, type Field, FieldView, labelsOf, namesOf, ZoneList } from './fields.tsx';

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
const HOURS = Array.from(
  { length: 24 },
  (_, hour) => [String(hour), `${String(hour).padStart(2, '0')}:00`] as const,
);
const NO_HOUR = ['', 'none'] as const;
const STAKE_FIELDS: readonly Field[] = [
  {
    name: 'minQuantity',
    label: 'Only above this quantity',
    kind: 'number',
    hint: 'Such as 1000: you are told of what has a target above it, and of nothing without a target.',
  },
  { name: 'minUnit', label: 'Counted in', hint: 'Such as prisoners. Otherwise any unit counts.' },
];
const RHYTHM_FIELDS: readonly Field[] = [
  {
    name: 'rhythm',
    label: 'How often',
    kind: 'select',
    required: true,
    options: [
      ['at_once', 'At once'],
      ['daily', 'One mail a day, with all of it'],
      ['weekly', 'One mail a week, with all of it'],
    ],
  },
  {
    name: 'hour',
    label: 'Hour of the daily or weekly mail',
    kind: 'select',
    required: true,
    options: HOURS,
  },
  {
    name: 'weekday',
    label: 'Day of the weekly mail',
    kind: 'select',
    required: true,
    options: WEEKDAYS.map((day) => [day, `${day.charAt(0).toUpperCase()}${day.slice(1)}`] as const),
  },
  { name: 'quietFrom', label: 'Quiet from', kind: 'select', options: [NO_HOUR, ...HOURS] },
  {
    name: 'quietTo',
    label: 'Quiet until',
    kind: 'select',
    options: [NO_HOUR, ...HOURS],
    hint: 'Nothing is sent in these hours, corrections neither; it comes when they are over.',
  },
];
const READER_FIELDS: readonly Field[] = [
  {
    name: 'language',
    label: 'Language of the mails',
    kind: 'select',
    required: true,
    options: [
      ['en', 'English'],
      ['de', 'Deutsch'],
    ],
    hint: 'Of what Duly says; quotes and the record keep their own words.',
  },
  {
    name: 'zone',
    label: 'Your time zone',
    kind: 'zone',
    hint: 'Dates are shown and hours are counted in it, such as Europe/Berlin. Otherwise UTC.',
  },
];
const FIELDS = [...STAKE_FIELDS, ...RHYTHM_FIELDS, ...READER_FIELDS];

export const PREFERENCE_NAMES = ['kinds', 'leads', ...namesOf(FIELDS)] as const;
export const PREFERENCE_LABELS = { kinds: 'Which alerts', leads: 'Lead times', ...labelsOf(FIELDS) };

/** What is chosen unless somebody chooses otherwise. */
export const preferred = (): Typed => ({
  kinds: DEFAULT_KINDS,
  leads: DEFAULT_LEADS.map(String),
  rhythm: 'at_once',
  hour: '8',
  weekday: 'monday',
  language: 'en',
  zone: 'UTC',
});

/** The choices of a subscription as its form shows them. */
export const chosenAsTyped = (chosen: Chosen): Typed => ({
  kinds: chosen.kinds,
  leads: chosen.leads.map(String),
  minQuantity: String(chosen.minQuantity ?? ''),
  minUnit: chosen.minUnit ?? '',
  rhythm: chosen.rhythm,
  hour: String(chosen.hour ?? 8),
  weekday: chosen.weekday ?? 'monday',
  quietFrom: String(chosen.quietFrom ?? ''),
  quietTo: String(chosen.quietTo ?? ''),
  language: chosen.language,
  zone: chosen.zone,
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
  {
    name: 'sourceOf',
    label: 'Number of a commitment of the document',
    kind: 'number',
    hint: 'To follow everything that the source of this commitment says.',
  },
];

export function PreferenceFields({ form }: { readonly form: FormState }) {
  return (
    <>
      <Checks legend="Which alerts" name="kinds" options={KIND_OPTIONS} form={form} />
      {/* Boxes that are all empty send nothing; this says that they were there, and that none was wanted. */}
      <input type="hidden" name="leads" value="none" />
      <Checks legend="How long before it closes" name="leads" options={LEAD_OPTIONS} form={form} />
      {STAKE_FIELDS.map((field) => (
        <FieldView field={field} form={form} />
      ))}
      <ZoneList />
      {[...RHYTHM_FIELDS, ...READER_FIELDS].map((field) => (
        <FieldView field={field} form={form} />
      ))}
    </>
  );
}
