/**
 * The facts: which tables hold what is never rewritten, and what of their rows stays for good. The trigger that
 * writes the event of a fact says the same in SQL (`fact_of`), and an export holds the same rows in another dress:
 * here both come to one form, in which they can be compared.
 */

export type Row = Readonly<Record<string, unknown>>;

/** In the order of their references. */
export const FACT_TABLES = [
  'party',
  'source',
  'statement',
  'working_calendar',
  'series',
  'series_end',
  'commitment',
  'anchor_event',
  'deadline',
  'stored_file',
  'evidence',
  'progress',
  'verdict',
  'criterion',
  'condition_report',
  'objection',
  'objection_answer',
  'evidence_withdrawal',
  'approval',
  'look',
  'notice',
  'assignment',
  'commitment_link',
  'commitment_party',
  'commitment_tag',
] as const;
export type FactTable = (typeof FACT_TABLES)[number];

const NAMES: ReadonlySet<string> = new Set(FACT_TABLES);
export const isFactTable = (table: unknown): table is FactTable =>
  typeof table === 'string' && NAMES.has(table);

const NAMED = '20261130000000_parties_series_and_calendars_are_facts';
/** Tables whose rows became facts after the chain had begun, with the migration that made them so. */
const SINCE: Readonly<Partial<Record<FactTable, string>>> = {
  ...{ party: NAMED, series: NAMED, series_end: NAMED, working_calendar: NAMED },
};

/** Whether what is in the table was a fact already under `schema`, the name of the last migration. */
export const isFactUnder = (table: FactTable, schema: string): boolean => (SINCE[table] ?? '') <= schema;

/** Up to which migration, itself not counted, they were none. */
export const UNNAMED_UNTIL = NAMED;

const NONE: ReadonlySet<string> = new Set();

/** What goes on changing beside a fact, or is told by its hash. */
const LEFT_OUT: Readonly<Partial<Record<FactTable, ReadonlySet<string>>>> = {
  commitment: new Set([
    ...['status', 'late', 'next_check_at', 'known_until', 'fault', 'fault_at'],
    ...['has_more', 'has_parts', 'disputed', 'weighed'],
  ]),
  deadline: new Set(['superseded_at']),
  series: new Set(['made', 'next_make_at', 'fault', 'fault_at']),
  stored_file: new Set(['bytes']),
};

/** The columns beside a fact that tell how it stands at present, and not what was recorded. */
export const ofThePresent = (table: string): ReadonlySet<string> =>
  isFactTable(table) && table !== 'stored_file' ? (LEFT_OUT[table] ?? NONE) : NONE;

/**
 * Columns that came after the chain, with what they are in the rows that were there before: such a row and its
 * older event say the same. A column that may be null needs no entry: null is left out everywhere.
 */
const CAME_LATER: Readonly<Partial<Record<FactTable, Row>>> = {};

const DECIMALS: ReadonlySet<string> = new Set(['quantity', 'amount']);
/** The columns that hold instants. */
const isInstant = (column: string): boolean => column.endsWith('_at') || column === 'answer_by';

/** An instant as PostgreSQL or an export writes it in UTC, in the one form that is hashed: `2025-06-02T13:00:00.000Z`. */
export function instantText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value.length === 24 && value.endsWith('Z')) return value;
  const [, seconds, fraction = ''] = /^(\S{19})(?:\.(\d{1,3}))?(?:\+00(?::00)?|Z)$/.exec(value) ?? [];
  return seconds === undefined ? value : `${seconds}.${fraction.padEnd(3, '0')}Z`;
}

/** A decimal without the zeros at its end, whether it came as text or as a number. */
function decimalText(value: unknown): string {
  const text = String(value);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** What stays of a row for good, in the form in which a stored row and the event of it are compared. */
export function factOf(table: FactTable, row: Row): Row {
  const out = LEFT_OUT[table];
  const later = CAME_LATER[table];
  const fact: Record<string, unknown> = {};
  for (const column in row) {
    const value = row[column];
    if (value === null || value === undefined || out?.has(column) === true) continue;
    if (later !== undefined && Object.hasOwn(later, column) && later[column] === value) continue;
    fact[column] = isInstant(column) ? instantText(value) : DECIMALS.has(column) ? decimalText(value) : value;
  }
  return fact;
}

/** By what a row is known where that is not its `id`, in the order of the primary key. */
export const FACT_KEYS: Readonly<Partial<Record<FactTable, readonly string[]>>> = {
  stored_file: ['sha256'],
  commitment_party: ['commitment_id', 'party_id', 'role'],
  commitment_tag: ['commitment_id', 'tag'],
};

/** The name under which a fact is an event. */
export const factKey = (table: FactTable, row: Row): string =>
  `${table}:${(FACT_KEYS[table] ?? ['id']).map((column) => String(row[column])).join(':')}`;

/** The columns in which two forms of one fact differ, in alphabetical order. */
export function differingColumns(one: Row, other: Row): string[] {
  const columns = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...columns]
    .filter((column) => JSON.stringify(one[column]) !== JSON.stringify(other[column]))
    .sort();
}
