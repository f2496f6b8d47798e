/** `/audit`: what was done beside the record; `/audit/record`: what was brought on it, by whom. Each as CSV too. */
import { Hono } from 'hono';
import { isoInZone } from '../domain/shown.ts';
import { readAudit, readDeedsOnRecord } from '../service/browse/audit.ts';
import { sheet } from '../service/browse/sheet.ts';
import type { Context } from '../service/context.ts';
import type { Ask, WebEnv } from './env.ts';
import { page } from './page.tsx';
import { type AuditAsk, AuditLogPage, RecordLogPage } from './views/audit.tsx';

const IN_A_SHEET = 5_000;

const asked = (c: Ask): AuditAsk => ({ who: c.req.query('who') ?? '', what: c.req.query('what') ?? '' });

const csv = (c: Ask, name: string, content: string): Response =>
  c.body(content, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
  });

export function auditRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/audit', async (c) => {
    const log = await readAudit(ctx, { ...asked(c), before: c.req.query('before') });
    return page(c, { title: 'Audit log' }, <AuditLogPage log={log} ask={asked(c)} />);
  });
  routes.get('/audit.csv', async (c) => {
    const { rows } = await readAudit(ctx, { ...asked(c), limit: IN_A_SHEET });
    const lines = rows.map(({ at, actor, what, about, detail }) => [
      isoInZone(at, 'UTC'),
      actor,
      what,
      about,
      detail,
    ]);
    return csv(c, 'duly-audit', sheet(['at', 'who', 'what', 'about', 'detail'], lines));
  });
  routes.get('/audit/record', async (c) => {
    const log = await readDeedsOnRecord(ctx, { ...asked(c), before: c.req.query('before') });
    return page(c, { title: 'On record' }, <RecordLogPage log={log} ask={asked(c)} />);
  });
  routes.get('/audit/record.csv', async (c) => {
    const { rows } = await readDeedsOnRecord(ctx, { ...asked(c), limit: IN_A_SHEET });
    const lines = rows.map(({ at, actor, table, kind, says, commitment }) => [
      isoInZone(at, 'UTC'),
      actor,
      table ?? kind,
      says,
      commitment,
    ]);
    return csv(c, 'duly-record', sheet(['at', 'who', 'what', 'in words', 'commitment'], lines));
  });
  return routes;
}
