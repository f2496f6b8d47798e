/** The port, taken before there is anything behind it: requests that come too early are asked to come back. */
import type { Config } from '../config.ts';
import { type Fetching, type Listening, listen } from '../web/listen.ts';

export interface Door extends Listening {
  /** From now on `web` answers. */
  letIn(web: Fetching): void;
}

const notYet = (): Response =>
  new Response('Duly is starting: try again in a moment.\n', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2', 'cache-control': 'no-store' },
  });

/** Takes the port. Throws `DulyError` when it is taken or may not be had. */
export async function openDoor({ host, port }: Pick<Config, 'host' | 'port'>): Promise<Door> {
  let web: Fetching = { fetch: notYet };
  const listening = await listen(
    { fetch: (request, bindings) => web.fetch(request, bindings) },
    { host, port },
  );
  return {
    ...listening,
    letIn: (ready) => {
      web = ready;
    },
  };
}
