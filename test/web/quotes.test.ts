import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf, mark } from '../../src/web/quotes.ts';

const quote = (id: number, text: string, span: [number, number] | null = null) => ({
  ...{ id, quote: text, spanStart: span?.[0] ?? null, spanEnd: span?.[1] ?? null },
});

describe('quotes in the text of their source', () => {
  it('are cut out where they stand', () => {
    const { pieces, lost } = mark('He said: we go. Then left.', [quote(7, 'we go.', [9, 15])]);
    expect(pieces.map(({ text, of, ends }) => [text, of, ends])).toEqual([
      ['He said: ', [], []],
      ['we go.', [7], [7]],
      [' Then left.', [], []],
    ]);
    expect(lost).toEqual([]);
  });

  it('may overlap: each piece knows all that it belongs to', () => {
    const { pieces } = mark('abcdef', [quote(1, 'abcd', [0, 4]), quote(2, 'cdef', [2, 6])]);
    expect(pieces.map(({ text, of, ends }) => [text, of, ends])).toEqual([
      ['ab', [1], []],
      ['cd', [1, 2], [1]],
      ['ef', [2], [2]],
    ]);
  });

  it('are looked for where no span or a wrong one is known, and said to be lost when they are nowhere', () => {
    const { pieces, lost } = mark('one two', [
      quote(1, 'two'),
      quote(2, 'one', [4, 7]),
      quote(3, 'three', [0, 99]),
    ]);
    expect(pieces.map(({ of }) => of)).toEqual([[2], [], [1]]);
    expect(lost).toEqual([3]);
  });

  it('never change the text', () => {
    const word = fc.constantFrom('a', 'ab', 'ba', '<b>', '😀', ' ');
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, fc.array(word, { maxLength: 6 }), (whole, quotes) => {
        const { pieces } = mark(
          whole,
          quotes.map((one, index) => quote(index + 1, one)),
        );
        expect(pieces.map((piece) => piece.text).join('')).toBe(whole);
      }),
    );
  });

  it('are written in the direction of their language', () => {
    expect(['ar', 'he-IL', 'fa', 'UR'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl', 'rtl']);
    expect(['en', 'tr', 'uk', 'art'].map(directionOf)).toEqual(['ltr', 'ltr', 'ltr', 'ltr']);
  });
});
