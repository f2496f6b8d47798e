import { describe, expect, it } from 'vitest';
import { answerObjection } from '../../../src/service/answer.ts';
import { approveVerdict } from '../../../src/service/approve.ts';
import { readCommitment } from '../../../src/service/browse/commitment.ts';
import { readFeed } from '../../../src/service/browse/feed.ts';
import { closeCommitment, markMet, reopenCommitment } from '../../../src/service/close.ts';
import type { Context } from '../../../src/service/context.ts';
import { reviseCriteria } from '../../../src/service/criteria.ts';
import { recordLook } from '../../../src/service/look.ts';
import { moveDeadline } from '../../../src/service/move.ts';
import { holdReminders, resumeReminders } from '../../../src/service/notice.ts';
import { raiseObjection } from '../../../src/service/object.ts';
import { addProgress } from '../../../src/service/progress.ts';
import { relate, unrelate } from '../../../src/service/relate.ts';
import { withdrawEvidence } from '../../../src/service/withdraw-evidence.ts';
import { record, setup } from '../../support/setup.ts';

const told = async (ctx: Context, id: number, asked = {}): Promise<string[]> =>
  (await readCommitment(ctx, id, asked)).history.map(({ text, actor }) => `${text} · ${actor}`);

const BY = { recordedBy: 'Ann' };

describe('the history of a commitment', () => {
  it('tells what was decided about one side, and that it was taken back, with names and reasons', async () => {
    const { ctx, clock } = await setup();
    const each = { quantity: 1000, perParty: true, committers: ['Russia', 'Ukraine'] };
    const id = await record(ctx, each);
    clock.advance(60_000);
    const side = { id, side: 'Russia', ...BY };
    await closeCommitment(ctx, { ...side, outcome: 'met', reason: 'all seen', note: 'seen' });
    clock.advance(60_000);
    await reopenCommitment(ctx, { ...side, reason: 'by mistake' });
    expect(await told(ctx, id)).toEqual([
      'Put on record · editor',
      'Decision 1 for Russia: Met: all seen · Ann',
      'Decision 1 for Russia was taken back: by mistake · Ann',
    ]);
  });

  it('tells every fact once, also where nothing else comes of it', async () => {
    const { ctx, clock } = await setup({ at: '2025-06-20T12:00+03:00' });
    const id = await record(ctx);
    const other = await record(ctx, { quote: 'Six thousand, as we said.' });
    const minute = () => clock.advance(60_000);
    minute();
    await reviseCriteria(ctx, { id, fulfilledWhen: '6,000 received', reason: 'The deal', ...BY });
    minute();
    await recordLook(ctx, { id, in: 'TASS', ...BY });
    minute();
    const now = { happenedAt: 'now', ...BY };
    await addProgress(ctx, { id, amount: 10, claimedBy: 'Russia', note: 'seen', ...now });
    minute();
    await raiseObjection(ctx, { id, progress: 1, raisedBy: 'Ukraine', reason: 'Only 8', ...BY });
    minute();
    await answerObjection(ctx, { objection: 1, outcome: 'rejected', answer: 'All were seen', ...BY });
    minute();
    await relate(ctx, { id: other, kind: 'restates', other: id, reason: 'Again', ...BY });
    minute();
    await unrelate(ctx, { end: 1, reason: 'Another matter', ...BY });
    minute();
    await withdrawEvidence(ctx, { evidence: 1, reason: 'Taken back', ...BY });
    minute();
    await holdReminders(ctx, { id, kind: 'acknowledged', until: '2025-06-25', note: 'Asked', ...BY });
    minute();
    await holdReminders(ctx, { id, kind: 'snoozed', until: '2025-06-26', note: 'Talks', ...BY });
    minute();
    await resumeReminders(ctx, { id, note: 'Over', ...BY });
    minute();
    await moveDeadline(ctx, { id, closesOn: '2025-07-30', reason: 'More time', ...BY });
    const lines = await told(ctx, id);
    expect(lines.slice(lines.indexOf('Put on record · editor') + 1)).toEqual([
      'The window opened · time',
      'The window closed without a fulfilment on record · time',
      'What counts as fulfilled was revised, version 2: The deal · Ann',
      'Looked and found nothing: TASS · Ann',
      'Progress: 10 bodies, according to Russia · Ann',
      'Objection 1 by Ukraine to amount 1: Only 8 · Ann',
      'Objection 1 was rejected, and nothing is disputed any more: All were seen · Ann',
      `Link 1: this is said again by commitment ${other}: Again · Ann`,
      'Link 1 was taken back: Another matter · Ann',
      'Evidence 1 was withdrawn: Taken back · Ann',
      'Taken in hand until Wed 25 Jun 2025 24:00: Asked · Ann',
      'Reminders put off until Thu 26 Jun 2025 24:00: Talks · Ann',
      'Reminders go on: Over · Ann',
      expect.stringMatching(/^The date was moved: .* → .*; reason: More time · Ann$/),
    ]);
    expect(await told(ctx, other)).toContain(`Link 1: this says again commitment ${id}: Again · Ann`);
    // The same in German, with what people wrote in their own words.
    expect((await told({ ...ctx, language: 'de' }, id)).slice(1)).toEqual([
      'Die Frist hat begonnen · time',
      'Die Frist ist verstrichen, und eine Erfüllung ist nicht verzeichnet · time',
      'Was als Erfüllung gilt, wurde neu gefasst, Fassung 2: The deal · Ann',
      'Nachgesehen und nichts gefunden: TASS · Ann',
      'Fortschritt: 10 bodies, laut Russia · Ann',
      'Einspruch 1 von Ukraine zu Menge 1: Only 8 · Ann',
      'Einspruch 1 wurde abgelehnt; nichts ist mehr umstritten: All were seen · Ann',
      `Verknüpfung 1: wird erneut gesagt in Zusage ${other}: Again · Ann`,
      'Verknüpfung 1 wurde zurückgenommen: Another matter · Ann',
      'Beleg 1 wurde zurückgezogen: Taken back · Ann',
      'In Arbeit genommen bis Mi. 25. Juni 2025 24:00: Asked · Ann',
      'Erinnerungen aufgeschoben bis Do. 26. Juni 2025 24:00: Talks · Ann',
      'Erinnerungen gehen weiter: Over · Ann',
      expect.stringMatching(
        /^Der Termin wurde verschoben: Mo\. 9\. Juni .* → .* 30\. Juli .*; Grund: More time · Ann$/,
      ),
    ]);
    // As it was known on the day, and with nothing of later.
    expect(await told(ctx, id, { asOf: '2025-06-20T12:02+03:00' })).toHaveLength(5);
  });

  it('calls what was done before the window opened early, as the status does', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    clock.advance(60_000);
    await markMet(ctx, { id, note: 'seen', ...BY });
    expect((await readCommitment(ctx, id)).statusText).toBe('Met early');
    expect((await told(ctx, id)).at(-1)).toMatch(/^Fulfilled: early: No reason was given/);
    expect((await told({ ...ctx, language: 'de' }, id)).at(-1)).toMatch(/^Erfüllt: vorzeitig: No reason/);
  });

  it('calls a first date set, not moved: nobody was held to a day before', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, { deadline: 'within 60 days of signing' });
    clock.advance(60_000);
    await moveDeadline(ctx, { id, closesOn: '2025-07-30', reason: 'Said so', ...BY });
    clock.advance(60_000);
    await moveDeadline(ctx, { id, closesOn: '2025-08-30', reason: 'More time', ...BY });
    const [, first, second] = await told(ctx, id);
    expect(first).toMatch(/^The date was set: Wed 30 Jul 2025 .*; reason: Said so · Ann$/);
    expect(second).toMatch(/^The date was moved: .* → .*; reason: More time · Ann$/);
    expect((await told({ ...ctx, language: 'de' }, id))[1]).toMatch(
      /^Der Termin wurde festgelegt: Mi\. 30\./,
    );
    const feed = JSON.parse(await readFeed(ctx, { of: 'commitment', id }, 'json')) as {
      items: { title: string }[];
    };
    expect(feed.items.map(({ title }) => title.split(':')[0])).toEqual([
      'Date moved',
      'Date set',
      'On record',
    ]);
  });

  it('names who decided and who approved, and says before that it waits', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    clock.advance(60_000);
    const decision = { id, outcome: 'void', reason: 'misread', note: 'seen', ...BY };
    await closeCommitment({ ...ctx, secondPerson: true }, decision);
    clock.advance(60_000);
    await approveVerdict(ctx, { verdict: 1, recordedBy: 'Ben' });
    expect(await told(ctx, id)).toEqual([
      'Put on record · editor',
      'Decision 1: Void, which waits for a second person: misread · Ann',
      'Closed by an editor: void (decided by Ann, approved by Ben): misread · Ben',
    ]);
    expect(await told({ ...ctx, language: 'de' }, id)).toEqual([
      'Eingetragen · editor',
      'Entscheidung 1: Hinfällig; wartet auf eine zweite Person: misread · Ann',
      'Von der Redaktion abgeschlossen: hinfällig (entschieden von Ann, bestätigt von Ben): misread · Ben',
    ]);
  });
});
