import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/web/listen.ts';

const hello = { fetch: () => new Response('hello') };
const LOCAL = { host: '127.0.0.1', port: 0 };

async function open(app: Parameters<typeof listen>[0] = hello) {
  const web = await listen(app, LOCAL);
  onTestFinished(() => web.close());
  return { ...web, port: Number(new URL(web.url).port) };
}

/** Sends bytes as they are and returns all that comes back until the server closes. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

describe('listening', () => {
  it('takes any free port and says which', async () => {
    const web = await open();
    expect(web.url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(await (await fetch(web.url)).text()).toBe('hello');
  });

  it('says what to do when the port is taken', async () => {
    const { port } = await open();
    await expect(listen(hello, { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(new RegExp(`Port ${port} .*is taken.*PORT`)),
    });
  });

  it('says what to do when the host is none of this machine', async () => {
    await expect(listen(hello, { host: '203.0.113.77', port: 0 })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('HOST'),
    });
  });

  it('finishes what is in flight before it closes, and takes nothing new', async () => {
    let arrived = () => {};
    const here = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let answer = (_: Response) => {};
    const web = await open({
      fetch: () => {
        arrived();
        return new Promise<Response>((resolve) => {
          answer = resolve;
        });
      },
    });
    const asked = fetch(web.url, { headers: { connection: 'close' } });
    await here;
    const closed = web.close();
    await expect(fetch(web.url)).rejects.toThrow();
    answer(new Response('finished'));
    expect(await (await asked).text()).toBe('finished');
    await closed;
  });

  it('answers malformed and contradictory requests with 400', async () => {
    const { port } = await open();
    expect(await raw(port, 'NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    const both =
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(await raw(port, both)).toMatch(/^HTTP\/1\.1 400/);
    const huge = `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`;
    expect(await raw(port, huge)).toMatch(/^HTTP\/1\.1 431/);
  });

  it('does not wait for ever for a request that does not end', async () => {
    const { port } = await open();
    expect(await raw(port, 'GET / HTTP/1.1\r\nHost: loc')).toMatch(/^HTTP\/1\.1 408/);
  });
});
