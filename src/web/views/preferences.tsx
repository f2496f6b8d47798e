/** What a subscription can choose: what it follows, which alerts, how long before, when, and the reader's zone. */
import { DEFAULT_KINDS, DEFAULT_LEADS, OFFERED_KINDS } from '../../domain/alerts.ts';
import type { InBoth, Language } from '../../domain/language.ts';
import { MODALITIES } from '../../domain/record.ts';
import { LEAD_DAYS } from '../../domain/schedule.ts';
import { type Chosen, WEEKDAYS } from '../../service/preferences.ts';
import type { FormState, Typed } from '../form.ts';
import { PREFERENCES } from '../words/preferences.ts';
import { useLanguage } from '../words/speech.ts';
import { Checks, type Field, FieldView, labelsOf, namesOf, ZoneList } from './fields.tsx';

const HOURS = Array.from(
  { length: 24 },
  (_, hour) => [String(hour), `${String(hour).padStart(2, '0')}:00`] as const,
);

/** Each language calls itself as its readers do. */
const LANGUAGE_OPTIONS = [
  ['en', 'English'],
  ['de', 'Deutsch'],
] as const;

/** The fields in the words of a language, by what they are about. */
function fieldsIn(language: Language) {
  const { labels, hints, ...words } = PREFERENCES[language];
  const field = (name: keyof typeof labels, more: Omit<Field, 'name' | 'label'> = {}): Field => ({
    name,
    label: labels[name],
    ...(name in hints ? { hint: hints[name as keyof typeof hints] } : {}),
    ...more,
  });
  const noHour = ['', words.noHour] as const;
  const chosen = { kind: 'select', required: true } as const;
  return {
    stake: [field('minQuantity', { kind: 'number' }), field('minUnit')],
    rhythm: [
      field('rhythm', { ...chosen, options: Object.entries(words.rhythms) }),
      field('hour', { ...chosen, options: HOURS }),
      field('weekday', { ...chosen, options: WEEKDAYS.map((day) => [day, words.weekdays[day]] as const) }),
      field('quietFrom', { kind: 'select', options: [noHour, ...HOURS] }),
      field('quietTo', { kind: 'select', options: [noHour, ...HOURS] }),
    ],
    reader: [field('language', { ...chosen, options: LANGUAGE_OPTIONS }), field('zone', { kind: 'zone' })],
    follow: [
      field('party'),
      field('tag'),
      field('commitment', { kind: 'number' }),
      field('sourceOf', { kind: 'number' }),
    ],
    /** What a search can ask for, beside the name of a party and a tag. */
    search: [
      field('q'),
      field('speaker'),
      field('modality', {
        kind: 'select',
        options: [['', words.any], ...MODALITIES.map((one) => [one, words.modalities[one]] as const)],
      }),
      field('source', { kind: 'number' }),
    ],
    address: field('address', { kind: 'email', required: true, autocomplete: 'email' }),
  };
}

export const FIELDS: InBoth<ReturnType<typeof fieldsIn>> = { en: fieldsIn('en'), de: fieldsIn('de') };

const chosenFields = (language: Language): Field[] => {
  const { stake, rhythm, reader } = FIELDS[language];
  return [...stake, ...rhythm, ...reader];
};

export const PREFERENCE_NAMES = ['kinds', 'leads', ...namesOf(chosenFields('en'))] as const;
export function preferenceLabels(language: Language): Record<string, string> {
  const { kinds, leads } = PREFERENCES[language].labels;
  return { kinds, leads, ...labelsOf(chosenFields(language)) };
}

/**
 * What is chosen unless somebody chooses otherwise: mails come in the language of the page; `zone` is that of whoever
 * asks, if it is known.
 */
export const preferred = (language: Language, zone: string | null = null): Typed => ({
  kinds: DEFAULT_KINDS,
  leads: DEFAULT_LEADS.map(String),
  rhythm: 'at_once',
  hour: '8',
  weekday: 'monday',
  language,
  zone: zone ?? 'UTC',
});

/** A quantity that can be typed again: 2.125 would be refused, since it is read as two thousand as well. */
const quantityAsTyped = (quantity: number | null): string => {
  const text = String(quantity ?? '');
  return /^[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
};

/** The choices of a subscription as its form shows them. */
export const chosenAsTyped = (chosen: Chosen): Typed => ({
  kinds: chosen.kinds,
  leads: chosen.leads.map(String),
  minQuantity: quantityAsTyped(chosen.minQuantity ?? null),
  minUnit: chosen.minUnit ?? '',
  rhythm: chosen.rhythm,
  hour: String(chosen.hour ?? 8),
  weekday: chosen.weekday ?? 'monday',
  quietFrom: String(chosen.quietFrom ?? ''),
  quietTo: String(chosen.quietTo ?? ''),
  language: chosen.language,
  zone: chosen.zone,
});

export function PreferenceFields({ form }: { readonly form: FormState }) {
  const language = useLanguage();
  const { labels, kinds, lead } = PREFERENCES[language];
  const { stake, rhythm, reader } = FIELDS[language];
  const leads = LEAD_DAYS.toReversed().map((days) => [String(days), lead(days)] as const);
  return (
    <>
      <Checks
        legend={labels.kinds}
        name="kinds"
        options={OFFERED_KINDS.map((kind) => [kind, kinds[kind]] as const)}
        form={form}
      />
      {/* Boxes that are all empty send nothing; this says that they were there, and that none was wanted. */}
      <input type="hidden" name="leads" value="none" />
      <Checks legend={labels.closing} name="leads" options={leads} form={form} />
      {stake.map((field) => (
        <FieldView field={field} form={form} />
      ))}
      <ZoneList />
      {[...rhythm, ...reader].map((field) => (
        <FieldView field={field} form={form} />
      ))}
    </>
  );
}
