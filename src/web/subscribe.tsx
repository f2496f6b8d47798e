/** `/subscribe`: asks for alerts. Known and unknown addresses get the same answer. */
import { Hono } from 'hono';
import type { Context } from '../service/context.ts';
import { subscribe, subscribeInput } from '../service/subscribe.ts';
import { openCap } from './cap.ts';
import { peerOf, type WebEnv } from './env.ts';
import { STATUS_OF } from './faults.tsx';
import { fresh, given, readForm, refused } from './form.ts';
import { page } from './page.tsx';
import { labelsOf, namesOf } from './views/fields.tsx';
import { FOLLOW_FIELDS, PREFERENCE_LABELS, PREFERENCE_NAMES, preferred } from './views/preferences.tsx';
import { AskedPage, SubscribePage } from './views/subscribe.tsx';

const NAMES = ['follows', ...namesOf(FOLLOW_FIELDS), ...PREFERENCE_NAMES];
const LABELS = { ...labelsOf(FOLLOW_FIELDS), ...PREFERENCE_LABELS, follows: 'What to follow' };

/** `perHour`: how many requests one address (of a visitor's connection) may make. */
export function subscribeRoutes(ctx: Context, perHour: number): Hono<WebEnv> {
  const countRequest = openCap(perHour);
  const routes = new Hono<WebEnv>();

  routes.get('/subscribe', (c) => {
    const [party, tag, commitment, sourceOf] = ['party', 'tag', 'commitment', 'sourceOf'].map(
      (name) => c.req.query(name) ?? '',
    );
    const follows = sourceOf ? 'source' : commitment ? 'commitment' : tag ? 'tag' : party ? 'party' : 'all';
    const typed = {
      follows,
      party: party ?? '',
      tag: tag ?? '',
      commitment: commitment ?? '',
      sourceOf: sourceOf ?? '',
      ...preferred(),
    };
    return page(c, { title: 'Get alerts' }, <SubscribePage form={fresh(typed)} />);
  });

  routes.post('/subscribe', async (c) => {
    const typed = await readForm(c, NAMES);
    const input = given(typed);
    try {
      countRequest(peerOf(c), ctx.clock.now());
      const { address } = await subscribe(ctx, input);
      return page(
        c,
        { title: 'Please look into your mail' },
        <AskedPage address={address} kept={ctx.mailer === null} />,
      );
    } catch (error) {
      const form = refused(error, { typed, input, schema: subscribeInput, labels: LABELS });
      if (form.code === 'too_many') c.header('Retry-After', '3600');
      return page(c, { title: 'Get alerts', status: STATUS_OF[form.code] }, <SubscribePage form={form} />);
    }
  });
  return routes;
}
