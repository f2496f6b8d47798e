import { describe, expect, it } from 'vitest';
import { parse, quantity } from '../../src/service/input.ts';

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
  ])('reads %j as %d', (written, value) => {
    expect(parse(quantity, written)).toBe(value);
  });

  it.each([
    ['6,5', /point before decimals \(6\.5\); a comma stands only between thousands \(6,000\)/],
    ['6,00', /point before decimals/],
    ['1,200 000', /point before decimals/],
    ['60,00,000', /point before decimals/],
    ["6'00", /must be a number/],
    ['six', /must be a number/],
    ['', /greater than zero/],
    ['-6,000', /greater than zero/],
    ['20,000,000,000,000', /larger than the record can hold/],
  ])('refuses %j with a reason', (written, reason) => {
    expect(() => parse(quantity, written)).toThrow(reason);
  });
});
