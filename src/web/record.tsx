/** `/record`: puts a commitment on record; its date, and what is alike on record, are shown before it is saved. */
import { Hono } from 'hono';
import { MODALITIES } from '../domain/record.ts';
import { partyNames } from '../service/browse/names.ts';
import { type DeadlinePreview, previewRecord } from '../service/browse/preview.ts';
import { findSimilar } from '../service/browse/similar.ts';
import { calendarNames } from '../service/calendar-input.ts';
import type { Context } from '../service/context.ts';
import type { PARTY_KINDS } from '../service/party.ts';
import { recordCommitment, recordInput } from '../service/record.ts';
import { type Ask, actingAs, type WebEnv } from './env.ts';
import { decidesField, questionFields } from './evidence-actions.ts';
import { STATUS_OF } from './faults.tsx';
import { type FormState, fresh, given, readForm, refused, typedOne } from './form.ts';
import { page } from './page.tsx';
import { AlikeHint } from './views/alike.tsx';
import { type Field, labelsOf, namesOf } from './views/fields.tsx';
import { seenKey, unchosen } from './views/preview.tsx';
import { RecordPage } from './views/record.tsx';

type PartyKind = (typeof PARTY_KINDS)[number];

const MODALITY_OPTIONS = {
  commitment: 'Commitment: bound by own or joint word',
  intention: 'Intention: planned, not promised',
  proposal: 'Proposal: waits for the other side',
  obligation: 'Obligation: a binding text',
} satisfies Record<(typeof MODALITIES)[number], string>;

/** The usual one first: it is what a form says that nobody has touched. */
const SPEAKER_KINDS = ['person', 'organisation', 'side'] as const satisfies readonly PartyKind[];
const SPEAKER_KIND_OPTIONS = {
  person: 'A person',
  organisation: 'An organisation: a ministry, a company, an agency',
  side: 'A side: of a conflict, a deal, a negotiation',
} satisfies Record<PartyKind, string>;

interface Group {
  readonly title: string;
  readonly fields: readonly Field[];
  /** What few need: behind a line that opens when it holds something or has a fault. */
  readonly more: { readonly summary: string; readonly fields: readonly Field[] };
}

/** The fields of the form, in groups of one thought each. */
export const RECORD_GROUPS: readonly Group[] = [
  {
    title: 'What was said',
    fields: [
      { name: 'quote', label: 'The words', kind: 'area', required: true, hint: 'As they were said.' },
      { name: 'speaker', label: 'Who said it', kind: 'party', required: true },
      {
        name: 'speakerKind',
        label: 'What the speaker is',
        kind: 'select',
        options: SPEAKER_KINDS.map((kind) => [kind, SPEAKER_KIND_OPTIONS[kind]] as const),
        hint: 'Of somebody new; who is on record already stays what they are.',
      },
      { name: 'saidAt', label: 'When', kind: 'moment', required: true, hint: 'As clocks showed it there.' },
      {
        name: 'zone',
        label: 'Time zone there',
        kind: 'zone',
        required: true,
        hint: 'Such as Europe/Istanbul.',
      },
      { name: 'sourceTitle', label: 'In which document', required: true, hint: 'Its title.' },
      { name: 'sourceUrl', label: 'Link to it', kind: 'url' },
    ],
    more: {
      summary: 'More about the speaker and the document',
      fields: [
        { name: 'speakerRole', label: 'Role at the time' },
        { name: 'publisher', label: 'Who published it' },
        { name: 'publishedOn', label: 'Published on', kind: 'date' },
        {
          name: 'language',
          label: 'Language of the document',
          hint: 'Such as en-GB or de: it decides how 3/4 is read.',
        },
      ],
    },
  },
  {
    title: 'By when',
    fields: [
      {
        name: 'deadline',
        label: 'The date in words',
        hint: 'As it was said: “next week”, “by 9 June”, “between June 20 and 30”.',
      },
    ],
    more: {
      summary: 'Dates by hand, what comes again, working days, grace',
      fields: [
        { name: 'opensOn', label: 'Or by hand: first day', kind: 'date' },
        { name: 'closesOn', label: 'By hand: last day', kind: 'date', hint: 'The whole day is inside.' },
        { name: 'deadlineReason', label: 'Why these dates', hint: 'When they are set by hand.' },
        { name: 'reviewOn', label: 'Without a date: look again on', kind: 'date' },
        {
          name: 'rrule',
          label: 'It comes again',
          hint: 'Only if the words do not say so: a rule such as FREQ=MONTHLY;UNTIL=20251231. The date is that of the first time.',
        },
        {
          name: 'calendar',
          label: 'Working days by the calendar',
          kind: 'calendar',
          hint: 'One that was imported; otherwise Monday to Friday.',
        },
        { name: 'graceDays', label: 'Days of grace before it is overdue', kind: 'number' },
        { name: 'recordedBy', label: 'Recorded by', hint: 'Your name or role; otherwise “editor”.' },
      ],
    },
  },
  {
    title: 'What was promised',
    fields: [
      { name: 'title', label: 'In a few words', required: true },
      { name: 'committers', label: 'Who must act', kind: 'party', hint: 'With commas between.' },
      {
        name: 'modality',
        label: 'Kind',
        kind: 'select',
        options: MODALITIES.map((modality) => [modality, MODALITY_OPTIONS[modality]] as const),
      },
      {
        name: 'comparator',
        label: 'Counted',
        kind: 'select',
        options: [
          ['', 'Not counted: done or not done'],
          ['at_least', 'At least'],
          ['at_most', 'At most'],
          ['exactly', 'Exactly'],
          ['about', 'About'],
        ],
      },
      { name: 'quantity', label: 'How many', kind: 'number' },
      { name: 'unit', label: 'Of what', hint: 'Such as: bodies, prisoners, euros.' },
      {
        name: 'perParty',
        label: 'Holds for each of those who must act',
        kind: 'check',
        hint: 'Each side then has a part of its own; “Show the date” names them.',
      },
      {
        name: 'fulfilledWhen',
        label: 'How fulfilment would be recognised',
        kind: 'area',
        hint: 'Something that can be counted or looked up: which event, number or document would show it?',
      },
    ],
    more: {
      summary: 'For whom, on what condition, how it is decided, tags',
      fields: [
        { name: 'beneficiaries', label: 'For whom', kind: 'party', hint: 'With commas between.' },
        { name: 'mutual', label: 'The failure of one side or part excuses the others', kind: 'check' },
        { name: 'partOf', label: 'Number of the commitment that it is a part of', kind: 'number' },
        { name: 'condition', label: 'What it depends on' },
        ...questionFields,
        decidesField('Those that the other side confirmed'),
        { name: 'decidesWhy', label: 'Why these decide' },
        { name: 'tags', label: 'Tags', hint: 'With commas between.' },
      ],
    },
  },
];

const FIELDS = RECORD_GROUPS.flatMap(({ fields, more }) => [...fields, ...more.fields]);
const LABELS = { ...labelsOf(FIELDS), reading: 'What the words mean' };

/** More of a quote than this says nothing new about what it is. */
const MOST_LETTERS = 5_000;

async function show(
  c: Ask,
  ctx: Context,
  form: FormState,
  preview: DeadlinePreview | null,
  status: 200 | 400 | 404 | 409 | 429 = 200,
) {
  const calendars = await calendarNames(ctx);
  const view = {
    parties: await partyNames(ctx),
    alike: await alikeTo(ctx, form),
    groups: RECORD_GROUPS,
    asks: c.get('viewer') === null,
    form,
    preview,
    calendars,
    now: ctx.clock.now(),
  };
  return page(c, { title: 'Record a commitment', status, live: true, alike: true }, <RecordPage {...view} />);
}

/** What is on record in nearly the words that were typed. */
const alikeTo = (ctx: Context, { typed }: FormState) =>
  findSimilar(ctx, {
    title: typedOne(typed, 'title').slice(0, MOST_LETTERS),
    quote: typedOne(typed, 'quote').slice(0, MOST_LETTERS),
  });

export function recordRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/record', (c) => show(c, ctx, fresh({ modality: 'commitment' }), null));
  // While somebody types; without script it stands in the page after "Show the date".
  routes.get('/similar', async (c) => {
    const found = await alikeTo(ctx, fresh(c.req.query()));
    return c.html((<AlikeHint found={found} />).toString());
  });
  routes.post('/record', async (c) => {
    const { step, seen, ...typed } = await readForm(c, [...namesOf(FIELDS), 'reading', 'step', 'seen']);
    const input = { ...given(typed), ...actingAs(c) };
    let preview: DeadlinePreview | null = null;
    try {
      preview = await previewRecord(ctx, input);
      if (step !== 'save') return await show(c, ctx, fresh(typed), preview);
      if (typedOne({ seen: seen ?? '' }, 'seen') !== seenKey(preview)) {
        const message = 'The date is another now: look at it again before you save it.';
        return await show(c, ctx, { ...fresh(typed), message }, preview);
      }
      const { id } = await recordCommitment(ctx, input);
      return c.redirect(`/commitments/${id}?done=recorded`, 303);
    } catch (error) {
      const form = refused(error, { typed, input, schema: recordInput, labels: LABELS });
      const status = STATUS_OF[form.code as 'invalid'];
      if (preview !== null && form.faults.reading !== undefined)
        return show(c, ctx, unchosen(form, preview), preview, status);
      return show(c, ctx, form, null, status);
    }
  });
  return routes;
}
