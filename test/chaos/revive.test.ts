/**
 * The embedded PostgreSQL killed under the real service, with all of its processes as an operator has them.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openApp, openLog } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Context } from '../../src/service/context.ts';
import { serverPid } from '../store/embedded/folder.ts';
import { addresses, readers } from '../support/passes.ts';
import { removeDataFolder } from '../support/postgres.ts';
import { startSmtp } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { startService } from '../support/worker.ts';
import { closingIn, copies } from '../support/world.ts';

const READERS = 3;
/** How soon a commitment closes that must be on record before the server is killed, on a slow machine too. */
const CLOSES_IN_S = 8;

describe('the embedded PostgreSQL, killed under a running service', () => {
  it('comes back by itself: pages answer again, and what falls due is told once', async ({
    onTestFinished: finished,
  }) => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'duly-revive-'));
    finished(() => removeDataFolder(dataDir));
    const smtp = await startSmtp();
    finished(() => smtp.close());
    const service = startService({ dataDir, smtpUrl: smtp.url });
    finished(() => service.end());
    await service.ready();
    const { url } = JSON.parse(service.said) as { url: string };

    // As another process on the same data, which is gone again before anything happens.
    const aside = async <T>(work: (ctx: Context) => Promise<T>): Promise<T> => {
      const app = await openApp(readConfig({ DULY_DATA: dataDir }), { log: openLog('silent') });
      try {
        return await work(app.ctx);
      } finally {
        await app.close();
      }
    };
    const id = await aside(async (ctx) => {
      await readers(ctx, addresses(READERS), { kinds: ['overdue'] });
      return closingIn(ctx, CLOSES_IN_S);
    });
    process.kill(await serverPid(path.join(dataDir, 'postgres')), 'SIGKILL');
    const page = async (): Promise<boolean> => (await fetch(`${url}/commitments/${id}`)).ok;
    await until(async () => !(await page()), 5_000, 'the loss');
    await until(page, 30_000, 'the page');

    await until(() => smtp.messages.length >= READERS, 60_000, 'the mails');
    const { events, waiting, sent } = await aside(async ({ db }) => ({
      events: await db.prisma.event.count({ where: { commitmentId: id, kind: 'overdue' } }),
      waiting: await until(
        async () => (await db.prisma.delivery.count({ where: { state: { not: 'sent' } } })) === 0,
      ),
      sent: await db.prisma.delivery.count({ where: { kind: 'alerts', state: 'sent' } }),
    }));
    expect({ events, waiting, sent }).toEqual({ events: 1, waiting: true, sent: READERS });
    expect(copies(smtp.messages)).toMatchObject({ mailboxes: READERS, repeated: 0 });
    expect(service.log.split('\n').filter((line) => line.includes('started again on port'))).toHaveLength(1);

    const { code } = await service.stop();
    expect(code).toBe(0);
    await expect(serverPid(path.join(dataDir, 'postgres'))).rejects.toMatchObject({ code: 'ENOENT' });
  }, 150_000);
});
