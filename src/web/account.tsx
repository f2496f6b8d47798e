/** `/account`: where one is signed in, passkeys and keys. `/people`: everybody, for administrators. */
import { Hono } from 'hono';
import { DulyError } from '../domain/errors.ts';
import type { Context } from '../service/context.ts';
import { createKey, keyInput, listKeys, revokeKey } from '../service/keys.ts';
import { chooseZone, zoneInput } from '../service/own-zone.ts';
import { addPasskey, askPasskey, listPasskeys, removePasskey } from '../service/passkeys.ts';
import {
  addPerson,
  changeRole,
  listPeople,
  listSessions,
  personInput,
  removePerson,
  returnPerson,
  revokeSessions,
} from '../service/people.ts';
import type { Viewer } from '../service/sign-in.ts';
import { type Ask, actorOf, type WebEnv } from './env.ts';
import { STATUS_OF } from './faults.tsx';
import { type FormState, fresh, given, readForm, refused, typedOne } from './form.ts';
import { page } from './page.tsx';
import { forgetZone } from './reader-zone.ts';
import { readAnswer } from './sign-in.tsx';
import { AccountPage, KEY_NAME, PERSON_FIELDS, PeoplePage, ZONE } from './views/account.tsx';
import { labelsOf, namesOf } from './views/fields.tsx';

/** The guard has let only somebody who is signed in come here. */
function self(c: Ask): Viewer {
  const viewer = c.get('viewer');
  if (viewer === null) throw new DulyError('forbidden', 'This is for people who are signed in.');
  return viewer;
}

export function accountRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const show = async (
    c: Ask,
    {
      form = fresh(),
      zoneForm,
      made = null,
    }: { form?: FormState; zoneForm?: FormState; made?: string | null } = {},
    status: 200 | 400 = 200,
  ) => {
    const viewer = self(c);
    const [sessions, passkeys, keys] = await Promise.all([
      listSessions(ctx, viewer.id),
      listPasskeys(ctx, viewer.id),
      listKeys(ctx, viewer.id),
    ]);
    const view = {
      ...{ viewer, sessions, passkeys, keys, form, made },
      zoneForm: zoneForm ?? fresh({ zone: viewer.zone ?? '' }),
      done: c.req.query('done') === 'zone',
    };
    return page(c, { title: 'Account', status, script: 'passkey' }, <AccountPage {...view} />);
  };
  routes.get('/account', (c) => show(c));
  routes.post('/account/zone', async (c) => {
    const viewer = self(c);
    const typed = await readForm(c, ['zone']);
    const input = given(typed);
    try {
      await chooseZone(ctx, String(viewer.id), input, viewer.name);
    } catch (error) {
      const labels = labelsOf([ZONE]);
      return show(c, { zoneForm: refused(error, { typed, input, schema: zoneInput, labels }) }, 400);
    }
    // What was chosen in this browser before would otherwise go on to hide it.
    forgetZone(c, ctx.baseUrl.startsWith('https:'));
    return c.redirect('/account?done=zone', 303);
  });
  routes.post('/account/sessions/end', async (c) => {
    const viewer = self(c);
    await revokeSessions(ctx, viewer.id, { but: viewer.sessionId }, viewer.name);
    return c.redirect('/account', 303);
  });
  routes.post('/account/sessions/:id{[0-9]{1,9}}/end', async (c) => {
    const viewer = self(c);
    await revokeSessions(ctx, viewer.id, { only: Number(c.req.param('id')) }, viewer.name);
    return c.redirect('/account', 303);
  });
  routes.post('/account/passkeys/options', (c) => askPasskey(ctx, 'add', c.req.raw.headers));
  routes.post('/account/passkeys', async (c) => {
    await addPasskey(ctx, await readAnswer(c), c.req.raw.headers, self(c).name);
    return c.json({ done: true });
  });
  routes.post('/account/passkeys/:id{[0-9]{1,9}}/end', async (c) => {
    await removePasskey(ctx, Number(c.req.param('id')), self(c).id, self(c).name);
    return c.redirect('/account', 303);
  });
  routes.post('/account/keys', async (c) => {
    const viewer = self(c);
    const typed = await readForm(c, ['name', 'scopes']);
    const input = given(typed);
    try {
      const { key } = await createKey(ctx, viewer.id, input, viewer.name);
      return await show(c, { made: key });
    } catch (error) {
      const labels = { ...labelsOf([KEY_NAME]), scopes: 'What it may do' };
      return show(c, { form: refused(error, { typed, input, schema: keyInput, labels }) }, 400);
    }
  });
  routes.post('/account/keys/:id{[0-9]{1,9}}/end', async (c) => {
    await revokeKey(ctx, Number(c.req.param('id')), self(c).id, self(c).name);
    return c.redirect('/account', 303);
  });
  return routes;
}

const SAID: Readonly<Record<string, string>> = {
  added: 'Added. A mail says where to sign in.',
  role: 'The role is changed; it holds at once.',
  sessions: 'The sessions are ended.',
  removed: 'Removed. Sessions, passkeys and keys are void.',
  returned: 'Let in again.',
};

export function peopleRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const empty = fresh({ role: 'editor' });
  const show = async (
    c: Ask,
    { form = empty, fault = null }: { form?: FormState; fault?: string | null } = {},
    status: 200 | 400 | 409 = 200,
  ) => {
    const done = SAID[c.req.query('done') ?? ''] ?? null;
    return page(
      c,
      { title: 'People', status },
      <PeoplePage people={await listPeople(ctx)} form={form} done={done} fault={fault} />,
    );
  };
  /** Makes the change; what stands against it, as with the last administrator, is said above the list. */
  const change = async (c: Ask, done: string, make: () => Promise<unknown>) => {
    try {
      await make();
    } catch (error) {
      if (!(error instanceof DulyError) || error.code !== 'conflict') throw error;
      return show(c, { fault: error.message }, 409);
    }
    return c.redirect(`/people?done=${done}`, 303);
  };
  routes.get('/people', (c) => show(c));
  routes.post('/people', async (c) => {
    const typed = await readForm(c, namesOf(PERSON_FIELDS));
    const input = given(typed);
    try {
      // At the machine itself the first may only be an administrator: nobody else could let them in again.
      const role = c.get('viewer') === null ? { role: 'administrator' } : {};
      await addPerson(ctx, { ...input, ...role }, { actor: actorOf(c), invite: true });
      return c.redirect('/people?done=added', 303);
    } catch (error) {
      const form = refused(error, { typed, input, schema: personInput, labels: labelsOf(PERSON_FIELDS) });
      return show(c, { form }, STATUS_OF[form.code as 'invalid']);
    }
  });
  const one = '/people/:id{[0-9]{1,9}}';
  routes.post(`${one}/role`, async (c) => {
    const { role } = await readForm(c, ['role']);
    const next = typedOne({ role: role ?? '' }, 'role');
    return change(c, 'role', () => changeRole(ctx, c.req.param('id'), next, actorOf(c)));
  });
  routes.post(`${one}/sessions`, async (c) => {
    await revokeSessions(ctx, Number(c.req.param('id')), {}, actorOf(c));
    return c.redirect('/people?done=sessions', 303);
  });
  routes.post(`${one}/remove`, (c) =>
    change(c, 'removed', () => removePerson(ctx, c.req.param('id'), actorOf(c))),
  );
  routes.post(`${one}/return`, async (c) => {
    await returnPerson(ctx, c.req.param('id'), actorOf(c));
    return c.redirect('/people?done=returned', 303);
  });
  return routes;
}
