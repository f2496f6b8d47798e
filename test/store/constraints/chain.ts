import type { Row } from '../good-rows.ts';

/** What must be impossible for the chain, its beginning, and the events that hang on it. */
export const BAD_CHAIN: readonly (readonly [constraint: string, table: string, wrong: Row])[] = [
  ['link_seq', 'link', { seq: 0 }],
  ['link_hash', 'link', { hash: 'A'.repeat(64) }],
  ['link_hash', 'link', { hash: '0'.repeat(63) }],
  ['link_event_id_key', 'link', { event_id: 1 }],
  ['instance_id', 'instance', { id: 'short' }],
  ['instance_one_key', 'instance', { id: 'another-name-as-long-as-the-first-one' }],
  ['event_about_something', 'event', { commitment_id: null }],
  // The event of the source, which its trigger has written.
  ['event_of_none_key', 'event', { commitment_id: null, kind: 'fact', key: 'fact:source:1' }],
];
