/**
 * The web pages as one application; test it with `app.request()`. Every request passes, in this order: headers,
 * guard, size, then its route. To add a page: a route file beside these, its view in views/, a line here; if
 * anybody but the machine itself may post to it, a row in guard.ts.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { DulyError } from '../domain/errors.ts';
import type { Context } from '../service/context.ts';
import { assetRoutes } from './assets.ts';
import { boardRoutes } from './board.tsx';
import { bounceHookRoutes } from './bounce-hook.ts';
import { commitmentRoutes } from './commitment.tsx';
import type { WebEnv } from './env.ts';
import { evidenceRoutes } from './evidence.tsx';
import { notFound, onError } from './faults.tsx';
import { feedRoutes } from './feeds.ts';
import { guard } from './guard.ts';
import { headers } from './headers.ts';
import { healthRoutes } from './health.ts';
import { manageRoutes } from './manage.tsx';
import { outboxRoutes } from './outbox.tsx';
import { recordRoutes } from './record.tsx';
import { resolveRoutes } from './resolve.tsx';
import { reviewRoutes } from './review.tsx';
import { seriesRoutes } from './series.tsx';
import { subscribeRoutes } from './subscribe.tsx';
import { webhookRoutes } from './webhooks.tsx';

const BODY_LIMIT = 64 * 1024;
/** A file of 10 MB and the text of a snapshot beside it. */
const FILE_FORM_LIMIT = 11 * 1024 * 1024;
const takesFile = (path: string): boolean => /^\/review\/\d+\/(met|progress|close)$/.test(path);

export interface WebOptions {
  /** Requests to subscribe that one visitor's address may make in an hour; default 20. */
  readonly subscribePerHour?: number;
}

/** The application on `ctx`. */
export function createWeb(ctx: Context, options: WebOptions = {}): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(headers(ctx.baseUrl));
  app.use(guard(ctx));
  const limit = (maxSize: number, says: string) =>
    bodyLimit({
      maxSize,
      onError: () => {
        throw new DulyError('too_large', `This is more than a form may hold (${says}). Nothing was saved.`);
      },
    });
  const plain = limit(BODY_LIMIT, '64 kB');
  const withFile = limit(FILE_FORM_LIMIT, '11 MB');
  // The guard has let only the machine itself through to a form with a file.
  app.use((c, next) => (takesFile(c.req.path) ? withFile(c, next) : plain(c, next)));
  app.route('/', assetRoutes());
  app.route('/', boardRoutes(ctx));
  app.route('/', commitmentRoutes(ctx));
  app.route('/', feedRoutes(ctx));
  app.route('/', evidenceRoutes(ctx));
  app.route('/', seriesRoutes(ctx));
  app.route('/', reviewRoutes(ctx));
  app.route('/', recordRoutes(ctx));
  app.route('/', resolveRoutes(ctx));
  app.route('/', subscribeRoutes(ctx, options.subscribePerHour ?? 20));
  app.route('/', manageRoutes(ctx));
  app.route('/', outboxRoutes(ctx));
  app.route('/', webhookRoutes(ctx));
  app.route('/', bounceHookRoutes(ctx));
  app.route('/', healthRoutes(ctx));
  app.notFound(notFound);
  app.onError(onError(ctx));
  return app;
}
