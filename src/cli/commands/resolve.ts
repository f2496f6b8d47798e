/**
 * Shows what the words of a deadline mean: one phrase for people, or line by line for scripts, each answered before
 * the next is read. It needs no database and loads none.
 */
import { systemClock } from '../../clock.ts';
import { assertZone, parseInstant } from '../../domain/civil.ts';
import { assertRead, languagesRead } from '../../domain/deadline/locale.ts';
import { resolve } from '../../domain/deadline/resolve.ts';
import type { ResolvedWindow, Said } from '../../domain/deadline/types.ts';
import { DulyError } from '../../domain/errors.ts';
import { formatClosing, formatInstant, formatWindow, isoInZone } from '../../domain/shown.ts';
import { comingOf } from '../../service/coming.ts';
import { type Answer, answer, type Call, type Command, type Io, UsageError } from '../command.ts';
import { BUG, EXIT_CODES } from '../exit-codes.ts';
import { type Line, readLines, writeAndWait } from '../lines.ts';
import { answerLine } from '../resolution.ts';
import { iso, windowData } from '../standing.ts';
import { cleanText, jsonText, type Paint } from '../terminal.ts';

/** When and where the words were said; `assumed` says what was not given. */
function saidIn({ flags }: Pick<Call, 'flags'>): { said: Said; assumed: string | null } {
  const { zone: zoneGiven, saidAt: saidAtGiven, locale } = flags;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = assertZone(typeof zoneGiven === 'string' ? zoneGiven : here, 'zone');
  const saidAt =
    typeof saidAtGiven === 'string' ? parseInstant(saidAtGiven, zone, 'saidAt') : systemClock.now();
  const assumed = [
    ...(saidAtGiven === undefined ? ['now'] : []),
    ...(zoneGiven === undefined ? ['in the zone of this machine'] : []),
  ].join(', ');
  const said =
    typeof locale === 'string' ? { saidAt, zone, locale: assertRead(locale, 'locale') } : { saidAt, zone };
  return { said, assumed: assumed === '' ? null : assumed };
}

/** The series that the words name: its rule in words, and when it comes round first. */
function seriesLines(found: ResolvedWindow): string[] {
  const coming = comingOf(found);
  if (coming === null) return [];
  const first = coming.windows.map((window) => formatWindow(window, found.zone, { year: true }));
  return [`Series   ${coming.rule}`, ...first.map((shown) => `         ${shown}`)];
}

function show(text: string, { said, assumed }: ReturnType<typeof saidIn>): Answer {
  const { zone, saidAt } = said;
  const found = resolve(text, said);
  const saying = assumed === null ? [] : [`Said     ${formatInstant(saidAt, zone)} ${zone} (${assumed})`];
  if (found.outcome === 'none') {
    const reviewAt = found.reason === 'vague' ? iso(found.reviewAt, zone) : null;
    const data = { ...found, ...(reviewAt === null ? {} : { reviewAt }) };
    const unread = found.reason === 'no-date' && said.locale === undefined;
    const hint = unread ? [`Read as  English; --locale says otherwise: ${languagesRead()}`] : [];
    return answer(data, (shown) => [shown.explanation, ...saying, ...hint].join('\n'));
  }
  const { window, alternatives, ...meaning } = found;
  const data = {
    ...meaning,
    ...windowData(window, zone),
    alternatives: alternatives.map((other) => ({ ...other, window: windowData(other.window, zone) })),
  };
  const { start, end } = found.span;
  const inside = text.slice(0, start).trim() !== '' || text.slice(end).trim() !== '';
  return answer(data, (shown, paint: Paint) =>
    [
      shown.explanation,
      ...saying,
      ...(inside ? [`Words    “${shown.phrase}”, characters ${start + 1} to ${end}`] : []),
      `Opens    ${formatInstant(window.opensAt, zone)}   ${paint.dim(isoInZone(window.opensAt, zone))}`,
      `Closes   ${formatClosing(window.closesAt, zone)}   ${paint.dim(isoInZone(window.closesAt, zone))}`,
      `Window   ${formatWindow(window, zone, { year: true })} ${zone}`,
      `Basis    ${shown.basis}, to the ${shown.precision}, confidence ${shown.confidence}`,
      ...seriesLines(found),
      ...(shown.question === undefined
        ? []
        : [
            `Asks     ${paint.yellow(shown.question)}   ${paint.dim('(--reading 1 says yes to the window above)')}`,
          ]),
      ...shown.alternatives.map(
        (other, index) => `Or       ${other.explanation}   ${paint.dim(`(--reading ${index + 2})`)}`,
      ),
    ].join('\n'),
  );
}

/** What is wrong, beginning with the field that it is about. */
const inField = ({ message, field }: DulyError): string =>
  field === undefined || message.startsWith(field) ? message : `${field}: ${message}`;

/** One line of the answer; what is wrong with a line is told in its place. */
function answerTo(line: Line): { text: string; exitCode: number } {
  const refused = (error: string, exitCode: number) => ({ text: jsonText({ error }, 0), exitCode });
  if ('fault' in line) return refused(line.fault, EXIT_CODES.invalid);
  try {
    return { text: jsonText(answerLine(line.text), 0), exitCode: 0 };
  } catch (error) {
    if (error instanceof DulyError) return refused(inField(error), EXIT_CODES[error.code]);
    // The lines that follow still want their answers; the exit code says that this is no fault of theirs.
    return refused(`this is a fault in Duly itself; please report it: ${(error as Error).message}`, BUG);
  }
}

/** Answers every line of stdin on stdout; the exit code is that of the gravest fault. */
async function resolveLines({ stdin, stdout, stderr }: Io): Promise<number> {
  let exitCode = 0;
  for await (const lines of readLines(stdin)) {
    let text = '';
    for (const line of lines) {
      const one = answerTo(line);
      text += `${one.text}\n`;
      exitCode = Math.max(exitCode, one.exitCode);
    }
    const unwritten = await writeAndWait(stdout, text);
    if (unwritten === null) continue;
    stderr.write(`duly: the answers cannot be written: ${cleanText(unwritten.message)}\n`);
    return EXIT_CODES.unavailable;
  }
  return exitCode;
}

export const resolveCommand: Command = {
  name: 'resolve',
  summary: 'Show what the words of a deadline mean; records nothing and needs no database',
  args: [{ name: '[phrase]', about: 'The words, such as "by the end of next week", or the whole sentence' }],
  flags: [
    { name: 'saidAt', value: 'WHEN', about: 'When they were said, ISO 8601; default now' },
    {
      name: 'zone',
      value: 'ZONE',
      about: 'Time zone of saying, such as Europe/Istanbul; default that of this machine',
    },
    {
      name: 'locale',
      value: 'LOCALE',
      about: `Language and region of the words, such as en-GB; read are English and German`,
    },
    {
      name: 'jsonl',
      about: 'Read lines {"text","saidAt","zone","locale"?} from stdin and answer each with a line of JSON',
    },
  ],
  examples: [
    'duly resolve "next week" --said-at 2025-06-02T15:57+03:00 --zone Europe/Istanbul',
    'duly resolve "by 5 pm on Friday" --said-at 2025-06-02T09:00 --zone America/Sao_Paulo --json',
    'duly resolve --jsonl < phrases.jsonl > windows.jsonl',
  ],
  async run(call) {
    const { jsonl, ...others } = call.flags;
    const [phrase] = call.args;
    if (jsonl === true) {
      if (phrase !== undefined || Object.keys(others).length > 0)
        throw new UsageError('with --jsonl the words come on stdin, each with its own saidAt and zone');
      return resolveLines(call.io);
    }
    if (phrase === undefined) throw new UsageError('say which words: duly resolve "next week", or --jsonl');
    return show(phrase, saidIn(call));
  },
};
