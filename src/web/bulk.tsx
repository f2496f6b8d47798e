/**
 * `/review/bulk`: several overdue items together. First the form, then a summary of exactly what would happen, found
 * by rehearsing it; only the button below that does it, one after the other, and says what became of each.
 */
import { Hono } from 'hono';
import { DulyError } from '../domain/errors.ts';
import { titleOf } from '../service/browse/queue.ts';
import type { Context } from '../service/context.ts';
import { parse } from '../service/input.ts';
import { presuming, seenNow } from '../service/presuming.ts';
import { rehearse } from '../service/rehearse.ts';
import { BULK, type Bulk } from './bulk-actions.ts';
import { colleaguesOf } from './colleagues.ts';
import { type Ask, actingAs, type WebEnv } from './env.ts';
import { fresh, given, readForm, refused, type Typed, typedAll, typedOne } from './form.ts';
import { page } from './page.tsx';
import { BulkFormPage, BulkResultPage, BulkSummaryPage, type Ticked } from './views/bulk.tsx';
import { labelsOf, namesOf } from './views/fields.tsx';

const MOST = 100;

const bulkNamed = (name: string | undefined): Bulk => {
  const found = BULK.find((one) => one.name === name);
  if (found === undefined) throw new DulyError('invalid', 'Choose what to do with them.');
  return found;
};

/** `12` or, with what was seen of it, `12.345`; each once. */
async function tickedFrom(ctx: Context, texts: readonly string[]): Promise<Ticked[]> {
  const asked = new Map<number, number | null>();
  for (const text of texts) {
    const [, id, seen] = /^(\d{1,9})(?:\.(\d{1,15}))?$/.exec(text) ?? [];
    if (id === undefined) throw new DulyError('invalid', 'An item was not named by its number.');
    asked.set(Number(id), seen === undefined ? null : Number(seen));
  }
  if (asked.size === 0) throw new DulyError('invalid', 'Tick at least one item first.');
  if (asked.size > MOST)
    throw new DulyError(
      'invalid',
      `These are ${asked.size} items; at most ${MOST} are decided about together.`,
    );
  const ticked: Ticked[] = [];
  for (const [id, seen] of asked) {
    const known = seen ?? (await seenNow(ctx, id));
    const title = await titleOf(ctx, id);
    if (title !== null) ticked.push({ id, seen: known, title });
  }
  if (ticked.length === 0) throw new DulyError('not_found', 'None of these is on record.');
  return ticked;
}

/** What a use case refuses, in words; anything else is thrown on. */
function refusalOf(error: unknown): string {
  if (error instanceof DulyError && ['invalid', 'conflict', 'not_found'].includes(error.code))
    return error.message;
  throw error;
}

async function summary(ctx: Context, bulk: Bulk, all: { ticked: readonly Ticked[]; input: object }) {
  const told = new Set<number>();
  const colleagues = new Set<string>();
  const lines = [];
  for (const { id, seen, title } of all.ticked) {
    try {
      const would = await rehearse(ctx, { id, seen }, (stage) => bulk.run(stage, { ...all.input, id }));
      for (const one of would.told) told.add(one);
      for (const one of would.colleagues) colleagues.add(one);
      lines.push({ id, title, facts: would.facts, refused: null });
    } catch (error) {
      lines.push({ id, title, facts: [], refused: refusalOf(error) });
    }
  }
  return { lines, told: told.size, colleagues: [...colleagues] };
}

export function bulkRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();

  const formPage = async (
    c: Ask,
    bulk: Bulk,
    more: { ticked: readonly Ticked[]; form?: ReturnType<typeof fresh> },
  ) =>
    page(
      c,
      { title: bulk.title, status: more.form === undefined ? 200 : 400 },
      <BulkFormPage
        bulk={bulk}
        fields={fieldsFor(c, bulk, await colleaguesOf(c, ctx))}
        ticked={more.ticked}
        form={more.form ?? fresh()}
      />,
    );

  routes.get('/review/bulk', async (c) => {
    const bulk = bulkNamed(c.req.query('do'));
    return formPage(c, bulk, { ticked: await tickedFrom(ctx, c.req.queries('item') ?? []) });
  });

  routes.post('/review/bulk', async (c) => {
    const all = [...new Set(BULK.flatMap(({ fields }) => namesOf(fields([]))))];
    const sent = await readForm(c, [...all, 'do', 'item', 'step']);
    const bulk = bulkNamed(typedOne(sent, 'do'));
    const fields = fieldsFor(c, bulk, await colleaguesOf(c, ctx));
    const ticked = await tickedFrom(ctx, typedAll(sent, 'item'));
    const typed: Typed = Object.fromEntries(
      Object.entries(sent).filter(([name]) => namesOf(fields).includes(name)),
    );
    const input = { ...given(typed), ...actingAs(c) };
    try {
      parse(bulk.schema, { ...input, id: ticked[0]?.id ?? 0 });
    } catch (error) {
      const form = refused(error, {
        typed,
        input: { ...input, id: 1 },
        schema: bulk.schema,
        labels: labelsOf(fields),
      });
      return formPage(c, bulk, { ticked, form });
    }
    if (typedOne(sent, 'step') !== 'do') {
      const found = await summary(ctx, bulk, { ticked, input });
      return page(
        c,
        { title: `Summary: ${bulk.title}` },
        <BulkSummaryPage bulk={bulk} fields={fields} ticked={ticked} typed={typed} {...found} />,
      );
    }
    const results = [];
    for (const { id, seen, title } of ticked) {
      try {
        await bulk.run(presuming(ctx, { id, seen }), { ...input, id });
        results.push({ id, title, refused: null });
      } catch (error) {
        results.push({ id, title, refused: refusalOf(error) });
      }
    }
    return page(c, { title: `Done: ${bulk.title}` }, <BulkResultPage bulk={bulk} results={results} />);
  });
  return routes;
}

/** Whoever is signed in acts under their own name. */
const fieldsFor = (c: Ask, bulk: Bulk, colleagues: readonly string[]) =>
  bulk.fields(colleagues).filter(({ name }) => name !== 'recordedBy' || c.get('viewer') === null);
