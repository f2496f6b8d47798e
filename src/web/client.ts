/**
 * The address of whoever asks. Each proxy appends to `X-Forwarded-For` who has asked it, so the header is read from its
 * right end, and only as far as those who wrote it are trusted (`TRUSTED_PROXIES`): what stands further left anybody may
 * have made up. Limits count by this address; who may change something never depends on it.
 */
import { BlockList, isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import type { TrustedProxies } from '../config.ts';
import { peerOf, type WebEnv } from './env.ts';

/** An IPv4 address that is written as IPv6 is the IPv4 address; a scope such as `%eth0` is no part of it. */
const plain = (address: string): string =>
  address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');

/** One entry of the header as an address; some proxies append a port. Null when it is none. */
function addressIn(entry: string): string | null {
  const text = entry.trim();
  const inner = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d{1,5}$/, '$1');
  const address = plain(inner);
  return isIP(address) === 0 ? null : address;
}

/** Whether the one at `address`, `hop` steps before us, is a proxy whose word is taken. */
function openTrust(trusted: TrustedProxies): (address: string, hop: number) => boolean {
  if (typeof trusted === 'number') return (_, hop) => hop < trusted;
  const list = new BlockList();
  for (const one of trusted) {
    const [written = '', bits] = one.split('/');
    const address = plain(written);
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Who is behind a connection from `peer` that brought this `X-Forwarded-For`. What is no address ends the way: then the
 * last one that could be believed counts.
 */
export function openClient(trusted: TrustedProxies): (peer: string, forwarded: string | undefined) => string {
  const isTrusted = openTrust(trusted);
  return (peer, forwarded) => {
    const entries = forwarded?.split(',') ?? [];
    let client = plain(peer);
    for (let hop = 0; isTrusted(client, hop); hop += 1) {
      const before = addressIn(entries.pop() ?? '');
      if (before === null) break;
      client = before;
    }
    return client;
  };
}

/** Notes the address of whoever asks. */
export function noteClient(trusted: TrustedProxies): MiddlewareHandler<WebEnv> {
  const clientOf = openClient(trusted);
  return (c, next) => {
    c.set('client', clientOf(peerOf(c), c.req.header('x-forwarded-for')));
    return next();
  };
}
