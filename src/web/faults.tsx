/** What goes wrong, as HTTP: one table from error code to status, one page, one problem document (RFC 9457). */
import type { ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DulyError, type ErrorCode } from '../domain/errors.ts';
import type { Context } from '../service/context.ts';
import type { Ask, WebEnv } from './env.ts';
import { page } from './page.tsx';

export const STATUS_OF = {
  invalid: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
  config: 503,
} as const satisfies Record<ErrorCode, ContentfulStatusCode>;

const TITLES = {
  invalid: 'That cannot be right',
  forbidden: 'Not from here',
  not_found: 'Not found',
  conflict: 'Not in its present state',
  too_large: 'Too large',
  too_many: 'Too often',
  unavailable: 'Not available for the moment',
  config: 'Not available',
} as const satisfies Record<ErrorCode, string>;

/** Seconds after which it is worth trying again. */
const RETRY_AFTER: Partial<Record<ErrorCode, string>> = { unavailable: '5', too_many: '3600' };

/** Whether the caller is a program: it asks for JSON and not for a page. */
const wantsJson = (c: Ask): boolean => {
  const accept = c.req.header('accept') ?? '';
  return /\b(application\/json|application\/problem\+json)\b/.test(accept) && !accept.includes('text/html');
};

/** A problem document. `more` are further members of it. */
export function problem(
  c: Ask,
  fault: { status: ContentfulStatusCode; title: string; detail: string },
  more: Record<string, unknown> = {},
): Response {
  const body = { type: 'about:blank', ...fault, ...more, requestId: c.get('requestId') };
  return c.body(JSON.stringify(body), fault.status, { 'Content-Type': 'application/problem+json' });
}

interface Fault {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
}

function answer(c: Ask, fault: Fault): Response {
  const { status, title, detail, code } = fault;
  if (wantsJson(c)) return problem(c, { status, title, detail }, { code });
  return page(
    c,
    { title, status },
    <>
      <h1>{title}</h1>
      <p class="lead">{detail}</p>
      <p>
        <a href="/">Back to the board</a>
      </p>
      {status >= 500 ? <p class="quiet">Request {c.get('requestId')}</p> : null}
    </>,
  );
}

const faultOf = (error: DulyError): Fault => ({
  status: STATUS_OF[error.code],
  title: TITLES[error.code],
  // How an installation is set up is nobody's business but its keeper's, who finds it in the log.
  detail:
    error.code === 'config'
      ? 'This installation is not ready. Its keeper finds the reason in the log.'
      : error.message,
  code: error.code,
});

/** Answers whatever a handler throws: an expected refusal in its own words, everything else in general ones. */
export const onError =
  (ctx: Pick<Context, 'log'>): ErrorHandler<WebEnv> =>
  (error, c) => {
    if (error instanceof DulyError) {
      const wait = RETRY_AFTER[error.code];
      if (wait !== undefined) c.header('Retry-After', wait);
      if (error.code === 'unavailable' || error.code === 'config')
        ctx.log.warn({ requestId: c.get('requestId'), route: routePath(c), error: error.message }, 'refused');
      return answer(c, faultOf(error));
    }
    if (error instanceof HTTPException && error.status < 500)
      return answer(c, {
        status: error.status,
        title: 'That cannot be right',
        detail: error.message,
        code: 'invalid',
      });
    // The path is left out: it may hold a token. The pattern of the route says enough.
    ctx.log.error(
      {
        requestId: c.get('requestId'),
        method: c.req.method,
        route: routePath(c),
        error: error.stack ?? error.message,
      },
      'a request failed',
    );
    return answer(c, {
      status: 500,
      title: 'Something went wrong here',
      detail: 'The fault is ours and has been noted; nothing was changed. Please try again in a moment.',
      code: 'internal',
    });
  };

export const notFound: NotFoundHandler<WebEnv> = (c) =>
  answer(c, {
    status: 404,
    title: 'Not found',
    detail: 'There is no such page here. It may have moved, or the address is not complete.',
    code: 'not_found',
  });
