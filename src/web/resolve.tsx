/** `/resolve`: what words would mean, as a piece of the form into which somebody is typing them. */
import { Hono } from 'hono';
import { previewWords, typedInput } from '../service/browse/preview.ts';
import type { Context } from '../service/context.ts';
import type { WebEnv } from './env.ts';
import { given, refused } from './form.ts';
import { Preview } from './views/preview.tsx';

/** The fields as both forms call them. */
const LABELS = {
  deadline: 'The date in words',
  saidAt: 'When',
  zone: 'Time zone there',
  language: 'Language',
  calendar: 'Working days by the calendar',
  closesOn: 'By hand: last day',
  reviewOn: 'Without a date: look again on',
};

export function resolveRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  // Reading changes nothing, but whoever may not record has no form to read for.
  routes.get('/resolve', async (c) => {
    const { text = '', ...typed } = c.req.query();
    if (text.trim() === '') return c.html('');
    const input = given({ ...typed, deadline: text });
    try {
      const preview = await previewWords(ctx, input);
      return c.html((<Preview preview={preview} now={ctx.clock.now()} />).toString());
    } catch (error) {
      // A form that is not filled in yet is no fault: this says what is still missing.
      const { faults, message } = refused(error, { typed: {}, input, schema: typedInput, labels: LABELS });
      return c.html((<p class="hint">{Object.values(faults)[0] ?? message}</p>).toString());
    }
  });
  return routes;
}
