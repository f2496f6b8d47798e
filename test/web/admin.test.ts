import { describe, expect, it, onTestFinished } from 'vitest';
import { describeConfig } from '../../src/config.ts';
import { openMailer } from '../../src/mail/mailer.ts';
import { addPerson } from '../../src/service/people.ts';
import { reportIn } from '../../src/service/report-in.ts';
import { askForLink } from '../../src/service/sign-in.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import { createWeb } from '../../src/web/server.ts';
import { pass, readers } from '../support/passes.ts';
import { follow, record } from '../support/setup.ts';
import { HERE } from './ask.ts';
import { openWebWithPeople } from './people.ts';

/** As a worker reports one run. */
const SEALED = { name: 'seal', everyMs: 5_000, agoMs: 1_000, tookMs: 59, failed: null } as const;
const ADDRESS = 'reader.of.everything@example.org';

describe('/subscribers', () => {
  it('counts them and shows no full address, in the list or on the page of one', async () => {
    const world = await openWebWithPeople();
    const { ctx } = world;
    expect(await world.text('/subscribers', world.as('administrator'))).toContain(
      'Nobody has subscribed yet',
    );
    await record(ctx);
    const id = await follow(ctx, ADDRESS);
    await subscribe(ctx, { address: 'undecided@example.org' });
    await readers(ctx, ['gone@example.net'], {
      state: 'suspended',
      endedWhy: '550 5.1.1 <gone@example.net> no such user',
    });
    const list = await world.text('/subscribers', world.as('administrator'));
    expect(list).toContain('Addresses: 1 told, 1 not confirmed');
    const one = await world.text(`/subscribers/${id}`, world.as('administrator'));
    for (const html of [
      list,
      one,
      await world.text('/subscribers?state=suspended', world.as('administrator')),
    ])
      expect(html).not.toMatch(/reader\.of|undecided@|gone@/);
    expect(list).toContain('550 5.1.1 &lt;g…@example.net&gt; no such user');
    expect(await world.text('/subscribers?state=ended', world.as('administrator'))).toContain(
      'in this state',
    );
  });

  it('finds one by the exact address in a form, and never has it in an address of a page', async () => {
    const world = await openWebWithPeople();
    const id = await follow(world.ctx, ADDRESS);
    const find = (address: string) => world.post('/subscribers/find', { address }, world.as('administrator'));
    const found = await find(ADDRESS.toUpperCase());
    expect([found.status, found.headers.get('location')]).toEqual([303, `/subscribers/${id}`]);
    const missed = await find('reader@example.org');
    expect(missed.status).toBe(404);
    expect(await missed.text()).toContain('Nobody subscribes with this address.');
    expect((await find('nobody')).status).toBe(400);
  });

  it('ends what goes to an address with a reason, and notes who did it', async () => {
    const world = await openWebWithPeople();
    const { ctx, db } = world;
    const id = await follow(ctx, ADDRESS);
    const act = (name: string, reason: string) =>
      world.post(`/subscribers/${id}/${name}`, { reason }, world.as('administrator'));
    expect((await act('end', '')).status).toBe(400);
    expect((await act('end', `Asked by ${ADDRESS}`)).status).toBe(400);
    expect((await act('suspend', 'Letter 17')).status).toBe(303);
    expect(await db.prisma.subscription.findFirstOrThrow()).toMatchObject({ state: 'suspended' });
    expect((await act('end', 'Letter 17')).status).toBe(303);
    expect(await db.prisma.subscription.findFirstOrThrow()).toMatchObject({ state: 'ended' });
    expect((await act('end', 'Letter 17')).status).toBe(409);
    const noted = await db.prisma.audit.findMany({ where: { about: `subscription ${id}` } });
    expect(noted).toMatchObject([
      { actor: 'administrator', what: 'suspended a subscription', detail: 'Letter 17' },
      { actor: 'administrator', what: 'ended a subscription', detail: 'Letter 17' },
    ]);
  });

  it('erases an address, of which nothing is left but that it was done', async () => {
    const world = await openWebWithPeople();
    const { ctx, db } = world;
    const id = await follow(ctx, ADDRESS);
    const form = { reason: 'Asked for on 3 June' };
    const answer = await world.post(`/subscribers/${id}/erase`, form, world.as('administrator'));
    expect(answer.headers.get('location')).toBe('/subscribers?done=erased');
    expect(await db.prisma.subscription.count()).toBe(0);
    expect(await db.prisma.audit.findFirst({ where: { what: 'erased an address' } })).toMatchObject({
      actor: 'administrator',
      detail: 'Asked for on 3 June',
    });
    expect((await world.ask(`/subscribers/${id}`, {}, world.as('administrator'))).status).toBe(404);
  });
});

describe('/audit', () => {
  it('says who did what, by person and by deed, a page at a time', async () => {
    const world = await openWebWithPeople();
    const as = world.as('administrator');
    for (let n = 0; n < 60; n += 1)
      await addPerson(
        world.ctx,
        { name: `Person ${n}`, address: `p${n}@example.org` },
        { actor: 'Ada', invite: false },
      );
    const first = await world.text('/audit?who=ada', as);
    expect(first).toContain('Person 59');
    expect(first).not.toContain('Person 9<');
    const older = /href="(\/audit\?[^"]*before=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(await world.text(older, as)).toContain('Person 9<');
    expect(await world.text('/audit?what=signed+in', as)).not.toContain('Person 59');
    expect(await world.text('/audit?who=nobody', as)).toContain('Nothing like that is noted.');
  });

  it('says what was brought on record by whom', async () => {
    const world = await openWebWithPeople();
    await record(world.ctx, { recordedBy: 'Bea' });
    const html = await world.text('/audit/record?who=bea', world.as('administrator'));
    expect(html).toContain('Put on record: Hand over the bodies of the dead');
    expect(await world.text('/audit/record?who=nobody', world.as('administrator'))).toContain(
      'Nothing like that',
    );
  });

  it('gives sheets in which nothing is a formula', async () => {
    const world = await openWebWithPeople();
    const name = '=HYPERLINK("http://evil.example";"x")';
    await addPerson(world.ctx, { name, address: 'x@example.org' }, { actor: '@Ada', invite: false });
    const csv = await world.text('/audit.csv', world.as('administrator'));
    expect(csv).toContain(`'@Ada,added,"'=HYPERLINK(""http://evil.example"";""x"")"`);
    const answer = await world.ask('/audit/record.csv', {}, world.as('administrator'));
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect((await world.ask('/audit.csv', {}, world.as('editor'))).status).toBe(403);
  });
});

describe('/rules', () => {
  it('shows each rule with its examples, and finds one by its name', async () => {
    const world = await openWebWithPeople();
    expect(await world.text('/rules', world.as('editor'))).toContain('next-week');
    const one = await world.text('/rules?name=next-week', world.as('editor'));
    expect(one).toContain('Examples, as the resolver answers them now');
    expect(await world.text('/rules?name=no-such', world.as('editor'))).toContain('No rule has');
  });

  it('moves only the dates that were chosen, after a summary, under the name of who did', async () => {
    const world = await openWebWithPeople();
    const { ctx, db } = world;
    const as = world.as('editor');
    const saidAt = new Date(ctx.clock.now()).toISOString();
    const [one, other] = [await record(ctx, { saidAt }), await record(ctx, { saidAt, title: 'Other' })];
    expect(await world.text('/rules/diff', as)).toContain('Nothing among 2 dates');
    // As if an older rule had read them.
    await db.query('alter table deadline disable trigger user');
    await db.query(
      `update deadline set opens_at = opens_at - interval '1 day', closes_at = closes_at - interval '1 day'`,
    );
    await db.query('alter table deadline enable trigger user');
    expect(await world.text('/rules/diff', as)).toContain('2 dates among 2');
    const none = await world.post('/rules/diff', {}, as);
    expect([none.status, await none.text()]).toEqual([
      400,
      expect.stringContaining('Choose at least one date'),
    ]);
    const summary = await (await world.post('/rules/diff', { ids: String(one) }, as)).text();
    expect(summary).toContain('Move 1 date?');
    expect(await db.prisma.deadline.count()).toBe(2);
    const done = await (await world.post('/rules/diff', { ids: String(one), sure: 'yes' }, as)).text();
    expect(done).toContain('1 date moved');
    expect(await db.prisma.deadline.findMany({ where: { version: 2 } })).toMatchObject([
      { commitmentId: one, recordedBy: 'editor' },
    ]);
    expect(await world.text('/rules/diff', as)).toContain(`/commitments/${other}`);
  });
});

describe('/queues, /settings and /admin', () => {
  it('say what waits, and what wants a person', async () => {
    const world = await openWebWithPeople();
    const { ctx, db, clock } = world;
    const as = world.as('administrator');
    clock.set(new Date().toISOString()); // the clocks of program and database are compared
    expect(await world.text('/admin', as)).toContain('No worker has ever been seen.');
    await reportIn(ctx, { queue: 'PostgreSQL', upMs: 0, ended: false, running: [], ticks: [] });
    expect(await world.text('/admin', as)).toContain('Nothing needs attention.');
    const id = await record(ctx, { saidAt: new Date(ctx.clock.now()).toISOString() });
    expect(await world.text('/queues', as)).toMatch(/Deadlines to look at<\/a><\/th><td>1 later/);
    await db.query('update commitment set fault = $1, fault_at = now() where id = $2', ['broken', id]);
    await db.query(`insert into occasion (commitment_id, kind, key, version, occurred_at, created_at)
      values (1, 'due', 'x', 1, now(), now() - interval '1 hour')`);
    clock.advance(1000);
    const queues = await world.text('/queues', as);
    expect(queues).toContain('1 set aside with a fault');
    expect(queues).toContain('The work does not go on as it should.');
    expect(await world.text('/admin', as)).toContain('Is a worker running');
  });

  it('mark a finding as duly doctor does, and show its commands as such', async () => {
    const log = { info: () => undefined };
    const mailer = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'Duly <duly@example.org>', log });
    onTestFinished(() => mailer.close());
    const world = await openWebWithPeople({ mailer });
    world.clock.set(new Date().toISOString());
    await reportIn(world.ctx, {
      queue: 'PostgreSQL',
      upMs: 0,
      ended: false,
      running: ['seal'],
      ticks: [SEALED],
    });
    const html = await world.text('/queues', world.as('administrator'));
    expect(html).toMatch(
      /!<\/span> warning<\/span> <b>returns<\/b>: [^<]*Nothing hears of bounces: set BOUNCE/,
    );
    expect(html).toContain('The work goes on, and something wants a person.');
    expect(html).not.toContain('All is well');
    expect(html).toContain('publish the head of <code>duly verify</code> where');
    expect(html).toMatch(/running<\/span> the run before began <time[^>]*>[^<]*<\/time>, by/);
    expect(html).not.toContain(', took');
    expect(await world.text('/admin', world.as('administrator'))).toContain('Nothing hears of bounces');
    const heard = createWeb({ ...world.ctx, hookSecret: 'x'.repeat(32) });
    const init = { headers: { ...world.as('administrator').headers, host: 'localhost:8470' } };
    const well = await (await heard.request(`${HERE}/queues`, init)).text();
    expect(well).toMatch(/✓<\/span> well<\/span> <b>returns<\/b>/);
    expect(well).toContain('All is well.');
  });

  it('show no secret among the settings', async () => {
    const { settings } = describeConfig({ SMTP_URL: 'smtp://duly:hunter2@mail.example.org', PORT: '9000' });
    const world = await openWebWithPeople({ web: { settings } });
    const html = await world.text('/settings', world.as('administrator'));
    expect(html).toContain('(set, not shown)');
    expect(html).toContain('Default: 8470.');
    expect(html).not.toContain('hunter2');
  });
});

describe('/outbox', () => {
  it('does not send a sign-in mail again, and says what to do instead', async () => {
    const world = await openWebWithPeople();
    await askForLink(world.ctx, 'reader@example.org');
    await pass(world.ctx, world.clock);
    const mail = await world.db.prisma.delivery.findFirstOrThrow({ where: { kind: 'sign_in' } });
    await world.db.prisma.delivery.update({ where: { id: mail.id }, data: { state: 'failed' } });
    const answer = await world.post(`/outbox/${mail.id}/retry`, {}, world.as('administrator'));
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('ask for a new one')]);
    const page = await world.text(`/outbox/${mail.id}`, world.as('administrator'));
    expect(page).not.toContain('Send it again');
  });
});
