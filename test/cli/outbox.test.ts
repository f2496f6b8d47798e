import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/service/deliver.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import { addresses, pass, readers } from '../support/passes.ts';
import { eml } from '../support/returns.ts';
import { record } from '../support/setup.ts';
import { setupCli } from './duly.ts';

const [ONE = '', TWO = ''] = addresses(2);

async function told() {
  const world = await setupCli();
  const id = await record(world.ctx);
  await readers(world.ctx, [ONE, TWO]);
  world.clock.set('2025-06-09T00:00:00+03:00');
  await pass(world.ctx, world.clock);
  const mails = await world.db.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
  const report = (name: string, index = 0): string =>
    eml(name).replace('<original-1@localhost>', mails[index]?.messageId ?? '');
  return { ...world, commitment: id, mails, report };
}

describe('duly outbox', () => {
  it('lists what was sent, what came back by kind, and filters', async () => {
    const { run, report, commitment } = await told();
    const taken = await run(['outbox', 'bounce', '-'], { stdin: report('postfix-no-mailbox') });
    expect(taken).toMatchObject({ code: 0, err: '' });
    expect(taken.out).toMatch(/Taken in, about message 1: hard \(5\.1\.1\).* The address is suspended\.\n$/);
    expect((await run(['outbox', 'bounce', '-'], { stdin: report('postfix-no-mailbox') })).out).toMatch(
      /Known already/,
    );
    const ids = async (...flags: string[]): Promise<[number, string][]> => {
      const answer = JSON.parse((await run(['outbox', ...flags, '--json'])).out);
      return answer.mails.map((mail: { id: number; shown: string }) => [mail.id, mail.shown]);
    };
    expect(await ids()).toEqual([
      [2, 'sent'],
      [1, 'bounced'],
    ]);
    expect(await ids('--state', 'bounced')).toEqual([[1, 'bounced']]);
    expect(await ids('--state', 'failed')).toEqual([]);
    expect(await ids('--address', TWO.toUpperCase())).toEqual([[2, 'sent']]);
    expect(await ids('--commitment', String(commitment), '--limit', '1')).toEqual([[2, 'sent']]);
    expect(await ids('--commitment', '999')).toEqual([]);
    const text = (await run(['outbox'])).out;
    expect(text).toContain('Suspended addresses: 1');
    expect(text).toMatch(/ (due|due soon) of 1\n/);
    expect(text).toContain('bounced');
  });

  it('shows the log of one, and sends it again only when that makes sense', async () => {
    const { run, report, ctx, db } = await told();
    const reportOn = async (name: string, id: number) =>
      eml(name).replace(
        '<original-1@localhost>',
        (await db.prisma.delivery.findUniqueOrThrow({ where: { id } })).messageId,
      );
    const spam = await run(['outbox', 'bounce', '-'], { stdin: report('policy-spam') });
    expect(spam.out).toContain('Nothing follows from it');
    expect((await run(['outbox', 'show', '1'])).out).toMatch(/came back: policy +5\.7\.1 .*\(by file\)/);
    const refused = await run(['outbox', 'retry', '2']);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('it is sent');
    // The week is long over by the clock of the command line.
    expect((await run(['outbox', 'retry', '1'])).err).toContain('no longer holds');
    await subscribe(ctx, { address: 'third@example.org' });
    await deliver(ctx);
    await run(['outbox', 'bounce', '-'], { stdin: await reportOn('policy-spam', 3) });
    const again = await run(['outbox', 'retry', '3', '--by', 'Jane Doe', '--json']);
    expect(JSON.parse(again.out)).toEqual({ id: 3, was: 'bounced' });
    expect((await run(['outbox', 'show', '3'])).out).toContain('Jane Doe asked for it; it was bounced');
  });

  it.each([
    [['outbox', 'burn'], 2],
    [['outbox', 'show'], 2],
    [['outbox', 'list', '3'], 2],
    [['outbox', 'retry', '1', '--limit', '3'], 2],
    [['outbox', 'show', '999'], 1],
    [['outbox', '--state', 'lost'], 1],
    [['outbox', 'bounce', '/nowhere/mail.eml'], 1],
  ])('%j ends with %i', async (argv, code) => {
    const { run } = await told();
    expect(await run(argv)).toMatchObject({ code, out: '' });
  });

  it('says that it ignored what is no report', async () => {
    const { run } = await told();
    const ignored = await run(['outbox', 'bounce', '-'], { stdin: eml('vacation') });
    expect(ignored.code).toBe(1);
    expect(ignored.out).toContain('Ignored: an automatic answer.');
  });
});
