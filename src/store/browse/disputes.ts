/** What few commitments have: objections, reports about a condition, reminders held, links, a whole, parts. */
import type { LinkKind } from '../../domain/links.ts';
import type { Database } from '../database.ts';

/** Who recorded it, and when, in epoch milliseconds. */
interface Stamped {
  readonly recordedAt: number;
  readonly recordedBy: string;
}

export interface ObjectionFacts extends Stamped {
  readonly id: number;
  /** Number of the amount or of the decision it is about; both null: the whole. */
  readonly progressId: number | null;
  readonly verdictId: number | null;
  /** The party that objects; null when an editor does. */
  readonly raisedBy: string | null;
  readonly reason: string;
  readonly url: string | null;
  /** Until when an answer is wanted, epoch milliseconds. */
  readonly answerByAt: number;
  readonly answer:
    | (Stamped & { readonly outcome: 'upheld' | 'rejected' | 'withdrawn'; readonly answer: string })
    | null;
}

export interface ConditionReportFacts extends Stamped {
  readonly id: number;
  readonly state: 'met' | 'failed' | 'open';
  readonly url: string | null;
  readonly note: string | null;
  readonly happenedAt: number;
}

export interface NoticeFacts extends Stamped {
  readonly id: number;
  readonly kind: 'acknowledged' | 'snoozed' | 'resumed';
  /** Epoch milliseconds; null when reminders go on. */
  readonly untilAt: number | null;
  readonly note: string;
}

/** A link as one of its two commitments sees it. */
export interface LinkFacts extends Stamped {
  readonly id: number;
  readonly kind: LinkKind;
  /** Whether the link was drawn from this commitment to the other, or from the other to this one. */
  readonly drawn: 'to' | 'from';
  readonly otherId: number;
  readonly reason: string;
  /** How it was taken back; null while it stands. */
  readonly end: (Stamped & { readonly reason: string }) | null;
}

/** Everything in the order in which it was recorded. */
export interface DisputeFacts {
  /** Whether the condition decides; older rows kept theirs without weighing it. */
  readonly weighed: boolean;
  /** The commitment that this one is a part of. */
  readonly parentId: number | null;
  readonly partIds: readonly number[];
  readonly partsRule: 'independent' | 'mutual';
  readonly objections: readonly ObjectionFacts[];
  readonly conditionReports: readonly ConditionReportFacts[];
  readonly notices: readonly NoticeFacts[];
  readonly links: readonly LinkFacts[];
}

const stamp = (row: { recordedAt: Date; recordedBy: string }): Stamped => ({
  recordedAt: row.recordedAt.getTime(),
  recordedBy: row.recordedBy,
});

const ends = { where: { endsId: null }, include: { endedBy: true }, orderBy: { id: 'asc' } } as const;

const read = (db: Pick<Database, 'prisma'>, id: number) =>
  db.prisma.commitment.findUnique({
    where: { id },
    select: {
      weighed: true,
      parentId: true,
      partsRule: true,
      parts: { select: { id: true }, orderBy: { id: 'asc' } },
      objections: {
        include: { answer: true, raisedBy: { select: { name: true } } },
        orderBy: { id: 'asc' },
      },
      conditions: { orderBy: { id: 'asc' } },
      notices: { orderBy: { id: 'asc' } },
      linksFrom: ends,
      linksTo: ends,
    },
  });
type Row = NonNullable<Awaited<ReturnType<typeof read>>>;

const objectionOf = (row: Row['objections'][number]): ObjectionFacts => ({
  id: row.id,
  progressId: row.progressId,
  verdictId: row.verdictId,
  raisedBy: row.raisedBy?.name ?? null,
  reason: row.reason,
  url: row.url,
  answerByAt: row.answerBy.getTime(),
  ...stamp(row),
  answer:
    row.answer === null
      ? null
      : {
          outcome: row.answer.outcome as NonNullable<ObjectionFacts['answer']>['outcome'],
          answer: row.answer.answer,
          ...stamp(row.answer),
        },
});

const linkOf =
  (drawn: LinkFacts['drawn']) =>
  (row: Row['linksFrom'][number]): LinkFacts => ({
    id: row.id,
    kind: row.kind as LinkKind,
    drawn,
    otherId: drawn === 'to' ? row.toId : row.fromId,
    reason: row.reason,
    ...stamp(row),
    end: row.endedBy === null ? null : { reason: row.endedBy.reason, ...stamp(row.endedBy) },
  });

/** Reads them, or null when there is no such commitment. */
export async function disputeFacts(db: Pick<Database, 'prisma'>, id: number): Promise<DisputeFacts | null> {
  const row = await read(db, id);
  if (row === null) return null;
  const links = [...row.linksFrom.map(linkOf('to')), ...row.linksTo.map(linkOf('from'))];
  return {
    weighed: row.weighed,
    parentId: row.parentId,
    partIds: row.parts.map((part) => part.id),
    partsRule: row.partsRule as DisputeFacts['partsRule'],
    objections: row.objections.map(objectionOf),
    conditionReports: row.conditions.map((report) => ({
      id: report.id,
      state: report.state as ConditionReportFacts['state'],
      url: report.url,
      note: report.note,
      happenedAt: report.happenedAt.getTime(),
      ...stamp(report),
    })),
    notices: row.notices.map((notice) => ({
      id: notice.id,
      kind: notice.kind as NoticeFacts['kind'],
      untilAt: notice.untilAt?.getTime() ?? null,
      note: notice.note,
      ...stamp(notice),
    })),
    links: links.sort((a, b) => a.id - b.id),
  };
}
