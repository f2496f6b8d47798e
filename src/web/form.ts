/** Forms: read once, shown again with what was typed when something is wrong, the message beside its field. */
import type { z } from 'zod';
import { DulyError, type ErrorCode } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import type { Ask } from './env.ts';
import { FAULTS } from './words/faults.tsx';

/** What was typed, by field name; a field that stands there several times has several values. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** A form as it is shown. */
export interface FormState {
  readonly typed: Typed;
  /** By field name. */
  readonly faults: Readonly<Record<string, string>>;
  /** What is wrong as a whole, for the top of the form; null when nothing is. */
  readonly message: string | null;
  /** Whether the message is English whatever the page speaks: the reason of a refusal is worded once. */
  readonly messageInEnglish?: boolean;
  /** What the fields are called, for the list of faults; only after a refusal. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The name that would have to be added as a party first; only after a refusal for it. */
  readonly unknownParty?: string;
}

export const fresh = (typed: Typed = {}): FormState => ({ typed, faults: {}, message: null });

/** The one value of a field, or the first. */
export function typedOne(typed: Typed, name: string): string {
  const value = typed[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** All values of a field that can stand there several times. */
export function typedAll(typed: Typed, name: string): readonly string[] {
  const value = typed[name];
  return typeof value === 'string' ? [value] : (value ?? []);
}

/** What a use case is given: a field that was left empty was not given. */
export function given(typed: Typed): Record<string, string | readonly string[]> {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
}

/**
 * Reads the fields `names` of a posted form; others are not looked at. Throws `DulyError('invalid')` for a body
 * that is no form.
 */
export async function readForm(c: Ask, names: readonly string[]): Promise<Typed> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new DulyError('invalid', 'A form was expected (application/x-www-form-urlencoded).');
  const sent = new URLSearchParams(await c.req.text());
  const typed: Record<string, string | string[]> = {};
  for (const name of names) {
    // Browsers send line ends as CR LF; the record keeps LF.
    const values = sent.getAll(name).map((value) => value.replace(/\r\n?/g, '\n'));
    if (values.length > 0) typed[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return typed;
}

/**
 * Reads a form that may bring a file: the fields `names` as `readForm` does, and the file in the field `file`;
 * undefined when none was chosen. Throws `DulyError('invalid')` for a body that is no form.
 */
export async function readFileForm(
  c: Ask,
  names: readonly string[],
): Promise<{ typed: Typed; file: { name: string; bytes: Uint8Array } | undefined }> {
  if (!/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? ''))
    return { typed: await readForm(c, names), file: undefined };
  let sent: FormData;
  try {
    sent = await c.req.formData();
  } catch (cause) {
    throw new DulyError('invalid', 'The form could not be read: it was cut short.', { cause });
  }
  const typed: Record<string, string> = {};
  for (const name of names) {
    const value = sent.get(name);
    if (typeof value === 'string') typed[name] = value.replace(/\r\n?/g, '\n');
  }
  const file = sent.get('file');
  if (file === null || typeof file === 'string' || file.name === '') return { typed, file: undefined };
  return { typed, file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } };
}

/** Refusals that the person at the form can do something about; any other goes to its own page. */
const ABOUT_THE_FORM: readonly ErrorCode[] = ['invalid', 'conflict', 'too_many', 'not_found'];

/** A field's fault as a sentence: rules are worded to follow a name (`must not be empty`). */
const sentence = (rule: string): string =>
  /^(must|may|is) /.test(rule) ? `This ${rule}.` : `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`;

/** A field named in a message: `closesOn` anywhere, a name that is a word only where fields are enumerated. */
const FIELD_NAMES = /\b[a-z]+[A-Z][A-Za-z]*\b|(?<=(?:\b(?:give|needs|and|or)|[,;]) )[a-z]+\b|^[a-z]+(?=:)/g;

/** The message with fields called what the form calls them: `closesOn` means nothing to whoever fills it in. */
function inWords(message: string, labels: Readonly<Record<string, string>>): string {
  return message.replace(FIELD_NAMES, (name) => {
    const label = Object.hasOwn(labels, name) ? labels[name] : undefined;
    return label === undefined ? name : `“${label}”`;
  });
}

/** The message as it stands beside its field, which need not be named a second time. */
function withoutField(message: string, field: string): string {
  if (!message.startsWith(`${field}: `)) return message;
  const rest = message.slice(field.length + 2);
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
}

/**
 * The form after a refusal: what was typed, and every fault beside its field. `labels` are the fields as people
 * see them. Throws `error` again when it is none that this form can show.
 */
export function refused(
  error: unknown,
  form: {
    typed: Typed;
    input: unknown;
    schema: z.ZodType;
    labels: Readonly<Record<string, string>>;
    /** Default English. */
    language?: Language;
  },
): FormState & { readonly code: ErrorCode } {
  if (!(error instanceof DulyError) || !ABOUT_THE_FORM.includes(error.code)) throw error;
  const faults: Record<string, string> = {};
  const issues = form.schema.safeParse(form.input).error?.issues ?? [];
  for (const issue of issues) {
    const name = String(issue.path[0] ?? '');
    const label = form.labels[name];
    if (label !== undefined && faults[name] === undefined) faults[name] = sentence(issue.message);
  }
  const { field, code } = error;
  if (issues.length === 0 && field !== undefined && form.labels[field] !== undefined)
    faults[field] = inWords(withoutField(error.message, field), form.labels);
  const count = Object.keys(faults).length;
  const words = FAULTS[form.language ?? 'en'].form;
  const message =
    count === 0 ? inWords(error.message, form.labels) : count === 1 ? words.one : words.some(count);
  return {
    typed: form.typed,
    faults,
    message,
    messageInEnglish: count === 0,
    code,
    labels: form.labels,
    ...(error.unknownParty === undefined ? {} : { unknownParty: error.unknownParty }),
  };
}
