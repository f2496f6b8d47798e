import { describe, expect, it } from 'vitest';
import { duly } from './duly.ts';

const SAID = ['--said-at', '2025-06-02T15:57:00+03:00', '--zone', 'Europe/Istanbul'];

describe('duly resolve', () => {
  it('shows what the words mean', async () => {
    const { code, out, err } = await duly(['resolve', 'next week', ...SAID]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatchInlineSnapshot(`
      "“next week”, said on Mon 2 Jun 2025 in Istanbul → Mon 9 Jun 00:00 to Sun 15 Jun 24:00 (rule next-week/1)
      Opens    Mon 9 Jun 2025 00:00   2025-06-09T00:00:00+03:00
      Closes   Sun 15 Jun 2025 24:00   2025-06-16T00:00:00+03:00
      Window   Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00 Europe/Istanbul
      Basis    stated, to the week, confidence high
      "
    `);
  });

  it('lists other fair readings with how to choose them, and where the words stand in a sentence', async () => {
    const { out } = await duly(['resolve', 'They will meet next Friday, he said.', ...SAID]);
    expect(out).toContain('Words    “next Friday”, characters 16 to 26\n');
    expect(out).toMatch(/^Or {7}“next Friday”, .* → Fri 6 Jun .*\(--reading 2\)$/m);
  });

  it('takes now and the zone of this machine for what is left out, and says so', async () => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const { code, out } = await duly(['resolve', 'tomorrow']);
    expect(code).toBe(0);
    expect(out).toContain(`${here} (now, in the zone of this machine)`);
    const then = await duly(['resolve', 'soon', '--said-at', '2025-06-02T10:00Z']);
    expect(then.out).toMatch(/^Said {5}.* \(in the zone of this machine\)$/m);
  });

  it('gives scripts the same, in ISO 8601', async () => {
    const { out } = await duly(['resolve', 'between June 20 and 30', ...SAID, '--json']);
    expect(JSON.parse(out)).toMatchObject({
      outcome: 'window',
      opensAt: '2025-06-20T00:00:00+03:00',
      closesAt: '2025-07-01T00:00:00+03:00',
      basis: 'stated',
    });
  });

  it('says so when there is no date in the words', async () => {
    const { code, out } = await duly(['resolve', 'when pigs fly', ...SAID, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'none', reason: 'no-date' });
    const vague = await duly(['resolve', 'soon', ...SAID]);
    expect(vague.out).toMatch(/look again on/);
  });

  it('names the languages that are read where it found no date and nobody said which one', async () => {
    const told = /^Read as {2}English; --locale says otherwise: English \(en\) and German \(de\)$/m;
    expect((await duly(['resolve', 'bis nächsten Freitag', ...SAID])).out).toMatch(told);
    expect((await duly(['resolve', 'so Gott will', ...SAID, '--locale', 'de-AT'])).out).not.toMatch(told);
  });

  it.each([
    ['a language that is not read', ['--locale', 'fr'], '--locale: “fr” names a language that is not read'],
    ['a tag that is none', ['--locale', 'no such'], '--locale: “no such” is no language tag'],
  ])('refuses %s', async (_, flags, message) => {
    const { code, out, err } = await duly(['resolve', 'next week', ...SAID, ...flags]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
    expect(err).toContain('those read are English (en) and German (de).');
  });

  it.each([
    ['an unknown zone', ['--said-at', '2025-06-02T15:57', '--zone', 'Mars/Base'], 'Mars/Base'],
    ['an impossible date', ['--said-at', '2025-02-30T10:00', '--zone', 'UTC'], '2025-02-30'],
    ['something that is no date', ['--said-at', 'yesterday', '--zone', 'UTC'], 'yesterday'],
  ])('refuses %s', async (_, flags, message) => {
    const { code, out, err } = await duly(['resolve', 'next week', ...flags]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
  });
});
