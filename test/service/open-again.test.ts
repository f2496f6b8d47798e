/** What came to be known of a date while nobody was held to it is caught up with, whichever fact opens it again. */
import { describe, expect, it } from 'vitest';
import { recordAnchor } from '../../src/service/anchor.ts';
import { answerObjection } from '../../src/service/answer.ts';
import { readCommitment } from '../../src/service/browse/commitment.ts';
import { importCalendar } from '../../src/service/calendar.ts';
import { closeCommitment, reopenCommitment } from '../../src/service/close.ts';
import { reportCondition } from '../../src/service/condition.ts';
import type { Context } from '../../src/service/context.ts';
import { derive } from '../../src/service/derive.ts';
import { raiseObjection } from '../../src/service/object.ts';
import { icsOf } from '../support/ics.ts';
import { record, setup } from '../support/setup.ts';

const DAY = 86_400_000;
const note = 'seen by a journalist';
const waiting = { deadline: 'within 10 days of signing' };

/** The event is reported, and only noted, since nobody is held to the item. */
async function signed(ctx: Context, clock: { advance(ms: number): void }, id: number): Promise<void> {
  clock.advance(DAY);
  await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-03' });
  expect((await derive(ctx)).moved).toBe(0);
  clock.advance(DAY);
}

const explained = async (ctx: Context, id: number): Promise<string> =>
  (await readCommitment(ctx, id)).explanation;

describe('a date that moved while nobody was held to it', () => {
  it('is worked out when an objection against the decision is upheld', async () => {
    const { ctx, clock, woken } = await setup();
    const id = await record(ctx, waiting);
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'broken off', note });
    await signed(ctx, clock, id);
    await raiseObjection(ctx, { id, verdict: 1, raisedBy: 'Ukraine', reason: 'It was not.' });
    await answerObjection(ctx, { objection: 1, outcome: 'upheld', answer: 'It was not.' });
    expect(woken.at(-1)?.work).toBe('derive');
    expect((await derive(ctx)).moved).toBe(1);
    expect(await explained(ctx, id)).toContain('→ Fri 13 Jun 00:00 to Fri 13 Jun 24:00');
  });

  it('is worked out when the condition that had failed is met after all', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, { ...waiting, condition: 'if the ceasefire holds' });
    await reportCondition(ctx, { id, state: 'failed', note });
    await signed(ctx, clock, id);
    await reportCondition(ctx, { id, state: 'met', note });
    expect((await derive(ctx)).moved).toBe(1);
    expect(await readCommitment(ctx, id)).toMatchObject({ status: 'upcoming' });
  });

  // It stayed a day short for ever, beside one like it that had been open all the time.
  it('counts by the calendar of today when it is reopened', async () => {
    const { ctx, clock } = await setup();
    await importCalendar(ctx, { name: 'tr', ics: icsOf('2025-06-06') });
    const said = { deadline: 'within ten working days', calendar: 'tr' };
    const id = await record(ctx, said);
    const open = await record(ctx, { ...said, title: 'Open', quote: 'Open.' });
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'broken off', note });
    clock.advance(DAY);
    await importCalendar(ctx, { name: 'tr', ics: icsOf('2025-06-06', '2025-06-09'), apply: true });
    await derive(ctx);
    await reopenCommitment(ctx, { id, reason: 'They go on.' });
    clock.advance(1_000);
    await derive(ctx);
    const closing = async (one: number) => (await readCommitment(ctx, one)).window?.closesAt;
    expect(await closing(id)).toBe(await closing(open));
  });
});
