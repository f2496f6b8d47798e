import type { Row } from './good-rows.ts';

/** What the tables of deliveries and of what comes back refuse: the constraint, its table, and what a good row is changed to. */
export const RETURNS: [string, string, Row][] = [
  ['delivery_counts', 'delivery', { starts: -1 }],
  ['feedback_kind', 'feedback', { kind: 'rumour' }],
  ['feedback_via', 'feedback', { via: 'phone' }],
  ['feedback_status', 'feedback', { status: '550' }],
  ['feedback_diagnostic', 'feedback', { diagnostic: 'x'.repeat(501) }],
  ['feedback_action', 'feedback', { action: 'fined' }],
  ['feedback_key_key', 'feedback', { key: 'delivery:1:0:hard' }],
  ['delivery_kind', 'delivery', { kind: 'spam' }],
  ['delivery_state', 'delivery', { state: 'lost' }],
  ['delivery_open_has_next_attempt', 'delivery', { state: 'queued' }],
  ['delivery_open_has_next_attempt', 'delivery', { next_attempt_at: '2025-06-02T13:00Z' }],
  ['delivery_sending_has_lease', 'delivery', { state: 'sending', next_attempt_at: '2025-06-02T13:00Z' }],
  ['delivery_sending_has_lease', 'delivery', { lease_until: '2025-06-02T13:00Z' }],
  ['delivery_message_id_key', 'delivery', { message_id: '<1@localhost>' }],
];

const KEPT = 'never changed or deleted';
/** What came back is a fact: the trigger, what it refuses, and its words. */
export const RETURNS_KEPT: [string, string, string][] = [
  ['feedback_not_changed', 'update feedback set address = address', KEPT],
  ['feedback_not_changed', 'truncate feedback', KEPT],
  ['delivery_retry_not_changed', 'update delivery_retry set was = was', KEPT],
  ['delivery_retry_not_changed', 'truncate delivery_retry', KEPT],
];
