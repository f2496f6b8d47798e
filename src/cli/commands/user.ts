import type { App } from '../../app.ts';
import { ROLES } from '../../domain/roles.ts';
import { chooseZone } from '../../service/own-zone.ts';
import {
  addPerson,
  changeRole,
  findPerson,
  listPeople,
  type Person,
  personInput,
  removePerson,
} from '../../service/people.ts';
import { LINK_MINUTES, makeLink } from '../../service/sign-in.ts';
import { type Answer, answer, type Call, type Command, UsageError } from '../command.ts';
import { flagName } from '../flag-names.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { withIsoInstants } from '../standing.ts';
import { type Paint, table } from '../terminal.ts';

/** What can be done, and the flags that belong to it. */
const ACTIONS = {
  add: ['name', 'role', 'by'],
  list: [],
  role: ['by'],
  zone: ['by'],
  remove: ['by'],
  link: [],
} as const;
type Action = keyof typeof ACTIONS;
const isAction = (text: string): text is Action => Object.hasOwn(ACTIONS, text);

function listText(all: readonly Person[], paint: Paint): string {
  if (all.length === 0)
    return 'Nobody yet. `duly user add ADDRESS --name NAME --role administrator` adds somebody.';
  const head = ['ID', 'NAME', 'ADDRESS', 'ROLE', 'SESSIONS', 'ZONE'].map((text) => ({
    text,
    paint: paint.bold,
  }));
  return table([
    head,
    ...all.map((one) => [
      { text: String(one.id), paint: paint.dim },
      one.name,
      one.address,
      one.state === 'left' ? 'left' : one.role,
      String(one.sessions),
      one.zone ?? '',
    ]),
  ]);
}

interface Link {
  readonly link: string;
  /** What is to be known about where it leads; null when that is certain. */
  readonly note: string | null;
}

const linkText = ({ link, note }: Link): string =>
  `${link}\nIt works once, for ${LINK_MINUTES} minutes: give it only to them.${note === null ? '' : `\n${note}`}`;

/** A link to sign in, with a word about it when no service is known at which it could be opened. */
async function linkFor({ ctx, linksFrom }: App, address: string): Promise<Link> {
  const link = await makeLink(ctx, address);
  if (linksFrom !== 'default') return { link, note: null };
  const begins = `The link begins with ${ctx.baseUrl}, because BASE_URL is not set`;
  return {
    link,
    note: ctx.embedded
      ? `No service runs on this data. ${begins}: start one with \`duly start\` before it is opened.`
      : `${begins}: set it to where your pages are, and make the link anew.`,
  };
}

async function add(call: Call, address: string): Promise<Answer> {
  const app = await call.open();
  const made = await addPerson(
    app.ctx,
    { ...fieldsOf(call), address },
    { actor: recordedBy(call), invite: false },
  );
  const link = await linkFor(app, made.address);
  const { id, name, role } = made;
  return answer(
    { id, name, role, ...link },
    (shown) => `${shown.name} is added as ${shown.role}. To sign in:\n${linkText(shown)}`,
  );
}

/** In place of a zone: none is wanted. */
const NO_ZONE = 'none';

async function zoneOf(call: Call, who: string, zone: string): Promise<Answer> {
  const { ctx } = await call.open();
  const chosen = await chooseZone(ctx, who, zone === NO_ZONE ? {} : { zone }, recordedBy(call));
  return answer({ id: chosen.id, name: chosen.name, zone: chosen.zone }, (shown) =>
    shown.zone === null
      ? `${shown.name} is shown times only where they count.`
      : `${shown.name} is shown times also in ${shown.zone}.`,
  );
}

async function onOne(
  call: Call,
  action: 'role' | 'remove' | 'link',
  who: string,
  role: string | undefined,
): Promise<Answer> {
  const app = await call.open();
  const { ctx } = app;
  if (action === 'link') {
    const person = await findPerson(ctx, who);
    if (person.state === 'left')
      return answer({ id: person.id, link: null }, () => `${person.name} has left and gets no link.`, {
        exitCode: 1,
      });
    return answer({ id: person.id, ...(await linkFor(app, person.address)) }, linkText);
  }
  const made =
    action === 'role'
      ? await changeRole(ctx, who, role, recordedBy(call))
      : await removePerson(ctx, who, recordedBy(call));
  const { id, name, state } = made;
  return answer({ id, name, role: made.role, state }, (shown) =>
    action === 'role'
      ? `${shown.name} is ${shown.role} now.`
      : `${shown.name} may not sign in any more; sessions, passkeys and keys are void.`,
  );
}

export const userCommand: Command = {
  name: 'user',
  summary: 'The people who may sign in: add, list, give a role or a time zone, remove, make a link',
  args: [
    { name: '<action>', about: 'add, list, role, zone, remove or link' },
    { name: '[who]', about: 'The address; for all but add the number will do' },
    {
      name: '[what]',
      about: `With role: ${ROLES.join(', ')}; with zone: in which times are shown too, such as Europe/Berlin, or ${NO_ZONE}`,
    },
  ],
  flags: [...flagsOf(personInput, ['address']), BY],
  examples: [
    'duly user add jane@example.org --name "Jane Doe" --role administrator',
    'duly user list --json',
    'duly user role jane@example.org editor',
    'duly user zone jane@example.org Europe/Berlin',
    'duly user link jane@example.org   (prints a link to sign in)',
    'duly user remove 2',
  ],
  async run(call) {
    const [action = '', who, what] = call.args;
    if (!isAction(action)) throw new UsageError(`say ${Object.keys(ACTIONS).join(', ')}, not “${action}”`);
    const allowed: readonly string[] = ACTIONS[action];
    const foreign = Object.keys(call.flags).find((flag) => !allowed.includes(flag));
    if (foreign !== undefined) throw new UsageError(`${flagName(foreign)} does not go with ${action}`);
    const wanted = { role: `which role: ${ROLES.join(', ')}`, zone: `which zone, or ${NO_ZONE}` };
    if (what === undefined && (action === 'role' || action === 'zone'))
      throw new UsageError(`say ${wanted[action]}`);
    if (what !== undefined && action !== 'role' && action !== 'zone')
      throw new UsageError(`${action} takes nothing more there`);
    if (action === 'list') {
      if (who !== undefined) throw new UsageError('list takes no address');
      const { ctx } = await call.open();
      const all = await listPeople(ctx);
      return answer(all, listText, { data: { people: all.map((one) => withIsoInstants(one, 'UTC')) } });
    }
    if (who === undefined) throw new UsageError(`say whose address to ${action}`);
    if (action === 'zone') return zoneOf(call, who, what ?? NO_ZONE);
    return action === 'add' ? add(call, who) : onOne(call, action, who, what);
  },
};
