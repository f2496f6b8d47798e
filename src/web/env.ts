/** What travels with a request. */
import type { Context as HonoContext } from 'hono';

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
    /** Why the person asking may not change anything; null when they may. */
    barrier: string | null;
  };
}

export type Ask = HonoContext<WebEnv>;

/** The address of whoever opened the connection; what a header claims is never believed. */
export const peerOf = (c: Ask): string => c.env?.incoming?.socket.remoteAddress ?? '';
