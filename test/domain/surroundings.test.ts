import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surroundings } from '../../src/domain/surroundings.ts';

const quoted = (quote: string, spanStart: number | null = null) => ({
  quote,
  spanStart,
  spanEnd: spanStart === null ? null : spanStart + quote.length,
});

describe('a quote in its context', () => {
  it('stands between a few sentences, and says that the text goes on', () => {
    const text = `One. Two. Three. Four. We will hand over the bodies. Five. Six. Seven. Eight.`;
    expect(surroundings(text, quoted('We will hand over the bodies.'), 'en')).toEqual({
      before: 'Two. Three. Four. ',
      quote: 'We will hand over the bodies.',
      after: ' Five. Six. Seven.',
      cutBefore: true,
      cutAfter: true,
    });
  });

  it('is found by its place when the same words come twice', () => {
    const text = 'Next week. They asked again. Next week. Then they left.';
    const found = surroundings(text, quoted('Next week.', text.lastIndexOf('Next week.')), 'en');
    expect(found?.before).toBe('Next week. They asked again. ');
  });

  it('is shown alone when it is the whole text, and not at all when the text has other words', () => {
    expect(surroundings('All of it.', quoted('All of it.'), 'en')).toMatchObject({ before: '', after: '' });
    expect(surroundings('Something else', quoted('All of it.'), 'en')).toBeNull();
    expect(surroundings('Something else', quoted(''), 'en')).toBeNull();
  });

  it('is a part of the text whatever the text, the place and the language are, and short', () => {
    const anything = fc.string({ unit: 'grapheme', maxLength: 900 });
    fc.assert(
      fc.property(
        anything,
        anything,
        fc.string({ minLength: 1 }),
        fc.string(),
        (before, after, quote, tag) => {
          const text = before + quote + after;
          const found = surroundings(text, quoted(quote, before.length), tag);
          expect(found).not.toBeNull();
          if (found === null) return;
          expect(text).toContain(found.before + found.quote + found.after);
          expect(found.before.length + found.after.length).toBeLessThanOrEqual(800);
          if (found.before.length === before.length) expect(found.cutBefore).toBe(false);
        },
      ),
    );
  });
});
