/** Rows that the database takes, for tests that then spoil one field of them. */
export type Row = Readonly<Record<string, unknown>>;

const recorded = { recorded_at: '2025-06-02T13:00Z', recorded_by: 'anna' };
const happened = { happened_at: '2025-06-01T13:00Z', ...recorded };

/** One row of each table that the database takes, in the order of their references; each gets the id 1. */
export const GOOD: Readonly<Record<string, Row>> = {
  source: { title: 'Second round', ...recorded },
  party: { name: 'Vladimir Medinsky' },
  statement: {
    source_id: 1,
    speaker_id: 1,
    quote: 'next week',
    said_at: '2025-06-02T13:00Z',
    zone: 'UTC',
    ...recorded,
  },
  series: {
    title: 'Reports',
    rrule: 'FREQ=MONTHLY',
    lasts_unit: 'month',
    lasts_count: 1,
    first_on: '2025-06-01',
    zone: 'UTC',
    ...recorded,
  },
  commitment: {
    statement_id: 1,
    title: 'Bodies',
    modality: 'commitment',
    status: 'undated',
    known_until: '2025-06-02T13:00Z',
    series_id: 1,
    occurrence: 1,
    ...recorded,
  },
  commitment_party: { commitment_id: 1, party_id: 1, role: 'committer' },
  commitment_tag: { commitment_id: 1, tag: 'bodies' },
  working_calendar: { name: 'tr-2025', version: 1, weekend: [6, 7], holidays: ['2025-06-06'], ...recorded },
  anchor_event: { commitment_id: 1, anchor: 'signing', happened_on: '2025-06-01', ...recorded },
  deadline: {
    commitment_id: 1,
    version: 1,
    rule: 'next-week',
    rule_version: 1,
    basis: 'stated',
    precision: 'week',
    zone: 'UTC',
    opens_at: '2025-06-09T00:00Z',
    closes_at: '2025-06-16T00:00Z',
    explanation: 'why',
    ...recorded,
  },
  derivation: {
    commitment_id: 1,
    requested_at: '2025-06-02T13:00Z',
    requested_by: 'anna',
    not_before_at: '2025-06-02T13:00Z',
  },
  evidence: { commitment_id: 1, kind: 'note', note: 'seen', ...happened },
  progress: { commitment_id: 1, amount: 1, evidence_id: 1, ...happened },
  verdict: { commitment_id: 1, outcome: 'void', reason: 'a mistake', ...happened },
  event: {
    commitment_id: 1,
    kind: 'due',
    key: 'due:v1',
    actor: 'time',
    occurred_at: '2025-06-09T00:00Z',
    recorded_at: '2025-06-09T00:00Z',
  },
  occasion: {
    commitment_id: 1,
    kind: 'due',
    key: 'due:v1',
    version: 1,
    occurred_at: '2025-06-09T00:00Z',
    created_at: '2025-06-09T00:00Z',
  },
  subscription: {
    address: 'reader@example.org',
    cap_key: 'reader@example.org',
    follows: 'all',
    kinds: ['due'],
    lead_days: [7],
    zone: 'UTC',
    state: 'unconfirmed',
    created_at: '2025-06-02T13:00Z',
  },
  delivery: {
    kind: 'alerts',
    subscription_id: 1,
    message_id: '<1@localhost>',
    state: 'dropped',
    created_at: '2025-06-02T13:00Z',
  },
  alert: { occasion_id: 1, subscription_id: 1, not_before_at: '2025-06-02T13:00Z' },
  attempt: { delivery_id: 1, attempted_at: '2025-06-02T13:00Z', outcome: 'sent', answer: '250' },
};

/** What makes a second good row of a table differ from the first, where something must be unique. */
export const OTHER: Readonly<Record<string, Row>> = {
  party: { name: 'Ukraine' },
  commitment: { occurrence: 2 },
  commitment_party: { role: 'beneficiary' },
  commitment_tag: { tag: 'other' },
  working_calendar: { version: 2 },
  deadline: { version: 2, reason: 'moved', superseded_at: '2025-06-03T13:00Z' },
  event: { key: 'due:v2' },
  occasion: { key: 'due:v2' },
  subscription: { address: 'other@example.org' },
  delivery: { message_id: '<2@localhost>' },
  alert: { occasion_id: 2 },
};
