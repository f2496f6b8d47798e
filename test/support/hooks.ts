import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as the endpoint got it. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The headers that a receiver checks, as the library wants them. */
  readonly signed: Record<string, string>;
}

type Answerer = (response: ServerResponse, asked: Asked) => void;

/** A real HTTP server on a free port of this machine that keeps what it gets; gone when the test has finished. */
export async function startHooks(
  answer: Answerer = (response) => response.end('thanks'),
  finished: typeof onTestFinished = onTestFinished,
) {
  let answerer = answer;
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { headers, url = '' } = request;
      const signed = Object.fromEntries(
        ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]),
      );
      const one = { path: url, headers, body: Buffer.concat(parts).toString('utf8'), signed };
      asked.push(one);
      answerer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  finished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    asked: asked as readonly Asked[],
    /** Replaces what it answers from now on. */
    script(next: Answerer): void {
      answerer = next;
    },
  };
}
