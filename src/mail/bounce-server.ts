/**
 * Listens for mail by SMTP, for one purpose: whoever connects may hand over what came back, and nothing else. There is
 * no login and no way on to anywhere. A mail is answered with 250 only once `take` has done its work, so that a
 * process that dies in the middle gets it again.
 */
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { MOST_READ } from './report.ts';

const MOST_BYTES = 10_000_000;
const MOST_CLIENTS = 20;
const MOST_RECIPIENTS = 10;
const SILENCE_MS = 60_000;
/** How long connections may take to end once closing has begun. */
const CLOSE_MS = 2_000;

/** Why a mail or a recipient is not taken. 4xx: come again; 5xx: never. */
export interface Refusal {
  readonly code: 450 | 451 | 550 | 552;
  readonly text: string;
}

export interface BounceServerOptions {
  readonly host: string;
  readonly port: number;
  /** The name under which it greets. */
  readonly name: string;
  readonly accepts: (recipient: string) => Promise<Refusal | null>;
  /** At most the first megabyte of the mail. What it throws is answered with "come again". */
  readonly take: (raw: Buffer, recipients: readonly string[]) => Promise<void>;
  readonly log: { warn(fields: object, message: string): void };
}

const errorOf = ({ code, text }: Refusal): Error => Object.assign(new Error(text), { responseCode: code });

/** Reads to the end and keeps what is looked at; rejects when the connection ends before the mail does. */
function readMail(stream: SMTPServerDataStream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const kept: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      if (size < MOST_READ) kept.push(chunk.subarray(0, MOST_READ - size));
      size += chunk.length;
    });
    stream.on('end', () => resolve(Buffer.concat(kept)));
    stream.on('error', reject);
    stream.on('close', () => reject(new Error('the connection ended before the mail did')));
  });
}

/** Starts to listen. Rejects when the port cannot be had. */
export async function startBounceServer(
  options: BounceServerOptions,
): Promise<{ port: number; close(): Promise<void> }> {
  const { accepts, take, log } = options;
  const server = new SMTPServer({
    name: options.name,
    banner: 'for what came back only',
    logger: false,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MOST_BYTES,
    maxClients: MOST_CLIENTS,
    socketTimeout: SILENCE_MS,
    closeTimeout: CLOSE_MS,
    onRcptTo(address, session, done) {
      if (session.envelope.rcptTo.length >= MOST_RECIPIENTS)
        return done(errorOf({ code: 450, text: 'too many recipients' }));
      accepts(address.address).then(
        (refusal) => (refusal === null ? done() : done(errorOf(refusal))),
        () => done(errorOf({ code: 451, text: 'come again later' })),
      );
    },
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      readMail(stream).then(
        (raw) => {
          if (stream.sizeExceeded) return done(errorOf({ code: 552, text: 'larger than any report is' }));
          take(raw, recipients).then(
            () => done(null, 'taken'),
            (error: Error) => {
              log.warn({ error: error.message }, 'what came back could not be taken in; it will come again');
              done(errorOf({ code: 451, text: 'come again later' }));
            },
          );
        },
        (error: Error) => done(errorOf({ code: 451, text: error.message })),
      );
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject);
      const address = server.server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : options.port);
    });
  });
  // A client that breaks off must not take the process down.
  server.on('error', (error: Error) =>
    log.warn({ error: error.message }, 'a connection with what came back failed'),
  );
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
