/**
 * Records a commitment: 1. read the input, 2. resolve the deadline against when and where the words were said,
 * 3. find or make source, parties and statement, 4. write commitment and first deadline, 5. judge and announce,
 * in one transaction. Two at once: parties are unique by name; the loser of a race is retried by the store.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { assertZone, parseCivilDate, parseInstant } from '../domain/civil.ts';
import { lastDayOf } from '../domain/deadline/series.ts';
import { occurrenceTitle } from '../domain/deadline/series-words.ts';
import { DulyError } from '../domain/errors.ts';
import { COMPARATORS, MODALITIES } from '../domain/record.ts';
import type { Query, Tx } from '../store/database.ts';
import { calendarNamed, keepCalendar } from './calendar-input.ts';
import { announce } from './change.ts';
import type { Context } from './context.ts';
import { type Choose, deadlineFields, deadlineFrom } from './deadline-input.ts';
import { flag, line, list, optional, parse, quantity, text, titleLine, webAddress } from './input.ts';
import { type NewSeries, seriesFields, seriesFrom } from './series-input.ts';

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/** Everything that `recordCommitment` takes; flat, so that flags, forms and JSON look alike. */
export const recordInput = z.strictObject({
  title: titleLine(300).describe('What was promised, in a few words'),
  quote: text(5_000).describe('The words as they were said'),
  speaker: line(200).describe('Who said it'),
  speakerRole: optional(line(200)).describe('Role at the time'),
  saidAt: line(60).describe('When it was said, ISO 8601, such as 2025-06-02T15:57+03:00'),
  zone: line(60).describe('Time zone of saying, such as Europe/Istanbul'),
  sourceTitle: line(300).describe('Title of the document in which it was said'),
  sourceUrl: optional(webAddress).describe('Address of that document'),
  publisher: optional(line(200)).describe('Who published it'),
  publishedOn: optional(line(10)).describe('Day of publication'),
  language: optional(line(20)).describe('Language of the document, such as en'),
  sourceText: optional(text(500_000)).describe('Full text of the document, kept with its SHA-256'),
  modality: oneOf(MODALITIES).default('commitment').describe('commitment, intention, proposal or obligation'),
  force: oneOf(['firm', 'soft']).default('firm').describe('firm or soft'),
  polarity: oneOf(['act', 'refrain', 'refuse']).default('act').describe('act, refrain or refuse'),
  condition: optional(line(500)).describe('What it depends on, if anything'),
  comparator: optional(oneOf(COMPARATORS)).describe('at_least, at_most, exactly or about'),
  quantity: optional(quantity).describe('How much'),
  unit: optional(line(60)).describe('Of what'),
  perParty: flag.describe('Holds for each committer by itself'),
  committers: list(line(200)).describe('Who must act'),
  beneficiaries: list(line(200)).describe('For whom'),
  tags: list(line(60)).describe('Tags'),
  fulfilledWhen: optional(text(2_000)).describe('How fulfilment would be recognised'),
  graceDays: optional(z.coerce.number().min(0, { error: 'must not be negative' }).max(3_650)).describe(
    'Days after closing before it counts as overdue',
  ),
  recordedBy: line(200).default('editor').describe('Who records it'),
  ...deadlineFields,
  ...seriesFields,
});
/** What a caller may hand over: text from a flag or form, or the typed value. */
export type RecordInput = { readonly [Field in keyof z.output<typeof recordInput>]?: unknown };

interface Recorded {
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

const DAY_MS = 86_400_000;
const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

async function partyId(tx: Tx, name: string, kind: string): Promise<number> {
  const party = await tx.party.upsert({ where: { name }, create: { name, kind }, update: {} });
  return party.id;
}

/** The title; and for what comes again its series, of which this is the first occurrence. */
async function titled(
  tx: Tx,
  { title, series, recorded }: { title: string; series: NewSeries | null; recorded: Recorded },
) {
  if (series === null) return { title };
  const { rrule, lasts, firstOn, zone, nextMakeAt } = series;
  const { id } = await tx.series.create({
    data: {
      ...{ title, rrule, zone, ...recorded },
      lastsUnit: lasts.unit,
      lastsCount: lasts.count,
      firstOn: new Date(firstOn),
      nextMakeAt: nextMakeAt === null ? null : new Date(nextMakeAt),
    },
  });
  const days = { firstOn, lastOn: lastDayOf(firstOn, lasts) };
  return { title: occurrenceTitle(title, days), seriesId: id, occurrence: 1 };
}

/**
 * Reads and checks all that is given, and resolves the deadline, without storing anything: the form's preview asks
 * the same, with its own way to `choose` a reading. `now` is epoch milliseconds. Throws `DulyError('invalid')` that
 * names the field.
 */
export async function readRecording(query: Query, raw: unknown, now: number, choose?: Choose) {
  const input = parse(recordInput, raw);
  const zone = assertZone(input.zone, 'zone');
  const saidAt = parseInstant(input.saidAt, zone, 'saidAt');
  if (saidAt > now)
    throw new DulyError('invalid', 'saidAt lies in the future: a statement is recorded after it was made.', {
      field: 'saidAt',
    });
  const given = [input.comparator, input.quantity, input.unit].filter((part) => part !== undefined).length;
  if (given !== 0 && given !== 3) {
    const field =
      input.quantity === undefined ? 'quantity' : input.unit === undefined ? 'unit' : 'comparator';
    throw new DulyError('invalid', `A target needs comparator, quantity and unit; ${field} is missing.`, {
      field,
    });
  }
  if (input.perParty && given === 0)
    throw new DulyError('invalid', 'perParty needs a target: give comparator, quantity and unit.', {
      field: 'perParty',
    });
  if (input.perParty && input.committers.length === 0)
    throw new DulyError('invalid', 'perParty needs the committers for each of whom it holds.', {
      field: 'committers',
    });
  const calendar = await calendarNamed(query, input.calendar);
  const said = { saidAt, zone, locale: input.language, calendar };
  const deadline = deadlineFrom(input, said, choose);
  const series = seriesFrom(input, { row: deadline, said, now });
  const publishedOn =
    input.publishedOn === undefined ? null : new Date(parseCivilDate(input.publishedOn, 'publishedOn'));
  return { input, zone, saidAt, deadline, series, calendar, publishedOn };
}

/**
 * Records it and returns the new id with the first assessment.
 * Throws `DulyError('invalid')` that names the field; nothing is stored then.
 */
export async function recordCommitment(ctx: Context, raw: unknown): Promise<{ id: number }> {
  const now = ctx.clock.now();
  const read = await readRecording(ctx.db.query, raw, now);
  const { input, zone, saidAt, deadline, series, publishedOn } = read;
  const recorded = { recordedAt: new Date(now), recordedBy: input.recordedBy };

  const result = await ctx.db.write(async (tx, query) => {
    await keepCalendar(query, read.calendar);
    const sourceFacts = {
      title: input.sourceTitle,
      url: input.sourceUrl ?? null,
      publisher: input.publisher ?? null,
      textSha256: input.sourceText === undefined ? null : sha256(input.sourceText),
    };
    const source =
      (await tx.source.findFirst({ where: sourceFacts, orderBy: { id: 'asc' } })) ??
      (await tx.source.create({
        data: {
          ...sourceFacts,
          ...recorded,
          publishedOn,
          language: input.language ?? 'en',
          text: input.sourceText ?? null,
          retrievedAt: input.sourceText === undefined ? null : new Date(now),
        },
      }));
    const speakerId = await partyId(tx, input.speaker, 'person');
    const start = input.sourceText?.indexOf(input.quote) ?? -1;
    const words = { sourceId: source.id, speakerId, quote: input.quote, saidAt: new Date(saidAt), zone };
    const statement =
      (await tx.statement.findFirst({ where: words, orderBy: { id: 'asc' } })) ??
      (await tx.statement.create({
        data: {
          ...words,
          ...recorded,
          speakerRole: input.speakerRole ?? null,
          spanStart: start < 0 ? null : start,
          spanEnd: start < 0 ? null : start + input.quote.length,
        },
      }));
    const parties = [];
    for (const [role, names] of [
      ['committer', input.committers],
      ['beneficiary', input.beneficiaries],
    ] as const)
      for (const name of new Set(names))
        parties.push({ role, partyId: await partyId(tx, name, 'organisation') });
    const commitment = await tx.commitment.create({
      data: {
        statementId: statement.id,
        ...(await titled(tx, { title: input.title, series, recorded })),
        modality: input.modality,
        force: input.force,
        polarity: input.polarity,
        condition: input.condition ?? null,
        comparator: input.comparator ?? null,
        quantity: input.quantity ?? null,
        unit: input.unit ?? null,
        perParty: input.perParty,
        fulfilledWhen: input.fulfilledWhen ?? null,
        graceMs: BigInt(Math.round((input.graceDays ?? 0) * DAY_MS)),
        ...recorded,
        status: 'undated',
        // Nothing has been announced yet, not even the recording itself.
        knownUntil: new Date(now - 1),
        parties: { create: parties },
        tags: { create: [...new Set(input.tags.map((tag) => tag.toLowerCase()))].map((tag) => ({ tag })) },
        deadlines: { create: { ...deadline, ...recorded, version: 1, reason: input.deadlineReason ?? null } },
      },
    });
    const assessment = await announce(query, commitment.id, now, now - 1);
    return { id: commitment.id, assessment };
  });
  ctx.wake('fan-out');
  if (series !== null && series.nextMakeAt !== null) ctx.wake('make-ahead', series.nextMakeAt);
  if (result.assessment.nextCheckAt !== null) ctx.wake('sweep', result.assessment.nextCheckAt);
  return { id: result.id };
}
