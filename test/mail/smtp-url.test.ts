import { describe, expect, it } from 'vitest';
import { DulyError } from '../../src/domain/errors.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';

describe('parseSmtpUrl', () => {
  it('demands encryption before it gives a password to another machine', () => {
    expect(parseSmtpUrl('smtp://user:p%40ss%3Aword@mail.example.org')).toEqual({
      host: 'mail.example.org',
      port: 587,
      secure: false,
      startTls: 'required',
      login: { user: 'user', pass: 'p@ss:word' },
    });
    expect(parseSmtpUrl('smtp://user:pass@127.0.0.1:2525').startTls).toBe('offered');
    expect(parseSmtpUrl('smtp://mail.example.org:25').startTls).toBe('offered');
    expect(parseSmtpUrl('smtp://user:pass@mail.example.org?tls=off').startTls).toBe('off');
  });

  it('reads TLS from the first byte, and IPv6', () => {
    expect(parseSmtpUrl('smtps://mail.example.org')).toMatchObject({ port: 465, secure: true, login: null });
    expect(parseSmtpUrl('smtp://[::1]:2525/')).toMatchObject({ host: '::1', port: 2525 });
  });

  it.each([
    'mail.example.org',
    'http://mail.example.org',
    'smtp://',
    'smtp://user@mail.example.org',
    'smtp://user:secret%zz@mail.example.org',
    'smtp://user:sec/ret@mail.example.org',
    'smtp://mail.example.org/path',
    'smtp://mail.example.org?tls=maybe',
    'smtp://mail.example.org?pool=true',
    'smtps://user:secret@mail.example.org?tls=off',
  ])('refuses %s and names the key, never the password', (text) => {
    let thrown: unknown;
    try {
      parseSmtpUrl(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DulyError);
    expect(thrown).toMatchObject({ code: 'config', field: 'SMTP_URL' });
    expect(String(thrown)).toMatch(/SMTP_URL/);
    expect(String(thrown)).not.toMatch(/sec/);
  });
});
