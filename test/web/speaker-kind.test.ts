import { describe, expect, it } from 'vitest';
import { openWeb } from './ask.ts';

const MINISTRY = {
  quote: 'We will publish the list by 9 June.',
  speaker: 'Ministry of Justice',
  saidAt: '2025-06-02T15:57',
  zone: 'Europe/Istanbul',
  sourceTitle: 'A letter',
  title: 'Publish the list',
  modality: 'commitment',
  deadline: 'by 9 June',
};

async function opened() {
  const world = await openWeb();
  const save = async (form: Record<string, string>) => {
    const looked = await (await world.post('/record', { ...form, step: 'preview' })).text();
    const seen = /name="seen" value="([^"]*)"/.exec(looked)?.[1] ?? '';
    return { looked, saved: await world.post('/record', { ...form, step: 'save', seen }) };
  };
  const speaker = () => world.db.prisma.party.findUniqueOrThrow({ where: { name: MINISTRY.speaker } });
  return { ...world, save, speaker };
}

describe('what a speaker is', () => {
  it('is asked by the form, kept while the date is looked at, and shown on the page of the party', async () => {
    const { save, speaker, text } = await opened();
    expect(await text('/record')).toMatch(/<select[^>]* name="speakerKind"[^>]*><option value="person"/);
    const { looked, saved } = await save({ ...MINISTRY, speakerKind: 'organisation' });
    expect(looked).toContain('<option value="organisation" selected');
    expect(saved.status).toBe(303);
    const { id, kind } = await speaker();
    expect(kind).toBe('organisation');
    expect(await text(`/parties/${id}`)).toContain('</a> › organisation');
  });

  it('is a person where nothing is said, and does not change once it is on record', async () => {
    const { save, speaker } = await opened();
    await save(MINISTRY);
    expect(await speaker()).toMatchObject({ kind: 'person' });
    await save({ ...MINISTRY, title: 'Once more', speakerKind: 'organisation' });
    expect(await speaker()).toMatchObject({ kind: 'person' });
  });

  it('is refused where it is none of the three', async () => {
    const { post, db } = await opened();
    const refused = await post('/record', { ...MINISTRY, speakerKind: 'planet', step: 'preview' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('must be one of organisation, person, side');
    expect(await db.prisma.party.count()).toBe(0);
  });
});
