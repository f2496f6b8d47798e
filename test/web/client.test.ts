import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig, type TrustedProxies } from '../../src/config.ts';
import { openClient } from '../../src/web/client.ts';
import { openWeb } from './ask.ts';

const PROXY = '10.0.0.2';
const clientOf = (trusted: TrustedProxies, peer: string, header?: string): string =>
  openClient(trusted)(peer, header);

describe('A6: the address of whoever asks', () => {
  it('is that of the connection while no proxy is trusted, whatever a header says', () => {
    for (const header of [undefined, '', '198.51.100.7', '127.0.0.1, 10.0.0.2', 'for=1.2.3.4'])
      expect(clientOf(0, '203.0.113.5', header)).toBe('203.0.113.5');
  });

  it('is counted from the right: what the visitor wrote stands further left', () => {
    const header = '1.1.1.1, 198.51.100.7';
    expect(clientOf(1, PROXY, header)).toBe('198.51.100.7');
    expect(clientOf([PROXY], PROXY, header)).toBe('198.51.100.7');
    const two = '1.1.1.1, 198.51.100.7, 10.0.0.3';
    expect(clientOf(2, PROXY, two)).toBe('198.51.100.7');
    expect(clientOf(['10.0.0.0/8'], PROXY, two)).toBe('198.51.100.7');
    expect(clientOf([PROXY, '10.0.0.3'], PROXY, two)).toBe('198.51.100.7');
    // Only the nearest is trusted: what it says is the other proxy.
    expect(clientOf(1, PROXY, two)).toBe('10.0.0.3');
    expect(clientOf([PROXY], PROXY, two)).toBe('10.0.0.3');
  });

  it('is that of the connection when it comes past the proxies that are named', () => {
    expect(clientOf(['10.0.0.0/8'], '203.0.113.5', '198.51.100.7')).toBe('203.0.113.5');
    expect(clientOf(['10.0.0.0/8'], '', '198.51.100.7')).toBe('');
  });

  it('ends at what is no address, and then is the last that could be believed', () => {
    for (const rubbish of ['unknown', '_hidden', '', '1.2.3', '999.1.1.1', '1.2.3.4.5', '" "', '[::1', '::g'])
      expect([rubbish, clientOf(2, PROXY, `198.51.100.7, ${rubbish}`)]).toEqual([rubbish, PROXY]);
    expect(clientOf(3, PROXY, 'rubbish, 198.51.100.7')).toBe('198.51.100.7');
    expect(clientOf(9, PROXY, '198.51.100.7')).toBe('198.51.100.7');
    expect(clientOf(1, PROXY)).toBe(PROXY);
  });

  it('knows IPv6, also with a port, a scope, or an IPv4 address in it', () => {
    expect(clientOf(1, '::1', '2001:db8::7')).toBe('2001:db8::7');
    expect(clientOf(1, '::1', '[2001:db8::7]:4711')).toBe('2001:db8::7');
    expect(clientOf(1, '::1', '198.51.100.7:4711')).toBe('198.51.100.7');
    expect(clientOf(['fd00::/8'], 'fd12::1', '2001:db8::7, fd00::2')).toBe('2001:db8::7');
    expect(clientOf(['fe80::1'], 'fe80::1%eth0', '2001:db8::7')).toBe('2001:db8::7');
    // A socket that takes both kinds shows IPv4 like this.
    expect(clientOf([PROXY], `::ffff:${PROXY}`, '::ffff:198.51.100.7')).toBe('198.51.100.7');
    expect(clientOf(['2001:db8::/32'], PROXY, '198.51.100.7')).toBe(PROXY);
  });

  it('never depends on what stands left of the entry that the proxy wrote', () => {
    fc.assert(
      fc.property(fc.string(), (made) => {
        expect(clientOf(1, PROXY, `${made}, 198.51.100.7`)).toBe('198.51.100.7');
        expect(clientOf([PROXY], PROXY, `${made}, 198.51.100.7`)).toBe('198.51.100.7');
      }),
    );
  });
});

describe('TRUSTED_PROXIES', () => {
  const read = (text: string) => readConfig({ TRUSTED_PROXIES: text }).trustedProxies;

  it('is a number, or addresses and networks; unset it is none', () => {
    expect(readConfig({}).trustedProxies).toBe(0);
    expect(read('2')).toBe(2);
    expect(read('10.0.0.2, 172.16.0.0/12,::1,fd00::/8')).toEqual([
      '10.0.0.2',
      '172.16.0.0/12',
      '::1',
      'fd00::/8',
    ]);
  });

  it('is refused with what would be right, and never means the whole world', () => {
    for (const text of [
      '0',
      '10',
      'yes',
      '10.0.0',
      '10.0.0.2,',
      '10.0.0.0/33',
      '0.0.0.0/0',
      '::/0',
      '::1/129',
    ])
      expect(() => read(text), text).toThrow(/TRUSTED_PROXIES must be how many proxies stand in front/);
    for (const text of ['1.2.3.4/8/8', '1.2.3.4/', '::ffff:10.0.0.0/104'])
      expect(() => read(text), text).toThrow(/such as 10\.0\.0\.2/);
  });
});

describe('limits behind a proxy', () => {
  it('count the visitor behind it, and nobody by their own header', async () => {
    const { post } = await openWeb({ web: { subscribePerHour: 2, trustedProxies: [PROXY] } });
    let count = 0;
    const ask = async (peer: string, forwarded: string): Promise<number> => {
      count += 1;
      const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': forwarded };
      return (await post('/subscribe', { address: `a${count}@example.org` }, { peer, headers })).status;
    };
    const through = (made: string, visitor: string) => ask(PROXY, `${made}, ${visitor}`);
    expect(await through('1.1.1.1', '198.51.100.7')).toBe(200);
    expect(await through('1.1.1.2', '198.51.100.7')).toBe(200);
    expect(await through('1.1.1.3', '198.51.100.7')).toBe(429);
    expect(await through('1.1.1.3', '198.51.100.8')).toBe(200);
    // Past the proxy the header is worth nothing.
    expect(await ask('203.0.113.5', '198.51.100.9')).toBe(200);
    expect(await ask('203.0.113.5', '198.51.100.10')).toBe(200);
    expect(await ask('203.0.113.5', '198.51.100.11')).toBe(429);
  });

  it('give nobody what only the machine itself may do', async () => {
    const { ask } = await openWeb({ web: { trustedProxies: 1 } });
    const local = { peer: '203.0.113.9', headers: { 'x-forwarded-for': '127.0.0.1' } };
    expect((await ask('/record', {}, local)).status).toBe(403);
    const proxied = { peer: '127.0.0.1', headers: { 'x-forwarded-for': '127.0.0.1' } };
    expect((await ask('/record', {}, proxied)).status).toBe(403);
  });
});
