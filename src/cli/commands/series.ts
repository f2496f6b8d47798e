import { uncapital } from '../../domain/language.ts';
import { formatDate } from '../../domain/shown.ts';
import { asOfFields } from '../../service/as-of.ts';
import {
  listSeries,
  readSeries,
  type SeriesList,
  type SeriesView,
  seriesInput,
} from '../../service/browse/series.ts';
import { endSeries, endSeriesInput, type SeriesEnd } from '../../service/end-series.ts';
import { AS_OF_FIELDS, pastData, pastLine } from '../as-of.ts';
import { type Answer, answer, type Call, type Command, type Flag, UsageError } from '../command.ts';
import { flagName } from '../flag-names.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { statusPaint, whenText, windowData, withIsoInstants } from '../standing.ts';
import { type Paint, table } from '../terminal.ts';

/** What can be done with series, and the flags that belong to it. */
const ACTIONS = {
  list: AS_OF_FIELDS,
  show: ['upTo', ...AS_OF_FIELDS],
  end: ['on', 'reason', 'dryRun', 'yes', 'by'],
} satisfies Record<string, readonly string[]>;
type Action = keyof typeof ACTIONS;
const isAction = (text: string): text is Action => Object.hasOwn(ACTIONS, text);

const head = (titles: readonly string[], paint: Paint) =>
  titles.map((title) => ({ text: title, paint: paint.bold }));

function listText({ items, past }: SeriesList, paint: Paint): string {
  if (items.length === 0)
    return `${pastLine(past)}No series.${past === null ? ' `duly add --every RRULE` records one.' : ''}`;
  const rows = items.map((item) => [
    { text: String(item.id), paint: paint.dim },
    item.title,
    item.endText === null ? item.rule : `${item.rule}; ${item.endText}`,
    [
      `${item.made} on record`,
      item.keptText,
      ...(item.fault === null ? [] : [`set aside: ${item.fault}`]),
    ].join(', '),
  ]);
  return pastLine(past) + table([head(['ID', 'TITLE', 'RULE', 'STANDS'], paint), ...rows]);
}

function showText(view: SeriesView, paint: Paint): string {
  const rows = view.occurrences.map((one) => [
    { text: String(one.id), paint: paint.dim },
    String(one.number),
    { text: one.statusText, paint: statusPaint(one.status, paint) },
    whenText({ ...one, reviewAt: null }),
    one.title,
  ]);
  return [
    ...(view.past === null ? [] : [pastLine(view.past).trimEnd()]),
    paint.bold(`Series ${view.id}  ${view.title}`),
    `${view.rule}; ${view.made} on record, ${view.keptText}`,
    ...(view.endText === null ? [] : [`It was ${view.endText}`]),
    ...(view.fault === null ? [] : [paint.red(`Set aside: ${view.fault}`)]),
    table([head(['ID', 'TIME', 'STATUS', 'WINDOW', 'TITLE'], paint), ...rows]),
    ...(view.earlier === null ? [] : [`Earlier ones: duly series show ${view.id} --up-to ${view.earlier}`]),
  ].join('\n');
}

function showData({ now: _, past, occurrences, zone, ...rest }: SeriesView) {
  const items = occurrences.map(({ window, zone: own, ...one }) => ({
    ...one,
    deadline: windowData(window, own),
  }));
  const about = withIsoInstants({ ...rest, zone }, zone) as object;
  return { ...pastData(past), ...about, occurrences: items };
}

/** What the end closes, or would close. */
function endText({ id, endedOn, voided, dryRun }: SeriesEnd & { readonly id: number }): string {
  const ends = `Series ${id} ${dryRun ? 'would end' : 'ends'} on ${formatDate(endedOn)}.`;
  const none = dryRun ? 'has to be closed' : 'had to be closed';
  const closed =
    voided.length === 0
      ? ` Nothing on record after that day ${none}.`
      : ` ${dryRun ? 'It would close as void' : 'Closed as void'}:`;
  const lines = voided.map((one) => `\n  ${one.id}  ${one.title}`).join('');
  return `${ends}${closed}${lines}${dryRun ? '\nNothing was changed.' : ''}`;
}

async function end(call: Call, id: string): Promise<Answer> {
  const { ctx } = await call.open();
  const ended = await endSeries(ctx, { ...fieldsOf(call), id, recordedBy: recordedBy(call) });
  return answer({ id: Number(id), ...ended }, endText);
}

/** One flag with two meanings, as the action has it. */
const ON: Flag = {
  name: 'on',
  value: 'WHEN',
  about: `With end: ${uncapital(endSeriesInput.shape.on.description ?? '')}. Otherwise: ${uncapital(asOfFields.on.description ?? '')}`,
};

export const seriesCommand: Command = {
  name: 'series',
  summary: 'List what comes again, show how each time of it stands, or end it (which cannot be undone)',
  args: [
    { name: '<action>', about: 'list, show or end' },
    { name: '[id]', about: 'Number of the series, to show or to end it' },
  ],
  flags: [
    ...flagsOf(seriesInput, ['id', 'on']),
    ON,
    ...flagsOf(endSeriesInput, ['id', 'on', 'recordedBy']),
    BY,
  ],
  examples: [
    'duly series list',
    'duly series show 3 --json',
    'duly series show 3 --as-of 2025-06-18',
    'duly series end 3 --on 2025-09-30 --reason "Agreed" --dry-run   (what it would close)',
    'duly series end 3 --on 2025-09-30 --reason "The parties agreed to report once more and stop"',
  ],
  async run(call) {
    const [action = '', id] = call.args;
    if (!isAction(action)) throw new UsageError(`say list, show or end, not “${action}”`);
    if ((action === 'list') !== (id === undefined))
      throw new UsageError(action === 'list' ? 'list takes no number' : `say which series to ${action}`);
    const allowed: readonly string[] = ACTIONS[action];
    const foreign = Object.keys(call.flags).find((flag) => !allowed.includes(flag));
    if (foreign !== undefined) throw new UsageError(`${flagName(foreign)} does not go with ${action}`);
    if (action === 'end') return end(call, id ?? '');
    const { ctx } = await call.open();
    if (action === 'list') {
      const list = await listSeries(ctx, fieldsOf(call));
      const series = list.items.map((item) => withIsoInstants(item, item.zone));
      return answer(list, listText, { data: { ...pastData(list.past), series } });
    }
    const view = await readSeries(ctx, { ...fieldsOf(call), id });
    return answer(view, showText, { data: showData(view) });
  },
};
