/** Forging and replay (A27): what the receiver's library lets through, and what it does not. */
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { hookMessage, PAYLOAD_LIMIT } from '../../src/webhook/payload.ts';
import { endpointSecret, hookId, signedHeaders } from '../../src/webhook/signature.ts';

const INSTANCE = 'instance-secret-instance-secret-instance';
const secret = endpointSecret(INSTANCE, { id: 1, salt: 'a' });
const other = endpointSecret(INSTANCE, { id: 1, salt: 'b' });
const body = '{"type":"webhook.test"}';
const headersAt = (at: number, secrets = [secret]) => signedHeaders({ id: 'msg_1', at, body, secrets });

describe('A27: a signature', () => {
  it('is taken by whoever has the secret, under an id that never changes', () => {
    expect(new Webhook(secret).verify(body, headersAt(systemClock.now()))).toEqual({ type: 'webhook.test' });
    expect(hookId('<0b7c@duly.example.org>')).toBe('msg_0b7c');
  });

  it('does not cover another body, id or time, and is not another secret’s', () => {
    const headers = headersAt(systemClock.now());
    const verify =
      (text: string, more = {}, by = secret) =>
      () =>
        new Webhook(by).verify(text, { ...headers, ...more });
    expect(verify(`${body} `)).toThrow();
    expect(verify(body, { 'webhook-id': 'msg_2' })).toThrow();
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(verify(body, { 'webhook-timestamp': later })).toThrow();
    expect(verify(body, {}, other)).toThrow();
    expect(verify(body, {}, endpointSecret(INSTANCE, { id: 2, salt: 'a' }))).toThrow();
  });

  it('is refused when it is played again ten minutes later', () => {
    const old = headersAt(systemClock.now() - 600_000);
    expect(() => new Webhook(secret).verify(body, old)).toThrow(/timestamp too old/i);
  });

  it('of two secrets is taken by whoever knows either', () => {
    const headers = headersAt(systemClock.now(), [secret, other]);
    for (const known of [secret, other]) expect(new Webhook(known).verify(body, headers)).toBeTruthy();
  });
});

describe('a body', () => {
  const alert = (commitment: number, title = 'Hand over the bodies', sentence = 'It has closed.') => ({
    commitment,
    url: `https://duly.example.org/commitments/${commitment}`,
    title,
    status: 'overdue' as const,
    kind: 'overdue' as const,
    reason: { word: 'overdue', sentence },
    window: { opensAt: Date.UTC(2025, 5, 8, 21), closesAt: Date.UTC(2025, 5, 15, 21) },
    zone: 'Europe/Istanbul',
    derivation: '“next week” is the week after the one in which it was said.',
    key: 'overdue:v1',
    corrects: [],
    exampleData: false,
    occurredAt: Date.UTC(2025, 5, 15, 21),
  });

  it('of one alert is flat, of several is a list', () => {
    expect(JSON.parse(hookMessage([alert(7)]).body)).toMatchObject({
      type: 'commitment.overdue',
      timestamp: '2025-06-15T21:00:00.000Z',
      data: {
        commitment: 7,
        status: 'overdue',
        window: { closesAt: '2025-06-15T21:00:00.000Z' },
        key: 'overdue:v1',
      },
    });
    expect(JSON.parse(hookMessage([alert(7), alert(8)]).body)).toMatchObject({
      type: 'commitment.several',
      data: { alerts: [{ commitment: 7 }, { commitment: 8 }], more: [], left: 0 },
    });
  });

  it.each([3, 60, 1_000, 20_000])(
    'of %i alerts with the longest words stays under 20 kB and counts them all',
    (count) => {
      const long = Array.from({ length: count }, (_, n) =>
        alert(1_000_000 + n, '💬'.repeat(900), '„ü“'.repeat(900)),
      );
      const { body: text } = hookMessage(long);
      expect(Buffer.byteLength(text)).toBeLessThan(PAYLOAD_LIMIT);
      const { data } = JSON.parse(text);
      expect(data.alerts.length + data.more.length + data.left).toBe(count);
      expect(data.alerts.length).toBeGreaterThan(1);
    },
  );
});
