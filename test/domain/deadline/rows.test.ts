/**
 * How many deadlines come out right, on rows of words as announcements are worded. The rows were written from the
 * convention by people who had not seen the resolver; those in `held-out/` were not looked at while it was built. The
 * second, third and fourth set were each judged once, blind (docs/deadlines.md has the figures), before what they taught went in.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolve } from '../../../src/domain/deadline/resolve.ts';
import type { Resolution } from '../../../src/domain/deadline/types.ts';
import { isoInZone } from '../../../src/domain/shown.ts';

interface Row {
  readonly text: string;
  readonly saidAt: string;
  readonly zone: string;
  /** The convention that decides the row. */
  readonly convention: string;
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly none?: 'no-date' | 'vague' | 'event';
  readonly offset?: string;
  readonly rrule?: string;
}

type Verdict = 'right' | 'early' | 'late' | 'missed' | 'false-date' | 'other-kind' | 'other-rule';

function judge(row: Row, found: Resolution): Verdict {
  if (row.none !== undefined) {
    if (found.outcome === 'window') return 'false-date';
    if (found.reason !== row.none) return 'other-kind';
    const wrongOffset =
      found.reason === 'event' && row.offset !== undefined && !sameLength(found.offset, row.offset);
    return wrongOffset ? 'other-rule' : 'right';
  }
  if (found.outcome !== 'window') return 'missed';
  if (row.rrule !== undefined) return found.recurrence?.rrule === row.rrule ? 'right' : 'other-rule';
  const closesAt = Date.parse(row.closesAt ?? '');
  if (found.window.closesAt < closesAt) return 'early';
  if (found.window.closesAt > closesAt) return 'late';
  return row.opensAt === undefined || found.window.opensAt === Date.parse(row.opensAt)
    ? 'right'
    : 'other-rule';
}

/** P1W is P7D, P1Y is P12M. */
function sameLength(one: string, other: string): boolean {
  const parts = (iso: string): number[] => {
    const found =
      /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(iso) ?? [];
    const [, sign, years, months, weeks, days, hours, minutes] = found.map((part) => part ?? '0');
    const n = Number;
    return [
      sign === '-' ? 1 : 0,
      12 * n(years) + n(months),
      7 * n(weeks) + n(days),
      60 * n(hours) + n(minutes),
    ];
  };
  return String(parts(one)) === String(parts(other));
}

function judged(file: string) {
  const lines = readFileSync(new URL(`rows/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line) => JSON.parse(line) as Row);
  const verdicts = rows.map((row) => {
    const found = resolve(row.text, { saidAt: Date.parse(row.saidAt), zone: row.zone });
    return { row, found, verdict: judge(row, found) };
  });
  const share = (...kinds: Verdict[]): number =>
    (100 * verdicts.filter(({ verdict }) => kinds.includes(verdict)).length) / rows.length;
  const wrong = verdicts
    .filter(({ verdict }) => verdict !== 'right')
    .map(({ row, found, verdict }) => {
      const shown = found.outcome === 'window' ? isoInZone(found.window.closesAt, row.zone) : found.reason;
      return `${verdict}: ${row.text} (${row.convention}) is ${row.closesAt ?? row.none ?? row.rrule}, not ${shown}`;
    });
  return { share, wrong: wrong.join('\n'), rows };
}

describe.each([
  ['phrases.jsonl', 446, 99, 1],
  ['held-out/phrases.jsonl', 208, 95, 2],
  ['sentences.jsonl', 248, 97, 2],
  ['held-out/sentences.jsonl', 108, 88, 4],
  ['second.jsonl', 430, 99, 0],
  ['third.jsonl', 420, 99, 0],
  ['fourth.jsonl', 320, 99, 0],
])('%s', (file, count, right, early) => {
  const { share, wrong, rows } = judged(file);

  it(`has ${count} rows, each with its convention`, () => {
    expect(rows).toHaveLength(count);
    expect(rows.filter(({ convention }) => !/^[a-z]+(-[a-z]+)*$/.test(convention))).toEqual([]);
  });

  it(`is right in at least ${right} of 100`, () => {
    expect(share('right'), wrong).toBeGreaterThanOrEqual(right);
  });

  it(`is too early in at most ${early} of 100`, () => {
    expect(share('early'), wrong).toBeLessThanOrEqual(early);
  });
});
