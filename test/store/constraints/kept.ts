import { PEOPLE_KEPT } from '../people-rows.ts';
import { RETURNS_KEPT } from '../returns-rows.ts';

/** Tables whose rows stay as they were written. */
const KEPT_TABLES = [
  ...['event', 'source', 'statement', 'evidence', 'progress', 'verdict', 'anchor_event', 'working_calendar'],
  ...['party', 'series_end'],
  ...['criterion', 'condition_report', 'objection', 'objection_answer', 'evidence_withdrawal', 'approval'],
  ...['look', 'notice', 'commitment_link', 'stored_file', 'assignment'],
];

const APPEND_ONLY = 'never changed or deleted';
const REVISION = 'record a revision';
const SERIES = 'end it and record another';

const SECOND = `insert into commitment (statement_id, title, modality, status, known_until, recorded_at, recorded_by)
  select statement_id, 'Another', modality, status, known_until, recorded_at, recorded_by from commitment`;
const PLACE = 'in its series is never changed';

const RECORDED = `insert into event (commitment_id, kind, key, occurred_at, recorded_at, actor, data)
  values (1, 'recorded', 'recorded', now(), now(), 'anna', '{}')`;
const TAG = `insert into commitment_tag (commitment_id, tag) values (1, 'later')`;
const PARTY = `insert into commitment_party (commitment_id, party_id, role) values (1, 1, 'beneficiary')`;

/** What must not be rewritten: the trigger, the attempt, and what it is told. */
export const REWRITES: readonly (readonly [trigger: string, attempt: string, told: string])[] = [
  ...KEPT_TABLES.flatMap((table) =>
    [
      `update ${table} set recorded_at = now()`,
      `delete from ${table}`,
      `delete from ${table} where false`,
      `truncate ${table} cascade`,
    ].map((attempt) => [`${table}_append_only`, attempt, APPEND_ONLY] as const),
  ),
  ['deadline_not_deleted', 'delete from deadline', APPEND_ONLY],
  ['deadline_not_deleted', 'truncate deadline', APPEND_ONLY],
  ['deadline_only_superseded', `update deadline set closes_at = closes_at + interval '1 day'`, REVISION],
  ['deadline_only_superseded', `update deadline set superseded_at = now(), reason = 'x'`, REVISION],
  [
    'deadline_only_superseded',
    'update deadline set superseded_at = now(); update deadline set superseded_at = now()',
    REVISION,
  ],
  [
    'deadline_only_superseded',
    'update deadline set superseded_at = now(); update deadline set superseded_at = null',
    REVISION,
  ],
  ['series_not_deleted', 'delete from series', APPEND_ONLY],
  ['series_not_deleted', 'truncate series cascade', APPEND_ONLY],
  ['series_only_goes_on', `update series set rrule = 'FREQ=DAILY'`, SERIES],
  ['series_only_goes_on', `update series set recorded_by = 'ben'`, SERIES],
  ['series_only_goes_on', 'update series set made = 2; update series set made = 1', SERIES],
  ['deadline_has_successor', 'update deadline set superseded_at = now()', 'gives way only to a later one'],
  ...[
    'series_id = null, occurrence = null',
    'occurrence = occurrence + 100000 where series_id = 1',
    'series_id = 2 where series_id = 1',
    'series_id = 1, occurrence = 7 where series_id is null',
  ].map((set) => ['commitment_keeps_its_place', `${SECOND}; update commitment set ${set}`, PLACE] as const),
  ...RETURNS_KEPT,
  ...PEOPLE_KEPT,
  ...['update link set hash = hash', 'delete from link', 'truncate link'].map(
    (attempt) => ['link_append_only', attempt, APPEND_ONLY] as const,
  ),
  ...['update instance set id = id', 'delete from instance', 'truncate instance'].map(
    (attempt) => ['instance_keeps_its_name', attempt, 'a chain hangs on it'] as const,
  ),
  ['commitment_not_deleted', 'delete from commitment where false', APPEND_ONLY],
  ['commitment_not_deleted', 'truncate commitment cascade', APPEND_ONLY],
  ...[`title = 'Fewer bodies'`, 'quantity = 1', 'grace_ms = grace_ms', 'parent_id = null'].map(
    (set) => ['commitment_as_recorded', `update commitment set ${set}`, APPEND_ONLY] as const,
  ),
  ...['party', 'tag'].flatMap((what) =>
    [
      `update commitment_${what} set commitment_id = commitment_id`,
      `delete from commitment_${what} where false`,
      `truncate commitment_${what}`,
    ].map((attempt) => [`commitment_${what}_append_only`, attempt, APPEND_ONLY] as const),
  ),
  ['commitment_tag_is_event', `${RECORDED}; ${TAG}`, 'on record already'],
  ['commitment_party_is_event', `${RECORDED}; ${PARTY}`, 'on record already'],
  ['commitment_marks_stay', 'update commitment set weighed = not weighed', 'only ever say more'],
  [
    'commitment_marks_stay',
    'update commitment set has_more = true; update commitment set has_more = false',
    'only ever say more',
  ],
];

const VERDICT =
  'insert into verdict (commitment_id, outcome, reverses_id, reason, evidence_id, happened_at, recorded_at, recorded_by)';
const OF = `'2025-06-01T13:00Z', '2025-06-02T13:00Z', 'anna' from commitment where title`;

/** Facts about one commitment that lean on those of another: the trigger, the attempt, and what it is told. */
export const FOREIGN: typeof REWRITES = [
  [
    'progress_own_evidence',
    `${SECOND}; insert into progress (amount, commitment_id, evidence_id, happened_at, recorded_at, recorded_by)
     select 1, id, 1, ${OF} = 'Another'`,
    'evidence belongs to another',
  ],
  [
    'verdict_own_evidence',
    `${SECOND}; ${VERDICT} select id, 'met', null::int, 'seen', 1, ${OF} = 'Another'`,
    'evidence belongs to another',
  ],
  [
    'deadline_own_event',
    `${SECOND}; insert into deadline (commitment_id, version, rule, rule_version, basis, precision, zone, opens_at, closes_at,
       anchor, anchor_offset, anchor_event_id, explanation, recorded_at, recorded_by)
     select c.id, 1, rule, rule_version, 'derived', precision, d.zone, opens_at, closes_at, 'signing', 'P60D', 1, 'why',
       d.recorded_at, 'anna' from deadline d, commitment c where c.title = 'Another'`,
    'reported for another commitment',
  ],
  [
    'verdict_own_reversal',
    `${SECOND}; ${VERDICT} select id, 'void', null::int, 'a mistake', (select min(id) from evidence), ${OF} = 'Bodies';
     ${VERDICT} select id, null, currval('verdict_id_seq')::int, 'wrong', null::int, ${OF} = 'Another'`,
    'only a decision about the same commitment',
  ],
  [
    'verdict_own_reversal',
    `${VERDICT} select id, null, 2, 'wrong', null::int, ${OF} = 'Bodies'`,
    'only a decision about the same commitment',
  ],
];
