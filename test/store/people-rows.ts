/** Rows about people who sign in: such as the database takes, and such as it refuses. */
import type { Row } from './good-rows.ts';

const AT = '2025-06-02T13:00Z';
const digest = (letter: string): string => letter.repeat(64);
const made = { created_at: AT, updated_at: AT };

export const GOOD_PEOPLE: Readonly<Record<string, Row>> = {
  person: { name: 'Ada', address: 'ada@example.org', role: 'administrator', ...made },
  session: { token: digest('a'), person_id: 1, expires_at: AT, ...made },
  sign_in_token: { identifier: digest('a'), value: '{}', expires_at: AT, ...made },
  passkey: {
    person_id: 1,
    public_key: 'k',
    credential_id: 'one',
    counter: 0,
    device_type: 'singleDevice',
    backed_up: false,
  },
  api_key: {
    person_id: 1,
    name: 'import',
    prefix: 'duly_abcdef',
    hash: digest('a'),
    scopes: ['read'],
    created_at: AT,
  },
  audit: { at: AT, actor: 'Ada', what: 'signed in' },
};

/** What makes a second row of them another one. */
export const OTHER_PEOPLE: Readonly<Record<string, Row>> = {
  person: { name: 'Bea', address: 'bea@example.org' },
  session: { token: digest('b') },
  sign_in_token: { identifier: digest('b') },
  passkey: { credential_id: 'two' },
  api_key: { hash: digest('b') },
};

export const BAD_PEOPLE: readonly (readonly [constraint: string, table: string, wrong: Row])[] = [
  ['person_role', 'person', { role: 'owner' }],
  ['person_state', 'person', { state: 'asleep' }],
  ['person_address_lower', 'person', { address: 'Bea@example.org' }],
  ['person_zone_named', 'person', { zone: ' ' }],
  ['person_has_name', 'person', { name: ' ' }],
  ['person_address_key', 'person', { address: 'ada@example.org' }],
  ['person_name_key', 'person', { name: 'ADA' }],
  ['session_token_key', 'session', { token: digest('a') }],
  ['session_is_digest', 'session', { token: 'a-token-that-opens' }],
  ['sign_in_token_identifier_key', 'sign_in_token', { identifier: digest('a') }],
  ['passkey_credential_id_key', 'passkey', { credential_id: 'one' }],
  ['api_key_hash_key', 'api_key', { hash: digest('a') }],
  ['api_key_is_digest', 'api_key', { hash: 'duly_readable' }],
  ['api_key_scopes', 'api_key', { scopes: [] }],
  ['api_key_scopes', 'api_key', { scopes: ['read', 'everything'] }],
  ['delivery_of_one', 'delivery', { person_id: 1 }],
  ['delivery_of_one', 'delivery', { kind: 'sign_in' }],
  ['delivery_of_one', 'delivery', { kind: 'handed' }],
  ['delivery_of_one', 'delivery', { subscription_id: null }],
];

export const PEOPLE_KEPT: [string, string, string][] = [
  ['audit_append_only', `update audit set actor = 'nobody'`, 'never changed or deleted'],
  ['audit_append_only', 'delete from audit', 'never changed or deleted'],
  ['person_keeps_an_administrator', `update person set role = 'reader'`, 'the last administrator'],
  ['person_keeps_an_administrator', `update person set state = 'left'`, 'the last administrator'],
];
