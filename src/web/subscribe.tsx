/** `/subscribe`: asks for alerts. Known and unknown addresses get the same answer. */
import { Hono } from 'hono';
import type { Language } from '../domain/language.ts';
import { MODALITIES } from '../domain/record.ts';
import { describeSearch } from '../domain/search.ts';
import type { Context } from '../service/context.ts';
import { previewFor, previewInput } from '../service/preview.ts';
import { subscribe, subscribeInput } from '../service/subscribe.ts';
import { unusedTag } from '../service/unused-tag.ts';
import { openCap } from './cap.ts';
import type { Ask, WebEnv } from './env.ts';
import { STATUS_OF, sayWhen } from './faults.tsx';
import { fresh, given, readForm, refused, type Typed, typedOne } from './form.ts';
import { page } from './page.tsx';
import { speaking } from './reader-language.ts';
import { ownZone } from './reader-zone.ts';
import { labelsOf, namesOf } from './views/fields.tsx';
import { FIELDS, PREFERENCE_NAMES, preferenceLabels, preferred } from './views/preferences.tsx';
import { AskedPage, SubscribePage } from './views/subscribe.tsx';
import { SUBSCRIPTION } from './words/subscription.tsx';

const { address: ADDRESS, follow: FOLLOW, search: SEARCH } = FIELDS.en;
const NAMES = ['follows', ...namesOf([ADDRESS, ...FOLLOW, ...SEARCH]), ...PREFERENCE_NAMES];

function labelsIn(language: Language): Record<string, string> {
  const { address, follow, search } = FIELDS[language];
  return {
    ...{ ...labelsOf([address, ...follow, ...search]), ...preferenceLabels(language) },
    follows: SUBSCRIPTION[language].what,
  };
}

/** The search of the address in words; empty when none is asked for. */
function searchWords(c: Ask): string {
  const { party, tag, q, speaker, source, modality } = c.req.query();
  const known = MODALITIES.find((one) => one === modality);
  return describeSearch(
    {
      ...(q ? { q } : {}),
      ...(party ? { party } : {}),
      ...(speaker ? { speaker } : {}),
      ...(tag ? { tag } : {}),
      ...(Number(source) > 0 ? { source: Number(source) } : {}),
      ...(known === undefined ? {} : { modality: known }),
    },
    c.get('language'),
  );
}

/** The tag that is followed and that nothing carries yet; subscribing stays possible. */
async function unusedOf(ctx: Context, typed: Typed): Promise<string | null> {
  const follows = typedOne(typed, 'follows');
  const tag = typedOne(typed, 'tag').trim();
  return (follows === 'tag' || follows === 'search') && tag !== '' ? unusedTag(ctx, tag) : null;
}

/** `perHour`: how many requests one address (of a visitor's connection) may make. */
export function subscribeRoutes(ctx: Context, perHour: number): Hono<WebEnv> {
  const countRequest = openCap(perHour);
  const routes = new Hono<WebEnv>();

  routes.get('/subscribe', async (c) => {
    const [party, tag, commitment, sourceOf] = ['party', 'tag', 'commitment', 'sourceOf'].map(
      (name) => c.req.query(name) ?? '',
    );
    const searches = c.req.query('follows') === 'search';
    const one = sourceOf ? 'source' : commitment ? 'commitment' : tag ? 'tag' : party ? 'party' : 'all';
    const follows = searches ? 'search' : one;
    const typed = {
      follows,
      party: party ?? '',
      tag: tag ?? '',
      commitment: commitment ?? '',
      sourceOf: sourceOf ?? '',
      ...Object.fromEntries(namesOf(SEARCH).map((name) => [name, c.req.query(name) ?? ''])),
      ...preferred(c.get('language'), ownZone(c)),
    };
    const search = searches ? searchWords(c) : '';
    const unused = await unusedOf(ctx, typed);
    return page(
      c,
      { title: SUBSCRIPTION[c.get('language')].title, translated: true },
      <SubscribePage form={fresh(typed)} {...{ search, unused }} />,
    );
  });

  // Two buttons: one asks for the mail, the other only shows what these choices would have brought.
  routes.post('/subscribe', async (c) => {
    const { show, ...sent } = await readForm(c, [...NAMES, 'show']);
    // The box on the page of a commitment asks for an address and nothing else: then the usual choices are shown.
    const language = c.get('language');
    const words = SUBSCRIPTION[language];
    const typed = sent.rhythm === undefined ? { ...preferred(language, ownZone(c)), ...sent } : sent;
    const { address: wanted, ...wish } = given(typed);
    const looks = show === 'month';
    const input = looks || wanted === undefined ? wish : { ...wish, address: wanted };
    try {
      countRequest(c.get('client'), ctx.clock.now());
      if (looks) {
        const preview = await previewFor(speaking(ctx, c), wish);
        const unused = await unusedOf(ctx, typed);
        return page(
          c,
          { title: words.title, translated: true },
          <SubscribePage form={fresh(typed)} {...{ preview, unused }} />,
        );
      }
      const { address } = await subscribe(ctx, input);
      const unused = await unusedOf(ctx, typed);
      return page(
        c,
        { title: words.asked.title, translated: true },
        <AskedPage address={address} kept={ctx.mailer === null} unused={unused} />,
      );
    } catch (error) {
      const schema = looks ? previewInput : subscribeInput;
      const form = refused(error, { typed, input, schema, labels: labelsIn(language), language });
      sayWhen(c, error);
      return page(
        c,
        { title: words.title, translated: true, status: STATUS_OF[form.code] },
        <SubscribePage form={form} />,
      );
    }
  });
  return routes;
}
