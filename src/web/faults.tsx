/** What goes wrong, as HTTP: one table from error code to status, one page, one problem document (RFC 9457). */
import type { ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DulyError, type ErrorCode } from '../domain/errors.ts';
import type { Context } from '../service/context.ts';
import type { Ask, WebEnv } from './env.ts';
import { page } from './page.tsx';
import { AskAgain, inPlainWords } from './views/ask-again.tsx';
import { InEnglish } from './views/item.tsx';
import { FAULTS } from './words/faults.tsx';
import { germanFault } from './words/german-faults.ts';

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

/** Seconds after which it is worth trying again, where the refusal itself does not say. */
const WAIT: Partial<Record<ErrorCode, number>> = { unavailable: 5, too_many: 3_600 };

/** Tells programs when to ask again, after a refusal that passes by itself. */
export function sayWhen(c: Ask, error: unknown): void {
  if (!(error instanceof DulyError)) return;
  const wait = error.waitSeconds ?? WAIT[error.code];
  if (wait !== undefined) c.header('Retry-After', String(wait));
}

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
  /** What is wrong, in English. */
  readonly detail: string;
  readonly code: keyof (typeof FAULTS)['en']['leads'];
  /** The parameter at fault, when one is. */
  readonly field?: string | undefined;
}

/** Programs get it in English; a page says in the reader's language what kind of fault it is, and why as it is known. */
function answer(c: Ask, { status, detail, code, field }: Fault): Response {
  if (wantsJson(c)) return problem(c, { status, title: FAULTS.en.titles[code], detail }, { code });
  const language = c.get('language');
  const words = FAULTS[language];
  const title = words.titles[code];
  const german = language === 'de' ? germanFault(detail) : null;
  const known = language === 'en' ? inPlainWords(detail, field, language) : (german ?? words.leads[code]);
  // Where nothing more is known than the code says, the general words are all there is.
  const more = language !== 'en' && german === null && detail !== FAULTS.en.leads[code];
  return page(
    c,
    { title, translated: true, status },
    <>
      <h1>{title}</h1>
      <p class="lead" {...(field === undefined ? {} : { id: 'fault' })}>
        {known}
      </p>
      {more ? <p>{words.reason(<InEnglish>{detail}</InEnglish>)}</p> : null}
      {field !== undefined && c.req.method === 'GET' ? (
        <AskAgain path={c.req.path} query={c.req.query()} field={field} described="fault" />
      ) : null}
      <p>
        <a href="/">{words.back}</a>
      </p>
      {status >= 500 ? <p class="quiet">{words.request(c.get('requestId'))}</p> : null}
    </>,
  );
}

const faultOf = (error: DulyError): Fault => ({
  status: STATUS_OF[error.code],
  // How an installation is set up is nobody's business but its keeper's, who finds it in the log.
  detail: error.code === 'config' ? FAULTS.en.leads.config : error.message,
  code: error.code,
  field: error.field,
});

/** Answers whatever a handler throws: an expected refusal in its own words, everything else in general ones. */
export const onError =
  (ctx: Pick<Context, 'log'>): ErrorHandler<WebEnv> =>
  (error, c) => {
    if (error instanceof DulyError) {
      sayWhen(c, error);
      if (error.code === 'unavailable' || error.code === 'config')
        ctx.log.warn({ requestId: c.get('requestId'), route: routePath(c), error: error.message }, 'refused');
      return answer(c, faultOf(error));
    }
    if (error instanceof HTTPException && error.status < 500)
      return answer(c, {
        status: error.status,
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
      detail: FAULTS.en.leads.internal,
      code: 'internal',
    });
  };

export const notFound: NotFoundHandler<WebEnv> = (c) =>
  answer(c, {
    status: 404,
    detail: FAULTS.en.leads.not_found,
    code: 'not_found',
  });
