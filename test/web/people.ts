/** People of each role, signed in on the application of a test. */
import { ROLES, type Role } from '../../src/domain/roles.ts';
import { addPerson } from '../../src/service/people.ts';
import { makeLink } from '../../src/service/sign-in.ts';
import { openWeb } from './ask.ts';

type World = Awaited<ReturnType<typeof openWeb>>;

/** Adds somebody called as their role, and signs them in; returns the cookie. */
export async function signIn({ ctx, post }: World, role: Role, name: string = role): Promise<string> {
  const address = `${name}@example.org`;
  await addPerson(ctx, { name, address, role }, { actor: 'test', invite: false });
  const answer = await post(new URL(await makeLink(ctx, address)).pathname);
  if (answer.status !== 303) throw new Error(`signing in was answered with ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

/** At the present, since sessions end by the machine's clock; with somebody of each role. */
export async function openWebWithPeople(options: Parameters<typeof openWeb>[0] = {}) {
  const world = await openWeb({ at: new Date().toISOString(), ...options });
  const cookies = {} as Record<Role, string>;
  for (const role of [...ROLES].reverse()) cookies[role] = await signIn(world, role);
  const as = (role: Role | null, more: Record<string, string> = {}) => ({
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(role === null ? {} : { cookie: cookies[role] }),
      ...more,
    },
  });
  return { ...world, cookies, as };
}
