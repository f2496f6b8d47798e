/** Facts of the kinds that few commitments have, as somebody comes to record them. */
import fc from 'fast-check';
import {
  ANSWERS,
  type CommitmentRecord,
  type MoreFacts,
  type ProgressFact,
  SUPPORTS,
  type Support,
} from '../../src/domain/record.ts';
import { DAY } from './clock.ts';

export type MoreDeed =
  | {
      readonly do: 'claim';
      readonly amount: number;
      readonly support: Support;
      readonly origin: string | null;
    }
  | { readonly do: 'support'; readonly amount: number; readonly support: Support }
  | { readonly do: 'object'; readonly about: 'progress' | 'verdict' | 'whole'; readonly days: number }
  | { readonly do: 'answer'; readonly outcome: (typeof ANSWERS)[number] }
  | { readonly do: 'condition'; readonly state: 'met' | 'failed' | 'open' }
  | { readonly do: 'withdraw' }
  | { readonly do: 'look' }
  | { readonly do: 'criteria'; readonly decides: Support }
  | { readonly do: 'notice'; readonly kind: 'acknowledged' | 'snoozed' | 'resumed'; readonly days: number };

const amount = fc.constantFrom(0.1, 0.7, 1, 2.5, 10);
const support = fc.constantFrom(...SUPPORTS);
const days = fc.integer({ min: 1, max: 40 });

export const moreDeed: fc.Arbitrary<MoreDeed> = fc.oneof(
  fc.record({
    do: fc.constant('claim' as const),
    amount,
    support,
    origin: fc.constantFrom(null, 'a wire story', 'another one'),
  }),
  fc.record({ do: fc.constant('support' as const), amount, support }),
  fc.record({
    do: fc.constant('object' as const),
    about: fc.constantFrom('progress' as const, 'verdict' as const, 'whole' as const),
    days,
  }),
  fc.record({ do: fc.constant('answer' as const), outcome: fc.constantFrom(...ANSWERS) }),
  fc.record({
    do: fc.constant('condition' as const),
    state: fc.constantFrom('met' as const, 'failed' as const, 'open' as const),
  }),
  fc.constant({ do: 'withdraw' as const }),
  fc.constant({ do: 'look' as const }),
  fc.record({ do: fc.constant('criteria' as const), decides: support }),
  fc.record({
    do: fc.constant('notice' as const),
    kind: fc.constantFrom('acknowledged' as const, 'snoozed' as const, 'resumed' as const),
    days,
  }),
);

/** The record with one more of these, recorded at `now` by Ben; unchanged where there is nothing it could be about. */
export function withMore(record: CommitmentRecord, deed: MoreDeed, now: number): CommitmentRecord {
  const stamp = { recordedAt: now, recordedBy: 'ben' };
  const { more, progress, verdicts } = record;
  const id = progress.length + verdicts.length + 1;
  const add = <K extends keyof MoreFacts>(list: K, fact: MoreFacts[K][number]): CommitmentRecord => ({
    ...record,
    more: { ...more, [list]: [...more[list], fact] },
  });
  const entry = (fact: Partial<ProgressFact>): CommitmentRecord => ({
    ...record,
    progress: [
      ...progress,
      {
        ...{
          id,
          amount: 1,
          partyId: null,
          claimId: null,
          claimedById: null,
          support: 'declared',
          origin: null,
        },
        ...{ evidenceId: id, happenedAt: now, ...stamp, ...fact },
      },
    ],
  });
  switch (deed.do) {
    case 'claim':
      return entry({ amount: deed.amount, support: deed.support, origin: deed.origin });
    case 'support': {
      const claim = progress.findLast(({ claimId }) => claimId === null);
      if (claim === undefined) return record;
      return entry({ claimId: claim.id, amount: deed.amount, support: deed.support });
    }
    case 'object': {
      const progressId = deed.about === 'progress' ? (progress.at(-1)?.id ?? null) : null;
      const decided = verdicts.findLast(({ outcome }) => outcome !== null);
      const verdictId = deed.about === 'verdict' ? (decided?.id ?? null) : null;
      const answerBy = now + deed.days * DAY;
      return add('objections', { id: more.objections.length + 1, progressId, verdictId, answerBy, ...stamp });
    }
    case 'answer': {
      const answered = more.answers.map(({ objectionId }) => objectionId);
      const open = more.objections.find((objection) => !answered.includes(objection.id));
      if (open === undefined) return record;
      return add('answers', { objectionId: open.id, outcome: deed.outcome, ...stamp });
    }
    case 'condition': {
      const happenedAt = now - DAY;
      return add('conditions', { id: more.conditions.length + 1, state: deed.state, happenedAt, ...stamp });
    }
    case 'withdraw': {
      const rests = [...progress, ...verdicts].at(-1)?.evidenceId ?? null;
      const gone = more.withdrawals.some(({ evidenceId }) => evidenceId === rests);
      return rests === null || gone ? record : add('withdrawals', { evidenceId: rests, ...stamp });
    }
    case 'look':
      return add('looks', stamp);
    case 'criteria': {
      const version = record.criteria.length + 1;
      const criteria = [...record.criteria, { version, decides: deed.decides, measurable: true, ...stamp }];
      return { ...record, criteria };
    }
    case 'notice': {
      const untilAt = deed.kind === 'resumed' ? null : now + deed.days * DAY;
      return add('notices', { id: more.notices.length + 1, kind: deed.kind, untilAt, ...stamp });
    }
  }
}
