import { formatInstant } from '../../domain/shown.ts';
import {
  type HookDelivery,
  listWebhooks,
  readWebhook,
  type WebhookView,
} from '../../service/browse/webhooks.ts';
import { unusedTag, unusedTagWords } from '../../service/unused-tag.ts';
import {
  addWebhook,
  addWebhookInput,
  disableWebhook,
  enableWebhook,
  removeWebhook,
  rotateWebhook,
  testWebhook,
} from '../../service/webhooks.ts';
import { type Answer, answer, type Call, type Command, UsageError } from '../command.ts';
import { flagName } from '../flag-names.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { withIsoInstants } from '../standing.ts';
import { type Paint, table } from '../terminal.ts';
import { isSearch } from './subscribe.ts';

const ACTIONS = ['add', 'list', 'show', 'log', 'test', 'rotate', 'disable', 'enable', 'remove'] as const;
type Action = (typeof ACTIONS)[number];
const isAction = (text: string): text is Action => ACTIONS.some((action) => action === text);
const TARGETS = ['party', 'tag', 'commitment'] as const;

const utc = (at: number): string => `${formatInstant(at, 'UTC')} UTC`;
const ONCE = 'Keep it now: it is not shown again. The endpoint checks signatures with it (docs/webhooks.md).';

const standing = (one: WebhookView): string =>
  [
    one.state,
    ...(one.disabledWhy === null ? [] : [one.disabledWhy]),
    ...(one.failingSinceAt === null ? [] : [`nothing got through since ${utc(one.failingSinceAt)}`]),
  ].join(': ');

function listText(all: readonly WebhookView[], paint: Paint): string {
  if (all.length === 0) return 'No webhooks. `duly webhook add URL` adds one.';
  const head = ['ID', 'ADDRESS', 'FOLLOWS', 'STANDS'].map((text) => ({ text, paint: paint.bold }));
  const rows = all.map((one) => [
    { text: String(one.id), paint: paint.dim },
    one.url,
    one.followed,
    standing(one),
  ]);
  return table([head, ...rows]);
}

const showText = (one: WebhookView, paint: Paint): string =>
  [
    paint.bold(`Webhook ${one.id}  ${one.url}`),
    `Stands: ${standing(one)}`,
    `Follows ${one.followed}; kinds ${one.kinds.join(', ')}; lead times ${one.leads.join(', ') || 'none'}`,
    `Added by ${one.createdBy} at ${utc(one.createdAt)}`,
    one.lastSentAt === null ? 'Nothing was sent yet.' : `Last sent at ${utc(one.lastSentAt)}`,
    `${one.waiting} waiting`,
    ...(one.rotatingUntilAt === null
      ? []
      : [`The secret before signs too until ${utc(one.rotatingUntilAt)}`]),
  ].join('\n');

function logText(log: readonly HookDelivery[]): string {
  if (log.length === 0) return 'Nothing was sent yet.';
  return log
    .flatMap((one) => [
      `${one.id}  ${one.state}  ${one.subject ?? '(not composed)'}${one.why === null ? '' : `  (${one.why})`}`,
      ...one.tries.map((attempt) => `    ${utc(attempt.attemptedAt)}  ${attempt.outcome}  ${attempt.answer}`),
      ...(one.nextAttemptAt === null ? [] : [`    next attempt ${utc(one.nextAttemptAt)}`]),
    ])
    .join('\n');
}

async function add(call: Call, url: string): Promise<Answer> {
  const given = TARGETS.filter((target) => call.flags[target] !== undefined);
  const searches = isSearch(call.flags);
  if (given.length > 1 && !searches)
    throw new UsageError(`give one of --party, --tag and --commitment, not ${given.length}`);
  const { ctx } = await call.open();
  const input = {
    ...fieldsOf(call),
    url,
    follows: searches ? 'search' : (given[0] ?? 'all'),
    recordedBy: recordedBy(call),
  };
  const unused = await unusedTag(ctx, call.flags.tag);
  return answer(
    await addWebhook(ctx, input),
    (made) => `Webhook ${made.id} is added. Its secret: ${made.secret}\n${ONCE}`,
    { faults: unused === null ? [] : [unusedTagWords(unused)] },
  );
}

const CHANGES = {
  disable: { make: disableWebhook, said: 'is disabled: nothing is sent until it is enabled' },
  enable: { make: enableWebhook, said: 'is enabled: what happens from now on is sent' },
  remove: { make: removeWebhook, said: 'is removed; its log stays' },
};

async function onOne(call: Call, action: Exclude<Action, 'add' | 'list'>, id: string): Promise<Answer> {
  const { ctx } = await call.open();
  if (action === 'show' || action === 'log') {
    const { log, ...view } = await readWebhook(ctx, id);
    const data = withIsoInstants(action === 'log' ? { id: view.id, log } : view, 'UTC');
    return action === 'log' ? answer(log, logText, { data }) : answer(view, showText, { data });
  }
  if (action === 'test') {
    const { id: number, outcome } = await testWebhook(ctx, id);
    const good = outcome.outcome === 'sent';
    const data = { id: number, ok: good, ...outcome };
    return answer(data, (shown) => `Webhook ${shown.id}: ${shown.outcome}. ${shown.answer}`, {
      exitCode: good ? 0 : 1,
    });
  }
  if (action === 'rotate') {
    const made = await rotateWebhook(ctx, id);
    return answer(
      made,
      (shown) =>
        `Webhook ${shown.id} has a new secret: ${shown.secret}\n${ONCE}\n` +
        `The one before signs too until ${utc(shown.previousUntilAt)}.`,
      { data: withIsoInstants(made, 'UTC') },
    );
  }
  const { make, said } = CHANGES[action];
  return answer(await make(ctx, id), (shown) => `Webhook ${shown.id} ${said}.`);
}

export const webhookCommand: Command = {
  name: 'webhook',
  summary: 'Tell a program: signed requests to an address, and how they fare',
  args: [
    { name: '<action>', about: 'add, list, show, log, test, rotate, disable, enable or remove' },
    { name: '[target]', about: 'The address to add, or the number of the webhook' },
  ],
  flags: [...flagsOf(addWebhookInput, ['url', 'follows', 'recordedBy']), BY],
  examples: [
    'duly webhook add https://example.org/hook',
    'duly webhook add https://example.org/hook --tag prisoners --kinds overdue,met,corrected',
    'duly webhook test 1   (sends a signed test event and prints the answer)',
    'duly webhook log 1 --json',
    'duly webhook rotate 1',
  ],
  async run(call) {
    const [action = '', target] = call.args;
    if (!isAction(action)) throw new UsageError(`say ${ACTIONS.join(', ')}, not “${action}”`);
    const foreign = Object.keys(call.flags)[0];
    if (action !== 'add' && foreign !== undefined)
      throw new UsageError(`${flagName(foreign)} does not go with ${action}`);
    if (action === 'list') {
      if (target !== undefined) throw new UsageError('list takes no number');
      const { ctx } = await call.open();
      const all = await listWebhooks(ctx);
      return answer(all, listText, { data: { webhooks: all.map((one) => withIsoInstants(one, 'UTC')) } });
    }
    if (target === undefined)
      throw new UsageError(action === 'add' ? 'say which address to add' : `say which webhook to ${action}`);
    return action === 'add' ? add(call, target) : onOne(call, action, target);
  },
};
