/** A message that was really sent, and what comes back for it over a real connection. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { openBounceDoor } from '../../src/service/bounce-mail.ts';
import type { Context } from '../../src/service/context.ts';
import { pass, quickMailer, readers } from './passes.ts';
import { record, setup } from './setup.ts';
import { startSmtp } from './smtp.ts';

export const eml = (name: string): string =>
  readFileSync(join(packageRoot, 'test/mail/reports', `${name}.eml`), 'latin1');

/** The bodies have come due and `addresses` were told; the listener waits for what comes back. */
export async function sentTo(addresses: readonly string[]) {
  const server = await startSmtp();
  const mailer = quickMailer(server.url);
  const world = await setup({ mailer });
  const lines: string[] = [];
  const ctx: Context = {
    ...world.ctx,
    bounceAddress: 'bounces@duly.example.org',
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
  };
  const commitment = await record(ctx);
  await readers(ctx, addresses);
  world.clock.set('2025-06-09T00:00:00+03:00');
  await pass(ctx, world.clock);
  const door = await openBounceDoor(ctx, { host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await door.close();
    await mailer.close(50);
    await server.close();
  });
  /** The address on the envelope of the message to `to`. */
  const returnTo = (to: string): string =>
    server.messages.findLast((message) => message.to[0] === to)?.from ?? 'nothing was sent';
  /** Sends a report there, as a relay would; rejects with its refusal. */
  const comesBack = async (raw: string, to: string): Promise<string> => {
    const transport = createTransport({ host: '127.0.0.1', port: door.port, secure: false, ignoreTLS: true });
    try {
      return (await transport.sendMail({ envelope: { from: '', to }, raw })).response;
    } finally {
      transport.close();
    }
  };
  const feedback = () => world.db.prisma.feedback.findMany({ orderBy: { id: 'asc' } });
  const states = async () =>
    (await world.db.prisma.subscription.findMany({ orderBy: { id: 'asc' } })).map((row) => row.state);
  return { ...world, ctx, commitment, server, door, lines, returnTo, comesBack, feedback, states };
}

/** A raw conversation with the listener. */
export async function rawSmtp(port: number): Promise<{
  readonly socket: Socket;
  /** Sends a line and resolves with the answer to it. */
  say(line: string): Promise<string>;
}> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  const answer = () =>
    new Promise<string>((resolve) => {
      let text = '';
      const read = (chunk: Buffer): void => {
        text += chunk.toString();
        if (!/^\d{3} .*\r\n$/m.test(text)) return;
        socket.off('data', read);
        resolve(text);
      };
      socket.on('data', read);
      socket.once('close', () => resolve(text));
    });
  await answer();
  return {
    socket,
    say: (line) => {
      const heard = answer();
      socket.write(`${line}\r\n`);
      return heard;
    },
  };
}
