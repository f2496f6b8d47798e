/** `/subscribers`: who is told, without their addresses; one is found by its address, in a form, and by its number. */
import { Hono } from 'hono';
import { z } from 'zod';
import { findSubscriber, readSubscriber, readSubscribers } from '../service/browse/subscribers.ts';
import type { Context } from '../service/context.ts';
import { eraseSubscriber, stopInput, stopSubscription } from '../service/stop-telling.ts';
import { type Ask, actorOf, type WebEnv } from './env.ts';
import { STATUS_OF } from './faults.tsx';
import { type FormState, fresh, given, readForm, refused, typedOne } from './form.ts';
import { page } from './page.tsx';
import { labelsOf } from './views/fields.tsx';
import {
  ADDRESS,
  REASON,
  type SubscriberAct,
  SubscriberPage,
  SubscribersPage,
} from './views/subscribers.tsx';

const SAID: Readonly<Record<string, string>> = {
  suspended: 'Suspended. Nothing more is sent; a message on its way may still arrive.',
  ended: 'Ended. Nothing more is sent; a message on its way may still arrive.',
  erased: 'The address is erased. That it was done is on record, without the address.',
};
const said = (c: Ask): string | null => SAID[c.req.query('done') ?? ''] ?? null;
const findInput = z.strictObject({ address: z.string({ error: 'is required' }) });
const ONE = '/subscribers/:id{[0-9]{1,9}}';

export function subscriberRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const list = async (c: Ask, form: FormState, status: 200 | 400 | 404 = 200) => {
    const state = c.req.query('state') ?? '';
    const all = await readSubscribers(ctx, { state, before: c.req.query('before') });
    const view = { all, state, form, done: said(c) };
    return page(c, { title: 'Subscribers', status }, <SubscribersPage {...view} />);
  };
  const one = async (
    c: Ask,
    id: number,
    forms: Partial<Record<SubscriberAct, FormState>> = {},
    status: 200 | 400 | 409 = 200,
  ) => {
    const view = await readSubscriber(ctx, id);
    const all = { suspend: fresh(), end: fresh(), erase: fresh(), ...forms };
    return page(
      c,
      { title: `Subscription ${id}`, status },
      <SubscriberPage view={view} forms={all} done={said(c)} />,
    );
  };
  routes.get('/subscribers', (c) => list(c, fresh()));
  routes.post('/subscribers/find', async (c) => {
    const typed = await readForm(c, ['address']);
    try {
      const id = await findSubscriber(ctx, typedOne(typed, 'address'));
      return c.redirect(`/subscribers/${id}`, 303);
    } catch (error) {
      const form = { typed, input: given(typed), schema: findInput, labels: labelsOf([ADDRESS]) };
      const shown = refused(error, form);
      return list(c, shown, STATUS_OF[shown.code as 'invalid']);
    }
  });
  routes.get(ONE, (c) => one(c, Number(c.req.param('id'))));

  /** Does it and says so on the page that is left: its own, or the list when it is gone. */
  const act = (name: SubscriberAct, work: (c: Ask, id: number, reason: string) => Promise<string>) =>
    routes.post(`${ONE}/${name}`, async (c) => {
      const id = Number(c.req.param('id'));
      const typed = await readForm(c, ['reason']);
      try {
        return c.redirect(await work(c, id, typedOne(typed, 'reason')), 303);
      } catch (error) {
        const shown = refused(error, {
          typed,
          input: { ...given(typed), id, state: 'ended' },
          schema: stopInput,
          labels: labelsOf([REASON]),
        });
        return one(c, id, { [name]: shown }, STATUS_OF[shown.code as 'invalid']);
      }
    });
  const stop = async (c: Ask, id: number, reason: string, state: 'suspended' | 'ended') => {
    await stopSubscription(ctx, { id, reason, state, everything: true }, actorOf(c));
    return `/subscribers/${id}?done=${state}`;
  };
  act('suspend', (c, id, reason) => stop(c, id, reason, 'suspended'));
  act('end', (c, id, reason) => stop(c, id, reason, 'ended'));
  act('erase', async (c, id, reason) => {
    await eraseSubscriber(ctx, { id, reason }, actorOf(c));
    return '/subscribers?done=erased';
  });
  return routes;
}
