import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTextParts } from '../../src/web/text-parts.ts';

const BOUNDS = { text: 1_000, parts: 20, all: 100_000 };
const TYPE = 'multipart/form-data; boundary=----x';

/** The bytes in pieces of `size`. */
function inPieces(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
    },
  });
}
const read = (text: string, size = 7, bounds = BOUNDS, type = TYPE) =>
  readTextParts(inPieces(Buffer.from(text), size), type, bounds);

const part = (head: string, body: string) =>
  `------x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;

describe('the text of a form with a file', () => {
  it('is what a browser has sent, wherever the pieces are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.boolean()), { maxLength: 5 }),
        fc.integer({ min: 1, max: 300 }),
        async (sent, size) => {
          const form = new FormData();
          for (const [at, [text, isFile]] of sent.entries())
            form.append(`field${at}`, isFile ? new File([text], `${at}.txt`) : text);
          const request = new Request('http://localhost', { method: 'POST', body: form });
          const type = request.headers.get('content-type') ?? '';
          const bytes = new Uint8Array(await request.arrayBuffer());
          const back = await new Request('http://localhost', {
            ...{ method: 'POST', body: bytes, headers: { 'content-type': type } },
          }).formData();
          const found = await readTextParts(inPieces(bytes, size), type, BOUNDS);
          const texts = [...back.entries()].filter(([, value]) => typeof value === 'string');
          expect(found.fields).toEqual(texts);
          expect(found.files).toEqual(sent.flatMap(([, isFile], at) => (isFile ? [`${at}.txt`] : [])));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is kept as far as it came, when the form is cut short', async () => {
    const whole =
      part('name="a"', 'one') + part('name="file"; filename="b"', 'x'.repeat(500)) + part('name="c"', 'two');
    expect(await read(`${whole}------x--\r\n`)).toEqual({
      fields: [
        ['a', 'one'],
        ['c', 'two'],
      ],
      files: ['b'],
    });
    expect((await read(whole.slice(0, 400))).fields).toEqual([['a', 'one']]);
    for (let end = 0; end < whole.length; end += 13)
      expect(['', 'one']).toContain((await read(whole.slice(0, end))).fields[0]?.[1] ?? '');
  });

  it('is bounded, and the bytes of a file do not count as text', async () => {
    expect((await read(`${part('name="file"; filename="b"', 'x'.repeat(50_000))}------x--`)).files).toEqual([
      'b',
    ]);
    await expect(read(`${part('name="a"', 'x'.repeat(1_001))}------x--`)).rejects.toMatchObject({
      code: 'too_large',
    });
    const many = Array.from({ length: 11 }, (_, n) => part(`name="a${n}"`, 'x'.repeat(99))).join('');
    await expect(read(`${many}------x--`)).rejects.toMatchObject({ code: 'too_large' });
    await expect(read(part('name="file"; filename="b"', 'x'.repeat(100_001)))).rejects.toMatchObject({
      code: 'too_large',
    });
    // What is kept of a part besides its text counts as well: its names, and that there is one more.
    const long = 'x'.repeat(600);
    await expect(read(part(`name="${long}"`, 'y').repeat(2))).rejects.toMatchObject({ code: 'too_large' });
    await expect(read(part(`filename="${long}"`, 'y').repeat(2))).rejects.toMatchObject({
      code: 'too_large',
    });
    expect((await read(`${part('name="a"', '').repeat(20)}------x--`)).fields).toHaveLength(20);
    await expect(read(part('name="a"', '').repeat(21))).rejects.toMatchObject({ code: 'too_large' });
    await expect(read(`------x\r\n${'h'.repeat(20_000)}`)).rejects.toMatchObject({ code: 'too_large' });
  });

  it('is nothing where the form says nothing that could be read', async () => {
    const nothing = { fields: [], files: [] };
    expect(await read(part('name="a"', 'one'), 7, BOUNDS, 'multipart/form-data')).toEqual(nothing);
    expect(await read('', 7)).toEqual(nothing);
    expect(await read('no boundary anywhere')).toEqual(nothing);
    expect(await read(`${part('filename="x"', 'y')}${part('', 'y')}------x--`)).toEqual({
      fields: [],
      files: ['x'],
    });
    // A file that was not chosen.
    expect(await read(`${part('name="file"; filename=""', '')}------x--`)).toEqual(nothing);
  });
});
