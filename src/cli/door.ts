/** The port, taken before there is anything behind it: requests that come too early are asked to come back. */
import type { Config } from '../config.ts';
import { listen } from '../web/listen.ts';
import type { createWeb } from '../web/server.ts';

type Web = ReturnType<typeof createWeb>;

export interface Door {
  /** With the real port, also when any free one was asked for. */
  readonly url: string;
  /** From now on `web` answers. */
  letIn(web: Web): void;
  close(): Promise<void>;
}

const notYet = (): Response =>
  new Response('Duly is starting: try again in a moment.\n', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2', 'cache-control': 'no-store' },
  });

/** Takes the port. Throws `DulyError` when it is taken or may not be had. */
export async function openDoor({ host, port }: Pick<Config, 'host' | 'port'>): Promise<Door> {
  let web: Web | null = null;
  const answer: Web['fetch'] = (request, ...rest) => web?.fetch(request, ...rest) ?? notYet();
  const { url, close } = await listen({ fetch: answer }, { host, port });
  return {
    url,
    letIn: (ready) => {
      web = ready;
    },
    close,
  };
}
