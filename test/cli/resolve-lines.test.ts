import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { packageRoot } from '../../src/package-root.ts';
import { duly } from './duly.ts';

const SAID = { saidAt: '2025-06-02T15:57:00+03:00', zone: 'Europe/Istanbul' };
const line = (text: string, more: object = {}): string => JSON.stringify({ text, ...SAID, ...more });
const answers = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one) as Record<string, unknown>);
const ask = async (...lines: string[]) => {
  const { code, out, err } = await duly(['resolve', '--jsonl'], { stdin: `${lines.join('\n')}\n` });
  expect(err).toBe('');
  return { code, found: answers(out) };
};

describe('duly resolve --jsonl', () => {
  it('answers a window, vague words, an event and no date, each on its line, in order', async () => {
    const { code, found } = await ask(
      line('next week'),
      line('soon', { id: 'other fields are let be' }),
      line('within 60 days of signing'),
      line('when pigs fly', { locale: 'en' }),
    );
    expect(code).toBe(0);
    expect(found).toEqual([
      {
        opensAt: '2025-06-09T00:00:00+03:00',
        closesAt: '2025-06-16T00:00:00+03:00',
        precision: 'week',
        basis: 'stated',
        rule: 'next-week/1',
        phrase: 'next week',
        explanation:
          '“next week”, said on Mon 2 Jun 2025 in Istanbul → Mon 9 Jun 00:00 to Sun 15 Jun 24:00 (rule next-week/1)',
        alternatives: [],
        span: [0, 9],
        confidence: 'high',
      },
      expect.objectContaining({
        none: 'vague',
        phrase: 'soon',
        span: [0, 4],
        rule: expect.stringMatching(/^[a-z-]+\/\d+$/),
        reviewAt: expect.stringMatching(/^2025-\d\d-\d\dT00:00:00\+03:00$/),
      }),
      expect.objectContaining({ none: 'event', anchor: 'signing', offset: 'P60D', working: false }),
      { none: 'no-date', explanation: expect.stringContaining('when pigs fly') },
    ]);
  });

  it('gives other readings with their windows', async () => {
    const { found } = await ask(line('next Friday'));
    expect(found[0]).toMatchObject({
      closesAt: '2025-06-14T00:00:00+03:00',
      alternatives: [{ closesAt: '2025-06-07T00:00:00+03:00', explanation: expect.any(String) }],
    });
  });

  it.each([
    ['no JSON', 'next week', /not JSON: write one object a line/],
    ['nothing at all', '', /not JSON/],
    ['a list', '[]', /not a JSON object/],
    ['words missing', JSON.stringify(SAID), /text is missing/],
    ['words that are none', line('x', { text: 5 }), /text must be text/],
    ['an unknown zone', line('soon', { zone: 'Mars/Base' }), /unknown time zone "Mars\/Base"/],
    ['no zone', line('soon', { zone: undefined }), /zone is missing/],
    ['a day instead of an instant', line('soon', { saidAt: '2025-06-02' }), /saidAt: .*not an instant/],
    ['an impossible instant', line('soon', { saidAt: '2025-02-30T10:00Z' }), /28 days/],
    ['a language that is none', line('soon', { locale: 7 }), /locale must be text/],
    ['a tag that is none', line('soon', { locale: '??' }), /is no language tag such as en-GB/],
    ['a language not read', line('soon', { locale: 'tr' }), /those read are English \(en\) and German/],
  ])('says in its place what is wrong with %s, goes on, and fails at the end', async (_, bad, message) => {
    const { code, found } = await ask(line('next week'), bad, line('next week'));
    expect(code).toBe(1);
    expect(found).toHaveLength(3);
    expect(found[0]).toEqual(found[2]);
    expect(Object.keys(found[1] ?? {})).toEqual(['error']);
    expect(found[1]?.error).toMatch(message);
  });

  it('drops a line of 10 MB and one that is no text, and answers what follows', async () => {
    const part = new Uint8Array(100_000).fill(120);
    const end = new TextEncoder().encode(`\n\u00ff\n${line('next week')}`);
    end[1] = 0xff;
    const stdin = [...Array.from({ length: 100 }, () => part), end];
    const { code, out } = await duly(['resolve', '--jsonl'], { stdin });
    expect(code).toBe(1);
    expect(answers(out)).toEqual([
      { error: 'the line is longer than 1 MB' },
      { error: 'the line is not UTF-8 text' },
      expect.objectContaining({ rule: 'next-week/1' }),
    ]);
  });

  it('reads lines however they are cut into pieces, with CR LF and a byte order mark, the last one unended', async () => {
    const bytes = new TextEncoder().encode(`\ufeff${line('“next week” – ça')}\r\n${line('next week')}`);
    const { code, out } = await duly(['resolve', '--jsonl'], {
      stdin: Array.from(bytes, (byte) => new Uint8Array([byte])),
    });
    expect(code).toBe(0);
    expect(answers(out).map(({ phrase }) => phrase)).toEqual(['next week', 'next week']);
  });

  it('answers nothing with nothing', async () => {
    expect(await duly(['resolve', '--jsonl'], { stdin: '' })).toEqual({ code: 0, out: '', err: '' });
  });

  it('answers before the next line is sent', async () => {
    const heard: string[] = [];
    let hear: () => void = () => undefined;
    async function* talk() {
      for (const words of ['next week', 'soon', 'by Friday']) {
        const answered = new Promise<void>((resolve) => {
          hear = resolve;
        });
        yield `${line(words)}\n`;
        await answered;
      }
    }
    const stdout = {
      write: (text: string) => {
        heard.push(text);
        hear();
      },
    };
    expect(await main(['resolve', '--jsonl'], { stdout, stderr: stdout, stdin: talk(), env: {} })).toBe(0);
    expect(heard).toHaveLength(3);
  });

  it('reads no further while whoever reads the answers is behind, and stops when they have left', async () => {
    let sent = 0;
    const waiting: ((error?: Error) => void)[] = [];
    let behind: () => void = () => undefined;
    const fallenBehind = () =>
      new Promise<void>((resolve) => {
        behind = resolve;
      });
    async function* flood() {
      for (;;) {
        sent += 1;
        yield `${line('next week')}\n`;
      }
    }
    let told = '';
    const stderr = {
      write: (text: string) => {
        told += text;
      },
    };
    const stdout = {
      write: (_: string, written?: (error?: Error) => void) => {
        if (written !== undefined) waiting.push(written);
        behind();
        return false;
      },
    };
    const first = fallenBehind();
    const ended = main(['resolve', '--jsonl'], { stdout, stderr, stdin: flood(), env: {} });
    await first;
    expect(sent).toBe(1);
    const second = fallenBehind();
    waiting.shift()?.();
    await second;
    expect(sent).toBe(2);
    waiting.shift()?.(new Error('write EPIPE'));
    expect(await ended).toBe(3);
    expect(told).toBe('duly: the answers cannot be written: write EPIPE\n');
    expect(sent).toBe(2);
  });

  it.each([
    ['line by line', ['resolve', '--jsonl'], 'duly: the answers cannot be written: ENOSPC'],
    ['in one answer', ['resolve', 'next week'], 'duly: the answer cannot be written: ENOSPC'],
  ])('says in one line that the disk is full, %s', async (_, argv, told) => {
    const full = await open('/dev/full', 'w');
    const child = spawn(process.execPath, [path.join(packageRoot, 'bin/duly.mjs'), ...argv], {
      stdio: ['pipe', full.fd, 'pipe'],
    });
    child.stdin?.end(`${line('next week')}\n`.repeat(50));
    const [err, [code]] = await Promise.all([
      readAll(child.stderr as NonNullable<typeof child.stderr>),
      once(child, 'close'),
    ]);
    await full.close();
    // A checkout whose sources have changed says that it builds them.
    expect(err.replace(/^set-up: .*\n/gm, '')).toMatch(new RegExp(`^${told}.*\n$`));
    expect(code).toBe(3);
  });

  it('takes no words beside those on stdin', async () => {
    for (const argv of [
      ['next week', '--jsonl'],
      ['--jsonl', '--zone', 'UTC'],
    ]) {
      const { code, err } = await duly(['resolve', ...argv], { stdin: '' });
      expect(code).toBe(2);
      expect(err).toContain('the words come on stdin');
    }
  });
});
