import { DulyError } from '../domain/errors.ts';

/** Where and how to hand in mail. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps://`). */
  readonly secure: boolean;
  /** For `smtp://`: refuse to go on without STARTTLS, use it when offered, or leave it alone. */
  readonly startTls: 'required' | 'offered' | 'off';
  readonly login: { readonly user: string; readonly pass: string } | null;
}

const EXAMPLE = 'for example smtps://user:password@mail.example.org:465 or smtp://localhost:25';

/**
 * Reads `smtp://user:password@host:587` or `smtps://...`. With a login, STARTTLS is required unless the
 * server is this machine, so that nobody between can read the password; `?tls=required`, `?tls=offered` or
 * `?tls=off` says otherwise. The certificate is always checked.
 *
 * @throws DulyError `config`, field `SMTP_URL`; the message never repeats the address, it holds a password
 */
export function parseSmtpUrl(text: string): SmtpServer {
  if (!URL.canParse(text)) throw refusal(`is not an address; write ${EXAMPLE}`);
  const url = new URL(text);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') {
    throw refusal(`must start with smtp:// or smtps://, ${EXAMPLE}`);
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === '') throw refusal(`names no host, ${EXAMPLE}`);
  if ((url.pathname !== '' && url.pathname !== '/') || url.hash !== '') {
    throw refusal(`must end after the port (a password with / ? # or @ needs percent-encoding), ${EXAMPLE}`);
  }
  const secure = url.protocol === 'smtps:';
  const login = loginOf(url);
  const local = host === 'localhost' || host === '::1' || host.startsWith('127.');
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    startTls: startTlsOf(url, secure) ?? (login !== null && !local ? 'required' : 'offered'),
    login,
  };
}

function loginOf(url: URL): SmtpServer['login'] {
  if (url.username === '' && url.password === '') return null;
  if (url.username === '' || url.password === '') throw refusal(`needs both user and password, ${EXAMPLE}`);
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch (cause) {
    throw refusal('has a % in user or password that is no percent-encoding; write it as %25', cause);
  }
}

function startTlsOf(url: URL, secure: boolean): SmtpServer['startTls'] | null {
  const unknown = [...url.searchParams.keys()].find((key) => key !== 'tls');
  if (unknown !== undefined) throw refusal('knows one option only: ?tls=required, ?tls=offered or ?tls=off');
  const value = url.searchParams.get('tls');
  if (value === null) return null;
  if (secure) throw refusal('needs no tls option with smtps://, the connection is encrypted from the start');
  if (value !== 'required' && value !== 'offered' && value !== 'off') {
    throw refusal('has an unknown tls option; write required, offered or off');
  }
  return value;
}

function refusal(fault: string, cause?: unknown): DulyError {
  return new DulyError('config', `SMTP_URL ${fault}.`, { field: 'SMTP_URL', cause });
}
