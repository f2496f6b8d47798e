import { describe, expect, it } from 'vitest';
import { BODIES, setupCli, withFlag } from './duly.ts';

describe('recording from flags', () => {
  it.each([
    ['an unknown zone', withFlag(BODIES, '--zone', 'Mars/Base'), 'Mars/Base', 'zone'],
    [
      'a window that closes before it opens',
      [...BODIES, '--opens-on', '2025-06-16', '--closes-on', '2025-06-09'],
      'before it opens',
      'closesOn',
    ],
    ['a window that only opens', [...BODIES, '--opens-on', '2025-06-16'], 'must also close', 'closesOn'],
    [
      'a negative quantity',
      withFlag(BODIES, '--quantity', '-6000'),
      'quantity must be greater than zero',
      'quantity',
    ],
    [
      'a quantity that is none',
      withFlag(BODIES, '--quantity', 'lots'),
      'quantity must be a number',
      'quantity',
    ],
    ['an impossible date', [...BODIES, '--closes-on', '2025-02-30'], '2025-02-30', 'closesOn'],
    ['an impossible instant', withFlag(BODIES, '--said-at', '2025-06-31T10:00'), '2025-06-31', 'saidAt'],
    [
      'a statement from the future',
      withFlag(BODIES, '--said-at', '2999-01-01T10:00'),
      'in the future',
      'saidAt',
    ],
    ['words without a date', withFlag(BODIES, '--deadline', 'when pigs fly'), 'when pigs fly', 'deadline'],
    ['a title of two lines', withFlag(BODIES, '--title', 'One\nTwo'), 'title must be one line', 'title'],
    ['a title with a NUL', withFlag(BODIES, '--title', 'One\0Two'), 'title must be one line', 'title'],
    ['an address that runs', withFlag(BODIES, '--source-url', 'javascript:alert(1)'), 'http', 'sourceUrl'],
    [
      'a text that is too large',
      withFlag(BODIES, '--source-text', 'x'.repeat(500_001)),
      '500000',
      'sourceText',
    ],
    ['half a target', BODIES.toSpliced(BODIES.indexOf('--unit'), 2), 'unit is missing', 'unit'],
    ['nothing but a title', ['--title', 'A'], 'speaker is required', 'quote'],
  ])('refuses %s and changes nothing', async (_, flags, message, field) => {
    const { run, contents } = await setupCli();
    const before = await contents();
    const people = await run(['add', ...flags]);
    expect(people).toMatchObject({ code: 1, out: '' });
    expect(people.err).toContain(message);
    expect(people.err.trim().split('\n')).toHaveLength(1);
    const scripts = await run(['add', ...flags, '--json']);
    expect(scripts).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(scripts.err).error).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(message),
      field,
    });
    expect(await contents()).toEqual(before);
  });

  it('keeps a title with HTML as the text it is', async () => {
    const { run } = await setupCli();
    const title = '<script>alert("1")</script> & co';
    const { code, out } = await run(['add', ...withFlag(BODIES, '--title', title), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).title).toBe(title);
  });
});
