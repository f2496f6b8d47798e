import type { Context } from '../../src/service/context.ts';
import type { RecordInput } from '../../src/service/record.ts';
import type { Database } from '../../src/store/database.ts';
import { record } from './setup.ts';

/** Monthly reports from June on; the first is on record. */
export const reports = (ctx: Context, more: Partial<RecordInput> = {}): Promise<number> =>
  record(ctx, {
    title: 'Report on the exchange',
    quote: 'We will report every month.',
    deadline: undefined,
    opensOn: '2025-06-01',
    closesOn: '2025-06-30',
    deadlineReason: 'said so',
    rrule: 'FREQ=MONTHLY;UNTIL=20251231',
    tags: ['reports'],
    graceDays: 2,
    ...more,
  });

/** What is on record: number, title, window and status of each occurrence. */
export const onRecord = async (db: Database): Promise<string[]> => {
  const rows = await db.prisma.commitment.findMany({
    where: { seriesId: { not: null } },
    include: { deadlines: { where: { supersededAt: null } } },
    orderBy: [{ seriesId: 'asc' }, { occurrence: 'asc' }],
  });
  return rows.map((row) => {
    const [deadline] = row.deadlines;
    return `${row.occurrence} ${row.title}: ${deadline?.opensAt?.toISOString()} ${row.status}`;
  });
};
