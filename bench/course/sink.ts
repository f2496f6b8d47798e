/**
 * A mail server that takes everything and keeps nothing, in a process of its own: the least an SMTP server can do,
 * so that it is not what is measured. This file is both sides of it.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** What has come in since the server started. */
export interface Taken {
  readonly messages: number;
  readonly bytes: number;
}

export interface Sink {
  readonly port: number;
  taken(): Promise<Taken>;
  close(): Promise<void>;
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [answer] = (await once(child, 'message')) as [T];
  return answer;
}

/** Starts the server on a free port of this machine. */
export async function startSink(): Promise<Sink> {
  const child = fork(fileURLToPath(import.meta.url), ['serve']);
  const { port } = await answerOf<{ port: number }>(child);
  return {
    port,
    taken: () => {
      child.send('taken');
      return answerOf<Taken>(child);
    },
    close: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

const END = Buffer.from('\r\n.\r\n');
const REPLIES: Readonly<Record<string, string>> = {
  EHLO: '250-sink\r\n250 8BITMIME\r\n',
  DATA: '354 go on\r\n',
  QUIT: '221 bye\r\n',
};

/** Speaks SMTP on one connection; `took` hears the size of each message. */
function speak(socket: Socket, took: (bytes: number) => void): void {
  let waiting = Buffer.alloc(0);
  let inData = false;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy()); // the client went away: nothing to keep
  socket.write('220 sink\r\n');
  socket.on('data', (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    for (;;) {
      const end = inData ? waiting.indexOf(END) : waiting.indexOf('\r\n');
      if (end < 0) return;
      const line = waiting.subarray(0, end);
      waiting = waiting.subarray(end + (inData ? END.length : 2));
      if (inData) {
        took(line.length);
        inData = false;
        socket.write('250 taken\r\n');
        continue;
      }
      const verb = line.toString('latin1', 0, 4).toUpperCase();
      socket.write(REPLIES[verb] ?? '250 well\r\n');
      if (verb === 'QUIT') socket.end();
      inData = verb === 'DATA';
    }
  });
}

function serve(): void {
  let taken: Taken = { messages: 0, bytes: 0 };
  const server = createServer((socket) => {
    speak(socket, (bytes) => {
      taken = { messages: taken.messages + 1, bytes: taken.bytes + bytes };
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
  process.on('message', () => process.send?.(taken));
  process.on('disconnect', () => process.exit());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) serve();
