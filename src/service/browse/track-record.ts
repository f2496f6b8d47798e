/**
 * The track record of a party, a speaker, a source or a tag: 1. read the input, 2. take its commitments in bounded
 * batches, 3. judge each as of the times asked for, or with all that is on record, 4. count. A matter that was said again
 * counts once, and the parts of something count as one with their whole.
 */
import { z } from 'zod';
import { addDays, assertZone, parseCivilDate, startOfDay } from '../../domain/civil.ts';
import { DulyError } from '../../domain/errors.ts';
import { type Account, oneOfEach } from '../../domain/matters.ts';
import { binds, classOf, type KeptClass, type TrackRecord, trackRecord } from '../../domain/track-record.ts';
import {
  countedFor,
  partyOf,
  restatements,
  type Subject,
  subjectKnown,
} from '../../store/browse/track-record.ts';
import { readRecords } from '../../store/records.ts';
import { asOfFields, readAsOf, recordAt } from '../as-of.ts';
import type { Context } from '../context.ts';
import { line, optional, parse } from '../input.ts';
import { judge } from './judge.ts';

export const trackRecordInput = z.strictObject({
  party: optional(line(200)).describe('What this party must do'),
  speaker: optional(line(200)).describe('What this person said'),
  source: optional(line(400)).describe('What stands in the source of this title'),
  tag: optional(line(60)).describe('What carries this tag'),
  from: optional(line(20)).describe('Only what closed or was settled on this day or later'),
  to: optional(line(20)).describe('Only what closed or was settled on this day or earlier'),
  zone: line(60).default('UTC').describe('The zone of these days; default UTC'),
  ...asOfFields,
});

/** One commitment and where it counts. */
export interface CountedItem {
  readonly id: number;
  readonly title: string;
  readonly class: KeptClass;
}

export interface TrackRecordView {
  readonly subject: Subject;
  readonly name: string;
  /** Civil days, both inside; null without a bound. */
  readonly period: { readonly from: string | null; readonly to: string | null };
  /** Epoch milliseconds. */
  readonly asOf: number;
  readonly on: number;
  /** What binds: commitments and obligations. */
  readonly binding: TrackRecord;
  /** Counted apart: intentions and proposals. */
  readonly apart: TrackRecord;
  /** How many were left out, because another stands for them. */
  readonly restated: number;
  readonly items: readonly CountedItem[];
}

const BATCH = 500;
const SUBJECTS = ['party', 'speaker', 'source', 'tag'] as const;

function subjectOf(input: z.output<typeof trackRecordInput>): { subject: Subject; name: string } {
  const given = SUBJECTS.flatMap((subject) => {
    const name = input[subject];
    return name === undefined ? [] : [{ subject, name }];
  });
  const [one, other] = given;
  if (one === undefined || other !== undefined)
    throw new DulyError('invalid', 'Say whose record: one of party, speaker, source or tag.', {
      field: other?.subject ?? 'party',
    });
  return one;
}

/** Reads it. Throws `DulyError('invalid')`, or `not_found` when there is nothing of that name. */
export async function readTrackRecord(ctx: Context, raw: unknown): Promise<TrackRecordView> {
  const now = ctx.clock.now();
  const input = parse(trackRecordInput, raw);
  const { subject, name } = subjectOf(input);
  const zone = assertZone(input.zone, 'zone');
  // A clock that was set back must not leave out what was recorded before: then nothing is as of anything.
  const times = readAsOf(input, zone, now);
  const from = input.from === undefined ? null : parseCivilDate(input.from, 'from');
  const to = input.to === undefined ? null : parseCivilDate(input.to, 'to');
  const bounds = {
    from: from === null ? Number.NEGATIVE_INFINITY : startOfDay(from, zone),
    to: to === null ? Number.POSITIVE_INFINITY : startOfDay(addDays(to, 1), zone),
  };
  const { query } = ctx.db;
  if (!(await subjectKnown(query, subject, name)))
    throw new DulyError('not_found', `There is no ${subject} “${name}” on record.`, { field: subject });
  const party = subject === 'party' ? await partyOf(query, name) : null;

  const counted: (CountedItem & Account & { binds: boolean })[] = [];
  for (let after = 0; ; ) {
    const page = await countedFor(query, { subject, name, after, limit: BATCH });
    const records = await readRecords(
      query,
      page.map(({ id }) => id),
    );
    for (const { id, title, modality, graceMs, saidAt, parentId } of page) {
      const stored = records.get(id);
      const known = stored && recordAt(stored, times, now);
      if (known == null) continue;
      const { assessment } = judge(known.record, known.at, 'undated');
      const { window } = assessment.deadline;
      // The last instant inside the window, so that what closes at midnight closed on the day before.
      const when = window === null ? assessment.settledAt : window.closesAt - 1;
      const outside = when === null ? from !== null || to !== null : when < bounds.from || when >= bounds.to;
      if (outside) continue;
      const one = classOf(assessment, graceMs, party);
      counted.push({ id, title, class: one, binds: binds(modality), saidAt, parentId });
    }
    const last = page.at(-1);
    if (page.length < BATCH || last === undefined) break;
    after = last.id;
  }
  const standing = oneOfEach(counted, await restatements(query, times?.asOf ?? null));
  const own = counted.filter(({ id }) => standing.has(id));
  const of = (which: boolean): TrackRecord =>
    trackRecord(own.filter((one) => one.binds === which).map((one) => one.class));
  return {
    ...{ subject, name, period: { from, to }, ...(times ?? { asOf: now, on: now }) },
    binding: of(true),
    apart: of(false),
    restated: counted.length - own.length,
    items: own.map(({ id, title, class: one }) => ({ id, title, class: one })),
  };
}
