/** Facts of the kinds that few commitments have, for those that have any: one read each, whatever the size. */
import type { CriterionFact, MoreFacts } from '../domain/record.ts';
import { ms, type Query } from './database.ts';

/** What `readMore` finds about one commitment. */
export interface Found {
  /** Versions of the criteria after the first. */
  readonly criteria: readonly CriterionFact[];
  readonly facts: MoreFacts;
}

const RECORDED = `${ms('recorded_at')} as "recordedAt", recorded_by as "recordedBy"`;

/** What is read of each table, in the order of recording. */
const COLUMNS = {
  criterion: `version, decides, measurable`,
  condition_report: `id, state, ${ms('happened_at')} as "happenedAt"`,
  objection: `id, progress_id as "progressId", verdict_id as "verdictId", ${ms('answer_by')} as "answerBy"`,
  objection_answer: `objection_id as "objectionId", outcome`,
  evidence_withdrawal: `evidence_id as "evidenceId"`,
  approval: `verdict_id as "verdictId", approved`,
  notice: `id, kind, ${ms('until_at')} as "untilAt"`,
  look: `id`,
} as const;

type Row<T> = T & { commitmentId: number };
type Of<K extends keyof MoreFacts> = Row<MoreFacts[K][number]>;

/** Reads them for the commitments `ids`; instants are epoch milliseconds. */
export async function readMore(query: Query, ids: readonly number[]): Promise<Map<number, Found>> {
  if (ids.length === 0) return new Map();
  const read = async <T>(table: keyof typeof COLUMNS): Promise<Map<number, T[]>> => {
    const rows = await query<Row<T>>(
      `select commitment_id as "commitmentId", ${COLUMNS[table]}, ${RECORDED} from ${table}
       where commitment_id = any($1::int[]) order by id`,
      [ids],
    );
    const groups = new Map<number, T[]>();
    for (const row of rows) groups.set(row.commitmentId, [...(groups.get(row.commitmentId) ?? []), row]);
    return groups;
  };
  const criteria = await read<Row<CriterionFact>>('criterion');
  const conditions = await read<Of<'conditions'>>('condition_report');
  const objections = await read<Of<'objections'>>('objection');
  const answers = await read<Of<'answers'>>('objection_answer');
  const withdrawals = await read<Of<'withdrawals'>>('evidence_withdrawal');
  const approvals = await read<Of<'approvals'>>('approval');
  const notices = await read<Of<'notices'>>('notice');
  const looks = await read<Of<'looks'>>('look');
  return new Map(
    ids.map((id) => [
      id,
      {
        criteria: criteria.get(id) ?? [],
        facts: {
          conditions: conditions.get(id) ?? [],
          objections: objections.get(id) ?? [],
          answers: answers.get(id) ?? [],
          withdrawals: withdrawals.get(id) ?? [],
          approvals: approvals.get(id) ?? [],
          notices: notices.get(id) ?? [],
          looks: looks.get(id) ?? [],
        },
      },
    ]),
  );
}
