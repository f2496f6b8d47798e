import type { Row } from '../good-rows.ts';

const LATER = '2025-06-02T13:00:01Z';

/** What must be impossible in a record of two sides: criteria, conditions, objections, silence, links, second persons. */
export const BAD_TWO_SIDES: readonly (readonly [constraint: string, table: string, wrong: Row])[] = [
  ['commitment_decides', 'commitment', { decides: 'guessed' }],
  ['commitment_parts_rule', 'commitment', { parts_rule: 'any' }],
  ['commitment_unmeasurable_asks', 'commitment', { measurable: false }],
  ['commitment_unmeasurable_asks', 'commitment', { measurable: false, question: ' ' }],
  ['commitment_part_after_whole', 'commitment', { id: 1_000_000, parent_id: 1_000_000 }],
  ['criterion_version', 'criterion', { version: 1 }],
  ['criterion_commitment_id_version_key', 'criterion', { version: 2 }],
  ['criterion_decides', 'criterion', { decides: 'guessed' }],
  ['criterion_has_reason', 'criterion', { reason: ' ' }],
  ['criterion_unmeasurable_asks', 'criterion', { measurable: false }],
  ['criterion_unmeasurable_asks', 'criterion', { measurable: false, question: '' }],
  ['condition_report_state', 'condition_report', { state: 'perhaps' }],
  ['condition_report_shows_something', 'condition_report', { note: null }],
  ['condition_report_url_is_web', 'condition_report', { url: 'javascript:alert(1)' }],
  ['condition_report_finite', 'condition_report', { happened_at: '-infinity' }],
  ['condition_report_finite', 'condition_report', { recorded_at: 'infinity' }],
  ['condition_report_after_the_fact', 'condition_report', { happened_at: LATER }],
  ['objection_about_one_thing', 'objection', { progress_id: 1, verdict_id: 1 }],
  ['objection_has_reason', 'objection', { reason: '' }],
  ['objection_url_is_web', 'objection', { url: 'file:///etc/passwd' }],
  ['objection_has_time', 'objection', { answer_by: '2025-06-02T13:00Z' }],
  ['objection_has_time', 'objection', { answer_by: 'infinity' }],
  ['objection_answer_outcome', 'objection_answer', { outcome: 'ignored' }],
  ['objection_answer_said', 'objection_answer', { answer: ' ' }],
  ['objection_answer_objection_id_key', 'objection_answer', { objection_id: 1 }],
  ['approval_verdict_id_key', 'approval', { verdict_id: 3 }],
  ['verdict_approval_for_decisions', 'verdict', { outcome: null, reverses_id: 3, needs_approval: true }],
  ['notice_kind', 'notice', { kind: 'hidden' }],
  ['notice_ends', 'notice', { until_at: null }],
  ['notice_ends', 'notice', { kind: 'resumed' }],
  ['notice_end_finite', 'notice', { until_at: 'infinity' }],
  ['notice_end_finite', 'notice', { until_at: '2025-06-02T13:00Z' }],
  ['notice_has_note', 'notice', { note: ' ' }],
  ['assignment_has_note', 'assignment', { note: ' ' }],
  ['assignment_to_somebody', 'assignment', { to_name: ' ' }],
  ['commitment_link_kind', 'commitment_link', { kind: 'resembles' }],
  ['commitment_link_of_two', 'commitment_link', { to_id: 1 }],
  ['commitment_link_has_reason', 'commitment_link', { reason: '' }],
  ['commitment_link_ends_id_key', 'commitment_link', { ends_id: 1 }],
];

const ANOTHER = 'belongs to another commitment';
const SECOND_PERSON = 'approved by a second person';
const SAME_TWO = 'between the same two';

/** What single triggers refuse: the trigger, its table, what is wrong with the row, and what it is told. */
export const REFUSED: readonly (readonly [trigger: string, table: string, wrong: Row, told: string])[] = [
  ['progress_own_claim', 'progress', { commitment_id: 2, claim_id: 1, evidence_id: 3 }, ANOTHER],
  ['progress_own_claim', 'progress', { claim_id: 2 }, ANOTHER], // a claim about a claim
  ['objection_own_fact', 'objection', { commitment_id: 2, progress_id: 1 }, ANOTHER],
  ['objection_own_fact', 'objection', { commitment_id: 2, verdict_id: 1 }, ANOTHER],
  ['objection_answer_own_objection', 'objection_answer', { commitment_id: 2 }, ANOTHER],
  ['evidence_withdrawal_own_evidence', 'evidence_withdrawal', { commitment_id: 2 }, ANOTHER],
  ['approval_own_verdict', 'approval', { commitment_id: 2 }, ANOTHER],
  ['approval_by_another', 'approval', { recorded_by: ' Anna' }, SECOND_PERSON],
  ['approval_by_another', 'approval', { verdict_id: 1 }, SECOND_PERSON], // it waits for nobody
  ['commitment_link_own_end', 'commitment_link', { ends_id: 2 }, SAME_TWO], // the end of an end
  ['commitment_link_own_end', 'commitment_link', { ends_id: 3, kind: 'contradicts' }, SAME_TWO],
];
