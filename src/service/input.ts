/**
 * Pieces of input that several use cases share, and the one way from `unknown` to a typed input.
 */
import { z } from 'zod';
import { addDays, civilDate, parseCivilDate, parseInstantOrDay, startOfDay } from '../domain/civil.ts';
import { DulyError } from '../domain/errors.ts';
import { formatInstant } from '../domain/shown.ts';

// PostgreSQL cannot store U+0000, and no other control character belongs on a line of text.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const clean = (text: string): boolean => !CONTROL.test(text);
const noControl = { error: 'must not contain control characters' };

/** One line of text. */
export const line = (max: number) =>
  z
    .string({ error: 'is required' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(max, { error: `must have at most ${max} characters` })
    .refine((text) => clean(text) && !/[\r\n\u2028\u2029]/.test(text), {
      error: 'must be one line without control characters',
    });

// What turns the direction of all that follows, or is not seen at all; joiners and direction marks belong to scripts.
const TURNING = /[\u0080-\u009f\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/;
// Letters and signs, but for those that are drawn as nothing.
const VISIBLE = /(?![\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{N}\p{P}\p{S}]/u;
const mustBeSeen = { error: 'must have at least one visible character' };

/** One line that people read as the name of something: what it shows is what it is. */
export const titleLine = (max: number) =>
  line(max)
    .refine((text) => !TURNING.test(text), {
      error: 'must not contain invisible characters or such as turn the direction of text',
    })
    .refine((text) => VISIBLE.test(text), mustBeSeen);

/** One line that people type again to mean the same thing: nothing in it that cannot be seen. */
export const nameLine = (max: number) =>
  line(max)
    .refine((text) => !/[\p{Cc}\p{Cf}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]/u.test(text), {
      error: 'must not contain invisible characters or such as turn the direction of text',
    })
    .refine((text) => VISIBLE.test(text), mustBeSeen);

/** Text of several lines. */
export const text = (max: number) =>
  z
    .string({ error: 'is required' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(max, { error: `must have at most ${max} characters` })
    .refine(clean, noControl);

export const webAddress = z
  .string()
  .trim()
  .max(2_000)
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
    error: 'must be a web address that begins with http:// or https://',
  });

/** Digits and nothing else: `0x10` is no number of anything. */
const digits = z
  .string()
  .trim()
  .regex(/^\d{1,12}$/)
  .transform(Number);
/** The id of a commitment or party: a whole number from 1. */
export const id = z
  .union([z.number(), digits], { error: 'must be a number such as 12' })
  .pipe(
    z
      .number()
      .int({ error: 'must be a whole number such as 12' })
      .min(1, { error: 'must be a whole number such as 12' })
      .max(2_147_483_647, { error: 'there is no such number' }),
  );

/** Groups of three digits with one and the same mark between: a comma, an apostrophe or a (thin) space. */
const GROUPED = /^[+-]?\d{1,3}([,'\u2019 \u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?:\.\d+)?$/;

/** Groups of three digits with points between: thousands in one country, decimals in another. */
const POINTED = /^[+-]?(\d{1,3}(?:\.\d{3})+)$/;
/** Nobody begins thousands with a nought. */
const BELOW_ONE = /^[+-]?0+\.\d{3}$/;

/** What to write instead of digits in groups with points, for each way of reading them. */
function readBothWays(written: string): string {
  const large = written.replaceAll('.', '');
  const asThousands = `${large} or ${written.replaceAll('.', ',')}`;
  const must = 'must be written so that it is read one way only';
  if (written.split('.').length > 2) return `${must}: write ${asThousands}, not ${written}`;
  // With a fourth decimal nobody takes them for thousands.
  const small = written.endsWith('0') ? String(Number(written)) : `${written}0`;
  return `${must}: ${written} may be ${large} (write ${asThousands}) or ${Number(written)} (write ${small})`;
}

/**
 * A number as people write it, without the marks between thousands. `6,5` and `1.000` are refused, since they are read
 * both ways.
 */
const plainNumber = (value: unknown, ctx: z.RefinementCtx): unknown => {
  if (typeof value !== 'string') return value;
  const written = value.trim();
  if (GROUPED.test(written)) return written.replace(/[^\d.+-]/g, '');
  // `0x10` is a slip of the hand or of a program, and no sixteen.
  if (/^[+-]?0[xob]/i.test(written)) return Number.NaN;
  const pointed = POINTED.exec(written)?.[1];
  if (pointed !== undefined && !BELOW_ONE.test(written)) {
    ctx.addIssue({ code: 'custom', message: readBothWays(pointed) });
    return z.NEVER;
  }
  if (!written.includes(',')) return written;
  ctx.addIssue({
    code: 'custom',
    message: 'must have a point before decimals (6.5); a comma stands only between thousands (6,000)',
  });
  return z.NEVER;
};

/** A quantity: positive, at most six decimals, as the record keeps it. Thousands may be set apart (`6,000`). */
export const quantity = z.preprocess(
  plainNumber,
  z.coerce
    .number({ error: 'must be a number such as 6000' })
    .positive({ error: 'must be greater than zero' })
    .max(1e13, { error: 'is larger than the record can hold' })
    .refine((value) => Math.abs(value * 1e6 - Math.round(value * 1e6)) < 1e-3, {
      error: 'may have at most six decimals',
    }),
);

/** Empty text from a form means: not given. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());

/** A list, or text with commas between (a flag, a form field). */
export const list = <T extends z.ZodType>(schema: T, max = 50) =>
  z.preprocess(
    (value) => {
      if (value === undefined || value === null || value === '') return [];
      const items = Array.isArray(value) ? value : String(value).split(',');
      return items
        .map((item) => (typeof item === 'string' ? item.trim() : item))
        .filter((item) => item !== '');
    },
    z.array(schema).max(max, { error: `may have at most ${max} entries` }),
  );

/** A yes or no, also as text from a form or flag. */
export const flag = z.preprocess(
  (value) => {
    if (value === undefined || value === null || value === '') return false;
    if (value === 'true' || value === 'on' || value === 'yes' || value === '1') return true;
    if (value === 'false' || value === 'no' || value === '0') return false;
    return value;
  },
  z.boolean({ error: 'must be yes or no' }),
);

/**
 * Reads `input` by `schema`. Throws `DulyError('invalid')` that names every field at fault and what it should be;
 * unknown fields are refused, so that a misspelt one is not silently lost.
 */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')}: there is no such field`;
    return issue.path.length === 0 ? issue.message : `${issue.path.join('.')} ${issue.message}`;
  });
  const first = result.error.issues[0]?.path[0];
  throw new DulyError(
    'invalid',
    `${[...new Set(faults)].join('; ')}.`,
    first === undefined ? {} : { field: String(first) },
  );
}

/** The civil date that is meant, seen from `today`; null for what is no day. Throws `invalid` for the 31st of June. */
function dayNamed(written: string, today: string, field: string): string | null {
  if (written === 'today') return today;
  if (written === 'yesterday') return addDays(today, -1);
  return /^\d{4}-\d{2}-\d{2}$/.test(written) ? parseCivilDate(written, field) : null;
}

/**
 * When something happened: an instant, or a civil date in `zone`, which stands for the beginning of that day. `now`
 * is the instant of recording; `today` and `yesterday` are civil dates in `zone`. Not given, it is now.
 * Not in the future: `now` is the instant at which it is recorded. Not before the day of `saidAt`, when that is
 * given: a mistyped year must not tell everybody that a commitment is met.
 */
export function happened(
  value: string | undefined,
  at: { zone: string; now: number; field: string; saidAt: number | null },
): number {
  if (value === undefined) return at.now;
  const written = value.trim().toLowerCase();
  if (written === 'now') return at.now;
  const today = civilDate(at.now, at.zone);
  const day = dayNamed(written, today, at.field);
  const instant = day === null ? parseInstantOrDay(value, at.zone, at.field) : startOfDay(day, at.zone);
  if (instant > at.now) {
    throw new DulyError('invalid', `${at.field} lies in the future: today is ${today} in ${at.zone}.`, {
      field: at.field,
    });
  }
  if (at.saidAt !== null && civilDate(instant, at.zone) < civilDate(at.saidAt, at.zone)) {
    const said = formatInstant(at.saidAt, at.zone, { time: false });
    throw new DulyError(
      'invalid',
      `${at.field} lies before the words were said (${said}): what was done before does not fulfil them.`,
      { field: at.field },
    );
  }
  return instant;
}
