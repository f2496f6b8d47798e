/** `/review`: what is overdue as a queue, and the forms with which an editor decides about one item after the other. */
import { Hono } from 'hono';
import { DulyError } from '../domain/errors.ts';
import { isoInZone } from '../domain/shown.ts';
import { alsoAtWork, atWork } from '../service/at-work.ts';
import { readCommitment } from '../service/browse/commitment.ts';
import { type DeadlinePreview, previewMove } from '../service/browse/preview.ts';
import { readQueue, readStep, type Whose, whoseAre, whoseFrom } from '../service/browse/queue.ts';
import { calendarNames } from '../service/calendar-input.ts';
import type { Context } from '../service/context.ts';
import { presuming, recordedSince, seenNow } from '../service/presuming.ts';
import { colleaguesOf, nameOf } from './colleagues.ts';
import { ACTIONS, type Action } from './decisions.ts';
import { type Ask, actingAs, type WebEnv } from './env.ts';
import { STATUS_OF } from './faults.tsx';
import { fresh, given, readFileForm, refused, type Typed, typedOne } from './form.ts';
import { openKept } from './kept.ts';
import { page } from './page.tsx';
import { queueHref } from './queue-href.ts';
import { QUEUE_KEYS } from './queue-keys.ts';
import { emptyForm } from './views/action-form.tsx';
import { Saved } from './views/done.tsx';
import { labelsOf, namesOf } from './views/fields.tsx';
import { seenKey, unchosen } from './views/preview.tsx';
import { ReviewPage } from './views/review.tsx';
import { ReviewItemPage, type Shown } from './views/review-item.tsx';

const ITEM = '/review/:id{[0-9]{1,9}}';

/** Who else has it open, in words. */
const alsoOpen = (names: readonly string[]): string => {
  if (names.length === 0) return '';
  const [last, ...others] = names.toReversed();
  const all = others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
  return `${all} also ${names.length === 1 ? 'has' : 'have'} this open.`;
};

/** What became of the item before, from the address that saving has led to. */
async function savedBefore(c: Ask, ctx: Context, whose: Whose) {
  const from = c.req.query('from') ?? '';
  const done = c.req.query('done');
  if (done === undefined || !/^[0-9]{1,9}$/.test(from)) return null;
  try {
    return <Saved view={await readCommitment(ctx, from)} done={done} whose={whose} />;
  } catch (error) {
    // An address can name what is not on record: then nothing was saved.
    if (error instanceof DulyError && error.code === 'not_found') return null;
    throw error;
  }
}

/** The form that an address asks for: by the key of the review, or by its name. */
function askedFor(what: string | undefined): Shown | null {
  const key = QUEUE_KEYS.find((one) => one.key === what);
  const action = ACTIONS.find(({ name }) => name === (key?.action ?? what));
  if (action === undefined) return null;
  const chosen = key?.chooses === undefined ? {} : { [key.chooses[0]]: key.chooses[1] };
  return { action: action.name, form: emptyForm(action, chosen) };
}

interface Showing {
  readonly shown: Shown | null;
  readonly whose: Whose;
  readonly status?: 200 | 400 | 404 | 409 | 429;
}

async function itemPage(c: Ask, ctx: Context, { shown, whose, status = 200 }: Showing) {
  const rawId = c.req.param('id') ?? '';
  // Before the record is read: what is written in between has then not been seen.
  const known = await seenNow(ctx, Number(rawId));
  const view = await readCommitment(ctx, rawId);
  const { id } = view;
  const who = { id, name: nameOf(c) };
  const others = c.req.method === 'POST' ? await atWork(ctx, who) : await alsoAtWork(ctx, id, who.name);
  // From elsewhere than the queue, saving leads back to where one came from.
  const inQueue = view.status === 'overdue' ? { queue: whose } : {};
  const hidden = { known: String(known), ...inQueue };
  return page(
    c,
    { title: `Review: ${view.title}`, status, live: true, script: 'queue' },
    <ReviewItemPage
      view={view}
      shown={shown === null ? null : { ...shown, hidden: { ...hidden, ...shown.hidden } }}
      calendars={await calendarNames(ctx)}
      around={{ asks: c.get('viewer') === null, colleagues: await colleaguesOf(c, ctx), hidden }}
      step={await readStep(ctx, { id, whose, me: who.name })}
      whose={whose}
      assigned={(await whoseAre(ctx, [id])).get(id) ?? null}
      others={alsoOpen(others)}
    >
      {await savedBefore(c, ctx, whose)}
    </ReviewItemPage>,
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

/** Where saving leads: to the next item of the queue, or back to the commitment from elsewhere. */
async function onwards(c: Ask, ctx: Context, { id, queue }: { id: number; queue: string }) {
  if (queue === '') return (done: string): string => `/commitments/${id}?done=${done}`;
  const whose = whoseFrom(queue);
  // Looked up before saving: afterwards the item may stand in it no more.
  const { next, first } = await readStep(ctx, { id, whose, me: nameOf(c) });
  const then = next ?? (first === id ? null : first);
  return (done: string): string => queueHref(whose, then, { done, from: String(id) });
}

async function act(c: Ask, ctx: Context, action: Action) {
  const id = c.req.param('id') ?? '';
  const { typed: sent, file } = await readFileForm(c, [
    ...namesOf(action.fields).filter((name) => name !== 'file'),
    ...['reading', 'step', 'seen', 'known', 'queue'],
  ]);
  const { step: _, seen: __, known: ___, queue: ____, ...typed } = sent;
  const [known, queue] = [typedOne(sent, 'known'), typedOne(sent, 'queue')];
  const knows = /^\d{1,15}$/.test(known) ? { id: Number(id), seen: Number(known) } : null;
  const whose = whoseFrom(queue);
  const own = { action: action.name, ...(knows === null ? {} : { hidden: { known } }) };
  let input = { ...given(typed), id, ...actingAs(c) };
  const labels = { ...labelsOf(action.fields), reading: 'What the words mean' };
  let preview: DeadlinePreview | undefined;
  try {
    if (action.name === 'move') {
      const { zone } = await readCommitment(ctx, id);
      const looked = await previewOf(ctx, id, typed, zone);
      preview = looked.preview;
      input = { ...given(looked.typed), id, ...actingAs(c) };
      const saving = typedOne(sent, 'step') === 'save';
      if (!saving || typedOne(sent, 'seen') !== seenKey(looked.preview)) {
        const message = saving ? 'The date is another now: look at it again before you save it.' : null;
        const form = { ...fresh(looked.typed), message };
        return await itemPage(c, ctx, { shown: { ...own, form, preview: looked.preview }, whose });
      }
    }
    const to = await onwards(c, ctx, { id: Number(id), queue });
    await action.run(
      knows === null ? ctx : presuming(ctx, knows),
      file === undefined ? input : { ...input, file },
    );
    return c.redirect(to(typeof action.done === 'string' ? action.done : action.done(input)), 303);
  } catch (error) {
    // The commitment itself is missing: there is no form to come back to. What a field names is at fault in its form.
    if (error instanceof DulyError && error.code === 'not_found' && error.field === undefined) throw error;
    const kept = refused(error, { typed, input, schema: action.schema, labels });
    const again = file === undefined ? '' : ' Choose the file again: a browser does not keep it.';
    const form = { ...kept, message: `${kept.message ?? ''}${again}` };
    const status = STATUS_OF[form.code as 'invalid'];
    if (knows !== null && error instanceof DulyError && error.field === 'seen') {
      // The page brings what is on record now, and with it the right to save on that.
      const meanwhile = await recordedSince(ctx, knows);
      return itemPage(c, ctx, { shown: { action: action.name, form, preview, meanwhile }, whose, status });
    }
    const faulty = preview !== undefined && form.faults.reading !== undefined ? preview : undefined;
    const again_ = faulty === undefined ? form : unchosen(form, faulty);
    return itemPage(c, ctx, { shown: { ...own, form: again_, preview: faulty }, whose, status });
  }
}

export function reviewRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();

  const kept = openKept(ctx);
  const list = async (c: Ask): Promise<Response> => {
    const local = c.get('barrier') === null;
    const whose = local ? whoseFrom(c.req.query('whose')) : 'all';
    const number = /^[1-9]\d{0,3}$/.exec(c.req.query('page') ?? '')?.[0] ?? '1';
    const queue = await readQueue(ctx, { whose, me: nameOf(c), page: Number(number) });
    return page(
      c,
      { title: 'Overdue review', ...(local ? { script: 'queue' as const } : {}) },
      <ReviewPage queue={queue} local={local} me={c.get('viewer')?.name ?? null}>
        {local ? await savedBefore(c, ctx, whose) : null}
      </ReviewPage>,
    );
  };
  routes.get('/review', (c) => kept(c, () => list(c)));

  routes.get(ITEM, (c) => {
    // Who comes from "is it the same matter?" has chosen the other already.
    const other = c.req.query('restates');
    const form = fresh({ kind: 'restates', other: other ?? '' });
    const shown = other === undefined ? askedFor(c.req.query('do')) : { action: 'relate' as const, form };
    return itemPage(c, ctx, { shown, whose: whoseFrom(c.req.query('whose')) });
  });
  routes.post(`${ITEM}/here`, async (c) => {
    const others = await atWork(ctx, { id: c.req.param('id'), name: nameOf(c) });
    return c.json({ says: alsoOpen(others) });
  });
  for (const action of ACTIONS) routes.post(`${ITEM}/${action.name}`, (c) => act(c, ctx, action));
  return routes;
}
