import { describe, expect, it } from 'vitest';
import type { AlertKind } from '../../src/domain/alerts.ts';
import { assess } from '../../src/domain/assess.ts';
import { germanReason } from '../../src/domain/german.ts';
import { formatQuantity } from '../../src/domain/numbers.ts';
import type { CommitmentRecord, DeadlineVersion } from '../../src/domain/record.ts';
import {
  describeOrigin,
  describeProgress,
  describeStatus,
  describeTarget,
  reasonFor,
} from '../../src/domain/words.ts';
import { DAY, HOUR } from '../support/clock.ts';
import { bodies, dates, decided, handedOver, istanbul } from '../support/records.ts';

const reason = (
  kind: AlertKind,
  at: string,
  record: CommitmentRecord = bodies(),
  corrects: AlertKind[] = [],
) => reasonFor({ kind, corrects, occurredAt: istanbul('14 Jun') }, assess(record, istanbul(at)));

describe('amounts', () => {
  it.each([
    [6000, '6,000'],
    [2.5, '2.5'],
    [0.1 + 0.2, '0.3'],
    [1_973_970_057_718, '1,973,970,057,718'],
  ])('writes %d as %s', (value, text) => {
    expect(formatQuantity(value)).toBe(text);
  });

  it('says the target and how far it is, for all or for each side', () => {
    const target = { comparator: 'at_least', quantity: 1000, unit: 'prisoners', perParty: true } as const;
    const record = bodies({
      target,
      committers: [1, 2],
      progress: [handedOver(1000, '9 Jun', '9 Jun', 1), handedOver(250, '9 Jun', '9 Jun', 2)],
    });
    expect(describeTarget(target)).toBe('at least 1,000 prisoners from each side');
    expect(describeProgress(assess(record, istanbul('10 Jun')), target, [1, 2])).toEqual({
      text: '1,000 and 250 of at least 1,000 prisoners from each side',
      fraction: 0.25,
    });
    const names = new Map([
      [1, 'Russia'],
      [2, 'Ukraine'],
    ]);
    expect(describeProgress(assess(record, istanbul('10 Jun')), target, [1, 2], names)?.text).toBe(
      'Russia 1,000, Ukraine 250 of at least 1,000 prisoners from each side',
    );
    expect(describeProgress(assess(bodies(), istanbul('10 Jun')), bodies().target, [])).toEqual({
      text: '0 of at least 6,000 bodies',
      fraction: 0,
    });
    expect(describeProgress(assess(bodies({ target: null }), istanbul('10 Jun')), null, [])).toBeNull();
  });

  it('draws no bar for a limit, and none longer than full', () => {
    const progress = [handedOver(9000, '9 Jun')];
    const most = { comparator: 'at_most', quantity: 6000, unit: 'bodies', perParty: false } as const;
    const fraction = (target: typeof most | ReturnType<typeof bodies>['target']) =>
      describeProgress(assess(bodies({ target, progress }), istanbul('10 Jun')), target, [])?.fraction;
    expect(fraction(most)).toBeNull();
    expect(fraction(bodies().target)).toBe(1);
  });
});

describe('status', () => {
  const metAfter = (happened: string, more: Partial<CommitmentRecord> = {}) =>
    describeStatus(assess(bodies({ progress: [handedOver(6000, happened)], ...more }), istanbul('30 Jun')));

  it('says how late in days, and only "late" when it was the same day', () => {
    expect(metAfter('14 Jun')).toBe('Met');
    expect(metAfter('16 Jun')).toBe('Met, 1 day late');
    expect(metAfter('17 Jun 09:00')).toBe('Met, 2 days late');
    const atFive = dates(null, {
      window: { opensAt: istanbul('9 Jun'), closesAt: istanbul('15 Jun 17:00') },
    });
    expect(metAfter('15 Jun 18:00', { deadlines: [atFive] })).toBe('Met, late');
  });
});

describe('why it is told now', () => {
  it('counts the days until closing when it is said, also after an outage', () => {
    expect(reason('due_soon', '9 Jun')).toBe('The window closes in 7 days.');
    // The lead of seven days was said two days before closing as if nothing had happened.
    expect(reason('due_soon', '14 Jun 09:00')).toBe('The window closes in 2 days.');
    expect(reason('due_soon', '15 Jun 09:00')).toBe('The window closes in 1 day.');
    const atFive = dates(null, {
      window: { opensAt: istanbul('9 Jun'), closesAt: istanbul('15 Jun 17:00') },
    });
    expect(reason('due_soon', '15 Jun 09:00', bodies({ deadlines: [atFive] }))).toBe(
      'The window closes today.',
    );
  });

  it('counts the days since closing when it is said, with grace or after many tries', () => {
    const still = (days: string) => `Still open ${days} after the window closed; no fulfilment is on record.`;
    expect(reason('overdue_reminder', '17 Jun')).toBe(still('1 day'));
    // The first reminder after three days of grace comes four days after closing, and said one.
    expect(reason('overdue_reminder', '20 Jun', bodies({ graceMs: 3 * DAY }))).toBe(still('4 days'));
    expect(reason('overdue_reminder', '19 Jun')).toBe(still('3 days'));
  });

  it('names the day of fulfilment, in the zone of the commitment, and whether it was late', () => {
    const met = (happened: string) => bodies({ progress: [handedOver(6000, happened)] });
    expect(reason('met', '20 Jun', met('14 Jun'))).toBe('Fulfilment dated Sat 14 Jun 2025 is on record.');
    expect(reason('met', '20 Jun', met('18 Jun'))).toContain('after the window had closed');
  });

  it('says what was wrong and what is true instead', () => {
    const inTime = bodies({ progress: [handedOver(6000, '14 Jun', '20 Jun')] });
    expect(reason('corrected', '21 Jun', inTime, ['overdue', 'overdue_reminder'])).toBe(
      'We told you this was overdue. Evidence learnt later shows that it was fulfilled on Sat 14 Jun 2025, in time.',
    );
    const late = bodies({ progress: [handedOver(6000, '17 Jun')] });
    expect(reason('corrected', '21 Jun', late, ['met'])).toBe(
      'We told you this was met. That was taken back; on the record it now stands as: met, 2 days late.',
    );
    const withdrawn = bodies({ verdicts: [decided('void', '12 Jun')] });
    expect(reason('closed', '12 Jun', withdrawn)).toBe('An editor closed it: void.');
  });

  it.each([
    ['due', 'The window has opened (Sat 14 Jun 2025 00:00).'],
    ['overdue', 'The window has closed and no fulfilment is on record.'],
    ['progress', 'Progress dated Sat 14 Jun 2025 was added to the record.'],
    ['deadline_moved', 'A date was stated where there was none.'],
    ['disputed', 'What was disputed has been answered; both sides stay on record.'],
    ['review_due', 'No date was stated; the day to look at it again has come.'],
  ] as const)('%s: %s', (kind, text) => {
    expect(reason(kind, '16 Jun')).toBe(text);
  });

  it('lets a day be a day across a clock change', () => {
    const zone = 'Australia/Lord_Howe';
    const closesAt = Date.parse('2025-04-07T00:00+10:30');
    const deadline = dates(null, { zone, window: { opensAt: closesAt - 40 * DAY, closesAt }, recordedAt: 0 });
    const record = bodies({ deadlines: [deadline], recordedAt: 0, knownUntil: -1 });
    const at = Date.parse('2025-04-05T00:00+11:00');
    expect(reasonFor({ kind: 'due_soon', corrects: [], occurredAt: at }, assess(record, at))).toBe(
      'The window closes in 2 days.',
    );
    expect(closesAt - at).toBe(2 * DAY + HOUR / 2);
  });
});

describe('what moved a date that nobody stated', () => {
  const origin = {
    cause: 'anchor',
    rule: 'from-event/1',
    anchor: 'signing',
    happened: '2025-06-09',
  } as const;

  it.each<[object | null, string | null]>([
    [{ from: null, to: null }, null],
    [null, null],
    [origin, 'signing on Mon 9 Jun 2025, rule from-event/1'],
    [{ ...origin, happened: istanbul('9 Jun 15:30') }, 'signing on Mon 9 Jun 2025 15:30, rule from-event/1'],
    [{ ...origin, happened: null }, 'signing not on record, rule from-event/1'],
    [{ ...origin, cause: 'calendar', anchor: null, happened: null }, 'calendar changed, rule from-event/1'],
    [{ ...origin, cause: 'rule', anchor: null, happened: null }, 'rule from-event/1'],
  ])('%o is told as %s', (data, told) => {
    expect(describeOrigin(data, 'Europe/Istanbul')).toBe(told);
  });

  it.each<[Partial<DeadlineVersion>, RegExp]>([
    [{ origin: null }, /^A date was stated where there was none/],
    [{ origin }, /is on record, and the date follows/],
    [{ origin: { ...origin, happened: null }, window: null, pending: true }, /recorded in error/],
    [{ origin: { ...origin, cause: 'calendar' } }, /calendar of working days has changed/],
    [{ origin: { ...origin, cause: 'rule' } }, /worked out anew, by a newer rule/],
  ])('an alert about %o says so', (more, told) => {
    const second = dates(['2025-06-16', '2025-06-22'], {
      version: 2,
      recordedAt: istanbul('10 Jun'),
      ...more,
    });
    const assessment = assess(bodies({ deadlines: [dates(null), second] }), istanbul('11 Jun'));
    expect(assessment.moments.find(({ kind }) => kind === 'deadline_moved')?.data).toMatchObject(
      more.origin ?? {},
    );
    const alert = { kind: 'deadline_moved', occurredAt: istanbul('10 Jun'), corrects: [] } as const;
    expect(reasonFor(alert, assessment)).toMatch(told);
  });

  // Who had only been told that it is overdue read that we had called it closed.
  it('a correction of what was told of its dates says so, however it stands now', () => {
    const of = (verdict: 'void' | 'met' | null) => {
      const decision = verdict === null ? [] : [decided(verdict, '17 Jun')];
      const conditional = { conditional: true, verdicts: decision };
      const now = assess(bodies(conditional), istanbul('18 Jun'));
      return reasonFor({ kind: 'corrected', corrects: ['overdue'], occurredAt: istanbul('17 Jun') }, now);
    };
    expect(of(null)).toMatch(
      /^What we told you of its dates no longer holds\. That its condition was met has been/,
    );
    expect(of('void')).toMatch(
      /^What we told you of its dates no longer holds\. An editor closed it: void\.$/,
    );
    expect(of('met')).toMatch(/^What we told you of its dates no longer holds; .*: met, 2 days late\.$/);
  });

  it.each<[Partial<DeadlineVersion>, RegExp]>([
    [{ origin: null }, /^A new date for the same act was stated/],
    [{ origin }, /event that the date hangs on has been corrected/],
  ])('one about another date, by %o, says that it is another', (more, told) => {
    const second = dates(['2025-06-16', '2025-06-22'], {
      version: 2,
      recordedAt: istanbul('10 Jun'),
      ...more,
    });
    const assessment = assess(
      bodies({ deadlines: [bodies().deadlines[0] ?? second, second] }),
      istanbul('11 Jun'),
    );
    const alert = { kind: 'deadline_moved', occurredAt: istanbul('10 Jun'), corrects: [] } as const;
    expect(reasonFor(alert, assessment)).toMatch(told);
  });

  it('one about a decision on one side is not called progress', () => {
    const alert = { kind: 'progress', key: 'side:4', occurredAt: istanbul('10 Jun'), corrects: [] } as const;
    const assessment = assess(bodies(), istanbul('11 Jun'));
    expect(reasonFor(alert, assessment)).toMatch(/^A decision about one side, dated Tue 10 Jun/);
    expect(germanReason(alert, assessment)).toMatch(/^Eine Entscheidung über eine Seite vom Di. 10. Juni/);
  });
});
