/** Requests to addresses that others choose (A14), and answers as bad as they come (F29): a real server, real sockets. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { monotonicMs } from '../../src/clock.ts';
import { outcomeOfPost } from '../../src/webhook/outcome.ts';
import { openPoster } from '../../src/webhook/request.ts';
import { parseEndpointUrl } from '../../src/webhook/url.ts';
import { startHooks } from '../support/hooks.ts';

const AT = Date.UTC(2025, 5, 9);
const closed = openPoster({ privateNetworks: false, timeoutMs: 1_500 });
const open = openPoster({ privateNetworks: true, timeoutMs: 500 });

/** Names of this machine, its network and its cloud; `PORT` is one on which something listens. */
const PRIVATE = [
  ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001'],
  ...['127.255.255.254', '0.0.0.0', '0', '[::1]', '[0:0:0:0:0:0:0:1]', '[::]', '[::ffff:127.0.0.1]'],
  ...['[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[64:ff9b::127.0.0.1]', 'localhost', 'LOCALHOST'],
  ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.254', '192.168.0.1', '169.254.169.254'],
  ...['[fe80::1]', '[fc00::1]', '[fd00:ec2::254]', '100.64.0.1', '198.18.0.1', '192.0.0.1', '224.0.0.1'],
  ...[
    '255.255.255.255',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '[::ffff:10.0.0.1]',
    '[::ffff:169.254.169.254]',
    '[2002:7f00:1::]',
  ],
];

describe('A14: an address that leads inside', () => {
  it.each(PRIVATE)('%s is refused at connect, and nothing arrives', async (host) => {
    const hooks = await startHooks();
    const result = await closed.post(`http://${host}:${hooks.port}/`, {}, '{}');
    expect(result).toMatchObject({ offered: false });
    expect(outcomeOfPost(result, AT).answer).toMatch(/private network or to this machine/);
    expect(outcomeOfPost(result, AT).outcome).toBe('unreachable');
    expect(hooks.asked).toEqual([]);
  });

  it.each(['https://127.0.0.1/', 'https://[::1]/', 'https://localhost/'])('%s too', async (url) => {
    expect(outcomeOfPost(await closed.post(url, {}, '{}'), AT).answer).toMatch(/private network/);
  });

  it('of a cloud is refused also when private networks are open', async () => {
    const result = await open.post('http://169.254.169.254/latest/meta-data', {}, '{}');
    expect(result).toMatchObject({ failed: expect.stringMatching(/private network/) });
  });

  it('is not reached by a redirect: none is followed', async () => {
    const inside = await startHooks();
    const hooks = await startHooks((response) => {
      response.writeHead(307, { location: inside.url }).end();
    });
    const only = openPoster({ privateNetworks: false, allowed: ['127.0.0.1'] });
    const outcome = outcomeOfPost(await only.post(hooks.url, {}, '{}'), AT);
    expect(outcome).toMatchObject({ outcome: 'deferred', code: 307 });
    expect(outcome.answer).toContain('not followed');
    expect([hooks.asked.length, inside.asked.length]).toEqual([1, 0]);
  });
});

describe('an address as it is given', () => {
  it.each([
    ['', /give the address/],
    ['example.org/hook', /not a complete web address/],
    ['file:///etc/passwd', /begin with https/],
    ['ftp://example.org/', /begin with https/],
    ['gopher://example.org/', /begin with https/],
    ['javascript:alert(1)', /begin with https/],
    ['https://user:pass@example.org/', /login/],
    ['https://example.org:25/', /Port 25/],
    ['http://example.org:8080/', /Port 8080/],
    ['https://example.org/a b', /space/],
    ['https://example.org/\r\nHost: x', /space or a control/],
    [`https://example.org/${'a'.repeat(2_000)}`, /at most/],
  ])('%j is refused', (url, words) => {
    expect(() => parseEndpointUrl(url, { privateNetworks: false })).toThrow(words);
  });

  it('keeps its query, loses its fragment, and may have any port where private networks are open', () => {
    const given = 'HTTPS://Example.org:443/hook?a=1#x';
    expect(parseEndpointUrl(given, { privateNetworks: false })).toBe('https://example.org/hook?a=1');
    expect(parseEndpointUrl('http://10.0.0.7:9000/', { privateNetworks: true })).toBe(
      'http://10.0.0.7:9000/',
    );
  });
});

describe('A15: an answer', () => {
  afterEach(() => vi.unstubAllEnvs());
  const post = async (answer: Parameters<typeof startHooks>[0]) => {
    const hooks = await startHooks(answer);
    return outcomeOfPost(await open.post(hooks.url, {}, '{}'), AT);
  };

  it.each([
    [200, {}, { outcome: 'sent' }],
    [204, {}, { outcome: 'sent' }],
    [400, {}, { outcome: 'deferred', code: 400 }],
    [404, { 'retry-after': '60' }, { outcome: 'deferred', code: 404 }],
    [410, {}, { outcome: 'refused', refuses: 'mailbox' }],
    [500, {}, { outcome: 'deferred', code: 500 }],
    [429, { 'retry-after': '120' }, { outcome: 'deferred', waitMs: 120_000 }],
    [503, { 'retry-after': 'Mon, 09 Jun 2025 01:00:00 GMT' }, { outcome: 'deferred', waitMs: 3_600_000 }],
    [429, { 'retry-after': '99999999' }, { outcome: 'deferred', waitMs: 86_400_000 }],
  ] as const)('of %i means what it should (%j)', async (code, headers, outcome) => {
    expect(await post((response) => response.writeHead(code, headers).end())).toMatchObject(outcome);
  });

  it.each(['soon', '-5', 'Mon, 09 Jun 2014 01:00:00 GMT', '1e9'])(
    'with Retry-After %j asks for nothing',
    async (value) => {
      const outcome = await post((response) => response.writeHead(503, { 'retry-after': value }).end());
      expect(outcome).not.toHaveProperty('waitMs');
    },
  );

  it('of 100 MB is read up to 64 kB, and the connection is ended', async () => {
    let written = 0;
    const hooks = await startHooks((response) => {
      response.writeHead(200);
      const block = Buffer.alloc(65_536, 'x');
      const more = (): void => {
        while (!response.destroyed && written < 100e6) {
          written += block.length;
          if (!response.write(block)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    const result = await open.post(hooks.url, {}, '{}');
    expect(result).toMatchObject({ status: 200 });
    expect('body' in result && result.body.length).toBe(65_536);
    expect(outcomeOfPost(result, AT).answer.length).toBeLessThanOrEqual(500);
    expect(written).toBeLessThan(20e6);
  });

  it('that never comes is given up, and may have been heard', async () => {
    const began = monotonicMs();
    expect(await post(() => undefined)).toEqual({ outcome: 'unsure', answer: 'no answer within 0.5 s' });
    expect(monotonicMs() - began).toBeLessThan(10_000);
  });

  it('that drips for ever counts by its status', async () => {
    const outcome = await post((response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(outcome.outcome).toBe('sent');
  });

  it('of headers without end is no answer', async () => {
    const outcome = await post((response) => response.writeHead(200, { 'x-long': 'y'.repeat(40_000) }).end());
    expect(outcome.outcome).toBe('unsure');
  });

  it('that changes the protocol (101) is none, and does not hold the sender for ever', async () => {
    const outcome = await post((response) => {
      response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
    });
    expect(outcome).toEqual({ outcome: 'unsure', answer: 'hung up without an answer' });
  });

  it('of nobody is unreachable', async () => {
    const result = await open.post('http://127.0.0.1:1/', {}, '{}');
    expect(outcomeOfPost(result, AT).outcome).toBe('unreachable');
  });

  it('does not come from a proxy of the environment', async () => {
    const proxy = await startHooks();
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])
      vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
    const hooks = await startHooks();
    await open.post(hooks.url, {}, '{}');
    expect([proxy.asked.length, hooks.asked.length]).toEqual([0, 1]);
  });
});
