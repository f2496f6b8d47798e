import { describe, expect, it } from 'vitest';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const plain = (html: string): string => html.replace(/<[^>]+>/g, '');
const away = { peer: '203.0.113.9', headers: { 'sec-fetch-site': 'same-origin' } };

describe('adding a party by web', () => {
  it('leads from a refused form to a page that adds the party, and the form is then taken', async () => {
    const { ctx, db, post, text } = await openWeb();
    const id = await record(ctx);
    const forms = {
      progress: { amount: '1212', claimedBy: 'Red Cross', note: 'First group' },
      object: { raisedBy: 'Red Cross', reason: 'The list is not complete' },
    };
    for (const [action, form] of Object.entries(forms)) {
      const refused = await post(`/review/${id}/${action}`, form);
      expect(refused.status).toBe(400);
      const html = await refused.text();
      const label = action === 'progress' ? 'Who says so' : 'Who objects';
      expect(plain(html)).toContain(`${label}: There is no party “Red Cross”.`);
      expect(html).not.toMatch(/`|duly party/);
      expect(html).toContain('<a href="/parties?add=Red+Cross#add" target="_blank" rel="noopener">');
      expect(html).toContain(Object.values(form).at(-1));
    }
    expect(await text('/parties?add=Red+Cross')).toContain('value="Red Cross"');
    const added = await post('/parties', { name: 'Red Cross', kind: 'organisation' });
    expect(added.status).toBe(303);
    const page = plain(await text(added.headers.get('location') ?? ''));
    expect(page).toContain('Red Cross is on record as a party now.');
    expect(page).not.toContain('nearly that name');
    for (const [action, form] of Object.entries(forms))
      expect((await post(`/review/${id}/${action}`, form)).status).toBe(303);
    expect(await db.prisma.party.findUniqueOrThrow({ where: { name: 'Red Cross' } })).toMatchObject({
      kind: 'organisation',
    });
  });

  it('says which other name is nearly the same', async () => {
    const { ctx, post, text } = await openWeb();
    await record(ctx);
    const added = await post('/parties', { name: 'Rusia', kind: 'side' });
    expect(plain(await text(added.headers.get('location') ?? ''))).toContain(
      'Another has nearly that name: Russia.',
    );
  });

  it('refuses a name that is taken, empty or of no kind, and keeps what was typed', async () => {
    const { ctx, db, post } = await openWeb();
    await record(ctx);
    const before = await db.prisma.party.findMany();
    const taken = await post('/parties', { name: 'Russia', kind: 'person' });
    expect(taken.status).toBe(409);
    const html = await taken.text();
    expect(html).toContain('“Russia” is a party already');
    expect(html).toContain('value="Russia"');
    expect(html).toMatch(/<option value="person" selected/);
    expect((await post('/parties', { name: ' ', kind: 'person' })).status).toBe(400);
    expect((await post('/parties', { name: 'Mars', kind: 'planet' })).status).toBe(400);
    expect(await db.prisma.party.findMany()).toEqual(before);
  });

  it('speaks German, and is shown to editors only', async () => {
    const { ctx, post, text } = await openWeb();
    await record(ctx);
    const german = { headers: { 'sec-fetch-site': 'same-origin', 'accept-language': 'de' } };
    expect(await text('/parties', german)).toContain('Beteiligte hinzufügen');
    const taken = await post('/parties', { name: 'Russia', kind: 'side' }, german);
    expect(await taken.text()).toContain('„Russia“ ist unter den Beteiligten schon verzeichnet');
    expect(await text('/parties', away)).not.toContain('Add a party');
    expect((await post('/parties', { name: 'Mars' }, away)).status).toBe(403);
  });
});
