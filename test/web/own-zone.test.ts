/** A person's own time zone: chosen at /account, holds on every page that shows times, and presumes nothing about a place. */
import { describe, expect, it } from 'vitest';
import { removePerson } from '../../src/service/people.ts';
import { record } from '../support/setup.ts';
import { openWebWithPeople } from './people.ts';

type World = Awaited<ReturnType<typeof openWebWithPeople>>;

const inBerlin = (html: string): boolean => html.includes('Berlin time (yours)');
/** The value of a field that a page shows, by the id of the field. */
const field = (html: string, id: string): string | undefined =>
  new RegExp(`<input[^>]*\\bid="${id}"[^>]*>`).exec(html)?.[0].match(/\bvalue="([^"]*)"/)?.[1];

const choose = (world: World, zone: string) =>
  world.post(
    '/account/zone',
    { zone },
    world.as('editor', { cookie: `${world.cookies.editor}; tz=Asia%2FTokyo` }),
  );

describe('the zone of an account', () => {
  it('is chosen, holds for that person alone, and is taken back', async () => {
    const world = await openWebWithPeople();
    const { ctx, text, as, db } = world;
    const path = `/commitments/${await record(ctx)}`;
    expect(inBerlin(await text(path, as('editor')))).toBe(false);
    const chosen = await choose(world, 'Europe/Berlin');
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/account?done=zone']);
    // What this browser had chosen before would hide it.
    expect(chosen.headers.getSetCookie().join()).toMatch(/tz=; Max-Age=0/);
    const account = await text('/account?done=zone', as('editor'));
    expect(account).toContain('Times are shown also in Europe/Berlin.');
    expect(field(account, 'own-zone')).toBe('Europe/Berlin');
    for (const zone of ['Europe/Vienna', 'Europe/Zurich', 'America/Argentina/Ushuaia'])
      expect(account).toContain(`<option value="${zone}">`);
    const page = await text(path, as('editor'));
    expect(inBerlin(page)).toBe(true);
    expect(page).toContain('Europe/Berlin, as in your account');
    for (const other of ['administrator', null] as const)
      expect(inBerlin(await text(path, as(other)))).toBe(false);
    expect(await db.prisma.audit.findMany({ where: { what: 'chose a time zone' } })).toMatchObject([
      { actor: 'editor', about: 'editor', detail: 'Europe/Berlin' },
    ]);
    expect((await choose(world, '')).status).toBe(303);
    expect(inBerlin(await text(path, as('editor')))).toBe(false);
    expect(await text('/account', as('editor'))).not.toContain('Times are shown');
  });

  it('gives way to what is chosen on the page, until that is forgotten', async () => {
    const world = await openWebWithPeople();
    const { ctx, ask, as, cookies } = world;
    const path = `/commitments/${await record(ctx)}`;
    await choose(world, 'Europe/Berlin');
    const tokyo = await ask(`${path}?tz=Asia/Tokyo`, {}, as('editor'));
    expect(await tokyo.text()).toContain('Tokyo time (yours)');
    const here = as('editor', { cookie: `${cookies.editor}; tz=Asia%2FTokyo` });
    expect(await world.text(path, here)).toContain('Tokyo time (yours)');
    const back = await ask(`${path}?tz=`, {}, here);
    expect(back.headers.getSetCookie().join()).toMatch(/tz=; Max-Age=0/);
    expect(inBerlin(await back.text())).toBe(true);
  });

  it('must be a zone, and says so beside the field', async () => {
    const world = await openWebWithPeople();
    await choose(world, 'Europe/Berlin');
    for (const bad of ['Mars/Olympus', '+02:00', 'x'.repeat(100), '<script>']) {
      const answer = await choose(world, bad);
      expect(answer.status, bad).toBe(400);
      const html = await answer.text();
      expect(html).toMatch(/id="own-zone-fault"/);
      expect(html).toContain('href="#own-zone"');
      expect(field(html, 'own-zone')).toBe(bad.replace('<', '&lt;').replace('>', '&gt;'));
      expect(html).not.toContain('<script>"');
      expect(html).toMatch(/use an IANA name such as Europe\/Istanbul|at most 64 characters/);
    }
    const { zone } = await world.db.prisma.person.findFirstOrThrow({ where: { name: 'editor' } });
    expect(zone).toBe('Europe/Berlin');
    const odd = await choose(world, 'europe/kyiv');
    expect(odd.status).toBe(303);
    expect(field(await world.text('/account', world.as('editor')), 'own-zone')).toBe('Europe/Kyiv');
  });

  it('is one’s own: nobody else can choose it, and nobody who has left', async () => {
    const world = await openWebWithPeople();
    const { post, as, ctx, db } = world;
    const { id } = await db.prisma.person.findFirstOrThrow({ where: { name: 'reader' } });
    await post('/account/zone', { zone: 'Europe/Berlin', id: String(id), person: String(id) }, as('editor'));
    expect((await post('/account/zone', { zone: 'Europe/Berlin' }, as(null))).status).toBe(401);
    await removePerson(ctx, String(id), 'administrator');
    expect((await post('/account/zone', { zone: 'Europe/Berlin' }, as('reader'))).status).toBe(401);
    expect(await db.prisma.person.count({ where: { zone: { not: null } } })).toBe(1);
  });
});

describe('it is presumed', () => {
  it('where a form would presume UTC, and never for where something was said', async () => {
    const world = await openWebWithPeople();
    const { ctx, text, as } = world;
    const id = await record(ctx);
    await choose(world, 'Europe/Berlin');
    const mine = as('editor');
    expect(field(await text('/subscribe', mine), 'f-zone')).toBe('Europe/Berlin');
    expect(field(await text('/subscribe', as('administrator')), 'f-zone')).toBe('UTC');
    const board = await text('/', mine);
    expect([field(board, 'by-zone'), field(board, 'past-zone')]).toEqual(['Europe/Berlin', 'Europe/Berlin']);
    const others = await text('/', as('administrator'));
    expect([field(others, 'by-zone'), field(others, 'past-zone')]).toEqual(['', 'Europe/Istanbul']);
    // What is asked for stays.
    expect(field(await text('/?from=2025-06-01&zone=Asia/Tokyo', mine), 'by-zone')).toBe('Asia/Tokyo');
    // The day of a commitment is one of its own zone, and words are said where they are said.
    expect(field(await text(`/commitments/${id}`, mine), 'past-zone')).toBe('Europe/Istanbul');
    const form = await text('/record', mine);
    expect(form).toContain('id="f-zone"');
    expect(field(form, 'f-zone') ?? '').toBe('');
  });

  it('for the alerts that somebody asks for with an address alone', async () => {
    const world = await openWebWithPeople();
    const { ctx, post, as, db } = world;
    const commitment = String(await record(ctx));
    await choose(world, 'Europe/Berlin');
    await post('/subscribe', { follows: 'commitment', commitment, address: 'me@example.org' }, as('editor'));
    expect(await db.prisma.subscription.findFirstOrThrow()).toMatchObject({ zone: 'Europe/Berlin' });
  });
});
