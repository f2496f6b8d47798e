import { formatDate } from '../../domain/shown.ts';
import {
  type CalendarImport,
  importCalendar,
  importCalendarInput,
  listCalendars,
  showCalendar,
} from '../../service/calendar.ts';
import { AS_OF_FIELDS, AS_OF_FLAGS, pastData, pastLine } from '../as-of.ts';
import { readText } from '../body.ts';
import { type Answer, answer, type Call, type Command, UsageError } from '../command.ts';
import { flagName } from '../flag-names.ts';
import { BY, fieldsOf, flagsOf, recordedBy } from '../flags.ts';
import { iso } from '../standing.ts';
import { type Paint, table } from '../terminal.ts';
import { counted, moverData, moverText } from './rules-diff.ts';

type Calendar = Awaited<ReturnType<typeof showCalendar>>['calendar'];

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const weekendText = (weekend: readonly number[]): string =>
  weekend.length === 0 ? 'none' : weekend.map((day) => WEEKDAYS[day - 1]).join(', ');

const calendarData = ({ name, version, weekend, holidays, recordedAt, recordedBy }: Calendar) => {
  const days = [...holidays].sort();
  return { name, version, weekend, holidays: days, recordedAt: iso(recordedAt, 'UTC'), recordedBy };
};

/** Days in words, the first few of many. */
function daysText(days: readonly string[]): string {
  const shown = days.slice(0, 10).map((day) => formatDate(day));
  const more = days.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What came of an import, and what to do next. */
function verdict({ name, version, state, stored, movers }: CalendarImport): string {
  if (state === 'unchanged') return `Nothing changes: this is ${name}, version ${version}, already.`;
  if (!stored)
    return state === 'new'
      ? 'Nothing was stored.'
      : 'Nothing was changed. To make it so, import it again with --apply.';
  const moved =
    movers.length === 0
      ? ''
      : ` ${movers.length === 1 ? 'This date is' : 'These dates are'} moved by a worker; without one running, \`duly sweep\` does.`;
  return `${name} is stored as version ${version}.${moved}`;
}

function importText(result: CalendarImport, paint: Paint): string {
  const { name, weekend, holidays, added, removed, movers, state } = result;
  const { from, to } = holidays.repeated;
  return [
    `${paint.bold(name)}: ${counted(holidays.days.length, 'holiday')}, weekend ${weekendText(weekend)}; what comes every year is written out from ${from} to ${to}.`,
    ...holidays.leftOut.slice(0, 10).map(({ event, why }) => `  left out: ${event} ${why}`),
    ...(holidays.leftOut.length > 10 ? [`  and ${holidays.leftOut.length - 10} more left out`] : []),
    ...(state === 'changed' && added.length > 0 ? [`No longer worked: ${daysText(added)}`] : []),
    ...(state === 'changed' && removed.length > 0 ? [`Worked again: ${daysText(removed)}`] : []),
    ...(state === 'changed' && movers.length === 0 ? ['No open date moves.'] : []),
    ...movers.map((mover) => moverText(mover, paint)),
    verdict(result),
  ].join('\n');
}

async function runImport(call: Call, name: string, file: string): Promise<Answer> {
  const ics = await readText(file, call.io);
  const { ctx } = await call.open();
  const result = await importCalendar(ctx, { ...fieldsOf(call), name, ics, recordedBy: recordedBy(call) });
  const { holidays, movers, ...rest } = result;
  const { days, ...read } = holidays;
  const data = { ...rest, ...read, holidays: days.length, wouldMove: movers.map(moverData) };
  return answer(result, importText, { data });
}

/** What asks for the past. An import is of now. */
const timesOf = (call: Call): Record<string, unknown> => {
  const fields = fieldsOf(call);
  const other = Object.keys(fields).find((name) => !AS_OF_FIELDS.includes(name));
  if (other !== undefined) throw new UsageError(`${flagName(other)} goes with import only`);
  return fields;
};

async function runList(call: Call): Promise<Answer> {
  const { ctx } = await call.open();
  const { calendars: found, past } = await listCalendars(ctx, timesOf(call));
  const calendars = found.map(calendarData);
  const text = (shown: typeof calendars, paint: Paint): string => {
    if (shown.length === 0)
      return `${pastLine(past)}No calendars: working days are Monday to Friday. \`duly calendar import NAME FILE.ics\` adds one.`;
    const head = ['NAME', 'VERSION', 'WEEKEND', 'HOLIDAYS', 'FROM', 'TO'].map((title) => ({
      text: title,
      paint: paint.bold,
    }));
    const rows = shown.map(({ name, version, weekend, holidays }) => [
      ...[name, String(version), weekendText(weekend), String(holidays.length)],
      ...[holidays[0] ?? '', holidays.at(-1) ?? ''],
    ]);
    return pastLine(past) + table([head, ...rows]);
  };
  return answer(calendars, text, { data: { ...pastData(past), calendars } });
}

async function runShow(call: Call, name: string): Promise<Answer> {
  const { ctx } = await call.open();
  const found = await showCalendar(ctx, name, timesOf(call));
  const calendar = calendarData(found.calendar);
  const text = (shown: typeof calendar, paint: Paint): string =>
    [
      `${pastLine(found.past)}${paint.bold(shown.name)}, version ${shown.version}; weekend ${weekendText(shown.weekend)}`,
      ...shown.holidays.map((day) => `  ${formatDate(day)}`),
    ].join('\n');
  return answer(calendar, text, { data: { ...pastData(found.past), ...calendar } });
}

export const calendarCommand: Command = {
  name: 'calendar',
  summary: 'Import, list and show calendars of working days',
  args: [
    { name: '<action>', about: 'import, list or show' },
    { name: '[name]', about: 'Name of the calendar, to import and to show' },
    { name: '[file]', about: 'iCalendar file to import; - is stdin' },
  ],
  flags: [...flagsOf(importCalendarInput, ['name', 'ics', 'recordedBy']), BY, ...AS_OF_FLAGS],
  examples: [
    'duly calendar import tr-2025 holidays.ics',
    'duly calendar import ae holidays.ics --weekend sat,sun --apply',
    'duly calendar list',
    'duly calendar show tr-2025 --json',
    'duly calendar show tr-2025 --as-of 2025-06-18',
  ],
  async run(call) {
    const [action, name, file] = call.args;
    if (action === 'list') return runList(call);
    if (name === undefined) throw new UsageError('say which calendar, such as `duly calendar show tr-2025`');
    if (action === 'show') return runShow(call, name);
    if (action !== 'import') throw new UsageError('say what to do: import, list or show');
    if (file === undefined)
      throw new UsageError('say which file, such as `duly calendar import tr-2025 holidays.ics`');
    const past = AS_OF_FIELDS.find((field) => call.flags[field] !== undefined);
    if (past !== undefined)
      throw new UsageError(`${flagName(past)} goes with list and show: an import is of now`);
    return runImport(call, name, file);
  },
};
