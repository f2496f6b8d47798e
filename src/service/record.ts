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
import { announce, announceWholes } from './change.ts';
import type { Context } from './context.ts';
import { criteriaFields } from './criteria.ts';
import { type Choose, deadlineFields, deadlineFrom } from './deadline-input.ts';
import { flag, id, line, list, optional, parse, quantity, text, titleLine, webAddress } from './input.ts';
import { lockWhole } from './part-of.ts';
import { PARTY_KINDS } from './party.ts';
import { type NewSeries, seriesFields, seriesFrom } from './series-input.ts';

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/** Everything that `recordCommitment` takes; flat, so that flags, forms and JSON look alike. */
export const recordInput = z.strictObject({
  title: titleLine(300).describe('What was promised, in a few words'),
  quote: text(5_000).describe('The words as they were said'),
  speaker: titleLine(200).describe('Who said it'),
  speakerKind: oneOf(PARTY_KINDS)
    .default('person')
    .describe(
      `What a speaker is who is not on record yet: ${PARTY_KINDS.join(', ')}; of others nothing changes`,
    ),
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
  committers: list(titleLine(200)).describe('Who must act'),
  beneficiaries: list(titleLine(200)).describe('For whom'),
  tags: list(line(60)).describe('Tags'),
  ...criteriaFields,
  decidesWhy: optional(line(500)).describe('Why that tally decides'),
  partOf: optional(id).describe('Number of the commitment that this one is a part of'),
  mutual: flag.describe('The failure of one side or part excuses the others'),
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

/** Somebody who is named for the first time is put on record with that. */
async function partyId(tx: Tx, party: { name: string; kind: string }, recorded: Recorded): Promise<number> {
  const known = await tx.party.findUnique({ where: { name: party.name } });
  if (known !== null) return known.id;
  await tx.party.createMany({ data: [{ ...party, ...recorded }], skipDuplicates: true });
  return (await tx.party.findUniqueOrThrow({ where: { name: party.name } })).id;
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
  if (input.unmeasurable && input.question === undefined)
    throw new DulyError('invalid', 'What cannot be decided needs question: what would have to be known?', {
      field: 'question',
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
  const clockNow = ctx.clock.now();
  const read = await readRecording(ctx.db.query, raw, clockNow);
  const { input, zone, saidAt, deadline, series, publishedOn } = read;
  if (input.partOf !== undefined && series !== null)
    throw new DulyError('invalid', 'What comes again is no part of another: record it by itself.', {
      field: 'partOf',
    });

  const result = await ctx.db.write(async (tx, query) => {
    const wholes = input.partOf === undefined ? [] : await lockWhole(tx, query, input.partOf);
    // Later than what has been announced of the wholes, so that they are told of their new part.
    const now = Math.max(clockNow, ...wholes.map((whole) => whole.knownUntil + 1));
    const recorded = { recordedAt: new Date(now), recordedBy: input.recordedBy };
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
          retrievedAt: input.sourceText === undefined ? null : recorded.recordedAt,
        },
      }));
    const speakerId = await partyId(tx, { name: input.speaker, kind: input.speakerKind }, recorded);
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
        parties.push({ role, partyId: await partyId(tx, { name, kind: 'organisation' }, recorded) });
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
        measurable: !input.unmeasurable,
        question: input.question ?? null,
        decides: input.decides ?? 'confirmed',
        decidesWhy: input.decidesWhy ?? null,
        parentId: input.partOf ?? null,
        partsRule: input.mutual ? 'mutual' : 'independent',
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
    await announceWholes(query, wholes, now);
    return { id: commitment.id, assessment };
  });
  ctx.wake('fan-out');
  if (series !== null && series.nextMakeAt !== null) ctx.wake('make-ahead', series.nextMakeAt);
  if (result.assessment.nextCheckAt !== null) ctx.wake('sweep', result.assessment.nextCheckAt);
  return { id: result.id };
}
