import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A message as the server took it from the wire. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
  /** Which connection brought it, counted from 1. */
  readonly connection: number;
  parsed(): Promise<ParsedMail>;
}

export interface SmtpScript {
  /** Reply to RCPT by address, e.g. `{ 'full@example.org': 452 }`; others are taken. */
  readonly recipients?: Readonly<Record<string, number>>;
  /** Reply to MAIL FROM instead of 250. */
  readonly sender?: number;
  /** Reply to the final dot instead of 250. */
  readonly data?: number;
  /** Runs when the final dot has arrived, before it is answered; the answer waits for it. */
  readonly onDot?: (message: Received) => void | Promise<void>;
}

export interface SmtpOptions extends SmtpScript {
  /** Demands this login; any other is refused with 535. */
  readonly auth?: { readonly user: string; readonly pass: string };
  /** `starttls` and `implicit` use a self-signed certificate that no client trusts. Default `off`. */
  readonly tls?: 'off' | 'starttls' | 'implicit';
}

export interface SmtpSink {
  readonly port: number;
  /** For `SMTP_URL`, without a login. */
  readonly url: string;
  readonly messages: readonly Received[];
  /** Connections opened so far. */
  readonly connections: number;
  /** Replaces what the server answers from now on. */
  script(script: SmtpScript): void;
  /** Resolves with the messages once there are `count`; rejects after `withinMs`. */
  waitFor(count: number, withinMs?: number): Promise<readonly Received[]>;
  close(): Promise<void>;
}

/** Starts a real SMTP server on a free port of this machine. Close it in the test that opened it. */
export async function startSmtp(options: SmtpOptions = {}): Promise<SmtpSink> {
  let script: SmtpScript = options;
  const messages: Received[] = [];
  const waiting = new Set<() => void>();
  const sessions = new Map<string, number>();
  const tls = options.tls ?? 'off';
  const server = new SMTPServer({
    logger: false,
    secure: tls === 'implicit',
    hideSTARTTLS: tls !== 'starttls',
    disableReverseLookup: true,
    authOptional: options.auth === undefined,
    allowInsecureAuth: true,
    closeTimeout: 20,
    onAuth(auth, _session, done) {
      const right = auth.username === options.auth?.user && auth.password === options.auth?.pass;
      if (right) done(null, { user: auth.username ?? '' });
      else done(reply(535, 'Authentication credentials invalid'));
    },
    onConnect(session, done) {
      sessions.set(session.id, sessions.size + 1);
      done();
    },
    onMailFrom: (_address, _session, done) => done(reply(script.sender, 'sender')),
    onRcptTo: (address, _session, done) => done(reply(script.recipients?.[address.address], 'recipient')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => {}); // the client was killed in the middle; there is nothing to keep
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks);
        const { mailFrom, rcptTo } = session.envelope;
        const message: Received = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((recipient) => recipient.address),
          raw,
          connection: sessions.get(session.id) ?? 0,
          parsed: () => simpleParser(raw),
        };
        await script.onDot?.(message);
        const refusal = reply(script.data, 'message');
        if (refusal !== null) return done(refusal);
        messages.push(message);
        done(null, `queued as ${messages.length}`);
        for (const check of waiting) check();
      });
    },
  });
  // Clients that are killed or distrust the certificate reset their connections; that is part of the tests.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `${tls === 'implicit' ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    messages,
    get connections() {
      return sessions.size;
    },
    script(next) {
      script = next;
    },
    waitFor(count, withinMs = 30_000) {
      return new Promise((resolve, reject) => {
        const settle = (result: () => void): void => {
          clearTimeout(timer);
          waiting.delete(check);
          result();
        };
        const check = (): void => {
          if (messages.length >= count) settle(() => resolve(messages));
        };
        const timer = setTimeout(
          () => settle(() => reject(new Error(`${messages.length} of ${count} mails after ${withinMs} ms`))),
          withinMs,
        );
        waiting.add(check);
        check();
      });
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function reply(code: number | undefined, about: string): Error | null {
  if (code === undefined) return null;
  return Object.assign(new Error(`scripted ${code} for this ${about}`), { responseCode: code });
}

/** How a broken server behaves; see `startBrokenSmtp`. */
export type Breakage =
  /** Accepts the connection and says nothing. */
  | 'no-greeting'
  /** Closes every connection at once, without a word. */
  | 'hangs-up'
  /** Refuses every connection with its greeting. */
  | 'greets-554'
  /** Says "go ahead" to DATA, takes the message, never answers it. */
  | 'stall-after-data'
  /** Closes the connection on the final dot, before any answer. */
  | 'drop-after-dot'
  /** Closes the connection in the middle of the message. */
  | 'drop-in-data'
  /** Closes the connection on RCPT. */
  | 'drop-on-rcpt'
  /** Answers EHLO with one letter at a time, for ever. */
  | 'drip'
  /** Takes a message, then cuts the connection without a farewell at the next MAIL. */
  | 'drop-on-second-mail'
  /** Takes a message, then answers the next MAIL on that connection with 421. */
  | 'closes-421-on-second-mail';

export interface BrokenSmtp {
  readonly port: number;
  readonly url: string;
  readonly connections: number;
  /** Every command line received, in order; message text is not among them. */
  readonly commands: readonly string[];
  /** How often a whole message, up to its final dot, has arrived. */
  readonly dots: number;
  close(): Promise<void>;
}

/** Starts a server that speaks just enough SMTP to fail in one particular way. */
export async function startBrokenSmtp(breakage: Breakage): Promise<BrokenSmtp> {
  const seen = { connections: 0, dots: 0, commands: [] as string[] };
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((socket) => {
    seen.connections++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    if (breakage === 'no-greeting') return;
    if (breakage === 'hangs-up') {
      socket.end();
      return;
    }
    if (breakage === 'greets-554') {
      socket.end('554 no mail from you\r\n');
      return;
    }
    socket.write('220 broken.example ESMTP\r\n');
    converse(socket);
  });

  function converse(socket: Socket): void {
    let pending = '';
    let inData = false;
    let mails = 0;
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (!inData) command(line);
        else if (breakage === 'drop-in-data') return void socket.destroy();
        else if (line === '.') dot();
      }
    });
    function dot(): void {
      inData = false;
      seen.dots++;
      if (breakage === 'drop-after-dot') socket.destroy();
      else if (breakage !== 'stall-after-data') socket.write('250 taken\r\n');
    }
    function command(line: string): void {
      seen.commands.push(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' && breakage === 'drip') {
        const timer = setInterval(() => socket.write('x'), 20);
        timers.add(timer);
        socket.on('close', () => clearInterval(timer));
        return;
      }
      if (verb === 'MAIL') {
        mails++;
        if (mails > 1 && breakage === 'drop-on-second-mail') return void socket.destroy();
        if (mails > 1 && breakage === 'closes-421-on-second-mail')
          return void socket.end('421 going down\r\n');
      }
      if (verb === 'RCPT' && breakage === 'drop-on-rcpt') return void socket.destroy();
      if (verb === 'DATA') inData = true;
      socket.write(verb === 'DATA' ? '354 go ahead\r\n' : '250 fine\r\n');
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    get connections() {
      return seen.connections;
    },
    commands: seen.commands,
    get dots() {
      return seen.dots;
    },
    close() {
      for (const timer of timers) clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
