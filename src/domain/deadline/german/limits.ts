/** German counted, vague, recurring and dependent deadlines: binnen 30 Tagen, bald, jeden Monat, nach Unterzeichnung. */
import { isWholeText } from '../choose.ts';
import { duration } from '../grammar/duration.ts';
import type { Token } from '../grammar/lexer.ts';
import { after, fromDate } from '../grammar/meanings.ts';
import { everyWeekdayAgain, tailed } from '../grammar/repeating.ts';
import { days, type Example, ISTANBUL, type Meaning, not, type Rule } from '../rule.ts';
import { THE } from './days.ts';
import { inflected } from './words.ts';

const IN =
  '(in|innerhalb|innerhalb von|innert|binnen|während|im laufe von|im verlauf von|spätestens in|in spätestens|spätestens innerhalb von|in höchstens|in maximal|in weniger als|in etwa|in rund|in gut|in knapp|heute in|im zeitraum von|in einem zeitraum von|innerhalb einer frist von|binnen einer frist von|mit einer frist von)';
const NEXT = `[${THE} (${inflected('nächst', 'kommend', 'folgend')})]`;
const LIMIT =
  '(innerhalb|innerhalb von|innert|binnen|in|spätestens|spätestens in|bis spätestens|bis|mindestens|höchstens|rund|etwa|genau|erst)';
const TAIL = '[{tail}]';
/** After these a count runs from something else than the saying, or backwards. */
const FROM_ELSEWHERE = new Set(
  'nach vor ab seit vom von zuvor danach spaeter frueher vorher alt lang'.split(' '),
);
/** Happenings that people make deadlines depend on, where no count stands before them. */
const HAPPENING =
  /(gipfel|wahl|wahlen|unterzeichnung|ratifizierung|treffen|konferenz|tagung|sitzung|abstimmung|referendum|verhandlungen|gespraeche|gespraechen|waffenruhe|waffenstillstand|abschluss|inkrafttreten|vertragsschluss|zustellung|eingang|erhalt|lieferung|abzug|austausch|uebergabe|urteil|verfahren|sommerpause|antritt|eroeffnung|veroeffentlichung|genehmigung|zustimmung)s?$/;

export const limitRules: readonly Rule[] = [
  {
    name: 'within',
    version: 1,
    says: 'until the end of the last day counted; day 1 is the day after the saying; hours run from the instant',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `${IN} ${NEXT} {count}`,
      `${THE} (${inflected('nächst', 'kommend')}) {count}`,
      `(in|innerhalb von|binnen) {count} (ab heute|ab jetzt|ab sofort)`,
      'binnen (jahresfrist|monatsfrist|wochenfrist|tagesfrist)',
    ],
    means: ({ count: read }, { said, tokens, next }) => {
      const count =
        read ?? duration(1, LIMITS.find(([stem]) => tokens[next - 1]?.text.startsWith(stem))?.[1] ?? 'day');
      return count === undefined || FROM_ELSEWHERE.has(tokens[next]?.text ?? '')
        ? undefined
        : after(count, said);
    },
    examples: [
      days('innerhalb von 30 Tagen', '2025-07-02'),
      days('binnen einer Woche', '2025-06-09'),
      days('in zwei Wochen', '2025-06-16'),
      days('in den nächsten 30 Tagen', '2025-07-02'),
      days('in anderthalb Jahren', '2026-12-02'),
      days('innerhalb von zehn Werktagen', '2025-06-16'),
      days('binnen Jahresfrist', '2026-06-02'),
      { text: 'in 24 Stunden', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-03T15:57'] },
      { text: 'in einer halben Stunde', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T16:27'] },
      not('binnen 60 Tagen nach Unterzeichnung'),
    ],
  },
  {
    name: 'time-to',
    version: 1,
    says: 'a time to do something in ends with its last day, counted from the day after the saying',
    makes: 'deadline',
    weight: 2,
    phrases: ['{count}', '{count} (zeit|frist)', '{count} , um', `${LIMIT} {count} zeit`],
    means: ({ count }, { said, tokens, at, next }) =>
      isWholeText({ tokens, at, next }) || /^(zeit|frist|um)$/.test(tokens[next - 1]?.text ?? '')
        ? after(count, said)
        : undefined,
    examples: [
      days('eine Woche', '2025-06-09'),
      days('eine Woche Zeit, es zu prüfen', '2025-06-09'),
      not('eine Waffenruhe von drei Tagen an einigen Abschnitten'),
    ],
  },
  {
    name: 'time-limit',
    version: 1,
    says: 'a limit of so much time, counted from the day after the saying',
    makes: 'deadline',
    weight: 3,
    phrases: [
      '(frist|ultimatum|zahlungsziel) von {count}',
      `{n} - (${inflected('tägig', 'wöchig', 'monatig', 'stündig')}) (frist|ultimatum|frist|friständerung)`,
    ],
    means: ({ count: read, n }, { said, tokens, next }) => {
      const unit = LIMITS.find(([stem]) => tokens[next - 2]?.text.startsWith(stem))?.[1];
      const count = read ?? (unit && duration(n, unit));
      return count && after(count, said);
    },
    examples: [
      days('eine Frist von 60 Tagen', '2025-08-01'),
      days('eine 60-tägige Frist', '2025-08-01'),
      {
        text: 'ein 72-stündiges Ultimatum',
        said: ISTANBUL,
        window: ['2025-06-02T15:57', '2025-06-05T15:57'],
      },
    ],
  },
  {
    name: 'from-date',
    version: 1,
    says: 'counted from a date that is named: after it or before it',
    makes: 'deadline',
    weight: 3,
    phrases: [`[${LIMIT}] {count} (nach|ab|vom|vor) ${THE} {period}`],
    means: ({ count, period }, { said, tokens, at, next }) =>
      fromDate(count, period, tokens.slice(at, next).some(({ text }) => text === 'vor') ? -1 : 1, said),
    examples: [
      days('zwei Wochen nach dem 9. Juni', '2025-06-23'),
      days('spätestens zehn Tage vor dem 20. Juni', '2025-06-10'),
    ],
  },
  {
    name: 'from-event',
    version: 1,
    says: 'waits for the event; recording it dates the deadline',
    makes: 'deadline',
    weight: 3,
    phrases: [`[${LIMIT}] {count} (nach|ab) {anchor}`],
    means: ({ count, anchor }, { tokens }) => event(count, anchor, '', tokens),
    examples: [
      {
        text: 'binnen 60 Tagen nach Unterzeichnung',
        said: ISTANBUL,
        event: { anchor: 'Unterzeichnung', offset: 'P60D' },
      },
      {
        text: 'eine Woche nach Erhalt der Liste',
        said: ISTANBUL,
        event: { anchor: 'Erhalt der Liste', offset: 'P1W' },
      },
    ],
  },
  {
    name: 'before-event',
    version: 1,
    says: 'waits for the event; recording its date dates the deadline',
    makes: 'deadline',
    weight: 3,
    phrases: [`[${LIMIT}] {count} vor {anchor}`],
    means: ({ count, anchor }, { tokens }) => event(count, anchor, '-', tokens),
    examples: [
      { text: 'eine Woche vor dem Gipfel', said: ISTANBUL, event: { anchor: 'Gipfel', offset: '-P1W' } },
    ],
  },
  {
    name: 'at-event',
    version: 1,
    says: 'waits for the event itself',
    makes: 'deadline',
    weight: 2,
    phrases: ['(nach|unmittelbar nach|direkt nach|sofort nach|vor|noch vor|bis zum|bis zur|bis zu) {anchor}'],
    means: ({ anchor }, { tokens, at }) => {
      const words = tokens.slice(anchor.from, anchor.from + 2);
      if (!words.some(({ text, capital }) => capital && HAPPENING.test(text))) return undefined;
      const back = tokens[at]?.text === 'vor' || tokens[at + 1]?.text === 'vor';
      return { kind: 'event', anchor, offset: back ? '-P1D' : 'P0D' };
    },
    examples: [
      { text: 'nach der Ratifizierung', said: ISTANBUL, event: { anchor: 'Ratifizierung', offset: 'P0D' } },
      { text: 'vor dem Gipfel', said: ISTANBUL, event: { anchor: 'Gipfel', offset: '-P1D' } },
      not('nach Hause'),
    ],
  },
  vague(
    'coming-hours',
    2,
    'in kürze|jeden moment|jeden augenblick|in den (coming) stunden|in (few) stunden|binnen stunden',
    [['in den kommenden Stunden', '2025-06-04']],
  ),
  vague(
    'coming-days',
    14,
    'in den (coming) tagen|die (coming) tage|in (few) tagen|binnen tagen|dieser tage|(few) tage',
    [
      ['in den kommenden Tagen', '2025-06-16'],
      ['in ein paar Tagen', '2025-06-16'],
    ],
  ),
  vague(
    'soon',
    30,
    'bald|sehr bald|schon bald|demnächst|alsbald|baldmöglichst|schnellstmöglich|ehestmöglich|umgehend|unverzüglich|' +
      'kurzfristig|zeitnah|sofort|ab sofort|so bald wie möglich|sobald wie möglich|so schnell wie möglich|so rasch wie möglich|' +
      'möglichst bald|möglichst schnell|in bälde|ohne verzug|ohne verzögerung',
    [
      ['bald', '2025-07-02'],
      ['so bald wie möglich', '2025-07-02'],
      ['demnaechst', '2025-07-02'],
    ],
  ),
  vague(
    'coming-weeks',
    60,
    'in den (coming) wochen|die (coming) wochen|in (few) wochen|binnen wochen|(few) wochen',
    [['in den kommenden Wochen', '2025-08-01']],
  ),
  vague(
    'near-future',
    90,
    'in naher zukunft|in nächster zukunft|in nächster zeit|in absehbarer zeit|zu gegebener zeit|bis auf weiteres|' +
      'zu einem späteren zeitpunkt|über kurz oder lang|wenn die zeit reif ist|in der (coming) zeit',
    [['in naher Zukunft', '2025-08-31']],
  ),
  vague('coming-months', 180, 'in den (coming) monaten|die (coming) monate|in (few) monaten|binnen monaten', [
    ['in den nächsten Monaten', '2025-11-29'],
  ]),
  vague(
    'coming-years',
    365,
    'in den (coming) jahren|die (coming) jahre|in (few) jahren|mittelfristig|langfristig|irgendwann|eines tages|' +
      'früher oder später|in zukunft|künftig|auf lange sicht',
    [['in den kommenden Jahren', '2026-06-02']],
  ),
  {
    name: 'from-until',
    version: 1,
    says: 'from when until when something recurs',
    makes: 'tail',
    phrases: [
      `[,] (ab|vom|von|beginnend am|beginnend im) ${THE} {period} [,] bis [zum|zur] ${THE} {period2}`,
      `[,] (ab|beginnend am|beginnend im) ${THE} {period}`,
      `[,] bis [zum|zur] ${THE} {period2}`,
    ],
    means: ({ period, period2 }) => ({ from: period, until: period2 }),
    examples: [
      again('monatlich von Juli bis März 2026', '2025-07-01', '2025-07-31', 'FREQ=MONTHLY;UNTIL=20260331'),
    ],
  },
  {
    name: 'every',
    version: 1,
    says: 'each whole unit from the next one on, or from the one named',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `(jede|jeder|jedes|jeden|jedem|einmal pro|einmal im|einmal die|pro) {single} ${TAIL}`,
      `alle {n} {unit} ${TAIL}`,
      `(täglich|wöchentlich|monatlich|vierteljährlich|quartalsweise|halbjährlich|jährlich) ${TAIL}`,
    ],
    means: ({ n = 1, single, unit = single, tail }, { said, tokens, at }) => {
      const adverb = ADVERBS[tokens[at]?.text ?? ''];
      if (adverb !== undefined && tokens[at + 1]?.capital === true) return undefined;
      return tailed(n, unit ?? adverb ?? 'month', tail, said);
    },
    examples: [
      again('jeden Monat', '2025-07-01', '2025-07-31', 'FREQ=MONTHLY'),
      again('monatlich', '2025-07-01', '2025-07-31', 'FREQ=MONTHLY'),
      again('alle zwei Wochen', '2025-06-09', '2025-06-22', 'FREQ=WEEKLY;INTERVAL=2'),
      again(
        'wöchentlich ab dem 1. Juli bis Jahresende',
        '2025-07-01',
        '2025-07-07',
        'FREQ=WEEKLY;UNTIL=20251231',
      ),
    ],
  },
  {
    name: 'every-weekday',
    version: 1,
    says: 'each such weekday',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `[an|am] (jede|jeder|jedes|jeden|jedem) {weekday} [(und|,) [jeden] {weekday2}] ${TAIL}`,
      `{weekdays} ${TAIL}`,
    ],
    means: ({ weekday, weekdays = weekday, weekday2, tail }, { said }) =>
      everyWeekdayAgain(weekday2 === undefined ? [weekdays] : [weekdays, weekday2], tail, said),
    examples: [
      again('jeden Freitag', '2025-06-06', '2025-06-06', 'FREQ=WEEKLY;BYDAY=FR'),
      again('montags', '2025-06-09', '2025-06-09', 'FREQ=WEEKLY;BYDAY=MO'),
    ],
  },
];

const LIMITS = [
  ['jahr', 'year'],
  ['monat', 'month'],
  ['woche', 'week'],
  ['woech', 'week'],
  ['tag', 'day'],
  ['taeg', 'day'],
  ['stuend', 'hour'],
] as const;
const ADVERBS: Readonly<Record<string, Parameters<typeof tailed>[1]>> = {
  taeglich: 'day',
  woechentlich: 'week',
  monatlich: 'month',
  vierteljaehrlich: 'quarter',
  quartalsweise: 'quarter',
  halbjaehrlich: 'half',
  jaehrlich: 'year',
};

function again(text: string, first: string, last: string, rrule: string): Example {
  return { ...days(text, first, last), rrule };
}

/** Words that promise without a date; `(coming)` and `(few)` stand for the adjectives in every case. */
function vague(
  name: string,
  reviewInDays: number,
  wordings: string,
  seen: readonly (readonly [text: string, reviewOn: string])[],
): Rule {
  const coming = `(${inflected('nächst', 'kommend')})`;
  const few = `(wenigen|einigen|mehreren|wenige|einige|mehrere|ein paar|einer reihe von)`;
  return {
    name,
    version: 1,
    says: `no date; look again ${reviewInDays} days after the saying`,
    makes: 'deadline',
    weight: 2,
    phrases: wordings.split('|').map((words) => words.replace('(coming)', coming).replace('(few)', few)),
    means: (_slots, { tokens, at, next }) => {
      // "bald nach dem Treffen" waits for the meeting, "bald nach Kiew reisen" does not.
      const goesOn = tokens[next]?.text === 'nach' && tokens[next + 1]?.lexeme?.sign === 'article';
      const other = /^(so|zu|vor|seit|letzten)$/.test(tokens[at - 1]?.text ?? '');
      return goesOn || other ? undefined : { kind: 'vague', reviewInDays };
    },
    examples: seen.map(([text, reviewOn]) => ({ text, said: ISTANBUL, reviewOn })),
  };
}

function event(
  { iso, working }: { readonly iso: string; readonly working: boolean },
  anchor: { readonly from: number; readonly to: number },
  sign: '' | '-',
  tokens: readonly Token[],
): Meaning | undefined {
  const first = tokens[anchor.from];
  if (first === undefined || /^(heute|jetzt|sofort|hause|ort)$/.test(first.text)) return undefined;
  return { kind: 'event', anchor, offset: `${sign}${iso}`, working: working ? true : undefined };
}
