/**
 * The web pages as one application; test it with `app.request()`. Every request passes, in this order: headers,
 * who asks from where, guard, limits of reading, size, then its route. To add a page: a route file beside these, its
 * view in views/, a line here; and a row in access.ts that says for whom it is.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { describeConfig, type TrustedProxies } from '../config.ts';
import { DulyError } from '../domain/errors.ts';
import type { QueueView } from '../service/browse/workers.ts';
import type { Context } from '../service/context.ts';
import { accountRoutes, peopleRoutes } from './account.tsx';
import { adminRoutes } from './admin.tsx';
import { assetRoutes } from './assets.ts';
import { auditRoutes } from './audit.tsx';
import { boardRoutes } from './board.tsx';
import { bounceHookRoutes } from './bounce-hook.ts';
import { bulkRoutes } from './bulk.tsx';
import { noteClient } from './client.ts';
import { commitmentRoutes } from './commitment.tsx';
import { limitReading, READING, type ReadingLimits } from './costly.ts';
import type { WebEnv } from './env.ts';
import { evidenceRoutes } from './evidence.tsx';
import { notFound, onError } from './faults.tsx';
import { feedRoutes } from './feeds.ts';
import { guard } from './guard.ts';
import { headers } from './headers.ts';
import { healthRoutes } from './health.ts';
import { FILE_FORM_LIMIT, isMultipart, TEXT_LIMIT } from './kept-form.tsx';
import { manageRoutes } from './manage.tsx';
import { outboxRoutes } from './outbox.tsx';
import { placeRoutes } from './places.tsx';
import { recordRoutes } from './record.tsx';
import { resolveRoutes } from './resolve.tsx';
import { reviewRoutes } from './review.tsx';
import { ruleRoutes } from './rules.tsx';
import { seriesRoutes } from './series.tsx';
import { signInRoutes } from './sign-in.tsx';
import { subscribeRoutes } from './subscribe.tsx';
import { subscriberRoutes } from './subscribers.tsx';
import { webhookRoutes } from './webhooks.tsx';
import { workRoutes } from './work.tsx';

const takesFile = (path: string): boolean => /^\/review\/\d+\/(met|progress|close)$/.test(path);

/** As `duly config` has them: secrets are only said to be set. */
export type Settings = ReturnType<typeof describeConfig>['settings'];

export interface WebOptions {
  /** Requests to subscribe that one visitor's address may make in an hour; default 20. */
  readonly subscribePerHour?: number;
  /** Requests to sign in that one visitor's address may make in an hour; default 60. */
  readonly signInPerHour?: number;
  /** What may be read of what is costly; default `READING`. */
  readonly reading?: ReadingLimits;
  /** Proxies in front whose word is taken for where a request comes from; default none. */
  readonly trustedProxies?: TrustedProxies;
  /** What `/settings` shows; default: what the environment of this process says. */
  readonly settings?: Settings;
  /** The queues that this process rings in, for `/queues`; default: it has none. */
  readonly queue?: QueueView;
}

/** The application on `ctx`. */
export function createWeb(ctx: Context, options: WebOptions = {}): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(headers(ctx.baseUrl));
  app.use(noteClient(options.trustedProxies ?? 0));
  const limit = (maxSize: number, says: string) =>
    bodyLimit({
      maxSize,
      onError: () => {
        throw new DulyError('too_large', `This is more than a form may hold (${says}). Nothing was saved.`);
      },
    });
  const plain = limit(TEXT_LIMIT, '64 kB');
  // A form with a file that came too late is read as it comes, without the file.
  app.use(guard(ctx, (c, next) => (takesFile(c.req.path) && isMultipart(c) ? next() : plain(c, next))));
  app.use(limitReading(ctx, options.reading ?? READING));
  const withFile = limit(FILE_FORM_LIMIT, '11 MB');
  // The guard has let only editors through to a form with a file.
  app.use((c, next) => (takesFile(c.req.path) ? withFile(c, next) : plain(c, next)));
  app.route('/', assetRoutes());
  app.route('/', boardRoutes(ctx));
  app.route('/', commitmentRoutes(ctx));
  app.route('/', placeRoutes(ctx));
  app.route('/', feedRoutes(ctx));
  app.route('/', evidenceRoutes(ctx));
  app.route('/', seriesRoutes(ctx));
  app.route('/', bulkRoutes(ctx));
  app.route('/', reviewRoutes(ctx));
  app.route('/', recordRoutes(ctx));
  app.route('/', resolveRoutes(ctx));
  app.route('/', subscribeRoutes(ctx, options.subscribePerHour ?? 20));
  app.route('/', signInRoutes(ctx, options.signInPerHour ?? 60));
  app.route('/', accountRoutes(ctx));
  app.route('/', peopleRoutes(ctx));
  app.route('/', manageRoutes(ctx));
  app.route('/', outboxRoutes(ctx));
  app.route('/', webhookRoutes(ctx));
  app.route('/', adminRoutes(ctx, options.settings ?? describeConfig().settings, options.queue ?? null));
  app.route('/', subscriberRoutes(ctx));
  app.route('/', ruleRoutes(ctx));
  app.route('/', auditRoutes(ctx));
  app.route('/', workRoutes(ctx));
  app.route('/', bounceHookRoutes(ctx));
  app.route('/', healthRoutes(ctx));
  app.notFound(notFound);
  app.onError(onError(ctx));
  return app;
}
