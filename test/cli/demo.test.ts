import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { report } from '../../src/cli/demo/report.ts';
import { main } from '../../src/cli/main.ts';
import { formatInstant } from '../../src/domain/shown.ts';
import { packageRoot } from '../../src/package-root.ts';

type Report = Awaited<ReturnType<typeof report>>;

async function runDemo(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const code = await main(['demo', ...args], {
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: { write: (text: string) => (written.stderr += text) },
    stdin: (async function* () {})(),
    env: { LOG_LEVEL: 'warn', ...env },
  });
  return { code, ...written };
}

/** The rows of the table in docs/demo.md, from what the demo sent. */
function receivedRows(mails: Report['mails']): string[] {
  const readers = [...new Set(mails.map(({ to }) => to))];
  return readers.flatMap((reader) =>
    mails
      .filter(({ to }) => to === reader)
      .map(({ sentAt, subject, why }) => {
        const when = formatInstant(Date.parse(sentAt), 'Europe/Istanbul', { year: false });
        const name = reader.replace('@example.org', '');
        return `| ${name} | ${when} | ${subject} | ${[...new Set(why)].join('; ')} |`;
      }),
  );
}

describe('duly demo', () => {
  it('tells the sample: every deadline at its instant in Istanbul, every mail once', async () => {
    const { code, stdout, stderr } = await runDemo(['--exit', '--json', '--speed', '40']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { commitments, mails, record } = JSON.parse(stdout) as Report;
    const of = (title: string) => {
      const found = commitments.find((commitment) => commitment.title.includes(title));
      if (found === undefined) throw new Error(`no commitment “${title}”`);
      return found;
    };
    const when = (title: string, kind: string) =>
      of(title)
        .events.filter((event) => event.kind === kind)
        .map((event) => event.occurredAt);

    const bodies = of('6,000');
    expect(bodies.deadline).toMatchObject({
      opensAt: '2025-06-09T00:00:00+03:00',
      closesAt: '2025-06-16T00:00:00+03:00',
      basis: 'stated',
    });
    expect(bodies).toMatchObject({ status: 'met', late: false });
    expect(when('6,000', 'overdue')).toEqual(['2025-06-16T00:00:00+03:00']);
    expect(when('6,000', 'met')).toEqual(['2025-06-13T12:00:00+03:00']);

    const study = of('Study');
    expect(study.deadline.closesAt).toBe('2025-06-10T00:00:00+03:00');
    expect(study).toMatchObject({ status: 'met', late: true });
    expect(when('Study', 'overdue')).toEqual(['2025-06-10T00:00:00+03:00']);

    const meeting = of('meeting');
    expect(meeting.deadline).toMatchObject({
      opensAt: '2025-06-20T00:00:00+03:00',
      closesAt: '2025-07-01T00:00:00+03:00',
    });
    expect(meeting.status).toBe('overdue');
    expect(when('meeting', 'due')).toEqual(['2025-06-20T00:00:00+03:00']);
    expect(when('meeting', 'overdue')).toEqual(['2025-07-01T00:00:00+03:00']);

    const exchange = of('all for all');
    expect(exchange.deadline).toMatchObject({
      opensAt: null,
      basis: 'none',
      reviewBy: '2025-06-16T00:00:00+03:00',
    });
    expect(exchange).toMatchObject({
      status: 'partly_met',
      progress: 'Russia not met (640 of 1,000), Ukraine met (at least 1,000 people from each side)',
    });

    expect(of('commissions')).toMatchObject({ status: 'met', slips: { count: 1, days: 7 } });
    expect(when('6,000', 'disputed')).toEqual(['2025-06-13T21:00:00+03:00']);
    expect(when('6,000', 'dispute_settled')).toEqual(['2025-06-19T11:00:00+03:00']);
    expect(when('meeting', 'reopened')).toEqual(['2025-07-03T10:00:00+03:00']);
    expect(commitments.filter(({ disputed }) => disputed)).toEqual([]);
    // Whatever has happened to it since 2 June is made up, and says so.
    for (const one of commitments)
      expect(one.exampleData, one.title).toBe(one.status !== 'undated' || one.deadline.basis !== 'none');
    expect(record.ok).toBe(true);

    // The clock waits for the workers, so what time brings is noticed at its instant.
    for (const { events } of commitments)
      for (const event of events)
        if (['due', 'overdue', 'review_due'].includes(event.kind))
          expect(event.recordedAt).toBe(event.occurredAt);

    const told = (to: string) =>
      mails.filter((mail) => mail.to === to).map((mail) => `${mail.kind} ${mail.commitments.join('+')}`);
    const b = bodies.id;
    expect(told('watch@example.org')).toEqual([
      'confirm ',
      `due ${b}`,
      ...Array<string>(5).fill(`progress ${b}`),
      `disputed ${b}`,
      `overdue ${b}`,
      `corrected ${b}`,
      `disputed ${b}`,
    ]);
    // Who was told “overdue” gets one correction; who came later is told that it is met, after the quiet hours.
    const ofBodies = mails.filter((mail) => mail.commitments.includes(b));
    const readers = (kind: string) => ofBodies.filter((mail) => mail.kind === kind).map(({ to }) => to);
    const toldOverdue = ['desk@example.org', 'watch@example.org', 'digest@example.org'];
    expect(readers('overdue').sort()).toEqual([...toldOverdue].sort());
    expect(readers('corrected').sort()).toEqual([...toldOverdue].sort());
    expect(readers('met')).toEqual(['spaet@example.org']);
    expect(told('spaet@example.org')).toEqual([
      'confirm ',
      `met ${b}`,
      `disputed ${b}`,
      `closed ${of('Ceasefire').id}`,
    ]);
    for (const mail of mails) if (mail.kind !== 'confirm') expect(mail.why).not.toEqual([]);

    // What the documentation says that each received, and why, is what the demo sends.
    const page = await readFile(join(packageRoot, 'docs', 'demo.md'), 'utf8');
    const table = /<!-- received -->\n.*\n.*\n([\s\S]*)\n<!-- \/received -->/.exec(page)?.[1];
    expect(table?.split('\n')).toEqual(receivedRows(mails));
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(mails.length);
  }, 180_000);

  it('ends in plain lines with what there was and where to look', async () => {
    const { code, stdout, stderr } = await runDemo(['--exit', '--speed', '10000']);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^The story is told: \d+ mails about \d+ commitments\. Run it without --exit to look at the pages\.\n$/,
    );
    expect(stdout).toContain('mail to desk@example.org');
    expect(stdout).toMatch(/spaet@example\.org: 4 mails\n.*\n.*Erfüllt: .*\n +why: erste Nachricht dazu/);
  }, 180_000);

  it.each(['0', '-1', '10001', '1e9', 'fast'])('refuses the speed %s and names the limits', async (speed) => {
    const { code, stderr } = await runDemo(['--exit', '--speed', speed]);
    expect(code).toBe(2);
    expect(stderr).toContain('above 0 and at most 10,000');
  });

  it('refuses a port that is taken, before anything is told', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const { port } = server.address() as { port: number };
    const { code, stdout, stderr } = await runDemo([], { PORT: String(port) });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken`);
  });
});
