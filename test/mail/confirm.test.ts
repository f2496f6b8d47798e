import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { composeConfirm, confirmBody } from '../../src/mail/confirm.tsx';
import { SENT_AT } from './messages.ts';

const MESSAGE = {
  to: 'new.reader@example.org',
  messageId: '<9.confirm@duly.example>',
  confirmUrl: 'https://duly.example/confirm?t=abc&s=1',
  language: 'en' as const,
  instanceName: 'Duly',
  from: { name: 'Duly', address: 'alerts@duly.example' },
};

describe('the mail that asks for consent', () => {
  it('holds one link, says that it can be ignored and that the address is deleted after 7 days', () => {
    const { text, html } = confirmBody(MESSAGE);
    expect(text.match(/https?:\/\/\S+/g)).toEqual([MESSAGE.confirmUrl]);
    expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([
      'https://duly.example/confirm?t=abc&amp;s=1',
    ]);
    for (const part of [text, html]) {
      expect(part).toContain('If you did not ask for this, ignore this mail');
      expect(part).toContain('deleted after 7 days');
      expect(part).not.toContain('new.reader');
    }
  });

  it('is an automatic mail to exactly one address, and no list mail yet', async () => {
    const mail = await simpleParser(await composeConfirm(MESSAGE, SENT_AT));
    expect(mail.subject).toBe('Please confirm your alerts from Duly');
    expect(mail.to).toMatchObject({ value: [{ address: 'new.reader@example.org', name: '' }] });
    expect(mail.messageId).toBe(MESSAGE.messageId);
    expect(mail.date?.getTime()).toBe(SENT_AT);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.has('list')).toBe(false);
  });
});
