import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DulyError } from '../../src/domain/errors.ts';
import { capKey, parseAddress, parseSender } from '../../src/mail/address.ts';
import { cpuMs } from '../support/cpu.ts';

const REFUSED: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['no at sign', 'reader.example.org'],
  ['no domain', 'reader@'],
  ['no dot in the domain', 'reader@localhost'],
  ['CR LF and a command', 'a@example.org\r\nRCPT TO:<b@example.org>'],
  ['a line feed at the end', 'a@example.org\n'],
  ['a carriage return', 'a\r@example.org'],
  ['NUL', 'a@example.org\u0000'],
  ['a line separator', 'a@example.org\u2028'],
  ['a paragraph separator', 'a\u2029@example.org'],
  ['a comma list', 'a@example.org,b@example.org'],
  ['a comma and a space', 'a@example.org, b@example.org'],
  ['a semicolon list', 'a@example.org;b@example.org'],
  ['a space before', ' a@example.org'],
  ['a tab', 'a\t@example.org'],
  ['a no-break space', 'a\u00a0@example.org'],
  ['a display name', 'Reader <a@example.org>'],
  ['angle brackets', '<a@example.org>'],
  ['a quoted local part', '"a b"@example.org'],
  ['a quoted address inside', '"a@b.example"@example.org'],
  ['two at signs', 'a@b@example.org'],
  ['a comment', 'a(comment)@example.org'],
  ['a domain literal', 'a@[127.0.0.1]'],
  ['a backslash', 'a\\b@example.org'],
  ['a percent route with brackets', '<@hop.example:a@example.org>'],
  [
    '255 characters',
    `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(11)}`,
  ],
  ['a local part of 65', `${'a'.repeat(65)}@example.org`],
  ['a letter outside ASCII', 'чит@example.org'],
];

describe('A11, A20: parseAddress', () => {
  it.each(REFUSED)('refuses %s and names the field', (_name, text) => {
    let thrown: unknown;
    try {
      parseAddress(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DulyError);
    expect(thrown).toMatchObject({ code: 'invalid', field: 'address' });
  });

  it.each([
    ['reader@example.org', 'reader@example.org'],
    ['First.Last+Tag@Example.ORG', 'First.Last+Tag@example.org'],
    ["o'neil_1-x@mail.example.co.uk", "o'neil_1-x@mail.example.co.uk"],
  ])('takes %s', (text, normalized) => {
    expect(parseAddress(text)).toBe(normalized);
  });

  it('says what is wrong in words for the person who typed it', () => {
    expect(() => parseAddress('a@example.org, b@example.org')).toThrow(/space/);
    expect(() => parseAddress('a@example.org,b@example.org')).toThrow(/one e-mail address/);
    expect(() => parseAddress('Reader<a@example.org>')).toThrow(/without a name/);
  });

  it('lets nothing through that a header or a command could read as more than one address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.emailAddress(), (noise, address) => {
        for (const text of [noise, `${noise}${address}`, `${address}${noise}`]) {
          let parsed: string;
          try {
            parsed = parseAddress(text);
          } catch (error) {
            expect(error).toBeInstanceOf(DulyError);
            continue;
          }
          expect(parsed).toMatch(/^[^\s,;:<>()[\]"\\@]+@[a-z0-9.-]+$/);
        }
      }),
    );
  });

  it('answers within milliseconds on 100,000 characters', () => {
    const started = cpuMs();
    for (const text of ['a'.repeat(100_000), `${'a.'.repeat(50_000)}@x`, `a@${'b.'.repeat(50_000)}`]) {
      expect(() => parseAddress(text)).toThrow(DulyError);
    }
    expect(cpuMs() - started).toBeLessThan(500);
  });
});

describe('capKey', () => {
  it('is one key for every spelling of a mailbox', () => {
    const spellings = ['ab@example.org', 'A.B@Example.org', 'a.b+news@example.org', 'ab+x+y@EXAMPLE.ORG'];
    expect(new Set(spellings.map(capKey))).toEqual(new Set(['ab@example.org']));
  });

  it('keeps mailboxes apart', () => {
    expect(capKey('ab@example.org')).not.toBe(capKey('ac@example.org'));
    expect(capKey('ab@example.org')).not.toBe(capKey('ab@example.com'));
    expect(capKey('ab@ex.ample.org')).not.toBe(capKey('ab@example.org'));
  });
});

describe('parseSender', () => {
  it('reads a name and an address, or a bare address', () => {
    expect(parseSender('Duly Alerts <duly@example.org>', 'Duly')).toEqual({
      name: 'Duly Alerts',
      address: 'duly@example.org',
    });
    expect(parseSender('duly@example.org', 'Duly')).toEqual({ name: 'Duly', address: 'duly@example.org' });
  });

  it.each(['Duly <a@example.org>, b@example.org', 'Duly\r\nBcc: b@example.org <a@example.org>', 'Duly <>'])(
    'refuses %j',
    (text) => {
      expect(() => parseSender(text, 'Duly')).toThrow(DulyError);
    },
  );
});
