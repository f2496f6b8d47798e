import { connect, type Socket } from 'node:net';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { listen } from '../../../src/web/listen.ts';
import { record } from '../../support/setup.ts';
import { openWebWithPeople } from '../people.ts';
import { keepOpen } from './kept.ts';

// Every route, several times over: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

const kept = keepOpen();
let world: Awaited<ReturnType<typeof openWebWithPeople>>;
let port: number;
let host: string;

beforeAll(async () => {
  world = await openWebWithPeople({ finished: kept.finished });
  const web = await listen(world.app, { host: '127.0.0.1', port: 0, requestMs: 2_000 });
  kept.finished(() => web.close());
  port = Number(new URL(web.url).port);
  host = `localhost:${port}`;
});

function open(): { socket: Socket; said: () => string } {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  // A server that has answered may close before all has been sent to it.
  socket.on('error', () => undefined);
  return { socket, said: () => answer };
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });

/** Sends bytes as they are; returns all that comes back until the server closes. */
async function raw(...parts: (string | Buffer)[]): Promise<string> {
  const { socket, said } = open();
  for (const part of parts) socket.write(part);
  await closed(socket);
  return said();
}

const head = (path: string, ...more: string[]): string =>
  [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: http://${host}`,
    'Connection: close',
    ...more,
    '',
    '',
  ].join('\r\n');
const FORM = 'Content-Type: application/x-www-form-urlencoded';
const status = (answer: string): string => /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? answer.slice(0, 40);
const asEditor = (): string => `Cookie: ${world.cookies.editor}`;

describe('A22: bytes on a socket', () => {
  it('that are more than a form may hold are refused, with a length and without', async () => {
    const body = `address=a@example.org&x=${'a'.repeat(70_000)}`;
    expect(status(await raw(head('/subscribe', FORM, `Content-Length: ${body.length}`), body))).toBe('413');
    const chunk = `${(8_192).toString(16)}\r\n${'a'.repeat(8_192)}\r\n`;
    const chunked = head('/subscribe', FORM, 'Transfer-Encoding: chunked');
    expect(status(await raw(chunked, ...Array.from({ length: 9 }, () => chunk), '0\r\n\r\n'))).toBe('413');
    expect(await world.db.prisma.subscription.count()).toBe(0);
  });

  it('that are an upload beyond its size, or a form that is kept for later, are refused too', async () => {
    const id = await record(world.ctx);
    const multipart = 'Content-Type: multipart/form-data; boundary=x';
    const open = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';
    const parts = [open, ...Array.from({ length: 12 }, () => Buffer.alloc(1_048_576, 97)), '\r\n--x--\r\n'];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const upload = (cookie: string[]) =>
      raw(head(`/review/${id}/progress`, multipart, `Content-Length: ${length}`, ...cookie), ...parts);
    expect(status(await upload([asEditor()]))).toBe('413');
    // Nor without a session, where the form is kept and the file is not.
    expect(status(await upload([]))).toBe('413');
    expect(await world.db.prisma.evidence.count()).toBe(0);
  });

  it('that come too slowly are given up, and hold up nobody else', async () => {
    const slow = Array.from({ length: 40 }, () => {
      const one = open();
      one.socket.write(head('/subscribe', FORM, 'Content-Length: 1000'));
      one.socket.write('address=');
      return one;
    });
    expect(status(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`))).toBe('200');
    for (const one of slow) {
      await closed(one.socket);
      expect(status(one.said())).toBe('408');
    }
    expect(await world.db.prisma.subscription.count()).toBe(0);
  });

  it.each([
    ['two lengths', ['Content-Length: 5', 'Content-Length: 6']],
    ['a length and chunks', ['Content-Length: 5', 'Transfer-Encoding: chunked']],
    ['chunks in another coding', ['Transfer-Encoding: xchunked']],
    ['chunks that are not last', ['Transfer-Encoding: chunked, identity']],
    ['a length that is none', ['Content-Length: +5']],
    ['a header with a gap in its name', ['Content-Length : 5']],
    ['a header that is folded', ['X-A: b', ' Content-Length: 5']],
    ['a line end alone', ['X-A: b\nX-B: c']],
    ['a NUL', ['X-A: b\u0000c']],
  ])('that say %s are no request', async (_, headers) => {
    const answer = await raw(head('/subscribe', FORM, ...headers), 'hello\r\n\r\n');
    expect(status(answer)).toMatch(/^(400|501)$/);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it.each(['TRACE', 'CONNECT', 'TRACK', 'PROPFIND'])(
    'with the method %s get nothing back of what they sent',
    async (method) => {
      const answer = await raw(
        `${method} / HTTP/1.1\r\nHost: ${host}\r\nX-Canary: sent\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).not.toContain('sent');
      expect(status(answer)).not.toMatch(/^2/);
    },
  );

  it('that ask without a host, or by an absolute address of another, are answered as ours', async () => {
    expect(status(await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n'))).toBe('400');
    const absolute = await raw(
      'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    expect(absolute.replace(/\r\n\r\n[\s\S]*/, '')).not.toContain('evil.example');
  });
});
