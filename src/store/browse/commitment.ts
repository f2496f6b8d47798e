/** Everything that is on record about one commitment, as plain values: instants in epoch milliseconds. */
import type { Basis, Precision, Window } from '../../domain/deadline/types.ts';
import type { Cause, Comparator, Modality, Outcome, Status, Support } from '../../domain/record.ts';
import type { Database } from '../database.ts';
import { type Log, readLog } from './log.ts';

export interface EvidenceFacts {
  readonly id: number;
  readonly kind: string;
  readonly url: string | null;
  readonly note: string | null;
  readonly support: Support;
  /** Where the report comes from in the first place. */
  readonly origin: string | null;
  readonly fileName: string | null;
  /** Who took it back, and why: what rests on it counts no more. Null while it stands. */
  readonly withdrawn: {
    readonly reason: string;
    readonly recordedAt: number;
    readonly recordedBy: string;
  } | null;
  readonly exampleData: boolean;
  readonly happenedAt: number;
  readonly recordedAt: number;
  readonly recordedBy: string;
}

export interface CommitmentFacts extends Log {
  readonly id: number;
  readonly title: string;
  readonly modality: Modality;
  readonly force: string;
  readonly polarity: string;
  readonly condition: string | null;
  readonly target: { comparator: Comparator; quantity: number; unit: string; perParty: boolean } | null;
  readonly fulfilledWhen: string | null;
  readonly graceMs: number;
  readonly recordedAt: number;
  readonly recordedBy: string;
  /** The status last announced. */
  readonly announced: Status;
  /** Why a sweep set it aside, and when; null when it did not. */
  readonly fault: string | null;
  readonly faultAt: number | null;
  readonly quote: string;
  readonly speaker: string;
  readonly speakerRole: string | null;
  readonly saidAt: number;
  readonly saidZone: string;
  readonly source: {
    readonly id: number;
    readonly title: string;
    readonly language: string;
    readonly url: string | null;
    readonly publisher: string | null;
    /** Civil date. */
    readonly publishedOn: string | null;
    readonly sha256: string | null;
  };
  readonly parties: readonly { readonly id: number; readonly name: string; readonly role: string }[];
  readonly tags: readonly string[];
  /** Ascending by version. */
  readonly deadlines: readonly {
    readonly version: number;
    readonly phrase: string | null;
    readonly rule: string;
    readonly ruleVersion: number;
    readonly basis: Basis;
    readonly precision: Precision | null;
    readonly zone: string;
    readonly window: Window | null;
    readonly anchor: string | null;
    readonly anchorOffset: string | null;
    /** The days of the offset are working days. */
    readonly working: boolean;
    /** Name of the calendar by which working days are counted; null: Monday to Friday. */
    readonly calendar: string | null;
    /** Stated by somebody, or worked out anew because of its event, its calendar or a rule. */
    readonly cause: Cause | 'stated';
    readonly reviewAt: number | null;
    readonly explanation: string;
    readonly reason: string | null;
    readonly recordedAt: number;
    readonly recordedBy: string;
  }[];
  /** What was reported about the events that deadlines wait for, in that order; without a time it was taken back. */
  readonly anchorEvents: readonly {
    readonly id: number;
    /** The words that name the event. */
    readonly anchor: string;
    /** Civil date. */
    readonly happenedOn: string | null;
    readonly happenedAt: number | null;
    readonly url: string | null;
    readonly note: string | null;
    readonly recordedAt: number;
    readonly recordedBy: string;
  }[];
  /** The date is still to be worked out anew by a worker, since when and what was in the way; null when it is not. */
  readonly derivation: { readonly requestedAt: number; readonly fault: string | null } | null;
  /** In the order in which it was recorded. */
  readonly progress: readonly {
    readonly id: number;
    readonly amount: number;
    readonly side: string | null;
    readonly claimedBy: string | null;
    readonly happenedAt: number;
    readonly recordedAt: number;
    readonly recordedBy: string;
    readonly evidence: EvidenceFacts;
  }[];
  /** In the order in which they were made; a reversal names what it takes back. */
  readonly verdicts: readonly {
    readonly id: number;
    readonly outcome: Outcome | null;
    readonly reversesId: number | null;
    /** Whether a later verdict took it back. */
    readonly reversed: boolean;
    /** The one side that it is about; null: the whole. */
    readonly side: string | null;
    /** Whether it decides nothing until a second person has approved it. */
    readonly needsApproval: boolean;
    readonly approval: {
      readonly approved: boolean;
      readonly reason: string | null;
      readonly recordedAt: number;
      readonly recordedBy: string;
    } | null;
    readonly reason: string;
    readonly happenedAt: number;
    readonly recordedAt: number;
    readonly recordedBy: string;
    readonly evidence: EvidenceFacts | null;
  }[];
  /** Looks that found no evidence, the latest last. */
  readonly looks: readonly {
    readonly id: number;
    readonly lookedAt: number;
    readonly by: string;
    /** Where was looked. */
    readonly in: string;
    readonly note: string | null;
    readonly recordedAt: number;
  }[];
}

type EvidenceRow = Row['progress'][number]['evidence'];

const evidenceOf = (row: EvidenceRow): EvidenceFacts => ({
  id: row.id,
  kind: row.kind,
  url: row.url,
  note: row.note,
  support: row.support as Support,
  origin: row.origin,
  fileName: row.fileName,
  withdrawn: row.withdrawal === null ? null : { reason: row.withdrawal.reason, ...stamp(row.withdrawal) },
  exampleData: row.exampleData,
  happenedAt: row.happenedAt.getTime(),
  recordedAt: row.recordedAt.getTime(),
  recordedBy: row.recordedBy,
});

const stamp = (row: { recordedAt: Date; recordedBy: string }) => ({
  recordedAt: row.recordedAt.getTime(),
  recordedBy: row.recordedBy,
});

/** A piece with its end; the text kept of it may be long and is read by itself. */
const EVIDENCE = { omit: { snapshot: true }, include: { withdrawal: true } } as const;

const read = (db: Pick<Database, 'prisma'>, id: number) =>
  db.prisma.commitment.findUnique({
    where: { id },
    include: {
      statement: { include: { source: { omit: { text: true } }, speaker: true } },
      parties: { include: { party: true }, orderBy: { party: { name: 'asc' } } },
      tags: { orderBy: { tag: 'asc' } },
      deadlines: { include: { calendar: { select: { name: true } } }, orderBy: { version: 'asc' } },
      anchorEvents: { orderBy: { id: 'asc' } },
      derivations: { orderBy: { id: 'asc' }, take: 1 },
      progress: { include: { party: true, claimedBy: true, evidence: EVIDENCE }, orderBy: { id: 'asc' } },
      verdicts: {
        include: { party: true, approval: true, evidence: EVIDENCE, reversedBy: { select: { id: true } } },
        orderBy: { id: 'asc' },
      },
      looks: { orderBy: [{ lookedAt: 'asc' }, { id: 'asc' }] },
    },
  });
type Row = NonNullable<Awaited<ReturnType<typeof read>>>;

const deadlineOf = (row: Row['deadlines'][number]): CommitmentFacts['deadlines'][number] => ({
  version: row.version,
  phrase: row.phrase,
  rule: row.rule,
  ruleVersion: row.ruleVersion,
  basis: row.basis as Basis,
  precision: row.precision as Precision | null,
  zone: row.zone,
  window:
    row.opensAt === null || row.closesAt === null
      ? null
      : { opensAt: row.opensAt.getTime(), closesAt: row.closesAt.getTime() },
  anchor: row.anchor,
  anchorOffset: row.offset,
  working: row.working,
  calendar: row.calendar?.name ?? null,
  cause: row.cause as Cause | 'stated',
  reviewAt: row.reviewAt?.getTime() ?? null,
  explanation: row.explanation,
  reason: row.reason,
  ...stamp(row),
});

const derivationOf = ({ requestedAt, fault }: Row['derivations'][number]) => ({
  requestedAt: requestedAt.getTime(),
  fault,
});

/** Reads it whole, or null when there is none. */
export async function commitmentFacts(
  db: Pick<Database, 'prisma'>,
  id: number,
): Promise<CommitmentFacts | null> {
  const row = await read(db, id);
  if (row === null) return null;
  const { statement } = row;
  const { source } = statement;
  return {
    id: row.id,
    title: row.title,
    modality: row.modality as Modality,
    force: row.force,
    polarity: row.polarity,
    condition: row.condition,
    target:
      row.comparator === null || row.quantity === null || row.unit === null
        ? null
        : {
            comparator: row.comparator as Comparator,
            quantity: Number(row.quantity),
            unit: row.unit,
            perParty: row.perParty,
          },
    fulfilledWhen: row.fulfilledWhen,
    graceMs: Number(row.graceMs),
    ...stamp(row),
    announced: row.status as Status,
    fault: row.fault,
    faultAt: row.faultAt?.getTime() ?? null,
    quote: statement.quote,
    speaker: statement.speaker.name,
    speakerRole: statement.speakerRole,
    saidAt: statement.saidAt.getTime(),
    saidZone: statement.zone,
    source: {
      id: source.id,
      title: source.title,
      language: source.language,
      url: source.url,
      publisher: source.publisher,
      publishedOn: source.publishedOn?.toISOString().slice(0, 10) ?? null,
      sha256: source.textSha256,
    },
    parties: row.parties.map(({ party, role }) => ({ id: party.id, name: party.name, role })),
    tags: row.tags.map(({ tag }) => tag),
    deadlines: row.deadlines.map(deadlineOf),
    anchorEvents: row.anchorEvents.map((event) => ({
      id: event.id,
      anchor: event.anchor,
      happenedOn: event.happenedOn?.toISOString().slice(0, 10) ?? null,
      happenedAt: event.happenedAt?.getTime() ?? null,
      url: event.url,
      note: event.note,
      ...stamp(event),
    })),
    derivation: row.derivations[0] === undefined ? null : derivationOf(row.derivations[0]),
    progress: row.progress.map((entry) => ({
      id: entry.id,
      amount: Number(entry.amount),
      side: entry.party?.name ?? null,
      claimedBy: entry.claimedBy?.name ?? null,
      happenedAt: entry.happenedAt.getTime(),
      ...stamp(entry),
      evidence: evidenceOf(entry.evidence),
    })),
    verdicts: row.verdicts.map((verdict) => ({
      id: verdict.id,
      outcome: verdict.outcome as Outcome | null,
      reversesId: verdict.reversesId,
      reversed: verdict.reversedBy !== null,
      side: verdict.party?.name ?? null,
      needsApproval: verdict.needsApproval,
      approval:
        verdict.approval === null
          ? null
          : {
              approved: verdict.approval.approved,
              reason: verdict.approval.reason,
              ...stamp(verdict.approval),
            },
      reason: verdict.reason,
      happenedAt: verdict.happenedAt.getTime(),
      ...stamp(verdict),
      evidence: verdict.evidence === null ? null : evidenceOf(verdict.evidence),
    })),
    looks: row.looks.map((look) => ({
      id: look.id,
      lookedAt: look.lookedAt.getTime(),
      by: look.recordedBy,
      in: look.searched,
      note: look.note,
      recordedAt: look.recordedAt.getTime(),
    })),
    ...(await readLog(db, id)),
  };
}
