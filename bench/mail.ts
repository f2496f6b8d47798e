/**
 * Mail: alerts of one event claimed, judged, composed, sent and marked, by the job of one worker over real SMTP.
 * Its limit is a bare loop over a nodemailer pool (of 5 or of 10, the faster one) that composes and sends the same
 * messages, rendered beforehand, and writes nothing down. Both talk to the same mail server in another process.
 */
import { type ParsedMail, simpleParser } from 'mailparser';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { systemClock } from '../src/clock.ts';
import { MERGE_MS } from '../src/service/fan-out.ts';
import { drain } from './course/drain.ts';
import { compareRates, type Stretch, stretch, takeTurns } from './course/measure.ts';
import { run } from './course/run.ts';
import { type Crowd, seedCommitments, seedDeadlines, seedSubscriptions } from './course/seed.ts';
import { type Sink, startSink } from './course/sink.ts';
import type { Template } from './course/world.ts';

const DAY_MS = 86_400_000;
const ROUNDS = 3;
/** What nodemailer writes from its own options; every other field is handed over as it stands. */
const OWN = new Set([
  ...['from', 'to', 'subject', 'message-id', 'date', 'mime-version', 'content-type'],
  'content-transfer-encoding',
]);

/** A message as it was kept in the outbox, taken apart into what nodemailer composes it from. */
function optionsOf(mail: ParsedMail): SendMailOptions {
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
  const headers = mail.headerLines
    .filter(({ key }) => !OWN.has(key))
    .map(({ key, line }) => ({
      key,
      value: line
        .slice(key.length + 1)
        .replaceAll(/\r?\n\s*/g, ' ')
        .trim(),
    }));
  return {
    from: mail.from?.text ?? '',
    to: to?.text ?? '',
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    headers,
    attachments: mail.attachments.map(({ filename, content, contentType }) => ({
      filename: filename ?? 'duly.ics',
      content,
      contentType,
    })),
  };
}

const parsed = (raw: string): Promise<ParsedMail> =>
  simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true });

/** The messages as their readers get them: sent once without a mail server, which keeps them whole. */
async function sameMessages(template: Template): Promise<SendMailOptions[]> {
  const stand = await template.copy();
  try {
    await drain('deliver', stand.app.ctx);
    const rows = await stand.app.ctx.db.query<{ raw: string }>(
      `select raw from delivery where raw is not null`,
    );
    const options: SendMailOptions[] = [];
    for (const { raw } of rows) options.push(optionsOf(await parsed(raw)));
    return options;
  } finally {
    await stand.close();
  }
}

/** Times `work` and checks that the mail server took what it should. */
async function counted(
  sink: Sink,
  size: number,
  work: () => Promise<void>,
): Promise<Stretch & { bytes: number }> {
  const before = await sink.taken();
  const measured = await stretch(work);
  const after = await sink.taken();
  const messages = after.messages - before.messages;
  if (messages !== size) throw new Error(`the mail server took ${messages} of ${size} messages`);
  return { ...measured, bytes: after.bytes - before.bytes };
}

async function bareLoop(
  port: number,
  connections: number,
  messages: readonly SendMailOptions[],
): Promise<void> {
  const pool = createTransport({
    ...{ host: '127.0.0.1', port, pool: true, maxConnections: connections, ignoreTLS: true },
    maxMessages: Number.POSITIVE_INFINITY,
  });
  const waiting = messages.values();
  const lane = async (): Promise<void> => {
    for (const message of waiting) await pool.sendMail(message);
  };
  // Two for each connection: while one is on the wire the next is composed.
  await Promise.all(Array.from({ length: 2 * connections }, lane));
  pool.close();
}

await run(async (world, { quick }) => {
  const size = quick ? 1_000 : 5_000;
  const opensAt = systemClock.now() - 60_000;
  const crowd: Crowd = {
    count: 1,
    status: 'upcoming',
    opensAt,
    closesAt: opensAt + 10 * DAY_MS,
    nextCheck: 'opens',
    knownUntil: opensAt - 1,
  };
  const template = await world.prepare(
    async (query) => {
      await seedCommitments(query, crowd);
      await seedDeadlines(query, crowd);
      await seedSubscriptions(query, size, opensAt - DAY_MS);
    },
    async (ctx) => {
      await drain('sweep', ctx);
      // By an earlier clock, so that the alerts need not wait for company.
      const earlier = { ...systemClock, now: () => systemClock.now() - MERGE_MS };
      await drain('fan-out', { ...ctx, clock: earlier });
    },
  );
  const messages = await sameMessages(template);
  const sink = await startSink();
  try {
    const sent = { ours: 0, bare: 0 };
    const bare = (connections: number) => async (): Promise<Stretch> => {
      const measured = await counted(sink, size, () => bareLoop(sink.port, connections, messages));
      sent.bare = measured.bytes;
      return measured;
    };
    const sides = await takeTurns(ROUNDS, {
      ours: async () => {
        const stand = await template.copy({ SMTP_URL: `smtp://127.0.0.1:${sink.port}?tls=off` });
        try {
          const { ctx } = stand.app;
          const measured = await counted(sink, size, () => drain('deliver', ctx));
          const [row] = await ctx.db.query<{ n: number }>(
            `select count(*)::int as n from delivery where state = 'sent'`,
          );
          if (row?.n !== size) throw new Error(`${row?.n} of ${size} deliveries are marked as sent`);
          sent.ours = measured.bytes;
          return measured;
        } finally {
          await stand.close();
        }
      },
      of5: bare(5),
      of10: bare(10),
    });
    const against = [
      { connections: 5, ...compareRates(size, sides.ours, sides.of5) },
      { connections: 10, ...compareRates(size, sides.ours, sides.of10) },
    ] as const;
    const best = against[0].limit > against[1].limit ? against[0] : against[1];
    const other = best === against[0] ? against[1] : against[0];
    return [
      {
        what: 'mail: alerts of one event, claimed, composed, sent and marked',
        size: `${size.toLocaleString('en-GB')} messages of ${(sent.ours / size / 1024).toFixed(1)} KB`,
        unit: '/s',
        ours: best.ours,
        limit: {
          value: best.limit,
          what: `a bare nodemailer pool of ${best.connections} that composes the same messages`,
          ratio: best.ratio,
        },
        target: { atLeast: 1.0 },
        memory: best.memory,
        beside: {
          'other pool': `of ${other.connections}: ${Math.round(other.limit).toLocaleString('en-GB')}/s, ratio ${other.ratio.toFixed(2)}`,
          'bare size': `${(sent.bare / size / 1024).toFixed(1)} KB a message`,
        },
      },
    ];
  } finally {
    await sink.close();
  }
});
