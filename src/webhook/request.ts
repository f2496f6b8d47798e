/**
 * One POST to an address that somebody else has given. It connects only to public addresses, looked at when the
 * connection is made, so that a name that changes its meaning helps nobody; follows no redirect; heeds no proxy of the
 * environment; takes 15 seconds at most, and reads 64 kB of an answer and not a byte more.
 */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

export interface PosterOptions {
  /** Also this machine, private networks and any port. */
  readonly privateNetworks: boolean;
  /** Addresses that are allowed all the same, such as `127.0.0.1`. */
  readonly allowed?: readonly string[];
  /** From the call to the end of the answer, milliseconds (default 15 s). */
  readonly timeoutMs?: number;
}

/** What came back. A `failed` one has no answer; `offered` tells whether the whole request had been handed over. */
export type PostResult =
  | {
      readonly status: number;
      readonly statusText: string;
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
      /** At most 64 kB of it. */
      readonly body: string;
    }
  | { readonly failed: string; readonly offered: boolean };

export interface Poster {
  readonly privateNetworks: boolean;
  /** Makes one attempt. Never rejects: a fault is a result. */
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<PostResult>;
}

const TIMEOUT_MS = 15_000;
const ANSWER_LIMIT = 65_536;
/** Where clouds keep the keys of a machine: closed also when private networks are open. */
const METADATA = ['169.254.169.254', 'fd00:ec2::254'];

/** Opens the way out; nothing is connected before the first request, and no connection is kept after it. */
export function openPoster(options: PosterOptions): Poster {
  const filter = {
    keepAlive: false,
    allowPrivateIPAddress: options.privateNetworks,
    allowIPAddressList: [...(options.allowed ?? [])],
    denyIPAddressList: METADATA,
  };
  const plain = new RequestFilteringHttpAgent(filter);
  const secure = new RequestFilteringHttpsAgent(filter);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  return {
    privateNetworks: options.privateNetworks,
    post: (url, headers, body) =>
      new Promise((resolve) => {
        const { protocol } = new URL(url);
        if (protocol !== 'https:' && protocol !== 'http:') {
          resolve({ failed: 'only http and https are spoken', offered: false });
          return;
        }
        const bytes = Buffer.from(body);
        const sent = { ...headers, 'content-length': String(bytes.length), 'accept-encoding': 'identity' };
        const about = { method: 'POST', headers: sent, maxHeaderSize: 16_384 };
        const request =
          protocol === 'https:'
            ? httpsRequest(url, { ...about, agent: secure })
            : httpRequest(url, { ...about, agent: plain });
        const timer = setTimeout(
          () => request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)),
          timeoutMs,
        );
        const settle = (result: PostResult): void => {
          clearTimeout(timer);
          resolve(result);
        };
        // What breaks after the status has come no longer changes what it says.
        let answered = false;
        request.on('response', (response) => {
          answered = true;
          void readAnswer(response).then(settle);
        });
        request.on('error', (error) => {
          if (!answered) settle({ failed: plainly(error), offered: request.writableFinished });
        });
        // A change of protocol (101) is neither a response nor an error: nobody would ever be told that it is over.
        request.on('close', () => {
          if (!answered) settle({ failed: 'hung up without an answer', offered: request.writableFinished });
        });
        request.end(bytes);
      }),
  };
}

/** Reads an answer up to the limit, then hangs up. What breaks off after the status still has one. */
function readAnswer(response: IncomingMessage): Promise<PostResult> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    const done = (): void =>
      resolve({
        status: response.statusCode ?? 0,
        statusText: response.statusMessage ?? '',
        headers: response.headers,
        body: Buffer.concat(parts).subarray(0, ANSWER_LIMIT).toString('utf8'),
      });
    response.on('data', (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length >= ANSWER_LIMIT) response.destroy();
    });
    response.on('error', done);
    response.on('close', done);
  });
}

/** The library's words for an address that is not allowed are said in ours. */
function plainly(error: Error): string {
  if (/is not allowed\. Because/.test(error.message))
    return 'refused: the address leads into a private network or to this machine itself';
  return error.message === '' ? ((error as NodeJS.ErrnoException).code ?? error.name) : error.message;
}
