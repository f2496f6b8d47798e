/** `/parties`, `/sources`, `/tags`: the lists, the page of each, and the form that adds a party. */
import { Hono } from 'hono';
import { findPartyNumber, listPlaces, readParty, readSource, readTag } from '../service/browse/places.ts';
import type { Context } from '../service/context.ts';
import { addParty, namesNear, PARTY_KINDS, partyInput } from '../service/party.ts';
import { askedOf, PAST, samePast } from './asked.ts';
import { type Ask, actingAs, type WebEnv } from './env.ts';
import { STATUS_OF } from './faults.tsx';
import { type FormState, fresh, given, readForm, refused } from './form.ts';
import { page } from './page.tsx';
import { speaking } from './reader-language.ts';
import { AddParty, PartyAdded } from './views/party-form.tsx';
import { PartyPage, PlaceListPage, TagPage } from './views/places.tsx';
import { SourcePage } from './views/source.tsx';
import { PLACES } from './words/places.tsx';

const asked = (c: Ask) => askedOf(c, ['from', 'to', 'before', 'role', ...PAST]);

const edits = (c: Ask): boolean => c.get('barrier') === null;

/** The feed that the page names to programs; none for the past, since a feed tells of now. */
const feedOf = (view: { past: unknown }, query: Record<string, string>) =>
  view.past === null ? { feed: { path: '/feed', query: `?${new URLSearchParams(query)}` } } : {};

/** The fields of the form that adds a party, as people see them. */
const labels = (c: Ask) => {
  const { name, kind } = PLACES[c.get('language')].add;
  return { name, kind };
};

export function placeRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const listPage = async (
    c: Ask,
    kind: 'parties' | 'sources' | 'tags',
    form: FormState,
    status: 200 | 400 | 404 | 409 | 429 = 200,
  ): Promise<Response> => {
    const list = await listPlaces(speaking(ctx, c), kind, askedOf(c, ['q', 'after', ...PAST]));
    return page(
      c,
      { title: PLACES[c.get('language')].kinds[kind].title, translated: true, status },
      <PlaceListPage kind={kind} list={list}>
        {kind === 'parties' && list.past === null && edits(c) ? (
          <AddParty kinds={PARTY_KINDS} form={form} />
        ) : null}
      </PlaceListPage>,
    );
  };
  for (const kind of ['parties', 'sources', 'tags'] as const)
    routes.get(`/${kind}`, samePast, (c) =>
      listPage(c, kind, fresh({ name: c.req.query('add') ?? '', kind: 'organisation' })),
    );
  routes.post('/parties', async (c) => {
    const typed = await readForm(c, ['name', 'kind']);
    const input = given(typed);
    try {
      const { id } = await addParty(ctx, { ...input, ...actingAs(c) });
      return c.redirect(`/parties/${id}?done=added`, 303);
    } catch (error) {
      const language = c.get('language');
      const form = refused(error, { typed, input, schema: partyInput, labels: labels(c), language });
      return listPage(c, 'parties', form, STATUS_OF[form.code as 'invalid']);
    }
  });

  // Most pages know a party only by its name.
  routes.get('/parties/named', async (c) => {
    const { name, ...past } = askedOf(c, ['name', ...PAST]);
    const query = new URLSearchParams(past).toString();
    const id = await findPartyNumber(ctx, name);
    return c.redirect(`/parties/${id}${query === '' ? '' : `?${query}`}`, 302);
  });
  routes.get('/parties/:id{[0-9]{1,9}}', samePast, async (c) => {
    const view = await readParty(speaking(ctx, c), c.req.param('id'), asked(c));
    return page(
      c,
      { title: view.name, translated: true, ...feedOf(view, { party: view.name }) },
      <PartyPage view={view}>
        {view.past === null && edits(c) && c.req.query('done') === 'added' ? (
          <PartyAdded name={view.name} near={await namesNear(ctx, view.name)} />
        ) : null}
      </PartyPage>,
    );
  });
  routes.get('/sources/:id{[0-9]{1,9}}', samePast, async (c) => {
    const view = await readSource(speaking(ctx, c), c.req.param('id'), asked(c));
    const feed = feedOf(view, { source: String(view.id) });
    return page(c, { title: view.title, translated: true, ...feed }, <SourcePage view={view} />);
  });
  routes.get('/tags/:tag', samePast, async (c) => {
    const view = await readTag(speaking(ctx, c), c.req.param('tag'), asked(c));
    return page(
      c,
      { title: view.tag, translated: true, ...feedOf(view, { tag: view.tag }) },
      <TagPage view={view} />,
    );
  });
  return routes;
}
