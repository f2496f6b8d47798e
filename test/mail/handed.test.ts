import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { composeHanded, type HandedLine, type HandedMessage, handedBody } from '../../src/mail/handed.ts';

const SENT = Date.parse('2025-06-18T09:00:00Z');

const line = (more: Partial<HandedLine> = {}): HandedLine => ({
  by: 'Anna',
  note: 'Asked the ministry.',
  title: 'Hand over the bodies',
  quote: 'We will hand over six thousand bodies next week.',
  speaker: { name: 'Vladimir Medinsky', role: null },
  saidAt: Date.parse('2025-06-02T12:57:00Z'),
  saidZone: 'Europe/Istanbul',
  source: { title: 'Second round', publisher: null, url: null },
  committers: ['Russia'],
  status: 'Overdue',
  window: {
    opensAt: Date.parse('2025-06-08T21:00:00Z'),
    closesAt: Date.parse('2025-06-15T21:00:00Z'),
    zone: 'Europe/Istanbul',
    precision: 'day',
  },
  explanation: 'next week → Mon 9 Jun 00:00 to Sun 15 Jun 24:00',
  progress: { text: '0 of 6,000 bodies', fraction: 0 },
  exampleData: false,
  url: 'https://duly.example/review/1',
  ...more,
});

const message = (lines: readonly HandedLine[], more: Partial<HandedMessage> = {}): HandedMessage => ({
  lines,
  to: 'ben@example.org',
  messageId: '<one@duly.example>',
  readerZone: null,
  baseUrl: 'https://duly.example',
  instanceName: 'Duly',
  from: { name: 'Duly', address: 'duly@example.org' },
  ...more,
});

describe('the mail about what was handed over', () => {
  it('has dates in the zone of its reader too, if they have chosen one', () => {
    expect(handedBody(message([line()])).text).not.toContain('In your time');
    expect(handedBody(message([line()], { readerZone: 'Europe/Istanbul' })).text).not.toContain(
      'In your time',
    );
    expect(handedBody(message([line()], { readerZone: 'Europe/Berlin' })).text).toContain(
      'In your time: Sun 8 Jun 2025 23:00 to Sun 15 Jun 2025 23:00 (Europe/Berlin)',
    );
    expect(handedBody(message([line({ window: null })])).text).toContain('Deadline: No date set');
  });

  it('is one message with one reader and one subject, whatever is written in it', async () => {
    const evil = 'x\r\nBcc: evil@example.org\r\n\r\n<script>alert(1)</script>\u202e\u0000';
    const hostile = line({ by: evil, note: evil, title: evil, quote: evil, committers: [evil] });
    const { raw, subject } = await composeHanded(message([hostile]), SENT);
    const parsed = await simpleParser(raw);
    expect(parsed.bcc).toBeUndefined();
    expect(raw.toString().split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im);
    expect([parsed.to].flat().map((one) => one?.text)).toEqual(['ben@example.org']);
    expect(parsed.subject).toBe(subject);
    expect(subject).toMatch(/^Handed to you: x Bcc/);
    expect(parsed.html).not.toContain('<script');
    expect(parsed.html).toContain('&lt;script&gt;');
    expect(parsed.text).not.toMatch(/\u202e|\u0000/);
    expect(parsed.headers.get('feedback-id')).toBe('handed:review:duly.example:duly');
    expect(parsed.messageId).toBe('<one@duly.example>');
  });

  it('is cut to what providers take whole, and says how many more there are', async () => {
    const long = { note: '–'.repeat(2_000), quote: '“6,000” '.repeat(80) };
    const many = Array.from({ length: 60 }, (_, n) =>
      line({ ...long, title: `Item ${n}`, url: `https://duly.example/review/${n}` }),
    );
    const { raw, subject } = await composeHanded(message(many), SENT);
    expect(raw.byteLength).toBeLessThan(102_000);
    expect(subject).toBe('60 items were handed to you');
    const { text } = await simpleParser(raw);
    expect(text).toContain('https://duly.example/review/0\n');
    expect(text).toMatch(/And \d+ more:\nhttps:\/\/duly\.example\/review\?whose=mine/);
  });

  it('links to nothing that is no page', () => {
    const { html } = handedBody(
      message([line({ source: { title: 'x', publisher: null, url: 'javascript:alert(1)' } })]),
    );
    expect(html).not.toContain('javascript:');
  });

  it('gives the same bytes for the same words', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => composeHanded(message([line()]), SENT)));
    expect(one?.raw.equals(two?.raw ?? Buffer.alloc(0))).toBe(true);
  });
});
