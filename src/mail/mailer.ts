import { Readable } from 'node:stream';
import type { MailMessage, SMTPPoolOptions, SMTPPoolSentMessageInfo } from 'nodemailer';
import SMTPPool from 'nodemailer/lib/smtp-pool';
import { boundedAnswer, type SendOutcome } from '../domain/send-outcome.ts';
import { parseAddress, parseSender } from './address.ts';
import { outcomeOfFailure } from './outcome.ts';
import { parseSmtpUrl, type SmtpServer } from './smtp-url.ts';

/**
 * A composed message and who it goes from and to, as SMTP says it. An empty `from` is the null sender, to
 * which nobody answers.
 */
export interface Outgoing {
  readonly envelope: { readonly from: string; readonly to: string };
  readonly raw: Buffer | string;
}

/** Bounds in milliseconds. `settleMs` bounds a whole `send`, waiting for a free connection included. */
export interface MailTimeouts {
  readonly dnsMs: number;
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Silence of the server; content scanners may think for a minute before they answer. */
  readonly silenceMs: number;
  readonly settleMs: number;
}

export interface MailerOptions {
  readonly smtpUrl: string;
  /** `MAIL_FROM`; its domain is the name under which the server is greeted. */
  readonly mailFrom: string;
  /** Connections kept open at most (default 5). */
  readonly connections?: number;
  readonly timeouts?: Partial<MailTimeouts>;
  readonly log: { info(fields: object, message: string): void };
}

export interface Mailer {
  /** A `send` has settled after this many milliseconds, whatever the server does; leases must be longer. */
  readonly settlesWithinMs: number;
  /**
   * Offers one message to the server once, and resolves with what became of it. Rejects with `DulyError`
   * `invalid` when the envelope holds anything but one plain address on each side.
   */
  send(mail: Outgoing): Promise<SendOutcome>;
  /**
   * Asks the server whether it would take mail from here: greeting, encryption and login, without a message.
   * Resolves with the fault in words, or null when there is none; within `settlesWithinMs`.
   */
  check(): Promise<string | null>;
  /** Takes nothing more, lets messages in flight finish for `graceMs` (default 5 s), then cuts them off. */
  close(graceMs?: number): Promise<void>;
}

const TIMEOUTS: MailTimeouts = {
  dnsMs: 10_000,
  connectMs: 30_000,
  greetingMs: 30_000,
  silenceMs: 90_000,
  settleMs: 180_000,
};

/**
 * Opens a pool of SMTP connections; none is made before the first message.
 *
 * One `send` is one attempt. The pool would by itself take a message up again when its connection closes.
 * It does so only while not a byte of the message was offered, and is held to once (`maxRequeues`): that
 * replaces a connection that the server had closed while idle, and can never deliver twice.
 *
 * @throws DulyError `config` when the address of the server is wrong, `invalid` when the sender's is
 */
export function openMailer(options: MailerOptions): Mailer {
  const server = parseSmtpUrl(options.smtpUrl);
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const sender = parseSender(options.mailFrom, 'Duly').address;
  const pool = new SMTPPool({
    ...poolOptions(server, timeouts),
    name: sender.slice(sender.lastIndexOf('@') + 1),
    maxConnections: options.connections ?? 5,
  });
  const inFlight = new Set<Promise<SendOutcome>>();
  const { host, port, secure, startTls } = server;
  options.log.info({ host, port, secure, startTls }, 'mail goes out by SMTP');

  return {
    settlesWithinMs: timeouts.settleMs,
    async send(mail) {
      const { from, to } = mail.envelope;
      if (from !== '') parseAddress(from);
      parseAddress(to);
      const attempt = offer(pool, mail, timeouts.settleMs);
      inFlight.add(attempt);
      void attempt.finally(() => inFlight.delete(attempt));
      return attempt;
    },
    async check() {
      try {
        await pool.verify();
        return null;
      } catch (error) {
        return boundedAnswer(error instanceof Error ? error.message : String(error));
      }
    },
    async close(graceMs = 5_000) {
      pool.close();
      const cutOff = setTimeout(() => pool.close({ force: true }), graceMs);
      await Promise.allSettled(inFlight);
      clearTimeout(cutOff);
      pool.close();
    },
  };
}

function poolOptions(server: SmtpServer, timeouts: MailTimeouts): SMTPPoolOptions {
  return {
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.startTls === 'required',
    ignoreTLS: server.startTls === 'off',
    tls: { rejectUnauthorized: true },
    ...(server.login === null ? {} : { auth: { ...server.login } }),
    maxMessages: Number.POSITIVE_INFINITY,
    maxRequeues: 1,
    dnsTimeout: timeouts.dnsMs,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.silenceMs,
    socketCloseTimeout: 1_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * Gives the pool what it asks of a message: the envelope, and a stream it first reads when the server has
 * said "go ahead" to DATA. That first read is what tells "unsure" from "certainly not delivered".
 */
function offer(pool: SMTPPool, mail: Outgoing, settleMs: number): Promise<SendOutcome> {
  let offered = false;
  const body = (): Readable =>
    new Readable({
      read() {
        offered = true;
        this.push(mail.raw);
        this.push(null);
      },
    });
  const overdue = new AbortController();
  const message = {
    getEnvelope: () => ({ from: mail.envelope.from, to: [mail.envelope.to] }),
    getHeader: () => '',
    messageId: () => '',
    createReadStream: body,
  };
  const mailForPool = { data: { signal: overdue.signal }, message };
  return new Promise((resolve) => {
    // Silence is bounded by the socket's own timeout; this also bounds a server that drips its answers.
    const timer = setTimeout(() => overdue.abort(), settleMs);
    pool.send(mailForPool as unknown as MailMessage<SMTPPoolSentMessageInfo>, (error, info) => {
      clearTimeout(timer);
      if (error || info === undefined) resolve(outcomeOfFailure(error, offered));
      else resolve({ outcome: 'sent', answer: boundedAnswer(info.response) });
    });
  });
}
