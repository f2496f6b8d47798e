import type { Row } from '../good-rows.ts';

const NO_HASH = '0'.repeat(64);

/** What must be impossible for evidence, what is stored with it, and looking for it. */
export const BAD_EVIDENCE: readonly (readonly [constraint: string, table: string, wrong: Row])[] = [
  ['evidence_file_named', 'evidence', { file_name: 'a.pdf' }],
  ['evidence_file_named', 'evidence', { file_sha256: NO_HASH }],
  ['evidence_snapshot_whole', 'evidence', { snapshot: 'the page as it was' }],
  ['evidence_snapshot_whole', 'evidence', { snapshot_at: '2025-06-02T13:00Z' }],
  [
    'evidence_snapshot_hashed',
    'evidence',
    { snapshot: 'the page as it was', snapshot_sha256: NO_HASH, snapshot_at: '2025-06-02T13:00Z' },
  ],
  ['stored_file_hashed', 'stored_file', { sha256: NO_HASH }],
  ['stored_file_type', 'stored_file', { media_type: 'pdf' }],
  ['stored_file_type', 'stored_file', { media_type: 'text/html\r\nx-more: 1' }],
  ['stored_file_whole', 'stored_file', { size: 2 }],
  ['evidence_withdrawal_has_reason', 'evidence_withdrawal', { reason: ' ' }],
  ['evidence_withdrawal_evidence_id_key', 'evidence_withdrawal', { evidence_id: 1 }],
  ['look_searched_somewhere', 'look', { searched: '' }],
  ['look_after_the_fact', 'look', { looked_at: '2025-06-02T13:00:01Z' }],
  ['look_after_the_fact', 'look', { looked_at: '-infinity' }],
];
