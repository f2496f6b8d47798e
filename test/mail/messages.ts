import type { AlertLine, AlertMessage, Recipient } from '../../src/mail/message.ts';

const istanbul = (text: string): number => Date.parse(`${text}+03:00`);

/** The hand-over of 6,000 bodies, due in the week of 9 June, as one alert. */
export function line(over: Partial<AlertLine> = {}): AlertLine {
  return {
    kind: 'due',
    commitmentId: '17',
    sequence: 1,
    reason: 'The window opened today.',
    title: 'Russia hands over the bodies of 6,000 soldiers',
    quote: 'Next week we will hand over six thousand bodies.',
    speaker: { name: 'Vladimir Medinsky', role: 'head of the Russian delegation' },
    saidAt: istanbul('2025-06-02T16:10'),
    saidZone: 'Europe/Istanbul',
    source: { title: 'After the second round', publisher: 'TASS', url: 'https://example.org/news/1?a=1&b=2' },
    committers: ['Russia'],
    status: 'Due',
    window: {
      opensAt: istanbul('2025-06-09T00:00'),
      closesAt: istanbul('2025-06-16T00:00'),
      zone: 'Europe/Istanbul',
      precision: 'week',
    },
    explanation: '“next week”, said on Mon 2 Jun 2025 in Istanbul → Mon 9 Jun 00:00 to Sun 15 Jun 24:00',
    progress: { text: '2,400 of at least 6,000 bodies', fraction: 0.4 },
    url: 'https://duly.example/c/17',
    exampleData: true,
    occurredAt: istanbul('2025-06-09T00:00'),
    ...over,
  };
}

export function alert(over: Partial<AlertMessage> = {}): AlertMessage {
  return {
    lines: [line()],
    why: 'you follow Vladimir Medinsky',
    readerZone: 'America/New_York',
    language: 'en',
    baseUrl: 'https://duly.example',
    instanceName: 'Duly',
    from: { name: 'Duly', address: 'alerts@duly.example' },
    ...over,
  };
}

export function recipient(over: Partial<Recipient> = {}): Recipient {
  return {
    to: 'reader@example.org',
    messageId: '<4711.due@duly.example>',
    manageUrl: 'https://duly.example/s/abc?t=0123456789abcdef&k=manage',
    unsubscribeUrl: 'https://duly.example/u/abc?t=0123456789abcdef0123456789abcdef0123456789abcdef&k=un',
    ...over,
  };
}

/** Noon of the day on which the window opens, in Istanbul. */
export const SENT_AT = istanbul('2025-06-09T12:00');

/** Texts that have broken mails, headers or pages elsewhere. */
export const NASTY_TEXTS = [
  'Title\r\nBcc: victim@example.org',
  'Title\nX-Injected: yes',
  'Title\r\n\r\n<html>body</html>',
  'nul\u0000byte and \u001b[31mescape',
  'line\u2028separator and\u2029paragraph',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"></a><a href="javascript:alert(1)">x</a>',
  '=?utf-8?B?QmNjOiB2aWN0aW1AZXhhbXBsZS5vcmc=?=',
  '.\r\n.\r\nQUIT',
  'right \u202eto left\u202c and \u2066isolated\u2069',
  'lone \ud800 surrogate',
  'Зеленський, 1\u202f000 — «обмін» 👨‍👩‍👧‍👦 السلام',
  'x'.repeat(5_000),
];
