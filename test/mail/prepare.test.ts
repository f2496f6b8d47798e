import fc from 'fast-check';
import { type ParsedMail, simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { DulyError } from '../../src/domain/errors.ts';
import { composeAlert } from '../../src/mail/alert.ts';
import type { AlertMessage, Recipient } from '../../src/mail/message.ts';
import { prepare } from '../../src/mail/prepare.ts';
import { alert, line, NASTY_TEXTS, recipient, SENT_AT } from './messages.ts';

/** All that a reader's program gets to see, without the boundaries. */
async function seen(raw: Buffer) {
  const mail: ParsedMail = await simpleParser(raw);
  const headers = mail.headerLines
    .filter(({ key }) => key !== 'content-type')
    .map(({ line: field }) => field.replace(/\r\n\s+/g, ' '));
  return {
    headers,
    subject: mail.subject,
    to: mail.to,
    messageId: mail.messageId,
    references: mail.references,
    list: mail.headers.get('list'),
    date: mail.date,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(({ filename, contentType, content }) => [
      filename,
      contentType,
      `${content}`,
    ]),
  };
}

/** What RFC 5322 and RFC 2045 demand of the bytes themselves. */
function expectWellFormed(raw: Buffer): void {
  const text = raw.toString('latin1');
  expect(text).toMatch(/^[\t\r\n -~]*$/);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const each of text.split('\r\n')) expect(each.length).toBeLessThanOrEqual(998);
  const [, ...parts] = text.split('Content-Transfer-Encoding: quoted-printable');
  expect(parts).toHaveLength(2);
  for (const part of parts) {
    const body = part.slice(0, part.indexOf('\r\n--duly-'));
    for (const each of body.split('\r\n')) {
      expect(each.length).toBeLessThanOrEqual(76);
      expect(each).not.toMatch(/=(?![0-9A-F]{2}|$)/);
    }
  }
}

async function expectSameAsComposed(message: AlertMessage, to: Recipient): Promise<void> {
  const fast = (await prepare(message, SENT_AT)).forRecipient(to);
  expectWellFormed(fast);
  expect(await seen(fast)).toEqual(await seen(await composeAlert(message, to, SENT_AT)));
}

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(...NASTY_TEXTS),
);
const address = fc
  .emailAddress({ size: 'small' })
  .filter((text) => /^[\w.+-]+@[\w.-]+$/.test(text) && !/[.]{2}|^[.]|[.]@/.test(text));
const url = fc
  .tuple(
    fc.webUrl({ withQueryParameters: true }),
    fc.string({ unit: fc.constantFrom(..."abc0=&%'()~.-_/?"), maxLength: 400 }),
  )
  .map(([start, rest]) => new URL(`${start.replace(/^http:/, 'https:')}/${rest}`).href)
  .filter((text) => text.length < 900 && !/["<>]/.test(text));
const messageId = fc
  .tuple(fc.uuid(), fc.constantFrom('due', 'overdue.v2'))
  .map(([id, stage]) => `<${id}.${stage}@duly.example>`);

const recipients: fc.Arbitrary<Recipient> = fc.record(
  {
    to: address,
    messageId,
    manageUrl: url,
    unsubscribeUrl: url,
    references: fc.array(messageId, { minLength: 1, maxLength: 12 }).map((ids) => ids.join(' ')),
  },
  { requiredKeys: ['to', 'messageId', 'manageUrl', 'unsubscribeUrl'] },
);

describe('A11: a prepared message', () => {
  it('is what composing it for each recipient would have given, for any words, links and addresses', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, words, recipients, async (title, quote, why, to) => {
        await expectSameAsComposed(alert({ why, lines: [line({ title, quote })] }), to);
      }),
      { numRuns: 60 },
    );
  });

  it('holds for several alerts and for one without a calendar', async () => {
    const many = alert({
      lines: [line(), line({ kind: 'overdue' }), line({ kind: 'met', late: { days: 2 } })],
    });
    await expectSameAsComposed(many, recipient());
    await expectSameAsComposed(
      alert({ lines: [line({ kind: 'overdue' })] }),
      recipient({ references: '<a@b.example>' }),
    );
  });

  it('encodes links of every length around the ends of lines', async () => {
    for (let length = 0; length < 150; length++) {
      const link = `https://duly.example/u?${'a=&'.repeat(60).slice(0, length)}'`;
      const prepared = await prepare(alert({ lines: [line({ kind: 'overdue' })] }), SENT_AT);
      const raw = prepared.forRecipient(recipient({ manageUrl: link, unsubscribeUrl: link }));
      expectWellFormed(raw);
      const mail = await simpleParser(raw);
      expect(mail.text).toContain(`Change what you follow:\n${link}\n\nUnsubscribe:\n${link}\n`);
      expect(mail.html).toContain(`href="${link.replaceAll('&', '&amp;').replaceAll("'", '&#39;')}"`);
    }
  });

  it('gives every recipient a copy of their own, with nothing of another', async () => {
    const prepared = await prepare(alert(), SENT_AT);
    const anna = recipient({
      to: 'anna@example.org',
      messageId: '<1@duly.example>',
      manageUrl: 'https://duly.example/anna',
      unsubscribeUrl: 'https://duly.example/u/anna',
    });
    const ben = recipient({
      to: 'ben@example.org',
      messageId: '<2@duly.example>',
      manageUrl: 'https://duly.example/ben',
      unsubscribeUrl: 'https://duly.example/u/ben',
    });
    const [first, second, again] = [anna, ben, anna].map((to) => prepared.forRecipient(to).toString());
    expect(first).toBe(again);
    expect(first).not.toContain('ben');
    expect(second).not.toContain('anna');
    expect(first).not.toContain('duly.invalid');
  });

  it('gives the page of the outbox the same words', async () => {
    const prepared = await prepare(alert(), SENT_AT);
    const mail = await simpleParser(prepared.forRecipient(recipient()));
    const body = prepared.bodyFor(recipient());
    expect(body.subject).toBe(mail.subject);
    expect(body.text.trim()).toBe(mail.text?.trim());
    expect(body.html.trim()).toBe(String(mail.html).trim());
  });

  it.each<[string, Partial<Recipient>]>([
    ['two addresses', { to: 'a@example.org, b@example.org' }],
    ['an address with a line break', { to: 'a@example.org\r\nBcc: b@example.org' }],
    ['a message id with a line break', { messageId: '<a@b.example>\r\nBcc: b@example.org' }],
    ['a bare message id', { messageId: 'a@b.example' }],
    ['two message ids', { messageId: '<a@b.example> <c@b.example>' }],
    ['references with a line break', { references: '<a@b.example>\r\nBcc: b@example.org' }],
    ['a link with a line break', { unsubscribeUrl: 'https://duly.example/u\r\nBcc: b@example.org' }],
    ['a link that ends its bracket', { unsubscribeUrl: 'https://duly.example/u>, <mailto:x@example.org' }],
    ['a link that ends its attribute', { manageUrl: 'https://duly.example/"onclick="x' }],
    ['a link with a space', { manageUrl: 'https://duly.example/a b' }],
    ['a script for a link', { manageUrl: 'javascript:alert(1)' }],
    ['a link outside ASCII', { manageUrl: 'https://duly.example/ü' }],
    ['an over-long link', { manageUrl: `https://duly.example/${'a'.repeat(900)}` }],
  ])('refuses %s', async (_name, over) => {
    const prepared = await prepare(alert(), SENT_AT);
    expect(() => prepared.forRecipient(recipient(over))).toThrow(DulyError);
  });

  it('joins a copy in far less time than it takes to compose one', async () => {
    const prepared = await prepare(alert(), SENT_AT);
    const per = async (count: number, work: () => unknown): Promise<number> => {
      const started = performance.now();
      for (let index = 0; index < count; index++) await work();
      return (performance.now() - started) / count;
    };
    await per(500, () => prepared.forRecipient(recipient()));
    const join = await per(5_000, () => prepared.forRecipient(recipient()));
    const compose = await per(50, () => composeAlert(alert(), recipient(), SENT_AT));
    expect(join).toBeLessThan(compose / 5);
  });
});
