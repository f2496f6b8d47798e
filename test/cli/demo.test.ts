import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';

interface Report {
  commitments: {
    id: number;
    title: string;
    deadline: {
      opensAt: string | null;
      closesAt: string | null;
      zone: string;
      basis: string;
      explanation: string;
    };
    status: string;
    late: boolean | null;
    events: { kind: string; occurredAt: string; recordedAt: string }[];
  }[];
  mails: {
    to: string;
    kind: string;
    commitments: number[];
    subject: string;
    sentAt: string;
    messageId: string;
  }[];
}

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

describe('duly demo', () => {
  it('tells the sample: every deadline at its instant in Istanbul, every mail once', async () => {
    const { code, stdout, stderr } = await runDemo(['--exit', '--json', '--speed', '40']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { commitments, mails } = JSON.parse(stdout) as Report;
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
    expect(when('6,000', 'overdue')).toEqual([]);

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
    expect(exchange.status).toBe('undated');

    // The clock waits for the workers, so what time brings is noticed at its instant.
    for (const { events } of commitments)
      for (const event of events)
        if (['due', 'overdue', 'review_due'].includes(event.kind))
          expect(event.recordedAt).toBe(event.occurredAt);

    const told = (to: string) =>
      mails.filter((mail) => mail.to === to).map((mail) => `${mail.kind} ${mail.commitments.join('+')}`);
    const [b, s, m, x, c] = [bodies.id, study.id, meeting.id, exchange.id, of('Ceasefire').id];
    expect(told('watch@example.org')).toEqual([
      'confirm ',
      `due ${b}`,
      `progress ${b}`,
      `progress ${b}`,
      `met ${b}`,
    ]);
    expect(told('desk@example.org')).toEqual([
      'confirm ',
      `due_soon ${s}`,
      `due ${b}+${s}`,
      `overdue ${s}`,
      `overdue_reminder ${s}`,
      `met ${s}`,
      `met ${b}`,
      `review_due ${x}`,
      `due ${m}`,
      `due_soon ${m}`,
      `closed ${c}`,
      `due_soon ${m}`,
      `overdue ${m}`,
      `overdue_reminder ${m}`,
      `overdue_reminder ${m}`,
    ]);
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(mails.length);
  }, 90_000);

  it('ends in plain lines with what there was and where to look', async () => {
    const { code, stdout, stderr } = await runDemo(['--exit', '--speed', '10000']);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^The story is told: \d+ mails about \d+ commitments\. Run it without --exit to look at the pages\.\n$/,
    );
    expect(stdout).toContain('mail to desk@example.org');
  }, 90_000);

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
