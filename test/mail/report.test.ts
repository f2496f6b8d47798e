import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../src/mail/report.ts';
import { packageRoot } from '../../src/package-root.ts';

const eml = (name: string) => readFileSync(join(packageRoot, 'test/mail/reports', `${name}.eml`));

describe('a report', () => {
  it.each([
    ['postfix-no-mailbox', 'hard', '5.1.1'],
    ['postfix-delayed', 'delay', '4.4.1'],
    // The status says nothing; the words that it quotes do.
    ['exim-unrouteable', 'hard', '5.1.2'],
    ['exim-generic', 'soft', '5.0.0'],
    ['exchange-no-mailbox', 'hard', '5.1.10'],
    ['gmail-full', 'soft', '5.2.2'],
    ['policy-spam', 'policy', '5.7.1'],
    ['too-large', 'policy', '5.3.4'],
    ['expired-soft', 'soft', '4.4.7'],
    ['global-base64', 'hard', '5.1.1'],
    ['no-empty-line', 'hard', '5.1.1'],
    ['status-nonsense', 'soft', null],
    ['arf-abuse', 'complaint', null],
  ])('%s is read as %s %s, with whatever line ends', (name, kind, status) => {
    const unix = eml(name);
    const { report, originalId, addresses } = readReport(unix);
    expect(report).toMatchObject({ kind, status });
    expect(report?.diagnostic.length).toBeLessThanOrEqual(500);
    expect(report?.diagnostic).not.toMatch(/\p{Cc}/u);
    expect(originalId).toBe('<original-1@localhost>');
    expect(addresses).toContain('bounces@duly.example.org');
    const wire = Buffer.from(unix.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
    expect(readReport(wire)).toEqual(readReport(unix));
  });

  it('keeps the words of the server on one line', () => {
    expect(readReport(eml('postfix-no-mailbox')).report).toEqual({
      kind: 'hard',
      status: '5.1.1',
      diagnostic:
        '550 5.1.1 <reader@example.org>: Recipient address rejected: User unknown in virtual mailbox table',
      recipient: 'reader@example.org',
    });
  });
});

describe('what is no report', () => {
  it.each([
    ['vacation', 'an automatic answer'],
    ['reply', 'no report (text/plain)'],
    ['cut-short', 'no report (multipart/report)'],
    ['delivered', 'a report of something that went well'],
    ['arf-not-spam', 'feedback that is no complaint (not-spam)'],
  ])('%s is said to be %s', (name, why) => {
    expect(readReport(eml(name))).toMatchObject({ report: null, why });
  });
});

describe('what was made to hurt', () => {
  const nested = (depth: number) =>
    Array.from(
      { length: depth },
      (_, level) => `Content-Type: multipart/mixed; boundary="b${level}"\n\n--b${level}\n`,
    ).join('');
  it.each([
    ['parts in parts, 100,000 deep', nested(100_000)],
    ['a million empty parts', `Content-Type: multipart/report; boundary=x\n\n${'--x\n'.repeat(250_000)}`],
    ['a million fields', 'A: b\n'.repeat(200_000)],
    ['a field without an end', `Subject: ${'a'.repeat(1_000_000)}`],
    ['one field folded a million times', `Subject: a\n${' b\n'.repeat(300_000)}`],
    [
      'a report of empty groups',
      `Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n${'\n'.repeat(900_000)}`,
    ],
    ['a boundary of spaces', `Content-Type: multipart/report;${' '.repeat(900_000)}boundary=x\n\n`],
    ['nothing', ''],
    ['bytes', Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7_919) % 256)).toString('latin1')],
  ])('%s is read without counting on and on, and is no report', (_name, text) => {
    const began = performance.now();
    expect(readReport(Buffer.from(text, 'latin1')).report).toBeNull();
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('never throws, whatever a report is cut to', () => {
    const whole = eml('postfix-no-mailbox');
    for (let size = 0; size < whole.length; size += 7)
      expect(() => readReport(whole.subarray(0, size))).not.toThrow();
  });
});
