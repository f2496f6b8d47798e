import { beforeAll, describe, expect, it } from 'vitest';
import { leastFor } from '../../../src/web/access.ts';
import { openWebWithPeople } from '../people.ts';
import { fill, readingOf, routesOf } from '../shield/filled.ts';
import { keepOpen } from '../shield/kept.ts';
import { everyPhrase, says, spokenIn } from './phrases.ts';

const away = { peer: '192.0.2.7', headers: { 'accept-language': 'de-DE,de;q=0.9,en;q=0.5' } };

/** Everybody may look at it, but it is the desk of the editors, who work in English. */
const DESKS = ['/review'];

/** What is on record, in German: whatever is English on a page is then ours. */
const RECORDED: Readonly<Record<string, string>> = {
  unit: 'Leichname',
  tag: 'gespräche',
  file: 'beleg',
};

/** English words that no German sentence has. */
const ENGLISH =
  /\b(the|of|and|is|are|with|what|which|this|that|who|when|from|not|yet|nothing|everything|by|to|its|has|your|you|declared|confirmed|recorded|overdue|deadline|days|date)\b/i;

const { finished } = keepOpen();
let pages: { path: string; html: string; status: number }[];

beforeAll(async () => {
  const world = await openWebWithPeople({ finished });
  // What the record adds to a text of its own.
  const own = /Zeile \d+ (for|closed|again|speaker|two)\b/g;
  const values = await fill(world, (field) => RECORDED[field] ?? `Zeile ${field.length}`);
  const { ask, app } = world;
  pages = [];
  for (const { pattern, path } of readingOf(routesOf(app, values))) {
    if (leastFor('GET', path) !== 'anyone' || DESKS.includes(pattern)) continue;
    const answer = await ask(path, {}, away);
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    pages.push({ path, html: (await answer.text()).replace(own, 'Zeile'), status: answer.status });
  }
}, 120_000);

describe('a page for somebody who wants German', () => {
  it('is every page that everybody sees', () => {
    expect(pages.length).toBeGreaterThan(15);
    const english = pages.filter(({ html }) => !html.includes('<html lang="de"')).map(({ path }) => path);
    expect(english).toEqual([]);
  });

  it('says nothing that the dictionaries have in English only', async () => {
    const { en, de } = await everyPhrase();
    expect(en.length).toBeGreaterThan(300);
    const german = de.join(' ⁂ ');
    const foreign = en.filter((one) => one.length > 2 && !says(german, one));
    expect(foreign.length).toBeGreaterThan(250);
    const found = pages.flatMap(({ path, html }) => {
      const spoken = spokenIn(html);
      return foreign.filter((one) => says(spoken, one)).map((one) => `${path}: ${one}`);
    });
    expect(found).toEqual([]);
  });

  it('has no English sentence of any other making', () => {
    const found = pages.flatMap(({ path, html }) => {
      const spoken = spokenIn(html);
      const at = ENGLISH.exec(spoken)?.index;
      return at === undefined ? [] : [`${path}: …${spoken.slice(Math.max(0, at - 60), at + 60)}…`];
    });
    expect(found).toEqual([]);
  });
});
