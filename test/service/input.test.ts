import { describe, expect, it } from 'vitest';
import { happened, nameLine, parse, quantity, titleLine } from '../../src/service/input.ts';

describe('a quantity', () => {
  it.each([
    ['6000', 6000],
    [6000, 6000],
    ['6,000', 6000],
    ['1,200,000.5', 1_200_000.5],
    ['6 000', 6000],
    ['6\u202f000', 6000],
    ['6\u2009000', 6000],
    ["6'000", 6000],
    ['1’200’000', 1_200_000],
    [' 6.5 ', 6.5],
    ['2.55', 2.55],
    ['0.125', 0.125],
    ['2.1250', 2.125],
    ['1234.500', 1234.5],
    ['1,234.500', 1234.5],
    [2.125, 2.125],
  ])('reads %j as %d', (written, value) => {
    expect(parse(quantity, written)).toBe(value);
  });

  it.each([
    ['0x10', /must be a number/],
    ['6,5', /point before decimals \(6\.5\); a comma stands only between thousands \(6,000\)/],
    ['6,00', /point before decimals/],
    ['1,200 000', /point before decimals/],
    ['60,00,000', /point before decimals/],
    ['1.000', /one way only: 1\.000 may be 1000 \(write 1000 or 1,000\) or 1 \(write 1\)/],
    ['2.500', /2\.500 may be 2500 \(write 2500 or 2,500\) or 2\.5 \(write 2\.5\)/],
    ['12.125', /12\.125 may be 12125 \(write 12125 or 12,125\) or 12\.125 \(write 12\.1250\)/],
    ['1.000.000', /one way only: write 1000000 or 1,000,000, not 1\.000\.000/],
    ['-1.000', /one way only/],
    ["6'00", /must be a number/],
    ['six', /must be a number/],
    ['', /greater than zero/],
    ['-6,000', /greater than zero/],
    ['20,000,000,000,000', /larger than the record can hold/],
  ])('refuses %j with a reason', (written, reason) => {
    expect(() => parse(quantity, written)).toThrow(reason);
  });
});

describe('what people know a thing by', () => {
  it.each(['tr-2025', 'Türkiye 2025', '日本の祝日', '\u0639\u0637\u0644 2025', '§ 5', ' trimmed '])(
    'takes %j',
    (given) => {
      expect(parse(nameLine(60), given)).toBe(given.trim());
      expect(parse(titleLine(60), given)).toBe(given.trim());
    },
  );

  it.each([
    ['nothing that is seen', '\u3164\u2800', /visible|invisible/],
    ['an override of direction', 'tr\u202e5202', /turn the direction/],
    ['an isolate', '\u2066tr\u2069', /turn the direction/],
    ['a space of no width', 'tr\u200b-2025', /invisible/],
    ['a byte order mark inside', 'tr\ufeff2025', /invisible/],
    ['a word joiner', 'tr\u20602025', /invisible/],
    ['a control character', 'tr\u0085', /invisible/],
    ['an escape', 'tr\u001b[31m', /control/],
  ])('refuses %s', (_, given, reason) => {
    expect(() => parse(nameLine(60), given)).toThrow(reason);
    expect(() => parse(titleLine(60), given)).toThrow(reason);
  });

  it('lets a title have the joiners that scripts need, and a name none', () => {
    const persian = '\u0645\u06cc\u200c\u0631\u0648\u062f';
    expect(parse(titleLine(60), persian)).toBe(persian);
    expect(() => parse(nameLine(60), persian)).toThrow(/invisible/);
  });
});

describe('when something happened', () => {
  // It is the 10th in Auckland already, and still the 9th in Istanbul.
  const now = Date.parse('2025-06-09T20:00:00Z');
  const at = (zone: string) => ({ zone, now, field: 'happenedAt', saidAt: null });
  const iso = (value: string | undefined, zone: string) => new Date(happened(value, at(zone))).toISOString();

  it.each([
    [undefined, 'Europe/Istanbul', '2025-06-09T20:00:00.000Z'],
    ['now', 'Europe/Istanbul', '2025-06-09T20:00:00.000Z'],
    ['today', 'Europe/Istanbul', '2025-06-08T21:00:00.000Z'],
    [' Today ', 'Pacific/Auckland', '2025-06-09T12:00:00.000Z'],
    ['yesterday', 'Europe/Istanbul', '2025-06-07T21:00:00.000Z'],
    ['2025-06-07', 'Europe/Istanbul', '2025-06-06T21:00:00.000Z'],
  ])('reads %j in %s', (value, zone, instant) => {
    expect(iso(value, zone)).toBe(instant);
  });

  it.each(['tomorrow', 'constructor', 'soon'])('refuses %j', (value) => {
    expect(() => happened(value, at('UTC'))).toThrow(/neither a day nor an instant: write it as 2025/);
  });
});
