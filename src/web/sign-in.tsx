/** `/sign-in`: a link by mail, the button behind it, a passkey, and out again. Opening a link changes nothing. */
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { safeNext } from '../domain/roles.ts';
import { cookieName } from '../service/auth.ts';
import type { Context } from '../service/context.ts';
import { askPasskey } from '../service/passkeys.ts';
import { revokeSessions } from '../service/people.ts';
import {
  askForLink,
  firstInput,
  LINK_MINUTES,
  lookAtFirst,
  redeemFirst,
  redeemLink,
  redeemPasskey,
} from '../service/sign-in.ts';
import { openCap } from './cap.ts';
import type { Ask, WebEnv } from './env.ts';
import { STATUS_OF, sayWhen } from './faults.tsx';
import { fresh, given, readForm, refused, typedOne } from './form.ts';
import { page } from './page.tsx';
import { labelsOf, namesOf } from './views/fields.tsx';
import { ADDRESS, FIRST_FIELDS, FirstPage, LinkSentPage, RedeemPage, SignInPage } from './views/sign-in.tsx';
import { SIGN_IN } from './words/sign-in.tsx';

const wordsOf = (c: Ask) => SIGN_IN[c.get('language')];

const LINK = '/sign-in/link/:token{[A-Za-z0-9_-]{1,100}}';
const FIRST = '/sign-in/first/:token{[A-Za-z0-9_-]{1,100}}';
const NEXT = 'duly-next';
const askedInput = z.strictObject({ address: z.string() });

const enter = (c: Ask, { cookies }: { cookies: readonly string[] }): void => {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
};

/** The object that a script of ours has sent. Throws `invalid`. */
export async function readAnswer(c: Ask): Promise<Record<string, unknown>> {
  // What is no JSON is no object either, and is refused as such.
  const body: unknown = await c.req.json().catch(() => null);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new DulyError('invalid', 'An object was expected, as JSON.');
  return body as Record<string, unknown>;
}

/** `perHour`: how many links may be asked for from one address of a connection, and how many passkeys. */
export function signInRoutes(ctx: Context, perHour: number): Hono<WebEnv> {
  const countRequest = openCap(perHour);
  // Each question is a row until it ends; for itself, so that nobody's links run out by it.
  const countQuestion = openCap(perHour);
  const secure = ctx.baseUrl.startsWith('https:');
  const kept = ctx.mailer === null;
  const routes = new Hono<WebEnv>();

  routes.get('/sign-in', (c) => {
    const next = safeNext(c.req.query('next'));
    if (c.get('viewer') !== null) return c.redirect(next, 303);
    return page(
      c,
      { title: wordsOf(c).title, translated: true, script: 'passkey' },
      <SignInPage form={fresh()} next={next} kept={kept} passkeys={true} />,
    );
  });
  routes.post('/sign-in', async (c) => {
    const typed = await readForm(c, ['address', 'next']);
    const next = safeNext(typedOne(typed, 'next'));
    const input = { address: typedOne(typed, 'address') };
    const language = c.get('language');
    try {
      countRequest(c.get('client'), ctx.clock.now());
      await askForLink(ctx, input.address);
    } catch (error) {
      const form = refused(error, {
        typed,
        input,
        schema: askedInput,
        labels: labelsOf([ADDRESS[language]]),
        language,
      });
      sayWhen(c, error);
      const status = STATUS_OF[form.code];
      return page(
        c,
        { title: wordsOf(c).title, translated: true, status, script: 'passkey' },
        <SignInPage form={form} next={next} kept={kept} passkeys={true} />,
      );
    }
    // The mail knows nothing of where somebody wanted to go; this browser does.
    setCookie(c, NEXT, next, {
      httpOnly: true,
      sameSite: 'Lax',
      secure,
      path: '/sign-in',
      maxAge: LINK_MINUTES * 60,
    });
    return page(
      c,
      { title: wordsOf(c).sent.title, translated: true },
      <LinkSentPage address={input.address.trim()} minutes={LINK_MINUTES} />,
    );
  });

  routes.get(LINK, (c) =>
    page(c, { title: wordsOf(c).title, translated: true }, <RedeemPage action={c.req.path} />),
  );
  routes.post(LINK, async (c) => {
    enter(c, await redeemLink(ctx, c.req.param('token'), c.req.raw.headers));
    return c.redirect(safeNext(getCookie(c, NEXT)), 303);
  });

  routes.get(FIRST, async (c) => {
    await lookAtFirst(ctx, c.req.param('token'));
    return page(
      c,
      { title: wordsOf(c).first.title, translated: true },
      <FirstPage action={c.req.path} form={fresh()} />,
    );
  });
  routes.post(FIRST, async (c) => {
    const typed = await readForm(c, namesOf(FIRST_FIELDS.en));
    const input = given(typed);
    const language = c.get('language');
    try {
      enter(c, await redeemFirst(ctx, c.req.param('token'), input, c.req.raw.headers));
      return c.redirect('/people', 303);
    } catch (error) {
      if (error instanceof DulyError && error.code === 'not_found') throw error;
      const form = refused(error, {
        typed,
        input,
        schema: firstInput,
        labels: labelsOf(FIRST_FIELDS[language]),
        language,
      });
      const status = STATUS_OF[form.code];
      return page(
        c,
        { title: wordsOf(c).first.title, translated: true, status },
        <FirstPage action={c.req.path} form={form} />,
      );
    }
  });

  routes.post('/sign-in/passkey/options', (c) => {
    countQuestion(c.get('client'), ctx.clock.now());
    return askPasskey(ctx, 'sign-in', c.req.raw.headers);
  });
  routes.post('/sign-in/passkey', async (c) => {
    countRequest(c.get('client'), ctx.clock.now());
    enter(c, await redeemPasskey(ctx, await readAnswer(c), c.req.raw.headers));
    return c.json({ done: true });
  });

  routes.post('/sign-out', async (c) => {
    const viewer = c.get('viewer');
    if (viewer !== null) await revokeSessions(ctx, viewer.id, { only: viewer.sessionId }, viewer.name);
    setCookie(c, cookieName(ctx), '', { maxAge: 0, path: '/', secure, httpOnly: true, sameSite: 'Lax' });
    return c.redirect('/', 303);
  });
  return routes;
}
