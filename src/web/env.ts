/** What travels with a request. */

import type { Context as HonoContext } from 'hono';
import type { Language } from '../domain/language.ts';
import type { Viewer } from '../service/sign-in.ts';

export interface WebEnv {
  /** Given by the server; absent in tests that do not say who is asking. */
  readonly Bindings: {
    readonly incoming?: {
      readonly socket: { readonly remoteAddress?: string | undefined };
      readonly httpVersion?: string;
    };
  };
  readonly Variables: {
    /** Names this request in the log and on the page of an unexpected error. */
    requestId: string;
    /** The address of whoever asks, as far as it can be believed: for counting, never for letting in. */
    client: string;
    /** Who is signed in; null for everybody else. */
    viewer: Viewer | null;
    /** Whether whoever sits at the machine itself asks, while nobody can sign in. */
    machine: boolean;
    /** In which language pages speak to the person asking. */
    language: Language;
    /** Why the person asking may not change the record; null when they may. */
    barrier: string | null;
  };
}

export type Ask = HonoContext<WebEnv>;

/** The address of whoever opened the connection; what a header claims is never believed. */
export const peerOf = (c: Ask): string => c.env?.incoming?.socket.remoteAddress ?? '';

/** Under which name somebody who is signed in acts: theirs, whatever a form says. At the machine itself it is typed. */
export function actingAs(c: Ask): { recordedBy?: string } {
  const viewer = c.get('viewer');
  return viewer === null ? {} : { recordedBy: viewer.name };
}

/** Who does something that is noted beside the record: somebody signed in, or the machine itself while it knows nobody. */
export const actorOf = (c: Ask): string => c.get('viewer')?.name ?? 'the machine itself';
