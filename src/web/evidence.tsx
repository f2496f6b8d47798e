/** `/evidence/:id`: one piece as it was kept; its file is only ever handed over as a download. */
import { Hono } from 'hono';
import { readEvidence, readEvidenceFile } from '../service/browse/evidence.ts';
import type { Context } from '../service/context.ts';
import { askedOf, PAST, samePast } from './asked.ts';
import type { WebEnv } from './env.ts';
import { page } from './page.tsx';
import { EvidencePage } from './views/evidence.tsx';
import { HISTORY } from './words/history.tsx';

export function evidenceRoutes(ctx: Context): Hono<WebEnv> {
  return new Hono<WebEnv>()
    .get('/evidence/:id{[0-9]{1,9}}', samePast, async (c) => {
      const piece = await readEvidence(ctx, c.req.param('id'), askedOf(c, PAST));
      return page(
        c,
        { title: HISTORY[c.get('language')].evidence(piece.id), translated: true },
        <EvidencePage piece={piece} />,
      );
    })
    .get('/evidence/:id{[0-9]{1,9}}/file', async (c) => {
      const { name, mediaType, bytes } = await readEvidenceFile(ctx, c.req.param('id'));
      const plain = name.replace(/[^\x20-\x7e]/g, '_');
      c.header('Content-Type', mediaType);
      c.header(
        'Content-Disposition',
        `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      );
      c.header('X-Content-Type-Options', 'nosniff');
      c.header('Content-Security-Policy', "default-src 'none'; sandbox");
      return c.body(Uint8Array.from(bytes));
    });
}
