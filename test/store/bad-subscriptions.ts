import type { Row } from './good-rows.ts';

/** What must be impossible for subscriptions and the endpoints that some of them go to; read by constraints.test.ts. */
export const BAD_SUBSCRIPTIONS: readonly (readonly [constraint: string, table: string, wrong: Row])[] = [
  ['subscription_address', 'subscription', { address: 'a@example.org\r\nRCPT TO:<b@example.org>' }],
  ['subscription_address', 'subscription', { address: 'a@example.org,b@example.org' }],
  ['subscription_address', 'subscription', { address: 'nobody' }],
  ['subscription_address', 'subscription', { channel: 'pigeon' }],
  ['subscription_address', 'subscription', { channel: 'webhook' }],
  ['subscription_address', 'subscription', { channel: 'webhook', endpoint_id: 1, address: 'webhook:2' }],
  ['subscription_address', 'subscription', { endpoint_id: 1 }],
  ['endpoint_url_is_web', 'endpoint', { url: 'file:///etc/passwd' }],
  ['endpoint_url_is_web', 'endpoint', { url: 'https://example.org/a b' }],
  ['endpoint_salt', 'endpoint', { salt: 'short' }],
  ['endpoint_previous_ends', 'endpoint', { previous_salt: 'a-salt-of-twenty-four-let' }],
  ['subscription_state', 'subscription', { state: 'asleep' }],
  ['subscription_follows_one_thing', 'subscription', { follows: 'everything' }],
  ['subscription_follows_one_thing', 'subscription', { tag: 'bodies' }],
  ['subscription_follows_one_thing', 'subscription', { follows: 'tag' }],
  ['subscription_follows_one_thing', 'subscription', { follows: 'party', party_id: 1, tag: 'bodies' }],
  ['subscription_follows_one_thing', 'subscription', { follows: 'commitment', party_id: 1 }],
  ['subscription_leads', 'subscription', { lead_days: [2] }],
  ['subscription_ended_at', 'subscription', { state: 'ended' }],
  ['subscription_ended_at', 'subscription', { ended_at: '2025-06-02T13:00Z' }],
  ['subscription_confirmed_at', 'subscription', { state: 'active' }],
  ['subscription_once_key', 'subscription', { address: 'reader@example.org' }],
];
