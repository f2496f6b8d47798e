/** `/review`: what is overdue, and the forms with which an editor decides about one commitment. */
import { Hono } from 'hono';
import { DulyError } from '../domain/errors.ts';
import { isoInZone } from '../domain/shown.ts';
import { readBoard } from '../service/browse/board.ts';
import { readCommitment } from '../service/browse/commitment.ts';
import { type DeadlinePreview, previewMove } from '../service/browse/preview.ts';
import { calendarNames } from '../service/calendar-input.ts';
import type { Context } from '../service/context.ts';
import { ACTIONS, type Action } from './decisions.ts';
import type { Ask, WebEnv } from './env.ts';
import { STATUS_OF } from './faults.tsx';
import { type FormState, fresh, given, readFileForm, refused, type Typed, typedOne } from './form.ts';
import { localOnly } from './guard.ts';
import { page } from './page.tsx';
import { labelsOf, namesOf } from './views/fields.tsx';
import { seenKey, unchosen } from './views/preview.tsx';
import { ReviewItemPage, ReviewPage } from './views/review.tsx';

const ITEM = '/review/:id{[0-9]{1,9}}';

/** What one form of the page shows other than empty fields. */
interface Shown {
  readonly action: Action['name'];
  readonly form: FormState;
  readonly preview?: DeadlinePreview;
}

async function itemPage(
  c: Ask,
  ctx: Context,
  shown: Shown | null,
  status: 200 | 400 | 404 | 409 | 429 = 200,
) {
  const view = await readCommitment(ctx, c.req.param('id'));
  const calendars = await calendarNames(ctx);
  return page(
    c,
    { title: `Review: ${view.title}`, status, live: true },
    <ReviewItemPage view={view} shown={shown} calendars={calendars} />,
  );
}

/**
 * The date that a move would bring. Words count from when they were said; left out, that is now, and it is
 * written into the form, so that what is saved later is what was shown.
 */
async function previewOf(ctx: Context, id: string, typed: Typed, zone: string) {
  const saidAt = typedOne(typed, 'saidAt') || isoInZone(ctx.clock.now(), zone).slice(0, 19);
  const pinned = { ...typed, saidAt };
  return { typed: pinned, preview: await previewMove(ctx, { ...given(pinned), id }) };
}

export function reviewRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();

  routes.get('/review', async (c) => {
    const overdue = await readBoard(ctx, { group: 'overdue', cursor: c.req.query('cursor'), limit: 50 });
    const local = c.get('barrier') === null;
    return page(c, { title: 'Overdue review' }, <ReviewPage board={overdue} local={local} />);
  });

  routes.get(ITEM, localOnly, (c) => itemPage(c, ctx, null));

  for (const action of ACTIONS)
    routes.post(`${ITEM}/${action.name}`, async (c) => {
      const id = c.req.param('id');
      const { typed: sent, file } = await readFileForm(c, [
        ...namesOf(action.fields).filter((name) => name !== 'file'),
        ...['reading', 'step', 'seen'],
      ]);
      const { step: _, seen: __, ...typed } = sent;
      let input = { ...given(typed), id };
      const labels = { ...labelsOf(action.fields), reading: 'What the words mean' };
      let preview: DeadlinePreview | undefined;
      try {
        if (action.name === 'move') {
          const { zone } = await readCommitment(ctx, id);
          const looked = await previewOf(ctx, id, typed, zone);
          preview = looked.preview;
          input = { ...given(looked.typed), id };
          const saving = typedOne(sent, 'step') === 'save';
          if (!saving || typedOne(sent, 'seen') !== seenKey(looked.preview)) {
            const message = saving ? 'The date is another now: look at it again before you save it.' : null;
            const form = { ...fresh(looked.typed), message };
            return await itemPage(c, ctx, { action: 'move', form, preview: looked.preview });
          }
        }
        await action.run(ctx, file === undefined ? input : { ...input, file });
      } catch (error) {
        if (error instanceof DulyError && error.code === 'not_found') throw error;
        const kept = refused(error, { typed, input, schema: action.schema, labels });
        const again = file === undefined ? '' : ' Choose the file again: a browser does not keep it.';
        const form = { ...kept, message: `${kept.message ?? ''}${again}` };
        const status = STATUS_OF[form.code as 'invalid'];
        if (preview !== undefined && form.faults.reading !== undefined)
          return itemPage(c, ctx, { action: action.name, form: unchosen(form, preview), preview }, status);
        return itemPage(c, ctx, { action: action.name, form }, status);
      }
      const done = typeof action.done === 'string' ? action.done : action.done(input);
      return c.redirect(`/commitments/${id}?done=${done}`, 303);
    });
  return routes;
}
