/** The pages behind the links in mails: confirm, manage, unsubscribe. Looking changes nothing; buttons do. */
import { Hono } from 'hono';
import { DulyError } from '../domain/errors.ts';
import type { Context } from '../service/context.ts';
import { changePreferences, confirm, lookBehind, unsubscribe } from '../service/manage.ts';
import { preferencesInput } from '../service/preferences.ts';
import { previewBehind } from '../service/preview.ts';
import type { Ask, WebEnv } from './env.ts';
import { STATUS_OF } from './faults.tsx';
import { fresh, given, readForm, refused, typedAll } from './form.ts';
import { page } from './page.tsx';
import { speaking } from './reader-language.ts';
import { ConfirmedPage, ConfirmPage, EndedPage, ManagePage, UnsubscribePage } from './views/manage.tsx';
import { chosenAsTyped, PREFERENCE_NAMES, preferenceLabels } from './views/preferences.tsx';
import { SUBSCRIPTION } from './words/subscription.tsx';

const wordsOf = (c: Ask) => SUBSCRIPTION[c.get('language')];

export function manageRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();

  routes.get('/confirm/:token', async (c) => {
    const view = await lookBehind(speaking(ctx, c), 'confirm', c.req.param('token'));
    return page(
      c,
      { title: wordsOf(c).confirm.title, translated: true },
      <ConfirmPage view={view} action={c.req.path} />,
    );
  });
  routes.post('/confirm/:token', async (c) => {
    // The button may be pressed without a form: by a program, or when there is nothing to choose.
    const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
    const also = isForm ? typedAll(await readForm(c, ['also']), 'also').map(Number) : [];
    const view = await confirm(speaking(ctx, c), c.req.param('token'), also);
    return page(c, { title: wordsOf(c).confirmed.title, translated: true }, <ConfirmedPage view={view} />);
  });

  routes.get('/manage/:token', async (c) => {
    const view = await lookBehind(speaking(ctx, c), 'manage', c.req.param('token'));
    const form = fresh(chosenAsTyped(view.chosen));
    return page(
      c,
      { title: wordsOf(c).manage.title, translated: true },
      <ManagePage view={view} form={form} action={c.req.path} />,
    );
  });
  // Two buttons: one saves, the other only shows what these choices would have brought, and keeps what is typed.
  routes.post('/manage/:token', async (c) => {
    const token = c.req.param('token');
    const before = await lookBehind(speaking(ctx, c), 'manage', token);
    const { show, ...typed } = await readForm(c, [...PREFERENCE_NAMES, 'show']);
    const input = given(typed);
    const { title } = wordsOf(c).manage;
    try {
      if (show === 'month') {
        const preview = await previewBehind(speaking(ctx, c), token, input);
        const props = { view: before, form: fresh(typed), preview, action: c.req.path };
        return page(c, { title, translated: true }, <ManagePage {...props} />);
      }
      const view = await changePreferences(speaking(ctx, c), token, input);
      const form = fresh(chosenAsTyped(view.chosen));
      return page(
        c,
        { title, translated: true },
        <ManagePage view={view} form={form} action={c.req.path} saved={true} />,
      );
    } catch (error) {
      const language = c.get('language');
      const form = refused(error, {
        typed,
        input,
        schema: preferencesInput,
        labels: preferenceLabels(language),
        language,
      });
      return page(
        c,
        { title, translated: true, status: STATUS_OF[form.code] },
        <ManagePage view={before} form={form} action={c.req.path} />,
      );
    }
  });
  routes.post('/manage/:token/end', async (c) => {
    const { everything } = await readForm(c, ['everything']);
    const options = { purpose: 'manage', everything: everything === 'on' } as const;
    const view = await unsubscribe(speaking(ctx, c), c.req.param('token'), options);
    return page(
      c,
      { title: wordsOf(c).over.title, translated: true },
      <EndedPage view={view} everything={options.everything} />,
    );
  });

  routes.get('/unsubscribe/:token', async (c) => {
    const view = await lookBehind(speaking(ctx, c), 'unsubscribe', c.req.param('token'));
    return page(
      c,
      { title: wordsOf(c).unsubscribe.title, translated: true },
      <UnsubscribePage view={view} action={c.req.path} />,
    );
  });
  // Mail providers post here for their users (RFC 8058): no cookie, no origin, no redirect, and either form type.
  routes.post('/unsubscribe/:token', async (c) => {
    const sent: Record<string, unknown> = await c.req.parseBody().catch(() => {
      throw new DulyError('invalid', 'The form could not be read.');
    });
    if (sent['List-Unsubscribe'] !== 'One-Click' && sent.unsubscribe !== 'yes')
      throw new DulyError('invalid', 'Nothing was changed: press the button on the page to unsubscribe.');
    const everything = sent.everything === 'on';
    const view = await unsubscribe(speaking(ctx, c), c.req.param('token'), { everything });
    return page(
      c,
      { title: wordsOf(c).over.title, translated: true },
      <EndedPage view={view} everything={everything} />,
    );
  });
  return routes;
}
