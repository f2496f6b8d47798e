/** A form that came too late: the session has ended. What was typed stays on the page, to be sent again after signing in. */
import { DulyError } from '../domain/errors.ts';
import type { Ask } from './env.ts';
import { page } from './page.tsx';
import { readTextParts, type TextParts } from './text-parts.ts';
import { KeptFormPage } from './views/sign-in.tsx';

/** What a form may hold. */
export const TEXT_LIMIT = 64 * 1024;
/** A file of 10 MB and the text of a snapshot beside it. */
export const FILE_FORM_LIMIT = 11 * 1024 * 1024;
const SNAPSHOT_LIMIT = 1024 * 1024;
/** No form of ours has as many; each costs more to show than to send, and whoever sends it has not signed in. */
const MOST_FIELDS = 500;

export const isMultipart = (c: Ask): boolean =>
  /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');

function fewEnough(fields: URLSearchParams): [string, string][] {
  if (fields.size > MOST_FIELDS)
    throw new DulyError(
      'too_large',
      `This is more than a form may hold (${MOST_FIELDS} fields). Nothing was saved.`,
    );
  return [...fields];
}

async function typedIn(c: Ask): Promise<TextParts> {
  const type = c.req.header('content-type') ?? '';
  const none = { fields: [], files: [] };
  if (/^application\/x-www-form-urlencoded\b/i.test(type))
    return { ...none, fields: fewEnough(new URLSearchParams(await c.req.text())) };
  const { body } = c.req.raw;
  if (!isMultipart(c) || body === null) return none;
  if (Number(c.req.header('content-length') ?? 0) > FILE_FORM_LIMIT)
    throw new DulyError('too_large', 'This is more than a form may hold (11 MB). Nothing was saved.');
  return readTextParts(body, type, { text: SNAPSHOT_LIMIT, parts: MOST_FIELDS, all: FILE_FORM_LIMIT });
}

/** Answers 401 with everything that was typed; a file has to be chosen again. Throws `too_large`. */
export async function keptForm(c: Ask): Promise<Response> {
  const kept = { ...(await typedIn(c)), action: c.req.path, multipart: isMultipart(c) };
  return page(c, { title: 'Please sign in again', status: 401 }, <KeptFormPage {...kept} />);
}
