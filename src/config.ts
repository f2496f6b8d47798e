/**
 * The only reader of the environment. One schema says what may be set; all faults are named at once, each with
 * the key and a good example; secrets are never printed.
 */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DulyError } from './domain/errors.ts';

const url = (schemes: string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
    error: `must be an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}, such as ${example}`,
  });

/** The address or network is one, and not the whole world, in which every made-up header would be believed. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIP(address) === 4 ? 32 : 128;
  // A network of IPv4 is written as one, not as `::ffff:10.0.0.0/104`.
  if (bits !== undefined && /^::ffff:.*\./i.test(address)) return false;
  const right = bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most);
  return isIP(address) !== 0 && right && more.length === 0;
}

const proxiesIn = (text: string): string[] => text.split(',').map((one) => one.trim());

/** One row a setting: its form, and what it is for (the documentation prints this table). */
export const SETTINGS = {
  DATABASE_URL: {
    form: url(['postgres:', 'postgresql:'], 'postgres://duly:password@db:5432/duly').optional(),
    secret: true,
    about: 'PostgreSQL 15 or newer. Unset: an embedded PostgreSQL under DULY_DATA.',
  },
  DULY_DATA: {
    form: z.string().min(1).default('.duly'),
    secret: false,
    about: 'Folder of the embedded database, its log and the generated secret.',
  },
  REDIS_URL: {
    form: url(['redis:', 'rediss:'], 'redis://queue:6379').optional(),
    secret: true,
    about: 'Redis for the queues. Unset: the queues run on PostgreSQL.',
  },
  SMTP_URL: {
    form: url(['smtp:', 'smtps:'], 'smtp://user:password@mail.example.org:587').optional(),
    secret: true,
    about: 'Mail server. Unset: mail is kept and shown at /outbox.',
  },
  MAIL_FROM: {
    form: z
      .string()
      .regex(/@/, { error: 'must be an address such as Duly <duly@example.org>' })
      .default('Duly <duly@localhost.localdomain>'),
    secret: false,
    about: 'Sender of all mail.',
  },
  MAIL_PER_SECOND: {
    form: z.coerce
      .number({ error: 'must be a number such as 20' })
      .min(0.01, { error: 'must be at least 0.01' })
      .max(10_000, { error: 'must be at most 10000' })
      .optional(),
    secret: false,
    about: 'Messages each worker process may send in a second. Unset: as many as the mail server takes.',
  },
  BOUNCE_ADDRESS: {
    form: z
      .string()
      .regex(/^[a-z0-9._-]{1,16}@[a-z0-9.-]+$/i, {
        error: 'must be a plain address such as bounces@example.org, with at most 16 characters before the @',
      })
      .optional(),
    secret: false,
    about:
      'Where undeliverable mail goes back to, as bounces+NUMBER@…. Unset: to MAIL_FROM, and nobody reads it.',
  },
  BOUNCE_LISTEN: {
    form: z
      .string()
      .regex(/^(\[[0-9a-f:]+\]|[^\s:[\]]+):\d{1,5}$/i, { error: 'must be HOST:PORT such as 0.0.0.0:2525' })
      .optional(),
    secret: false,
    about: 'Where workers take in what comes back, by SMTP. Unset: nowhere. Needs BOUNCE_ADDRESS.',
  },
  BOUNCE_HOOK_SECRET: {
    form: z
      .string()
      .regex(/^\S{24,}$/, { error: 'must have at least 24 characters and no space' })
      .optional(),
    secret: true,
    about: 'What a mail provider must send to report bounces at /hooks/bounces. Unset: nobody may.',
  },
  BASE_URL: {
    form: url(['http:', 'https:'], 'https://duly.example.org').optional(),
    secret: false,
    about: 'Public address, used in links. Default: http://localhost:PORT.',
  },
  HOST: {
    form: z.string().min(1).default('127.0.0.1'),
    secret: false,
    about: 'Address to listen on.',
  },
  PORT: {
    form: z.coerce
      .number({ error: 'must be a port number such as 8470' })
      .int()
      .min(0)
      .max(65_535, { error: 'must be a port number such as 8470' })
      .default(8470),
    secret: false,
    about: 'Port of the web pages; 0 takes any free one.',
  },
  TRUSTED_PROXIES: {
    form: z
      .string()
      .refine((text) => /^[1-9]$/.test(text.trim()) || proxiesIn(text).every(isNetwork), {
        error:
          'must be how many proxies stand in front (1 to 9), or their addresses and networks with commas between, such as 10.0.0.2, 172.16.0.0/12',
      })
      .optional(),
    secret: false,
    about:
      'Proxies in front whose X-Forwarded-For is believed: how many, or their addresses and networks with commas between. Unset: no header is believed, and behind a proxy all visitors count as one.',
  },
  DULY_SECRET: {
    form: z
      .string()
      .min(32, { error: 'must have at least 32 characters, such as the output of `openssl rand -hex 32`' })
      .optional(),
    secret: true,
    about:
      'Signs links in mails. Generated and stored on the first embedded start; required with DATABASE_URL.',
  },
  ALLOW_PRIVATE_NETWORKS: {
    form: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false'),
    secret: false,
    about:
      'Whether webhooks may go to this machine, private networks and ports other than 80 and 443. Leave it off where others choose the addresses.',
  },
  LOG_LEVEL: {
    form: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
        error: 'must be one of trace, debug, info, warn, error, silent',
      })
      .default('info'),
    secret: false,
    about: 'How much is logged, as JSON lines on stderr.',
  },
  DULY_SECOND_PERSON: {
    form: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false'),
    secret: false,
    about: 'true: a decision counts when somebody else than its author has approved it.',
  },
  DULY_EMBEDDED_ROOT: {
    form: z.enum(['namespace', 'user'], { error: 'must be namespace or user' }).optional(),
    secret: false,
    about: 'As root: how the embedded server gives up its rights. Unset: whatever works.',
  },
} as const;

type Key = keyof typeof SETTINGS;
const KEYS = Object.keys(SETTINGS) as Key[];

/** How many proxies stand in front, or which: addresses and networks such as `10.0.0.0/8`. */
export type TrustedProxies = number | readonly string[];

export interface Config {
  /** Unset: embedded. */
  readonly databaseUrl: string | undefined;
  /** Absolute path. */
  readonly dataDir: string;
  readonly redisUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly mailPerSecond: number | undefined;
  readonly bounceAddress: string | undefined;
  readonly bounceListen: { readonly host: string; readonly port: number } | undefined;
  readonly hookSecret: string | undefined;
  /** Without a slash at the end; undefined until the port is known. */
  readonly baseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  /** 0: none. */
  readonly trustedProxies: TrustedProxies;
  readonly secret: string | undefined;
  /** Whether requests to addresses that people give may go to private networks. */
  readonly allowPrivateNetworks: boolean;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** A decision waits for a second person. */
  readonly secondPerson: boolean;
  readonly embeddedRoot: 'namespace' | 'user' | undefined;
}

/** The value of `key`, or of the file that `KEY_FILE` names; both at once is a fault. */
function settingOf(env: Record<string, string | undefined>, key: Key, faults: string[]): string | undefined {
  const value = env[key]?.trim() === '' ? undefined : env[key];
  const file = env[`${key}_FILE`];
  if (!SETTINGS[key].secret || file === undefined || file === '') return value;
  if (value !== undefined) {
    faults.push(`${key} and ${key}_FILE are both set: keep one of them.`);
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    faults.push(`${key}_FILE names a file that cannot be read: ${(error as Error).message}`);
    return undefined;
  }
}

/** Every value that is right, and every fault in words. */
function check(env: Record<string, string | undefined>): {
  values: Partial<Record<Key, unknown>>;
  faults: string[];
} {
  const faults: string[] = [];
  const values: Partial<Record<Key, unknown>> = {};
  for (const key of KEYS) {
    const result = SETTINGS[key].form.safeParse(settingOf(env, key, faults));
    if (result.success) values[key] = result.data;
    else faults.push(`${key} ${result.error.issues[0]?.message ?? 'is wrong'}.`);
  }
  if (faults.length === 0 && values.DATABASE_URL !== undefined && values.DULY_SECRET === undefined)
    faults.push('DULY_SECRET is required with DATABASE_URL: set it to the output of `openssl rand -hex 32`.');
  if (values.BOUNCE_LISTEN !== undefined && values.BOUNCE_ADDRESS === undefined)
    faults.push('BOUNCE_LISTEN needs BOUNCE_ADDRESS: the address that mail comes back to.');
  return { values, faults };
}

/** `[::1]:2525` as host and port. */
function placeOf(text: string | undefined): Config['bounceListen'] {
  if (text === undefined) return undefined;
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(text.slice(colon + 1)) };
}

function trusted(text: string | undefined): TrustedProxies {
  if (text === undefined) return 0;
  return /^\d$/.test(text.trim()) ? Number(text) : proxiesIn(text);
}

/** Reads and checks the environment. Throws one `DulyError('config')` that lists every fault. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const { values, faults } = check(env);
  if (faults.length > 0)
    throw new DulyError(
      'config',
      `The configuration has ${faults.length === 1 ? 'a fault' : 'faults'}:\n  ${faults.join('\n  ')}`,
    );
  return {
    databaseUrl: values.DATABASE_URL as string | undefined,
    dataDir: resolve(values.DULY_DATA as string),
    redisUrl: values.REDIS_URL as string | undefined,
    smtpUrl: values.SMTP_URL as string | undefined,
    mailFrom: values.MAIL_FROM as string,
    mailPerSecond: values.MAIL_PER_SECOND as number | undefined,
    bounceAddress: (values.BOUNCE_ADDRESS as string | undefined)?.toLowerCase(),
    bounceListen: placeOf(values.BOUNCE_LISTEN as string | undefined),
    hookSecret: values.BOUNCE_HOOK_SECRET as string | undefined,
    baseUrl: (values.BASE_URL as string | undefined)?.replace(/\/+$/, ''),
    host: values.HOST as string,
    port: values.PORT as number,
    trustedProxies: trusted(values.TRUSTED_PROXIES as string | undefined),
    secret: values.DULY_SECRET as string | undefined,
    allowPrivateNetworks: values.ALLOW_PRIVATE_NETWORKS === 'true',
    logLevel: values.LOG_LEVEL as Config['logLevel'],
    secondPerson: values.DULY_SECOND_PERSON === 'true',
    embeddedRoot: values.DULY_EMBEDDED_ROOT as Config['embeddedRoot'],
  };
}

/**
 * The settings as they are in force, for `duly config`, and what is wrong with them. Secrets are only said to be
 * set or not.
 */
export function describeConfig(env: Record<string, string | undefined> = process.env) {
  const settings = KEYS.map((key) => {
    const value = settingOf(env, key, []);
    const fallback = SETTINGS[key].form.safeParse(undefined);
    const shown = value ?? (fallback.success ? fallback.data : undefined);
    const text = shown === undefined ? null : SETTINGS[key].secret ? '(set, not shown)' : String(shown);
    const preset = fallback.success && fallback.data !== undefined ? String(fallback.data) : null;
    return {
      key,
      value: text,
      isDefault: value === undefined,
      fallback: preset,
      about: SETTINGS[key].about,
    };
  });
  return { settings, faults: check(env).faults };
}
