import { CLASSES, type Rate, type TrackRecord } from '../../domain/track-record.ts';
import { WORDING } from '../../domain/wording.ts';
import {
  readTrackRecord,
  type TrackRecordView,
  trackRecordInput,
} from '../../service/browse/track-record.ts';
import { answer, type Command } from '../command.ts';
import { fieldsOf, flagsOf } from '../flags.ts';
import { iso } from '../standing.ts';
import { type Paint, table } from '../terminal.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function rateText(words: string, rate: Rate | null): string {
  if (rate === null) return `${words}: no rate, because fewer than five are settled.`;
  const interval = `${percent(rate.from)} to ${percent(rate.to)} with 95 % confidence`;
  return `${words}: ${rate.kept} of ${rate.settled} settled, ${percent(rate.share)} (${interval}).`;
}

function countsText({ counts, onTime, kept }: TrackRecord): string {
  const rows = CLASSES.map((one) => [WORDING.en.classes[one], String(counts[one])]);
  return `${table(rows)}\n${rateText('Kept on time', onTime)}\n${rateText('Kept, on time or late', kept)}`;
}

function text(view: TrackRecordView, paint: Paint): string {
  const { from, to } = view.period;
  const period =
    from === null && to === null ? 'all on record' : `${from ?? 'the beginning'} to ${to ?? 'today'}`;
  const known = iso(view.asOf, 'UTC')?.slice(0, 16);
  const parts = [
    paint.bold(`Track record of ${view.subject} ${view.name} (${period}; as known ${known} UTC)`),
    countsText(view.binding),
  ];
  const apart = CLASSES.some((one) => view.apart.counts[one] > 0);
  if (apart)
    parts.push(`${paint.bold('Intentions and proposals, counted apart')}\n${countsText(view.apart)}`);
  if (view.restated > 0)
    parts.push(`${view.restated} left out: the same matter said again, or a part of something counted here.`);
  return parts.join('\n\n');
}

export const trackRecordCommand: Command = {
  name: 'track-record',
  summary: 'Count how a party, speaker, source or tag has kept its word',
  flags: flagsOf(trackRecordInput),
  examples: [
    'duly track-record --party Russia',
    'duly track-record --speaker "Rustem Umerov" --from 2025-01-01 --to 2025-12-31 --json',
    'duly track-record --tag prisoners --as-of 2025-06-30',
  ],
  async run(call) {
    const { ctx } = await call.open();
    const view = await readTrackRecord(ctx, fieldsOf(call));
    const data = { ...view, asOf: iso(view.asOf, 'UTC'), on: iso(view.on, 'UTC') };
    return answer(view, text, { data });
  },
};
