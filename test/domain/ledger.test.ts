import { describe, expect, it } from 'vitest';
import { stillHolds } from '../../src/domain/alerts.ts';
import { assess } from '../../src/domain/assess.ts';
import { type CommitmentRecord, NO_MORE, type Support } from '../../src/domain/record.ts';
import { describeEach, describeStatus, describeTallies } from '../../src/domain/words.ts';
import { bodies, decided, handedOver, istanbul } from '../support/records.ts';

const decidedBy = (decides: Support): Pick<CommitmentRecord, 'criteria'> => ({
  criteria: [
    { version: 1, decides, measurable: true, recordedAt: istanbul('2 Jun 16:00'), recordedBy: 'anna' },
  ],
});
const on = (record: CommitmentRecord, at: string) => assess(record, istanbul(at));
const by = { recordedBy: 'carla' };

describe('a ledger of two sides', () => {
  const claim = handedOver(6000, '11 Jun', '11 Jun', null, { support: 'declared', claimedById: 1 });
  const answer = handedOver(5800, '11 Jun', '12 Jun', null, { claimId: claim.id, claimedById: 2 });
  const count = handedOver(5800, '11 Jun', '14 Jun', null, { claimId: claim.id, support: 'verified' });

  it('is not met by what the committer alone declares, unless that is what decides', () => {
    expect(on(bodies({ progress: [claim] }), '12 Jun').status).toBe('due');
    expect(on(bodies({ progress: [claim], ...decidedBy('declared') }), '12 Jun').status).toBe('met');
  });

  it('shows three tallies and the gap, and never adds an answer to the claim', () => {
    const { progress } = on(bodies({ progress: [claim, answer, count] }), '15 Jun');
    expect(progress?.levels).toEqual({ declared: 6000, confirmed: 5800, verified: 5800 });
    expect(progress && describeTallies(progress)).toBe(
      'declared 6,000, confirmed 5,800, verified 5,800; 200 declared are not confirmed (confirmed decides)',
    );
  });

  it('is disputed while two numbers stand, until a third party has counted', () => {
    const record = bodies({ progress: [claim, answer, count] });
    expect(on(record, '11 Jun 12:00').disputed).toBe(false);
    expect(on(record, '13 Jun').disputed).toBe(true);
    expect(on(record, '15 Jun').disputed).toBe(false);
    expect(on(record, '15 Jun').moments.map(({ kind }) => kind)).toEqual([
      ...['recorded', 'due', 'progress', 'progress', 'disputed', 'progress', 'dispute_settled'],
    ]);
  });

  it('counts ten copies of one wire story once', () => {
    const copies = Array.from({ length: 10 }, () =>
      handedOver(600, '11 Jun', '11 Jun', null, { origin: 'TASS, 11 June' }),
    );
    const other = handedOver(600, '11 Jun', '11 Jun', null, { origin: 'The Red Cross, 11 June' });
    expect(on(bodies({ progress: copies }), '12 Jun').progress?.total).toBe(600);
    expect(on(bodies({ progress: [...copies, other] }), '12 Jun').progress?.total).toBe(1200);
  });

  // The confirmed one was dropped as the copy of a declared one, so that nothing was confirmed at all.
  it('counts of copies the one that is best supported', () => {
    const story = { origin: 'TASS, 11 June' };
    const copies = [
      handedOver(600, '11 Jun', '11 Jun', null, story),
      handedOver(600, '11 Jun', '11 Jun', null, { ...story, support: 'confirmed' as const }),
    ].map((entry, n) => ({ ...entry, id: n + 1 }));
    const { progress } = on(bodies({ progress: copies }), '12 Jun');
    expect(progress?.levels).toMatchObject({ declared: 600, confirmed: 600 });
    expect(progress?.total).toBe(600);
  });

  it('tells nobody of an amount whose evidence was withdrawn before they heard of it', () => {
    const one = { ...handedOver(600, '11 Jun'), id: 7 };
    const withdrawn = { evidenceId: one.evidenceId, recordedAt: istanbul('13 Jun'), ...by };
    const record = bodies({ progress: [one], more: { ...NO_MORE, withdrawals: [withdrawn] } });
    const holds = (at: string): boolean =>
      stillHolds({ kind: 'progress', key: 'progress:7', version: 1 }, on(record, at));
    expect([holds('12 Jun'), holds('13 Jun')]).toEqual([true, false]);
  });

  it('opens again when the evidence is withdrawn, and corrects those who were told', () => {
    const whole = handedOver(6000, '11 Jun');
    const withdrawn = { evidenceId: whole.evidenceId, recordedAt: istanbul('13 Jun'), ...by };
    const record = bodies({ progress: [whole], more: { ...NO_MORE, withdrawals: [withdrawn] } });
    expect(on(record, '12 Jun').status).toBe('met');
    expect(on(record, '13 Jun').status).toBe('due');
    const { moments } = on(record, '13 Jun');
    expect(moments.at(-1)).toMatchObject({
      ...{ kind: 'reopened', corrects: ['met'], actor: 'carla' },
      data: { was: 'met', because: 'evidence_withdrawn' },
    });
  });

  it('tells what was exceeded, and what was done early', () => {
    const record = bodies({ progress: [handedOver(6012, '7 Jun')] });
    expect(describeStatus(on(record, '8 Jun'))).toBe('Met early, exceeded by 12');
  });
});

describe('objections', () => {
  const verdict = decided('not_met', '16 Jun', '16 Jun 10:00');
  const objection = {
    ...{ id: 1, progressId: null, verdictId: verdict.id, answerBy: istanbul('30 Jun') },
    ...{ recordedAt: istanbul('17 Jun'), recordedBy: 'the ministry' },
  };
  const answered = (outcome: 'upheld' | 'rejected') =>
    bodies({
      verdicts: [verdict],
      more: {
        ...NO_MORE,
        objections: [objection],
        answers: [{ objectionId: 1, outcome, recordedAt: istanbul('20 Jun'), ...by }],
      },
    });

  it('mark the item until they are answered', () => {
    expect(on(answered('rejected'), '18 Jun')).toMatchObject({ status: 'not_met', disputed: true });
    expect(on(answered('rejected'), '20 Jun')).toMatchObject({ status: 'not_met', disputed: false });
  });

  it('take the verdict back when they are upheld', () => {
    expect(on(answered('upheld'), '20 Jun')).toMatchObject({ status: 'overdue', disputed: false });
    expect(on(answered('upheld'), '20 Jun').moments.some(({ kind }) => kind === 'reopened')).toBe(true);
  });

  it('say when nobody has answered in time, and have the sweep look then', () => {
    const record = bodies({ verdicts: [verdict], more: { ...NO_MORE, objections: [objection] } });
    expect(on(record, '18 Jun').nextCheckAt).toBe(istanbul('30 Jun'));
    expect(on(record, '1 Jul').moments.at(-1)).toMatchObject({
      ...{ kind: 'objection_unanswered', occurredAt: istanbul('30 Jun'), actor: null },
    });
  });
});

describe('a second person', () => {
  const verdict = decided('not_met', '16 Jun', '16 Jun', { needsApproval: true });
  const said = (approved: boolean) => ({
    ...NO_MORE,
    approvals: [{ verdictId: verdict.id, approved, recordedAt: istanbul('18 Jun'), recordedBy: 'dora' }],
  });

  it('makes a decision count, or not', () => {
    expect(on(bodies({ verdicts: [verdict] }), '20 Jun').status).toBe('overdue');
    expect(on(bodies({ verdicts: [verdict], more: said(false) }), '20 Jun').status).toBe('overdue');
    const approved = bodies({ verdicts: [verdict], more: said(true) });
    expect(on(approved, '17 Jun').status).toBe('overdue');
    expect(on(approved, '18 Jun').status).toBe('not_met');
    expect(on(approved, '18 Jun').moments.at(-1)?.actor).toBe('dora');
  });
});

describe('from each side', () => {
  const names = new Map([
    [1, 'Russia'],
    [2, 'Ukraine'],
  ]);
  const target = { comparator: 'at_least', quantity: 1000, unit: 'people', perParty: true } as const;
  const sides = { target, committers: [1, 2] };
  const a = handedOver(1000, '10 Jun', '10 Jun', 1);
  const b = handedOver(640, '10 Jun', '10 Jun', 2);

  it('says how each stands', () => {
    const { sides: stand } = on(bodies({ ...sides, progress: [a, b] }), '11 Jun');
    expect(describeEach({ sides: stand }, target, names)).toBe('Russia met, Ukraine 640 of 1,000');
  });

  it('is met in part when one side has failed, by a decision about that side', () => {
    const failed = decided('not_met', '20 Jun', '20 Jun', { partyId: 2 });
    const record = bodies({ ...sides, progress: [a, b], verdicts: [failed] });
    expect(on(record, '20 Jun').status).toBe('partly_met');
    expect(describeStatus(on(record, '20 Jun'))).toBe('Partly met (1 of 2)');
    // Of a side that fell short it says by how much.
    const { sides: stand } = on(record, '20 Jun');
    expect(describeEach({ sides: stand }, target, names)).toBe('Russia met, Ukraine not met (640 of 1,000)');
  });

  it('excuses the other side when the rule says so, and not otherwise', () => {
    const failed = decided('not_met', '12 Jun', '12 Jun', { partyId: 2 });
    const open = bodies({ ...sides, progress: [b], verdicts: [failed] });
    expect(on(open, '13 Jun').status).toBe('due');
    const excused = on({ ...open, partsRule: 'mutual' }, '13 Jun');
    expect(excused.status).toBe('not_met');
    expect(excused.sides.map(({ outcome }) => outcome)).toEqual(['void', 'not_met']);
  });
});
