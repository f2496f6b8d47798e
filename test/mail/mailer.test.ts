import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, it } from 'vitest';
import { boundedAnswer } from '../../src/domain/send-outcome.ts';
import { type Mailer, type MailTimeouts, openMailer } from '../../src/mail/mailer.ts';
import { outcomeOfFailure } from '../../src/mail/outcome.ts';
import { prepare } from '../../src/mail/prepare.ts';
import { type Breakage, startBrokenSmtp, startSmtp } from '../support/smtp.ts';
import { alert, line, NASTY_TEXTS, recipient, SENT_AT } from './messages.ts';

const FROM = 'alerts@duly.example';
const RAW =
  'From: alerts@duly.example\r\nTo: reader@example.org\r\nSubject: x\r\n\r\nHello\r\n.\r\n..\r\nend\r\n';
const QUICK: MailTimeouts = { dnsMs: 500, connectMs: 400, greetingMs: 300, silenceMs: 300, settleMs: 2_000 };

const opened: { close(): Promise<void> }[] = [];
const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
  opened.push(thing);
  return thing;
};
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

const logged: object[] = [];
function mailerTo(
  smtpUrl: string,
  over: { connections?: number; timeouts?: Partial<MailTimeouts> } = {},
): Mailer {
  const log = { info: (fields: object, message: string) => void logged.push({ ...fields, message }) };
  const timeouts = { ...QUICK, ...over.timeouts };
  return keep(openMailer({ smtpUrl, mailFrom: `Duly <${FROM}>`, log, ...over, timeouts }));
}
const mail = (to = 'reader@example.org', raw: Buffer | string = RAW) => ({
  envelope: { from: FROM, to },
  raw,
});

describe('what the server receives', () => {
  it('is the alert with every field a list mail must carry, its parts and its calendar', async () => {
    const server = keep(await startSmtp());
    const to = recipient({ references: '<17@duly.example>' });
    const outcome = await mailerTo(server.url).send(
      mail(to.to, (await prepare(alert(), SENT_AT)).forRecipient(to)),
    );
    expect(outcome).toEqual({ outcome: 'sent', answer: '250 queued as 1' });
    const [received] = await server.waitFor(1);
    expect(received).toMatchObject({ from: FROM, to: ['reader@example.org'] });
    const parsed = await received?.parsed();
    const fields = parsed?.headerLines.map(({ line: field }) => field.replace(/\r\n\s+/g, ' '));
    expect(fields).toEqual([
      `List-Unsubscribe: <${to.unsubscribeUrl}>`,
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'List-ID: <alerts.duly.example>',
      'Precedence: list',
      'Feedback-ID: due:alerts:duly.example:duly',
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: All',
      'From: Duly <alerts@duly.example>',
      'To: reader@example.org',
      'References: <17@duly.example>',
      'Subject: Due: Russia hands over the bodies of 6,000 soldiers',
      'Message-ID: <4711.due@duly.example>',
      'Date: Mon, 09 Jun 2025 09:00:00 +0000',
      'MIME-Version: 1.0',
      expect.stringMatching(/^Content-Type: multipart\/mixed; boundary=duly-[0-9a-f]{32}-Part_1$/),
    ]);
    expect(parsed?.text).toContain('> Next week we will hand over six thousand bodies.');
    expect(parsed?.html).toContain('<blockquote');
    expect(parsed?.attachments.map((part) => [part.filename, part.headers.get('content-type')])).toEqual([
      [
        'duly.ics',
        { value: 'text/calendar', params: { charset: 'utf-8', method: 'PUBLISH', name: 'duly.ics' } },
      ],
    ]);
    expect(parsed?.attachments[0]?.content.toString()).toContain('BEGIN:VEVENT');
  });

  it('arrives byte for byte, dots at the start of lines included', async () => {
    const server = keep(await startSmtp());
    await mailerTo(server.url).send(mail());
    expect(server.messages[0]?.raw.toString()).toBe(RAW);
  });

  it('goes to exactly one recipient whatever stands in titles and quotes', async () => {
    const server = keep(await startSmtp());
    const mailer = mailerTo(server.url);
    const send = async (text: string) => {
      const one = line({ title: text, quote: text, committers: [text], speaker: { name: text, role: text } });
      const before = server.messages.length;
      const raw = (await prepare(alert({ why: text, lines: [one] }), SENT_AT)).forRecipient(recipient());
      expect(await mailer.send(mail('reader@example.org', raw))).toMatchObject({ outcome: 'sent' });
      const received = server.messages.slice(before);
      expect(received).toHaveLength(1);
      expect(received[0]?.to).toEqual(['reader@example.org']);
      const parsed = await simpleParser(received[0]?.raw ?? '');
      expect(parsed.to).toMatchObject({ value: [{ address: 'reader@example.org', name: '' }] });
      expect(parsed.headers.has('bcc') || parsed.headers.has('cc') || parsed.headers.has('x-injected')).toBe(
        false,
      );
      expect(parsed.attachments).toHaveLength(1);
    };
    for (const text of NASTY_TEXTS) await send(text);
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), send), { numRuns: 40 });
  });

  it.each([
    'a@example.org\r\nRCPT TO:<b@example.org>',
    'a@example.org, b@example.org',
    'a@example.org>\r\nRCPT TO:<b@example.org',
    'a@example.org\u0000',
    'a@example.org\u2028b@example.org',
    '"a b"@example.org',
    'Reader <a@example.org>',
    '',
  ])('never leaves for the envelope %j', async (to) => {
    const server = keep(await startSmtp());
    await expect(mailerTo(server.url).send(mail(to))).rejects.toMatchObject({ code: 'invalid' });
    expect(server.connections).toBe(0);
  });
});

describe('what became of a message', () => {
  it.each([421, 450, 451])('is deferred on %i for the recipient', async (code) => {
    const server = keep(await startSmtp({ recipients: { 'reader@example.org': code } }));
    expect(await mailerTo(server.url).send(mail())).toEqual({
      outcome: 'deferred',
      code,
      answer: `${code} scripted ${code} for this recipient`,
    });
  });

  it('is refused on 550 for one recipient, and the others on the same connection get theirs', async () => {
    const server = keep(await startSmtp({ recipients: { 'gone@example.org': 550 } }));
    const mailer = mailerTo(server.url, { connections: 1 });
    const outcomes = await Promise.all(
      ['a@example.org', 'gone@example.org', 'b@example.org'].map((to) => mailer.send(mail(to))),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['sent', 'refused', 'sent']);
    expect(server.messages.map(({ to }) => to)).toEqual([['a@example.org'], ['b@example.org']]);
    expect(server.connections).toBe(1);
  });

  it.each([
    ['deferred', 451],
    ['refused', 554],
  ])('is %s on %i for the content', async (outcome, code) => {
    const server = keep(await startSmtp({ data: code }));
    expect(await mailerTo(server.url).send(mail())).toMatchObject({ outcome, code });
  });

  it('is the fault of the channel when the sender is refused, for that would hit every message', async () => {
    const server = keep(await startSmtp({ sender: 550 }));
    expect(await mailerTo(server.url).send(mail())).toMatchObject({ outcome: 'channel' });
  });

  it('is the fault of the channel when the login is wrong, and the password is shown nowhere', async () => {
    const server = keep(await startSmtp({ auth: { user: 'duly', pass: 'right' } }));
    const outcome = await mailerTo(server.url.replace('//', '//duly:s3cret-word@')).send(mail());
    expect(outcome).toMatchObject({ outcome: 'channel', answer: expect.stringContaining('535') });
    expect(JSON.stringify([outcome, logged])).not.toContain('s3cret-word');
    expect(await mailerTo(server.url).send(mail())).toMatchObject({ outcome: 'channel' });
    expect(await mailerTo(server.url.replace('//', '//duly:right@')).send(mail())).toMatchObject({
      outcome: 'sent',
    });
  });

  it.each(['starttls', 'implicit'] as const)(
    'is the fault of the channel on a self-signed certificate (%s)',
    async (tls) => {
      const server = keep(await startSmtp({ tls }));
      expect(await mailerTo(server.url).send(mail())).toMatchObject({ outcome: 'channel' });
      expect(server.messages).toHaveLength(0);
    },
  );

  it('is the fault of the channel when encryption is demanded and not offered', async () => {
    const server = keep(await startSmtp());
    expect(await mailerTo(`${server.url}?tls=required`).send(mail())).toMatchObject({ outcome: 'channel' });
    expect(server.messages).toHaveLength(0);
  });

  it('is the fault of the channel when TLS meets a server without', async () => {
    const server = keep(await startSmtp());
    const url = server.url.replace('smtp:', 'smtps:');
    expect(await mailerTo(url).send(mail())).toMatchObject({ outcome: 'channel' });
  });

  it('is unreachable when nobody listens, and when there is no such host', async () => {
    const server = await startSmtp();
    await server.close();
    expect(await mailerTo(server.url).send(mail())).toMatchObject({ outcome: 'unreachable' });
    expect(await mailerTo('smtp://no-such-host.invalid:25').send(mail())).toMatchObject({
      outcome: 'unreachable',
    });
  });

  it.each<[Breakage, string, number]>([
    ['no-greeting', 'unreachable', 0],
    ['greets-554', 'channel', 0],
    ['drop-on-rcpt', 'unreachable', 0],
    ['stall-after-data', 'unsure', 1],
    ['drop-after-dot', 'unsure', 1],
    ['drop-in-data', 'unsure', 0],
  ])('with a server that does "%s" is %s', async (breakage, outcome, dots) => {
    const server = keep(await startBrokenSmtp(breakage));
    const started = performance.now();
    expect(await mailerTo(server.url).send(mail())).toMatchObject({ outcome });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(server.dots).toBe(dots);
    expect(server.connections).toBe(1);
  });

  it('is settled in bounded time even when the server drips its answers', async () => {
    const server = keep(await startBrokenSmtp('drip'));
    const mailer = mailerTo(server.url, { timeouts: { settleMs: 500 } });
    expect(await mailer.send(mail())).toMatchObject({ outcome: 'unreachable' });
  });

  it('is settled in bounded time while it waits for a connection', async () => {
    const server = keep(await startBrokenSmtp('stall-after-data'));
    const mailer = mailerTo(server.url, { connections: 1, timeouts: { silenceMs: 60_000, settleMs: 400 } });
    const [first, second] = await Promise.all([mailer.send(mail()), mailer.send(mail())]);
    expect([first?.outcome, second?.outcome]).toEqual(['unsure', 'unreachable']);
    expect(server.dots).toBe(1);
  });
});

describe('the pool', () => {
  it('sends many over few connections', async () => {
    const server = keep(await startSmtp());
    const mailer = mailerTo(server.url, { connections: 3 });
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, n) => mailer.send(mail(`r${n}@example.org`))),
    );
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['sent']));
    expect(new Set(server.messages.flatMap(({ to }) => to)).size).toBe(60);
    expect(server.connections).toBe(3);
  });

  it('never offers a message twice, whenever its connection dies', async () => {
    for (const breakage of ['drop-after-dot', 'drop-in-data', 'stall-after-data'] as const) {
      const server = keep(await startBrokenSmtp(breakage));
      await mailerTo(server.url).send(mail());
      expect(server.commands.filter((command) => command === 'DATA')).toHaveLength(1);
    }
  });

  it.each<[Breakage]>([['drop-on-second-mail'], ['closes-421-on-second-mail']])(
    'replaces a connection that the server gave up between two messages (%s)',
    async (breakage) => {
      const server = keep(await startBrokenSmtp(breakage));
      const mailer = mailerTo(server.url, { connections: 1 });
      expect(await mailer.send(mail('a@example.org'))).toMatchObject({ outcome: 'sent' });
      expect(await mailer.send(mail('b@example.org'))).toMatchObject({ outcome: 'sent' });
      expect(server.connections).toBe(2);
      expect(server.dots).toBe(2);
    },
  );

  it('knocks no more than twice at a server that hangs up', async () => {
    const server = keep(await startBrokenSmtp('hangs-up'));
    expect(await mailerTo(server.url).send(mail())).toMatchObject({ outcome: 'unreachable' });
    expect(server.connections).toBe(2);
  });

  it('goes on after a failed message', async () => {
    const server = keep(await startSmtp({ data: 451 }));
    const mailer = mailerTo(server.url, { connections: 1 });
    expect(await mailer.send(mail())).toMatchObject({ outcome: 'deferred' });
    server.script({});
    expect(await mailer.send(mail())).toMatchObject({ outcome: 'sent' });
  });

  it('finishes what is in flight when it is closed, and takes nothing after', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = (): void => {};
    const atDot = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const onDot = () => {
      arrived();
      return held;
    };
    const server = keep(await startSmtp({ onDot }));
    const mailer = mailerTo(server.url, { timeouts: { silenceMs: 5_000 } });
    const sending = mailer.send(mail());
    await atDot;
    const closing = mailer.close();
    release();
    expect(await sending).toMatchObject({ outcome: 'sent' });
    await closing;
    expect(await mailer.send(mail())).toMatchObject({ outcome: 'unreachable' });
    expect(server.messages).toHaveLength(1);
  });

  it('cuts off what does not finish in its grace', async () => {
    const server = keep(await startBrokenSmtp('stall-after-data'));
    const mailer = mailerTo(server.url, { timeouts: { silenceMs: 60_000, settleMs: 60_000 } });
    const sending = mailer.send(mail());
    await expect.poll(() => server.dots, { timeout: 30_000 }).toBe(1);
    await mailer.close(50);
    expect(await sending).toMatchObject({ outcome: 'unsure' });
  });
});

describe('an answer on record', () => {
  it('is bounded, on one line, without control characters', () => {
    const long = `250 fine\r\n\u001b[31mred\u0000\u2028${'x'.repeat(5_000)}`;
    expect(boundedAnswer(long)).toMatch(/^250 fine \[31mred x+$/);
    expect(boundedAnswer(long)).toHaveLength(500);
  });

  it('is read by code and stage, never by its words', () => {
    const failed = (fields: object) => Object.assign(new Error('550 451 auth TLS refused'), fields);
    const read = (fields: object, offered = false) => outcomeOfFailure(failed(fields), offered).outcome;
    expect(read({ code: 'ESOCKET', originalCode: 'ECONNRESET' })).toBe('unreachable');
    expect(read({ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' })).toBe('channel');
    expect(read({ code: 'EAUTH', responseCode: 454 })).toBe('deferred');
    expect(read({ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 552 })).toBe('refused');
    expect(read({ code: 'EENVELOPE', command: 'DATA', responseCode: 503 })).toBe('deferred');
    expect(read({ code: 'EMESSAGE', command: 'DATA', responseCode: 550 }, true)).toBe('refused');
    expect(read({ code: 'ECONNECTION', responseCode: 421 }, true)).toBe('deferred');
    expect(read({ code: 'ECONNECTION' }, true)).toBe('unsure');
    // A relay that was not told of us answers so to every recipient: all readers would have been suspended.
    const refuses = (response: string) => {
      const failure = { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response };
      return outcomeOfFailure(failed(failure), false);
    };
    expect(refuses('550 5.7.1 Unable to relay')).toMatchObject({ refuses: 'message' });
    expect(refuses('550-5.7.26 Not authorised\n550 5.7.26 here')).toMatchObject({ refuses: 'message' });
    expect(refuses('550 5.1.1 No such user')).toMatchObject({ refuses: 'mailbox' });
    expect(refuses('550 no such user')).toMatchObject({ refuses: 'mailbox' });
    expect(outcomeOfFailure('not even an error', false)).toEqual({
      outcome: 'unreachable',
      answer: 'not even an error',
    });
  });
});
