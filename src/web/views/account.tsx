/** One's own account, and for administrators the people. */

import { ROLE_WORDS, ROLES, SCOPES, scopesOf } from '../../domain/roles.ts';
import { formatInstant } from '../../domain/shown.ts';
import type { Key } from '../../service/keys.ts';
import type { Passkey } from '../../service/passkeys.ts';
import type { Person, SessionView } from '../../service/people.ts';
import type { Viewer } from '../../service/sign-in.ts';
import type { FormState } from '../form.ts';
import { Checks, type Field, FieldView, FormFault, Panel, ZoneList } from './fields.tsx';

const utc = (at: number): string => `${formatInstant(at, 'UTC')} UTC`;
export const ZONE: Field = {
  name: 'zone',
  label: 'Show times also in',
  kind: 'zone',
  hint: 'Such as Europe/Vienna; left empty, times are shown only where they count. Pages show times in it too, and mail to you dates. A deadline is still entered in the zone of the place where it was said.',
};

export const KEY_NAME: Field = { name: 'name', label: 'What the key is for', required: true };

function Press(props: { action: string; label: string; about?: string }) {
  return (
    <form method="post" action={props.action}>
      <button type="submit" class="button plain">
        {props.label}
        {props.about === undefined ? null : <span class="unseen">: {props.about}</span>}
      </button>
    </form>
  );
}

export function AccountPage(props: {
  viewer: Viewer;
  sessions: readonly SessionView[];
  passkeys: readonly Passkey[];
  keys: readonly Key[];
  form: FormState;
  zoneForm: FormState;
  /** Whether the zone has just been chosen. */
  done: boolean;
  /** A key that has just been made: shown this once. */
  made: string | null;
}) {
  const { viewer, sessions, passkeys, keys, form, zoneForm, done, made } = props;
  return (
    <>
      <h1>Account</h1>
      <p class="lead">
        You are {viewer.name}, {viewer.role}: {ROLE_WORDS[viewer.role]}.
      </p>
      {made === null ? null : (
        <div class="notice good" role="status">
          <p>Your key. Keep it now, it is not shown again:</p>
          <p>
            <code class="url">{made}</code>
          </p>
        </div>
      )}
      {done ? (
        <p class="notice good" role="status">
          {viewer.zone === null
            ? 'Times are shown only where they count.'
            : `Times are shown also in ${viewer.zone}.`}
        </p>
      ) : null}
      <Press action="/sign-out" label="Sign out" />
      <div class="panels">
        <Panel title="Where you are signed in" id="sessions">
          <ul class="log">
            {sessions.map((one) => (
              <li>
                <p>
                  {one.browser ?? 'A browser'}
                  {one.id === viewer.sessionId ? ' (this one)' : ''}, last used {utc(one.seenAt)}, since{' '}
                  {utc(one.createdAt)}
                </p>
                {one.id === viewer.sessionId ? null : (
                  <Press
                    action={`/account/sessions/${one.id}/end`}
                    label="End it"
                    about={one.browser ?? ''}
                  />
                )}
              </li>
            ))}
          </ul>
          {sessions.length < 2 ? null : <Press action="/account/sessions/end" label="End all others" />}
        </Panel>
        <Panel title="Time zone" id="zone">
          <form method="post" action="/account/zone">
            <FormFault form={zoneForm} prefix="own" />
            <FieldView field={ZONE} form={zoneForm} prefix="own" />
            <ZoneList />
            <p class="actions">
              <button type="submit" class="button plain">
                Choose this zone
              </button>
            </p>
          </form>
        </Panel>
        <Panel title="Passkeys" id="passkeys">
          {passkeys.length === 0 ? <p class="quiet">None. A passkey signs you in without a mail.</p> : null}
          <ul class="log">
            {passkeys.map((one) => (
              <li>
                <p>Added {one.createdAt === null ? 'some time ago' : utc(one.createdAt)}</p>
                <Press action={`/account/passkeys/${one.id}/end`} label="Remove" />
              </li>
            ))}
          </ul>
          <button type="button" class="button plain" data-passkey="add" data-next="/account" hidden>
            Add a passkey
          </button>
          <p class="fault" role="status" data-passkey-fault="yes" />
        </Panel>
        <Panel title="Keys for programs" id="keys">
          <p class="quiet">No address takes a key yet: one that is made now opens nothing so far.</p>
          <ul class="log">
            {keys.map((one) => (
              <li>
                <p>
                  <b dir="auto">{one.name}</b> ({one.prefix}…): {one.scopes.join(', ')};{' '}
                  {one.revokedAt !== null
                    ? `revoked ${utc(one.revokedAt)}`
                    : one.lastUsedAt === null
                      ? 'never used'
                      : `last used ${utc(one.lastUsedAt)}`}
                </p>
                {one.revokedAt === null ? (
                  <Press action={`/account/keys/${one.id}/end`} label="Revoke" about={one.name} />
                ) : null}
              </li>
            ))}
          </ul>
          <form method="post" action="/account/keys">
            <FormFault form={form} />
            <FieldView field={KEY_NAME} form={form} />
            <Checks
              legend="What it may do"
              name="scopes"
              options={SCOPES.filter((scope) => scopesOf(viewer.role).includes(scope)).map(
                (scope) => [scope, scope] as const,
              )}
              form={form}
            />
            <p class="actions">
              <button type="submit" class="button">
                Make a key
              </button>
            </p>
          </form>
        </Panel>
      </div>
    </>
  );
}

export const PERSON_FIELDS: readonly Field[] = [
  { name: 'name', label: 'Name', required: true, hint: 'They record and decide under it.' },
  { name: 'address', label: 'E-mail address', kind: 'email', required: true },
  {
    name: 'role',
    label: 'Role',
    kind: 'select',
    options: ROLES.map((role) => [role, `${role}: ${ROLE_WORDS[role]}`] as const),
  },
];

/** Says what follows before it is done: one press beside others is made by mistake. */
function Removal({ one }: { readonly one: Person }) {
  return (
    <details>
      <summary>
        Remove<span class="unseen"> {one.name}</span>
      </summary>
      <p>
        <bdi>{one.name}</bdi> may not sign in any more: open sessions end at once, and passkeys and keys are
        void for good. What they recorded stays under their name, which is never given to anybody else. Only
        they themselves can be let in again under it.
      </p>
      <Press action={`/people/${one.id}/remove`} label="Remove now" about={one.name} />
    </details>
  );
}

export function PeoplePage(props: {
  people: readonly Person[];
  form: FormState;
  done: string | null;
  /** Why a change was refused. */
  fault: string | null;
}) {
  return (
    <>
      <h1>People</h1>
      {props.fault === null ? null : (
        <div class="notice bad" role="alert">
          <p>{props.fault}</p>
        </div>
      )}
      {props.done === null ? null : (
        <p class="notice good" role="status">
          {props.done}
        </p>
      )}
      <ul class="items">
        {props.people.map((one) => (
          <li class="card">
            <h2 class="title" dir="auto">
              {one.name}
            </h2>
            <p class="quiet">
              <span class="url">{one.address}</span>;{' '}
              {one.state === 'left' ? 'may not sign in any more' : one.role};{' '}
              {one.lastSeenAt === null
                ? 'not signed in'
                : `signed in ${one.sessions === 1 ? 'once' : `${one.sessions} times`}, last used ${utc(one.lastSeenAt)}`}
            </p>
            {one.state === 'left' ? (
              <Press action={`/people/${one.id}/return`} label="Let in again" about={one.name} />
            ) : (
              <>
                <form method="post" action={`/people/${one.id}/role`}>
                  <div class="field">
                    <label for={`role-${one.id}`}>
                      Role<span class="unseen"> of {one.name}</span>
                    </label>
                    <select id={`role-${one.id}`} name="role">
                      {ROLES.map((role) => (
                        <option value={role} selected={role === one.role}>
                          {role}
                        </option>
                      ))}
                    </select>
                  </div>
                  <button type="submit" class="button plain">
                    Change role<span class="unseen"> of {one.name}</span>
                  </button>
                </form>
                <div class="actions">
                  {one.sessions === 0 ? null : (
                    <Press action={`/people/${one.id}/sessions`} label="End sessions" about={one.name} />
                  )}
                </div>
                <Removal one={one} />
              </>
            )}
          </li>
        ))}
      </ul>
      <Panel title="Add somebody" id="add">
        <form method="post" action="/people">
          <FormFault form={props.form} />
          {PERSON_FIELDS.map((field) => (
            <FieldView field={field} form={props.form} />
          ))}
          <p class="actions">
            <button type="submit" class="button">
              Add and invite
            </button>
          </p>
        </form>
      </Panel>
    </>
  );
}
