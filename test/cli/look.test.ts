import { describe, expect, it } from 'vitest';
import { follow, record } from '../support/setup.ts';
import { setupCli } from './duly.ts';

const EVIL = '\u001b[31mRed\u001b[0m \u001b]0;title\u0007\u009b2J\u202eseveR';

describe('commands that look', () => {
  it('lists what stands how, filters it, and says when there is nothing', async () => {
    const { run, ctx } = await setupCli();
    expect((await run(['list'])).out).toContain('No commitments.');
    await record(ctx);
    await record(ctx, { title: 'Meet again', deadline: undefined, closesOn: '2999-06-30', tags: ['talks'] });
    await record(ctx, { title: 'Write it down', deadline: undefined, reviewOn: '2999-01-01' });

    const all = await run(['list']);
    expect(all).toMatchObject({ code: 0, err: '' });
    expect(all.out).toMatchInlineSnapshot(`
      "ID  STATUS    WINDOW                                                          TITLE
      1   Overdue   Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00 Europe/Istanbul   Hand over the bodies of the dead (0 of at least 6,000 bodies)
      2   Upcoming  Sun 30 Jun 2999 00:00 to Sun 30 Jun 2999 24:00 Europe/Istanbul  Meet again (0 of at least 6,000 bodies)
      3   Undated   no date; look again on Tue 1 Jan 2999                           Write it down (0 of at least 6,000 bodies)
      "
    `);
    expect((await run(['list', '--tag', 'talks'])).out).not.toContain('Hand over');
    expect((await run(['list', '--status', 'overdue'])).out).not.toContain('Meet again');
    expect(await run(['list', '--party', 'Nobody'])).toEqual({
      code: 0,
      out: 'There is no party “Nobody”. On record: Russia, Ukraine, Vladimir Medinsky.\n',
      err: '',
    });
    expect((await run(['list', '--tag', 'Nothing'])).out).toBe(
      'There is no tag “Nothing”. On record: talks.\n',
    );
    expect((await run(['overdue', '--party', 'Nobody'])).out).toContain('There is no party “Nobody”.');
    expect((await run(['overdue', '--tag', 'TALKS'])).out).toBe('Nothing of that is overdue.\n');
    expect((await run(['list', '--party', 'Russia', '--status', 'met'])).out).toBe(
      'No commitment matches.\n',
    );
    const one = JSON.parse((await run(['list', '--status', 'open', '--limit', '1', '--json'])).out);
    expect(one.count).toBe(3);
    expect(one.commitments[0]).toMatchObject({
      id: 1,
      status: 'overdue',
      deadline: { opensAt: '2025-06-09T00:00:00+03:00', closesAt: '2025-06-16T00:00:00+03:00' },
    });

    const overdue = await run(['overdue', '--json']);
    expect(JSON.parse(overdue.out)).toMatchObject({ count: 1, commitments: [{ id: 1 }] });
  });

  it('says that nothing is overdue', async () => {
    const { run } = await setupCli();
    expect(await run(['overdue'])).toEqual({ code: 0, out: 'Nothing is overdue.\n', err: '' });
  });

  it('shows the words, the deadline and why, the evidence and the history', async () => {
    const { run, ctx } = await setupCli();
    const id = String(await record(ctx));
    await run([
      'progress',
      id,
      '1212',
      '--note',
      'a first group',
      '--happened-at',
      '2025-06-11',
      '--by',
      'Ann',
    ]);
    const { code, out } = await run(['show', id]);
    expect(code).toBe(0);
    expect(out).toContain('  “We will hand over six thousand bodies next week.”');
    expect(out).toContain(
      'Vladimir Medinsky, head of the Russian delegation, Mon 2 Jun 2025 15:57 Europe/Istanbul',
    );
    expect(out).toMatch(/Progress +1,212 of at least 6,000 bodies/);
    expect(out).toContain('Wed 11 Jun 2025  1,212 bodies; declared: a first group');
    expect(out).toMatch(/Wed 11 Jun 2025 00:00 {2}Progress: 1,212 bodies · Ann, recorded/);

    const data = JSON.parse((await run(['show', id, '--json'])).out);
    expect(data).toMatchObject({ id: 1, quote: 'We will hand over six thousand bodies next week.' });
    expect(data.progress[0]).toMatchObject({ amount: 1212, happenedAt: '2025-06-11T00:00:00+03:00' });
    expect(data.events.map(({ kind }: { kind: string }) => kind)).toContain('overdue');
  });

  it('says whose each amount is, who claims it, and what was moved and decided', async () => {
    const { run, ctx } = await setupCli();
    const sides = { title: 'Exchange', quantity: 1000, unit: 'people', perParty: true };
    const id = String(await record(ctx, { ...sides, committers: ['Russia', 'Ukraine'] }));
    const of = ['--side', 'Russia', '--claimed-by', 'Ukraine', '--note', 'a list', '--by', 'Ann'];
    await run(['progress', id, '500', '--happened-at', '2025-06-11', ...of]);
    await run(['move', id, '--closes-on', '2999-06-30', '--reason', 'more time', '--by', 'Ann']);
    await run([
      'close',
      id,
      '--outcome',
      'withdrawn',
      '--reason',
      'taken back',
      '--note',
      'seen',
      '--by',
      'Ann',
    ]);
    await run(['reopen', id, '--reason', 'by mistake', '--by', 'Ann']);
    const { out } = await run(['show', id]);
    const whose = 'Russia 500, Ukraine 0 of at least 1,000 people from each side';
    expect(out).toContain(whose);
    expect(out).toContain('500 people, for Russia, claimed by Ukraine; declared: a list');
    expect(out).toContain('Progress: 500 people for Russia, according to Ukraine · Ann');
    expect(out).toContain(
      'The date was moved: Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00 → Sun 30 Jun 2999 00:00 to Sun 30 Jun 2999 24:00; reason: more time · Ann',
    );
    expect(out).toContain('Closed by an editor: withdrawn: taken back · Ann');
    expect(out).toContain('A decision was taken back (was withdrawn): by mistake · Ann');
    // Reasons, marks and both dates also stand by themselves.
    expect(out).toMatch(/ {2}1 {2}.* {2}Withdrawn \(taken back later\): taken back \(recorded .* by Ann\)/);
    expect(out).toMatch(/ {2}2 {2}.* {2}takes back decision 1: by mistake/);
    expect(out).toMatch(
      /first date {2}“next week”.*\n {2}date 2 .*; reason: more time \(recorded .* by Ann\)/,
    );
    expect((await run(['list'])).out).toContain(`(${whose}; slipped once`);
  });

  it.each(['999', 'abc', '0', '99999999999'])('refuses to show %s', async (id) => {
    const { run } = await setupCli();
    const result = await run(['show', id]);
    expect(result).toMatchObject({ code: 1, out: '' });
    expect(result.err).toMatch(/^duly: /);
  });

  it('lets no stored text steer the terminal, and loses none of it in JSON', async () => {
    const { run, ctx, db } = await setupCli();
    const id = String(await record(ctx));
    // The service refuses such text at the door; what an older version or another program wrote may be there.
    await db.query('alter table statement disable trigger user');
    await db.query('alter table commitment disable trigger user');
    await db.query(`update commitment set title = $1`, [EVIL]);
    await db.query(`update statement set quote = $1`, [`${EVIL}\nID  STATUS`]);
    for (const argv of [['list'], ['show', id], ['overdue']]) {
      const { out } = await run(argv, { tty: true, env: { NO_COLOR: '1' } });
      expect(out).toContain('Red');
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      const json = (await run([...argv, '--json'])).out;
      expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(JSON.stringify(JSON.parse(json))).toContain(JSON.stringify(EVIL).slice(1, -1));
    }
  });

  it('paints for a terminal only', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx);
    expect((await run(['list'], { tty: true })).out).toContain('\u001b[31mOverdue\u001b[39m');
    expect((await run(['list'], { tty: true, env: { NO_COLOR: '1' } })).out).not.toContain('\u001b');
    expect((await run(['list'], { tty: true, env: { TERM: 'dumb' } })).out).not.toContain('\u001b');
    expect((await run(['list'])).out).not.toContain('\u001b');
  });
});

describe('duly sweep', () => {
  it('flags what has come due and keeps the mail of whoever follows it, once', async () => {
    const { run, ctx, db } = await setupCli();
    await record(ctx);
    await follow(ctx, 'reader@example.org');
    expect((await db.prisma.commitment.findFirstOrThrow()).status).toBe('upcoming');
    const first = JSON.parse((await run(['sweep', '--json'])).out);
    expect(first).toMatchObject({ swept: { examined: 1, faults: 0 }, delivered: { failed: 0, more: false } });
    expect(first.swept.events).toBe(2);
    expect((await db.prisma.commitment.findFirstOrThrow()).status).toBe('overdue');
    const kept = await db.prisma.delivery.findMany({ where: { kind: 'alerts', state: 'sent' } });
    expect(kept).toHaveLength(1);
    const second = await run(['sweep']);
    expect(second.code).toBe(0);
    expect(second.out).toContain('Examined 0, flagged 0.');
    expect(second.out).toContain('Mails: 0 kept');
  });
});

describe('duly subscribe', () => {
  it('says the same to a new address and to a known one, and queues one confirmation', async () => {
    const { run, db } = await setupCli();
    // The same wish twice: of an address that has not confirmed yet, the later wish would count.
    const wish = ['subscribe', 'reader@example.org', '--zone', 'Europe/Berlin', '--leads', '7,1'];
    const first = await run(wish);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('a confirmation mail is kept at /outbox');
    expect(await run(wish)).toEqual(first);
    expect(await db.prisma.delivery.count({ where: { kind: 'confirm' } })).toBe(1);
    expect(await db.prisma.subscription.findFirst()).toMatchObject({
      state: 'unconfirmed',
      follows: 'all',
      zone: 'Europe/Berlin',
      leadDays: [7, 1],
    });
  });

  it('follows one commitment', async () => {
    const { run, ctx, db } = await setupCli();
    const id = await record(ctx);
    const argv = [
      'subscribe',
      'reader@example.org',
      '--commitment',
      String(id),
      '--kinds',
      'due,overdue',
      '--json',
    ];
    const { code, out } = await run(argv);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      address: 'reader@example.org',
      follows: 'commitment',
      confirmation: 'queued',
    });
    expect(await db.prisma.subscription.findFirst()).toMatchObject({
      commitmentId: id,
      kinds: ['due', 'overdue'],
    });
  });

  it.each([
    ['an address with a line break', ['subscribe', 'a@example.org\r\nBcc: b@example.org'], 1, 'address'],
    ['two addresses', ['subscribe', 'a@example.org, b@example.org'], 1, 'address'],
    ['no address', ['subscribe', 'nobody'], 1, 'address'],
    ['an unknown zone', ['subscribe', 'a@example.org', '--zone', 'Mars/Base'], 1, 'Mars/Base'],
    ['an unknown party', ['subscribe', 'a@example.org', '--party', 'Mars'], 1, 'no party “Mars”'],
    ['an unknown commitment', ['subscribe', 'a@example.org', '--commitment', '7'], 1, 'no commitment 7'],
    ['an unknown kind', ['subscribe', 'a@example.org', '--kinds', 'rain'], 1, 'must be among'],
    ['a lead that is none', ['subscribe', 'a@example.org', '--leads', '2'], 1, 'must be among 0, 1, 3, 7'],
    ['two targets', ['subscribe', 'a@example.org', '--tag', 'x', '--commitment', '7'], 2, 'give one of'],
  ])('refuses %s and changes nothing', async (_, argv, code, message) => {
    const { run, contents } = await setupCli();
    const before = await contents();
    const result = await run(argv);
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toContain(message);
    expect(await contents()).toEqual(before);
  });
});
