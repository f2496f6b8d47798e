import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, cleanText, indented, jsonText, paintFor, table } from '../../src/cli/terminal.ts';

const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('A26: text for a terminal', () => {
  it('keeps every letter and loses whatever steers', () => {
    expect(cleanText('Görüşme \u001b[2J“é” 日本\t\r\nsecond\u0007')).toBe('Görüşme [2J“é” 日本\t\nsecond');
  });

  it('is clean wherever it stands in the data', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        fc.array(fc.record({ title: text, tags: fc.array(text), none: fc.constant(null) })),
        (data) => {
          const cleaned = clean(data);
          for (const { title, tags } of cleaned)
            for (const one of [title, ...tags]) expect(one).not.toMatch(STEERING);
          expect(cleaned).toHaveLength(data.length);
        },
      ),
    );
  });

  it('comes back whole from JSON, and JSON is clean too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const json = jsonText({ title });
        expect(json.replaceAll('\n', '')).not.toMatch(STEERING);
        expect(JSON.parse(json)).toEqual({ title });
      }),
    );
  });

  it('stands in columns, painted or not', () => {
    const red = (text: string) => `<${text}>`;
    const rows = [
      ['ID', 'STATUS', 'TITLE'],
      ['1', { text: 'Overdue', paint: red }, 'A title\nof two lines'],
    ];
    expect(table(rows)).toBe('ID  STATUS   TITLE\n1   <Overdue>  A title of two lines');
  });

  it('cannot pass for a line of ours when it has several lines', () => {
    expect(indented('one\ntwo')).toBe('  one\n  two');
  });

  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
    [{ isTTY: false }, {}, false],
    [{}, {}, false],
  ])('is painted on %j with %j: %s', (out, env, painted) => {
    expect(paintFor(out, env).red('x') !== 'x').toBe(painted);
  });
});
