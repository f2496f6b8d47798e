import { hash } from 'node:crypto';
import { GOOD_TASKS, OTHER_TASKS } from './constraints/tasks.ts';
import { GOOD_WORKERS, OTHER_WORKERS } from './constraints/workers.ts';
import { GOOD_PEOPLE, OTHER_PEOPLE } from './people-rows.ts';

/** Rows that the database takes, for tests that then spoil one field of them. */
export type Row = Readonly<Record<string, unknown>>;

const recorded = { recorded_at: '2025-06-02T13:00Z', recorded_by: 'anna' };
const happened = { happened_at: '2025-06-01T13:00Z', ...recorded };

const file = (text: string) => ({
  ...{ sha256: hash('sha256', text), media_type: 'text/plain', size: text.length, bytes: Buffer.from(text) },
});

/** One row of each table that the database takes, in the order of their references; each gets the id 1. */
export const GOOD: Readonly<Record<string, Row>> = {
  source: { title: 'Second round', ...recorded },
  party: { name: 'Vladimir Medinsky', ...recorded },
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
  series_end: { series_id: 1, ended_on: '2025-07-01', reason: 'taken over', ...recorded },
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
  stored_file: { ...file('seen'), ...recorded },
  evidence: { commitment_id: 1, kind: 'note', note: 'seen', ...happened },
  progress: { commitment_id: 1, amount: 1, evidence_id: 1, ...happened },
  verdict: { commitment_id: 1, outcome: 'void', reason: 'a mistake', evidence_id: 1, ...happened },
  criterion: {
    ...{ commitment_id: 1, version: 2, measurable: true, decides: 'confirmed', reason: 'clearer' },
    ...recorded,
  },
  condition_report: { commitment_id: 1, state: 'met', note: 'signed', ...happened },
  objection: { commitment_id: 1, reason: 'counted twice', answer_by: '2025-06-09T00:00Z', ...recorded },
  objection_answer: {
    commitment_id: 1,
    objection_id: 1,
    outcome: 'upheld',
    answer: 'so it was',
    ...recorded,
  },
  evidence_withdrawal: { commitment_id: 1, evidence_id: 1, reason: 'of another place', ...recorded },
  approval: { commitment_id: 1, verdict_id: 3, approved: true, ...recorded, recorded_by: 'ben' },
  look: { commitment_id: 1, searched: 'the register', looked_at: '2025-06-01T13:00Z', ...recorded },
  notice: {
    ...{ commitment_id: 1, kind: 'acknowledged', until_at: '2025-06-09T00:00Z', note: 'in hand' },
    ...recorded,
  },
  assignment: { commitment_id: 1, to_name: 'Ben', note: 'yours', ...recorded },
  commitment_link: { from_id: 1, to_id: 2, kind: 'restates', reason: 'the same act', ...recorded },
  link: { seq: 1, event_id: 1, hash: '0'.repeat(64) },
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
  endpoint: {
    url: 'https://example.org/hook',
    salt: 'a-salt-of-twenty-four-let',
    created_at: '2025-06-02T13:00Z',
    created_by: 'anna',
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
  handed_mail: { assignment_id: 1, delivery_id: 1 },
  alert: { occasion_id: 1, subscription_id: 1, not_before_at: '2025-06-02T13:00Z' },
  feedback: {
    key: 'delivery:1:0:hard',
    delivery_id: 1,
    address: 'reader@example.org',
    kind: 'hard',
    status: '5.1.1',
    diagnostic: '550 5.1.1 gone',
    via: 'smtp',
    action: 'suspended',
    reported_at: '2025-06-02T13:00Z',
  },
  delivery_retry: { delivery_id: 1, was: 'bounced', asked_at: '2025-06-02T13:00Z', asked_by: 'editor' },
  attempt: { delivery_id: 1, attempted_at: '2025-06-02T13:00Z', outcome: 'sent', answer: '250' },
  ...GOOD_PEOPLE,
  ...GOOD_TASKS,
  ...GOOD_WORKERS,
};

/** What makes a second good row of a table differ from the first, where something must be unique. */
export const OTHER: Readonly<Record<string, Row>> = {
  stored_file: file('heard'),
  criterion: { version: 3 },
  objection_answer: { objection_id: 2 },
  evidence_withdrawal: { evidence_id: 2 },
  approval: { verdict_id: 4 },
  link: { seq: 2, event_id: 2 },
  party: { name: 'Ukraine' },
  series_end: { series_id: 2 },
  commitment: { occurrence: 2 },
  commitment_party: { role: 'beneficiary' },
  commitment_tag: { tag: 'other' },
  working_calendar: { version: 2 },
  deadline: { version: 2, reason: 'moved', superseded_at: '2025-06-03T13:00Z' },
  event: { key: 'due:v2' },
  occasion: { key: 'due:v2' },
  subscription: { address: 'other@example.org' },
  delivery: { message_id: '<2@localhost>' },
  feedback: { key: 'delivery:1:0:soft' },
  handed_mail: { assignment_id: 2 },
  alert: { occasion_id: 2 },
  ...OTHER_PEOPLE,
  ...OTHER_TASKS,
  ...OTHER_WORKERS,
};

/** Further good rows, each as it differs from the first of its table; some rows can only be bad beside them. */
export const ALSO: Readonly<Record<string, readonly Row[]>> = {
  series: [{ title: 'Visits' }],
  commitment: [{ title: 'Bodies brought home', series_id: null, occurrence: null }],
  evidence: [{ note: 'seen again' }, { commitment_id: 2 }],
  progress: [{ claim_id: 1 }],
  // One that takes the first back, and two that wait for a second person.
  verdict: [{ outcome: null, reverses_id: 1 }, { needs_approval: true }, { needs_approval: true }],
  objection: [{ reason: 'counted three times' }],
  assignment: [{ to_name: null }],
  // The end of the first, and one that stands.
  commitment_link: [{ ends_id: 1 }, {}],
  occasion: [{ kind: 'overdue' }],
  subscription: [{ address: 'editor@example.org', editor_rank: 1 }],
};
