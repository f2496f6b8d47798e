/** What German words before a name make of it: bis Freitag, vor dem 9. Juni, um 12 Uhr MEZ, seit 2015; and clock times. */

import { isWholeText } from '../choose.ts';
import { yearOf } from '../grammar/day.ts';
import { type Token, touches } from '../grammar/lexer.ts';
import { atClock, before, by, within } from '../grammar/meanings.ts';
import { everyWeekday, stretch } from '../grammar/period.ts';
import { type Clock, days, ISTANBUL, type Meaning, not, type Place, type Rule, type Slots } from '../rule.ts';
import { THE } from './days.ts';
import { inflected, WEEKDAYS } from './words.ts';

const BY =
  '(bis|bis spätestens|spätestens|spätestens bis|allerspätestens|längstens|längstens bis|nicht später als|' +
  'bis einschließlich|bis inklusive|bis und mit|bis hin|bis vor|frist :|frist bis|deadline :)';
const WHEN = '[in|im|am|an|zum|zur|um|mit]';
const IN =
  '(in|im|am|an|zum|zur|während|im laufe|im lauf|im verlauf|innerhalb|um|gegen|rund um|für|auf|noch|noch in|noch im|' +
  'noch am|erst|erst in|erst im|erst am|zu|fällig am|fällig im)';
const PAST = inflected('letzt', 'vergangen', 'vorig', 'vorangegangen', 'zurückliegend');
const DAYTIMES = ['morgen', 'früh', 'vormittag', 'mittag', 'nachmittag', 'abend', 'nacht'];
const PARTED = WEEKDAYS.flatMap((day) => DAYTIMES.map((part) => day + part)).join('|');

export const leadRules: readonly Rule[] = [
  {
    name: 'not-a-deadline',
    version: 1,
    says: 'the past, the state at a date, the date of a document, or the earliest time: no deadline',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `(stand|stand :|stand vom|seit|datiert|datiert vom|gegenüber|verglichen mit|zurück bis|frühestens|frühestens ab|nicht vor|nicht früher als|erst nach|nach) ${WHEN} ${THE} {span}`,
      `(ursprünglich|eigentlich|zunächst|zuvor) (bis|für|am|im|in|auf|zum|spätestens) ${WHEN} ${THE} {span}`,
      `[in|im|am|an|seit] ${THE} (${PAST}) ({unit}|{weekday}|{month}|{season}|{count})`,
      `(in|während|innerhalb|seit) ${THE} (${PAST}) ({unit}|{count}|paar {unit})`,
      '(vor|seit) [rund|etwa|gut|knapp|mehr als|über|fast|ungefähr] {count}',
      '(vor|seit) (ein paar|einigen|wenigen|mehreren|vielen) {unit}',
      '{count} (zuvor|vorher|früher|später|danach|alt|lang|zurück)',
      '(gestern|vorgestern|vorhin|neulich|kürzlich|jüngst)',
      '{span} frühestens',
      `vom ${THE} {period}`,
    ],
    // "vom 20. bis 30. Juni" has its end.
    means: ({ period }) => (period?.rule?.name === 'days-of-month' ? undefined : { kind: 'skip' }),
    examples: [
      not('letzte Woche'),
      not('seit 2015'),
      not('vor zwei Wochen'),
      not('vor einem Jahr'),
      not('Stand 9. Juni'),
      not('Stand: 9. Juni'),
      not('das Abkommen vom 16. Mai'),
    ],
  },
  {
    name: 'by-clock',
    version: 2,
    says: 'closes at that minute; a zone in the words wins, also for which day it is; without a day: today, or tomorrow when the time has passed',
    makes: 'deadline',
    weight: 3,
    phrases: clockPhrases(
      '(bis|bis spätestens|spätestens|vor|bis um|bis gegen|nicht später als|bis zum|bis zur)',
    ),
    means: clockMeaning,
    examples: [
      { text: 'bis 17 Uhr', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
      { text: 'bis 17.30 Uhr', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:30'] },
      { text: 'bis Mitternacht', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-03T00:00'] },
      { text: 'bis Freitag 17 Uhr', said: ISTANBUL, window: ['2025-06-06T00:00', '2025-06-06T17:00'] },
      {
        text: 'bis Freitag, 6. Juni, 12:00 Uhr',
        said: ISTANBUL,
        window: ['2025-06-06T00:00', '2025-06-06T12:00'],
      },
      {
        text: 'spätestens am 9. Juni um 12 Uhr',
        said: ISTANBUL,
        window: ['2025-06-09T00:00', '2025-06-09T12:00'],
      },
      { text: 'bis morgen Abend', said: ISTANBUL, window: ['2025-06-03T18:00', '2025-06-04T00:00'] },
      { text: 'bis Freitagabend', said: ISTANBUL, window: ['2025-06-06T18:00', '2025-06-07T00:00'] },
      not('bis 25 Uhr'),
      not('bis 17 Prozent'),
    ],
  },
  {
    name: 'at-clock',
    version: 2,
    says: 'as by-clock, for words that name a time without setting a limit',
    makes: 'deadline',
    weight: 2,
    phrases: clockPhrases('[um|gegen|am|ab|in der]'),
    means: clockMeaning,
    examples: [
      { text: 'um 18 Uhr MEZ', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T20:00'] },
      { text: 'um 17 Uhr Moskauer Zeit', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
      { text: 'am 9. Juni um 12 Uhr', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-09T12:00'] },
      { text: 'heute Abend', said: ISTANBUL, window: ['2025-06-02T18:00', '2025-06-03T00:00'] },
      { text: 'am Freitagnachmittag', said: ISTANBUL, window: ['2025-06-06T12:00', '2025-06-06T18:00'] },
    ],
  },
  {
    name: 'by',
    version: 1,
    says: 'until what is named ends: it is inside; of “Ende” of something only the last day',
    makes: 'deadline',
    joins: 'name',
    weight: 3,
    phrases: [
      `${BY} ${WHEN} [spätestens] ${THE} {span}`,
      `[am|im|in] ${THE} {span} spätestens`,
      `in spätestens {span}`,
    ],
    means: ({ span }, { said }) => (isHabit(span.rule) ? undefined : by(span, said)),
    examples: [
      days('bis 9. Juni', '2025-06-09'),
      days('bis zum 9. Juni 2026', '2026-06-09'),
      days('bis Freitag', '2025-06-06'),
      days('bis spätestens Freitag', '2025-06-06'),
      days('spätestens am 9. Juni', '2025-06-09'),
      days('spaetestens am 9. Juni', '2025-06-09'),
      days('bis einschließlich 9. Juni', '2025-06-09'),
      days('bis einschliesslich 9. Juni', '2025-06-09'),
      days('bis in den Herbst', '2025-09-22', '2025-12-21'),
      not('bis 9 Prozent'),
    ],
  },
  {
    name: 'before',
    version: 1,
    says: 'until what is named begins; the day before closes it',
    makes: 'deadline',
    joins: 'name',
    weight: 3,
    phrases: [`vor ${THE} {period}`, `noch vor ${THE} {period}`],
    means: ({ period }, { said }) => before(period, said),
    examples: [
      days('vor dem 9. Juni', '2025-06-08'),
      days('vor 2030', '2029-12-31'),
      days('vor Ende Juni', '2025-06-30'),
      days('noch vor dem Sommer', '2025-06-20'),
    ],
  },
  {
    name: 'in',
    version: 1,
    says: 'opens and closes with what is named',
    makes: 'deadline',
    joins: 'none',
    weight: 2,
    phrases: [`${IN} ${THE} {span}`],
    means: ({ span }, { said }) => within(span, said),
    examples: [
      days('am 9. Juni', '2025-06-09'),
      days('im Juli', '2025-07-01', '2025-07-31'),
      days('zu Beginn des Jahres 2027', '2027-01-01', '2027-03-31'),
      days('im Laufe der nächsten Woche', '2025-06-09', '2025-06-15'),
    ],
  },
  {
    name: 'from',
    version: 1,
    says: 'the day or unit on which it is to begin',
    makes: 'deadline',
    joins: 'name',
    weight: 1,
    phrases: [
      `(ab|beginnend|beginnend mit|mit wirkung zum|mit wirkung vom) ${WHEN} ${THE} {period}`,
      `vom ${THE} {period} an`,
    ],
    means: ({ period }, { said }) => {
      const found = within(period, said);
      return found?.kind === 'days' ? { ...found, confidence: 'low' } : undefined;
    },
    examples: [days('ab dem 1. Juli', '2025-07-01'), days('ab nächstem Monat', '2025-07-01', '2025-07-31')],
  },
  {
    name: 'bare-year',
    version: 1,
    says: 'a year without a word before it, where what is to happen in it is said',
    makes: 'deadline',
    joins: 'none',
    weight: 1,
    phrases: ['{period}'],
    means: ({ period }, { said, tokens, next }) => {
      const [after, noun] = [tokens[next], tokens[next + 1]];
      const counts = after?.capital || (after?.lexeme === undefined && noun?.capital);
      return period.rule?.name === 'year' && !counts ? within(period, said) : undefined;
    },
    examples: [days('2030', '2030-01-01', '2030-12-31'), not('2030 Soldaten')],
  },
  {
    name: 'alone',
    version: 1,
    says: 'a name without a word before it opens and closes with what is named',
    makes: 'deadline',
    joins: 'none',
    phrases: ['{span}', '(der|die|das|den|dem) {span}'],
    means: ({ span }, { said }) => (span.rule?.name === 'year' ? undefined : within(span, said)),
    examples: [days('der 9. Juni', '2025-06-09'), days('nächste Woche', '2025-06-09', '2025-06-15')],
  },
  {
    name: 'named',
    version: 1,
    says: 'what is named, from its beginning to its end',
    makes: 'span',
    phrases: ['{period}'],
    means: ({ period }) => period,
    examples: [days('9. Juni', '2025-06-09')],
  },
  {
    name: 'between',
    version: 1,
    says: 'from the beginning of the first to the end of the second; a year said once counts for both',
    makes: 'span',
    weight: 2,
    phrases: [
      `zwischen ${THE} {period} und ${THE} {period2}`,
      `(von|vom) ${THE} {period} bis [zum|zur|in] ${THE} {period2}`,
      '{period} (bis|bis zum|bis zur|-|/|und|oder) {period2}',
    ],
    means: ({ period, period2 }) => {
      if (period === period2) return undefined;
      const whole = stretch(period, period2);
      // "Juni 2025 und 2087" are two dates, no stretch.
      const found = whole?.fixed ? whole.occurrence(0, 0) : undefined;
      return found !== undefined && yearOf(found.last) - yearOf(found.first) > 60 ? undefined : whole;
    },
    examples: [
      days('zwischen Montag und Mittwoch', '2025-06-02', '2025-06-04'),
      days('von Mai bis Juli', '2025-05-01', '2025-07-31'),
      days('vom 20. Mai bis zum 5. Juni', '2025-05-20', '2025-06-05'),
      days('Juni oder Juli 2026', '2026-06-01', '2026-07-31'),
    ],
  },
  {
    name: 'time',
    version: 1,
    says: 'that minute, in the zone named or else in that of the saying',
    makes: 'clock',
    phrases: [
      '{time} [pünktlich|ortszeit]',
      '{time} [\\(] {zone} [\\)]',
      '{time} (morgens|früh|vormittags|mittags|nachmittags|abends|nachts)',
      'halb {n}',
    ],
    means: ({ time, zone, n }, { tokens, next }): Clock | undefined => {
      // Nobody says which half of the day: the later one.
      if (n !== undefined)
        return n >= 1 && n <= 12 ? { minuteOfDay: (n % 12) * 60 + 690, confidence: 'low' } : undefined;
      const late = /^(nachmittags|abends)$/.test(tokens[next - 1]?.text ?? '');
      if (late && time.minuteOfDay < 720) return { ...time, minuteOfDay: time.minuteOfDay + 720 };
      return zone === undefined ? time : { ...time, zone };
    },
    examples: [
      { text: 'bis 5 Uhr nachmittags', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
      { text: 'bis halb sechs', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:30'] },
    ],
  },
  {
    name: 'part-of-day',
    version: 1,
    says: 'morning to noon, afternoon to 18:00, evening and night to midnight',
    makes: 'clock',
    phrases: ['(morgen|früh|vormittag|nachmittag|abend|nacht)'],
    means: (_slots, { tokens, next }) => partOfDay(tokens[next - 1]?.text ?? ''),
    examples: [
      { text: 'Freitag Vormittag', said: ISTANBUL, window: ['2025-06-06T00:00', '2025-06-06T12:00'] },
      { text: 'morgen früh', said: ISTANBUL, window: ['2025-06-03T00:00', '2025-06-03T12:00'] },
    ],
  },
  {
    name: 'close-of-business',
    version: 1,
    says: '17:00, since offices differ with low confidence; the end of the day is offered',
    makes: 'clock',
    phrases: ['(geschäftsschluss|dienstschluss|büroschluss|börsenschluss|feierabend)'],
    means: () => ({ minuteOfDay: 1020, confidence: 'low', otherMinute: 1440 }),
    examples: [
      { text: 'bis Dienstschluss', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T17:00'] },
    ],
  },
];

/** "bis der Woche" is no German. */
const isHabit = (rule: { readonly name: string } | undefined): boolean => rule?.name === 'the-unit';

/** A time, a time and a day in either order, a weekday and its evening in one word. */
function clockPhrases(lead: string): string[] {
  return [
    `${lead} {clock}`,
    `${lead} {clock} [,] [am] ${THE} {period}`,
    `${lead} [zum|am] ${THE} {period} [,] [um|bis|gegen|spätestens|spätestens um|\\(] {clock} [\\)]`,
    `${lead} [zum|am] ${THE} {period} {clock} [um|gegen] {clock2}`,
    `${lead} [zum|am] (${PARTED}) [[um|gegen] {clock}]`,
  ];
}

function clockMeaning(
  { period, clock, clock2 }: Slots,
  { said, tokens, at, next }: Place,
): Meaning | undefined {
  const word = tokens.slice(at, next).find(({ text }) => text.length > 7 && partOfDay(text))?.text ?? '';
  const weekday = WEEKDAYS.findIndex((name) => word.startsWith(name));
  const day = weekday < 0 ? period : everyWeekday(weekday + 1);
  const named = clock2 ?? clock ?? partOfDay(word);
  if (named === undefined || (named.weak && day === undefined)) return undefined;
  // "17:30" in the middle of a sentence may be a score, "am Abend" is no deadline but a habit.
  const alone = day === undefined && tokens[at]?.kind === 'number' && tokens[next - 1]?.kind === 'number';
  if (alone && !isWholeText({ tokens, at, next })) return undefined;
  return day === undefined && named.opensMinute !== undefined ? undefined : atClock(named, day, said);
}

function partOfDay(word: string): Clock | undefined {
  if (/(morgen|frueh|vormittag)$/.test(word)) return { minuteOfDay: 720, opensMinute: 0 };
  if (word.endsWith('nachmittag')) return { minuteOfDay: 1080, opensMinute: 720 };
  if (word.endsWith('mittag')) return { minuteOfDay: 720 };
  return /(abend|nacht)$/.test(word) ? { minuteOfDay: 1440, opensMinute: 1080 } : undefined;
}

/** Reads 17 Uhr, 17.30 Uhr, 17:30, Mittag, Mitternacht; a bare number is none. Midnight is the end of the day. */
export function readTime(tokens: readonly Token[], at: number): { value: Clock; next: number } | undefined {
  const token = tokens[at];
  if (token?.text === 'mittag') return { value: { minuteOfDay: 720 }, next: at + 1 };
  if (token?.text === 'mitternacht') return { value: { minuteOfDay: 1440 }, next: at + 1 };
  const hour = token?.kind === 'number' ? Number(token.text) : token?.lexeme?.number;
  if (token === undefined || hour === undefined || hour > 24 || token.text.length > 14) return undefined;
  if (token.kind === 'number' && token.text.length > 2) return undefined;
  const [mark, minutes] = [tokens[at + 1]?.text, tokens[at + 2]];
  const parted =
    (mark === ':' || mark === '.') &&
    minutes?.kind === 'number' &&
    minutes.text.length === 2 &&
    touches(tokens, at + 1) &&
    touches(tokens, at + 2);
  const minute = parted ? Number(minutes.text) : 0;
  const end = parted ? at + 3 : at + 1;
  const isNamed = tokens[end]?.text === 'uhr' || (tokens[end]?.text === 'h' && token.kind === 'number');
  if ((!parted && !isNamed) || minute > 59 || !Number.isInteger(hour) || hour * 60 + minute > 1440)
    return undefined;
  const value: Clock = { minuteOfDay: hour * 60 + minute };
  if (!isNamed) return { value: mark === ':' ? value : { ...value, weak: true }, next: end };
  // "17 Uhr 30"
  const spoken = tokens[end + 1];
  if (parted || spoken?.kind !== 'number' || spoken.text.length !== 2 || Number(spoken.text) > 59)
    return { value, next: end + 1 };
  return { value: { minuteOfDay: hour * 60 + Number(spoken.text) }, next: end + 2 };
}
