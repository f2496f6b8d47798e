import { DulyError } from '../domain/errors.ts';

const MAX_URL = 2_000;
/** Of a public address only the ports of the web: any other is a way to speak to something that is no web server. */
const WEB_PORTS = ['', '80', '443'];

/** Whose networks requests may go to. */
export interface Reach {
  /** `ALLOW_PRIVATE_NETWORKS`: also this machine, private networks and any port. */
  readonly privateNetworks: boolean;
}

/**
 * The address of an endpoint as somebody gives it, checked and normalized. Where its name leads is checked when the
 * connection is made, each time anew (`request.ts`): what a name means may change.
 *
 * @throws DulyError `invalid`, field `url`
 */
export function parseEndpointUrl(text: string, { privateNetworks }: Reach): string {
  const given = text.trim();
  if (given === '')
    throw refusal('Please give the address of the endpoint, such as https://example.org/hook.');
  if (given.length > MAX_URL) throw refusal(`The address may have at most ${MAX_URL} characters.`);
  if (/[\s\p{Cc}\p{Zl}\p{Zp}]/u.test(given))
    throw refusal('The address contains a space or a control character.');
  if (!URL.canParse(given))
    throw refusal('This is not a complete web address, such as https://example.org/hook.');
  const url = new URL(given);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refusal('The address must begin with https:// or http://.');
  if (url.username !== '' || url.password !== '')
    throw refusal(
      'The address must not contain a login: requests are signed instead, which the endpoint can check.',
    );
  if (!privateNetworks && !WEB_PORTS.includes(url.port))
    throw refusal(
      `Port ${url.port} is no port of the web: use 443 or 80, or set ALLOW_PRIVATE_NETWORKS=true.`,
    );
  url.hash = '';
  if (url.href.length > MAX_URL) throw refusal(`The address may have at most ${MAX_URL} characters.`);
  return url.href;
}

function refusal(message: string): DulyError {
  return new DulyError('invalid', message, { field: 'url' });
}
