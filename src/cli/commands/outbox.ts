import { takeReturnMail } from '../../service/bounce-mail.ts';
import { outboxInput, readMail, readOutbox } from '../../service/browse/outbox.ts';
import { retryDelivery } from '../../service/retry.ts';
import { readBytes } from '../body.ts';
import { type Answer, answer, type Call, type Command, UsageError } from '../command.ts';
import { flagName } from '../flag-names.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { mailText, outboxText } from '../outbox-text.ts';
import { withIsoInstants } from '../standing.ts';

/** What can be done with the outbox, and the flags that belong to it. */
const ACTIONS = {
  list: ['limit', 'before', 'state', 'address', 'commitment'],
  show: [],
  retry: ['by'],
  bounce: [],
} as const;
type Action = keyof typeof ACTIONS;
const isAction = (text: string): text is Action => Object.hasOwn(ACTIONS, text);

async function list(call: Call): Promise<Answer> {
  const { ctx } = await call.open();
  const outbox = await readOutbox(ctx, fieldsOf(call));
  const { now: _, ...data } = outbox;
  return answer(outbox, outboxText, { data: withIsoInstants(data, 'UTC') });
}

async function show(call: Call, id: string): Promise<Answer> {
  const { ctx } = await call.open();
  const mail = await readMail(ctx, id);
  const { now: _, ...data } = mail;
  return answer(mail, mailText, { data: withIsoInstants(data, 'UTC') });
}

async function retry(call: Call, id: string): Promise<Answer> {
  const { ctx } = await call.open();
  const retried = await retryDelivery(ctx, { id, recordedBy: recordedBy(call) });
  return answer(
    retried,
    ({ id, was }) => `Message ${id} (${was}) is sent again. \`duly outbox show ${id}\` says how it went.`,
  );
}

async function bounce(call: Call, file: string): Promise<Answer> {
  const raw = await readBytes(file, call.io);
  const { ctx } = await call.open();
  const taken = await takeReturnMail(ctx, { raw, recipients: [], trusted: true, via: 'file' });
  const { deliveryId: id, result: came } = taken;
  const suspended =
    came === 'taken' && id !== null && (await readMail(ctx, id)).came.at(-1)?.action === 'suspended';
  const follows =
    came !== 'taken'
      ? ''
      : suspended
        ? ' The address is suspended.'
        : ' Nothing follows from it: the address goes on getting mail.';
  const words = { taken: 'Taken in', repeated: 'Known already', ignored: 'Ignored' };
  const text = ({ result, text, deliveryId }: typeof taken) =>
    `${words[result]}${deliveryId === null ? '' : `, about message ${deliveryId}`}: ${text}.${follows}`;
  return answer(taken, text, { exitCode: taken.result === 'ignored' ? 1 : 0 });
}

export const outboxCommand: Command = {
  name: 'outbox',
  summary: 'List messages and what came back, show the log of one, send one again, or take in a bounce',
  args: [
    { name: '[action]', about: 'list (default), show, retry or bounce' },
    { name: '[what]', about: 'Number of the message; for bounce the file of one mail, or - for stdin' },
  ],
  flags: [...flagsOf(outboxInput), BY],
  examples: [
    'duly outbox',
    'duly outbox --state bounced --limit 20 --json',
    'duly outbox --address reader@example.org --commitment 3',
    'duly outbox show 12',
    'duly outbox retry 12 --by "Jane Doe"',
    'duly outbox bounce returned.eml',
  ],
  async run(call) {
    const [action = 'list', what] = call.args;
    if (!isAction(action)) throw new UsageError(`say list, show, retry or bounce, not “${action}”`);
    const needed = action === 'bounce' ? 'give the file of one mail, or -' : `say which message to ${action}`;
    if ((action === 'list') !== (what === undefined))
      throw new UsageError(action === 'list' ? 'list takes no number' : needed);
    const allowed: readonly string[] = ACTIONS[action];
    const foreign = Object.keys(call.flags).find((flag) => !allowed.includes(flag));
    if (foreign !== undefined) throw new UsageError(`${flagName(foreign)} does not go with ${action}`);
    if (action === 'list') return list(call);
    if (action === 'show') return show(call, what ?? '');
    return action === 'retry' ? retry(call, what ?? '') : bounce(call, what ?? '');
  },
};
