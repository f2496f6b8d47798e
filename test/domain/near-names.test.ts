import { describe, expect, it } from 'vitest';
import { nearNames } from '../../src/domain/near-names.ts';

const NAMES = ['Russia', 'Ukraine', 'Red Cross', 'International Committee of the Red Cross', 'Iran', 'Iraq'];

describe('names that were perhaps meant', () => {
  it.each([
    ['Ukrane', ['Ukraine']],
    ['russia', ['Russia']],
    ['Red  cross', ['Red Cross', 'International Committee of the Red Cross']],
    ['Irak', ['Iran', 'Iraq']],
    ['Türkiye', []],
  ])('%s', (name, expected) => {
    expect(nearNames(name, NAMES)).toEqual(expected);
  });
});
