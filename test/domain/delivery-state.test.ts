import { describe, expect, it } from 'vitest';
import {
  type FeedbackKind,
  SENDING_OF,
  type SendingState,
  shownState,
} from '../../src/domain/delivery-state.ts';
import { correctedKind, failureKind, statusIn } from '../../src/domain/report-kind.ts';

const STATES: readonly SendingState[] = ['queued', 'sending', 'sent', 'failed', 'dropped'];

describe('the state that is shown', () => {
  it.each<[SendingState, boolean, FeedbackKind[], string]>([
    ['queued', false, [], 'queued'],
    ['queued', true, [], 'deferred'],
    ['sending', true, [], 'sending'],
    ['sent', true, [], 'sent'],
    ['sent', false, ['delay'], 'deferred'],
    ['sent', false, ['delay', 'soft'], 'bounced'],
    ['sent', false, ['policy'], 'bounced'],
    ['sent', false, ['hard', 'complaint'], 'complained'],
    ['failed', true, [], 'failed'],
    // A report for what is being sent again belongs to an earlier round; it would not be given here.
    ['dropped', false, ['hard'], 'dropped'],
  ])('of %s (tried: %s) with %j is %s', (state, tried, feedback, shown) => {
    expect(shownState({ state, tried, feedback })).toBe(shown);
  });

  it('is found under the sending states that are searched for it', () => {
    const feedbacks: FeedbackKind[][] = [[], ['delay'], ['soft'], ['hard'], ['policy'], ['complaint']];
    for (const state of STATES)
      for (const tried of [true, false])
        for (const feedback of feedbacks)
          expect(SENDING_OF[shownState({ state, tried, feedback })] as readonly string[]).toContain(state);
  });
});

describe('what a status means', () => {
  it.each([
    ['5.1.1', 'hard'],
    ['5.1.6', 'hard'],
    ['5.2.1', 'hard'],
    ['5.1.8', 'policy'],
    ['5.2.2', 'soft'],
    ['5.2.3', 'policy'],
    ['5.4.4', 'soft'],
    ['5.6.1', 'policy'],
    ['5.7.26', 'policy'],
    ['5.0.0', 'soft'],
    ['4.1.1', 'soft'],
  ])('%s is %s', (status, kind) => {
    expect(failureKind(status)).toBe(kind);
  });

  it('is taken from the words when the field says nothing, but not against its class', () => {
    expect(statusIn('5.0.0', '550 5.1.1 gone')).toBe('5.1.1');
    expect(statusIn('4.0.0', '550 5.1.1 gone')).toBe('4.0.0');
    expect(statusIn(null, 'from 192.5.1.1 it said no')).toBeNull();
    expect(statusIn(null, '550 5.7.1 spam')).toBe('5.7.1');
  });

  it('corrects a provider that calls a rule a bounce', () => {
    expect(correctedKind('hard', '5.7.1')).toBe('policy');
    expect(correctedKind('hard', '5.1.1')).toBe('hard');
    expect(correctedKind('hard', null)).toBe('hard');
    expect(correctedKind('complaint', '5.7.1')).toBe('complaint');
  });
});
