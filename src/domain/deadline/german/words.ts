/** The German words that rules and the choice among dates know, and the counted time that they make. */
import { duration, plus } from '../grammar/duration.ts';
import type { Lexeme, Sign } from '../grammar/lexer.ts';
import { days, type Rule } from '../rule.ts';

type Row = readonly [words: string, lexeme: Lexeme];

const ENDINGS = ['e', 'er', 'es', 'en', 'em'];

/** Adjectives in every case, as one choice of a wording: `nächst` is `nächste|nächster|…`. */
export const inflected = (...stems: readonly string[]): string =>
  stems.flatMap((stem) => ENDINGS.map((ending) => stem + ending)).join('|');

const UMLAUTS = /[äöüß]/g;
const PLAIN: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** One spelling for `März`, `Maerz` and the same in pieces; `ß` is `ss` in Switzerland. */
export const foldUmlauts = (word: string): string =>
  word.normalize('NFC').replace(UMLAUTS, (letter) => PLAIN[letter] ?? letter);

const MONTHS: readonly Row[] = [
  ['januar jänner', { month: 1 }],
  ['februar feber', { month: 2 }],
  ['märz', { month: 3 }],
  ['april', { month: 4 }],
  ['mai', { month: 5 }],
  ['juni', { month: 6 }],
  ['juli', { month: 7 }],
  ['august', { month: 8 }],
  ['september', { month: 9 }],
  ['oktober', { month: 10 }],
  ['november', { month: 11 }],
  ['dezember', { month: 12 }],
];
const SHORT_MONTHS: readonly Row[] = [
  ['jan jän', { month: 1 }],
  ['feb', { month: 2 }],
  ['mär mrz', { month: 3 }],
  ['apr', { month: 4 }],
  ['jun', { month: 6 }],
  ['jul', { month: 7 }],
  ['aug', { month: 8 }],
  ['sep sept', { month: 9 }],
  ['okt', { month: 10 }],
  ['nov', { month: 11 }],
  ['dez', { month: 12 }],
];

export const WEEKDAYS = ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'];
/** "so" is a word of its own. */
const SHORT_WEEKDAYS = ['mo', 'di', 'mi', 'do', 'fr', 'sa'];

const UNITS: readonly Row[] = [
  ['minute', { unit: 'minute' }],
  ['minuten', { unit: 'minute', plural: true }],
  ['stunde', { unit: 'hour' }],
  ['stunden', { unit: 'hour', plural: true }],
  ['tag tages', { unit: 'day' }],
  ['tage tagen', { unit: 'day', plural: true }],
  ['wochenende wochenendes', { unit: 'weekend' }],
  ['wochenenden', { unit: 'weekend', plural: true }],
  ['woche', { unit: 'week' }],
  ['wochen', { unit: 'week', plural: true }],
  ['monat monats monates', { unit: 'month' }],
  ['monate monaten', { unit: 'month', plural: true }],
  ['quartal quartals vierteljahr vierteljahres', { unit: 'quarter' }],
  ['quartale quartalen vierteljahre vierteljahren', { unit: 'quarter', plural: true }],
  ['halbjahr halbjahrs halbjahres', { unit: 'half' }],
  ['halbjahre halbjahren', { unit: 'half', plural: true }],
  ['jahr jahres kalenderjahr kalenderjahres', { unit: 'year' }],
  ['jahre jahren', { unit: 'year', plural: true }],
  ['jahrzehnt jahrzehnts jahrzehntes', { unit: 'decade' }],
  ['jahrzehnte jahrzehnten', { unit: 'decade', plural: true }],
  ['jahrhundert jahrhunderts', { unit: 'century' }],
];

const ONES = [
  ...['ein', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'],
  ...['dreizehn', 'vierzehn', 'fünfzehn', 'sechzehn', 'siebzehn', 'achtzehn', 'neunzehn'],
];
const TENS = ['zwanzig', 'dreißig', 'vierzig', 'fünfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig'];
const FIRST = ['erst', 'zweit', 'dritt', 'viert', 'fünft', 'sechst', 'siebt', 'acht', 'neunt', 'zehnt'];

/** 1 to 99, each in one word. */
function numberWords(): Row[] {
  const rows = ONES.map((word, index): Row => [word, { number: index + 1 }]);
  TENS.forEach((ten, index) => {
    rows.push([ten, { number: 20 + 10 * index }]);
    for (let one = 1; one <= 9; one += 1)
      rows.push([`${ONES[one - 1]}und${ten}`, { number: 20 + 10 * index + one }]);
  });
  return rows;
}

/** 1 to 31, in every case. */
function ordinalWords(): Row[] {
  const stems = [...FIRST, ...ONES.slice(10).map((word) => `${word}t`), 'zwanzigst'];
  for (let one = 1; one <= 9; one += 1) stems.push(`${ONES[one - 1]}undzwanzigst`);
  stems.push('dreißigst', 'einunddreißigst');
  return stems.flatMap((stem, index) =>
    ENDINGS.map((ending): Row => [stem + ending, { ordinal: index + 1 }]),
  );
}

/** Minutes east of UTC. "IST" is left out: it is a verb. */
const ZONES: readonly Row[] = [
  ['utc gmt wez', { zone: 0 }],
  ['mez cet bst', { zone: 60 }],
  ['mesz cest oez eet', { zone: 120 }],
  ['oesz eest msk', { zone: 180 }],
  ['est', { zone: -300 }],
  ['edt', { zone: -240 }],
  ['pst', { zone: -480 }],
  ['pdt', { zone: -420 }],
];
const PLACES: readonly Row[] = [
  ['berliner deutscher mitteleuropäischer', { place: 'Europe/Berlin' }],
  ['wiener österreichischer', { place: 'Europe/Vienna' }],
  ['zürcher schweizer genfer', { place: 'Europe/Zurich' }],
  ['brüsseler', { place: 'Europe/Brussels' }],
  ['pariser', { place: 'Europe/Paris' }],
  ['londoner britischer', { place: 'Europe/London' }],
  ['kiewer kyjiwer', { place: 'Europe/Kyiv' }],
  ['moskauer', { place: 'Europe/Moscow' }],
  ['istanbuler türkischer', { place: 'Europe/Istanbul' }],
  ['washingtoner yorker', { place: 'America/New_York' }],
];

const OTHERS: readonly Row[] = [
  ['frühling frühlings frühjahr frühjahrs frühjahres', { season: 'spring' }],
  ['sommer sommers', { season: 'summer' }],
  ['herbst herbsts herbstes', { season: 'autumn' }],
  ['winter winters', { season: 'winter' }],
  ['eine einer einem einen eines eins', { number: 1 }],
  ['zwo', { number: 2 }],
  ['anderthalb eineinhalb', { number: 1.5 }],
  ['zweieinhalb', { number: 2.5 }],
  ['dreieinhalb', { number: 3.5 }],
  ['hundert einhundert', { number: 100 }],
  ['zweihundert', { number: 200 }],
  ['dutzend', { number: 12 }],
  ['mittag mitternacht', { noon: true }],
];

const SIGNS: Readonly<Partial<Record<Sign, string>>> = {
  ahead:
    'wird werden werde werdet soll sollen sollte sollten muss müssen müsste müssten will wollen kann können könnte könnten darf ' +
    'dürfen dürfte dürften möchte möchten plant planen geplant plane beabsichtigt beabsichtigen verpflichtet verpflichten ' +
    'verpflichtete verpflichteten zugesagt zusagt versprochen verspricht versprechen versprach zugesichert hofft hoffen erwartet erwarten ' +
    'vorgesehen angesetzt terminiert anberaumt fällig befristet verlängert verschoben vertagt ' +
    'frist fristen ultimatum ziel termin stichtag deadline endet enden beginnt beginnen startet starten findet finden tritt treten ' +
    'läuft öffnet schließt fordert fordern verlangt verlangen bittet bitten bleibt bleiben zielt zielen vorhat ' +
    'bereit spätestens künftig fest bevor ansteht',
  past:
    'war waren hatte hatten hätte hätten gewesen worden wurde wurden konnte konnten musste mussten wollte wollten durfte durften ' +
    'fiel fielen begann begannen hielt hielten gewann gewannen nahm nahmen kam kamen ging gingen gab gaben traf trafen starb ' +
    'starben stieg stiegen sank sanken brach brachen lief liefen schloss schlossen stand standen sah sahen fand fanden blieb ' +
    'blieben zog zogen verlor verloren lag lagen ließ ließen schrieb schrieben rief riefen trat traten verließ verließen bekam ' +
    'bekamen erhielt erhielten unterschrieb unterschrieben wuchs flog flogen fuhr fuhren schlug schlugen übergab übergaben ' +
    'übernahm machten brachten dachten erreichten entschied entschieden bot boten endete endeten scheiterte ursprünglich zuvor damals einst seinerzeit bisher',
  told:
    'sagte sagten gesagt sagt teilte teilten mitgeteilt mitteilte mitteilten ankündigte ankündigten erklärte erklärten erklärt kündigte kündigten angekündigt betonte ' +
    'betonten berichtete berichteten berichtet meldete meldeten gemeldet bestätigte bestätigten bestätigt schrieb veröffentlicht ' +
    'veröffentlichte bekanntgegeben vereinbart vereinbarte vereinbarten einigten einigte geeinigt beschloss beschlossen verkündete ' +
    'verkündet hieß warnte warnten gewarnt twitterte äußerte erläuterte zufolge',
  be: 'ist sind sei seien bin',
  have: 'hat haben habe',
  article:
    'der die das dem den des ein eine einer einem einen eines dieser diese dieses diesem diesen jener jene jenes jenem jenen ' +
    'jede jeder jedes jedem jeden sein seine seiner seinem seinen seines ihr ihre ihrer ihrem ihren ihres unser unsere unserer ' +
    'unserem unseren kein keine keiner keinem keinen alle aller allen beide beiden',
  thing:
    'prozent personen person menschen soldaten millionen milliarden euro dollar franken tonnen fälle fällen stimmen sitze grad punkte leichen gefangene gefangenen häuser wohnungen',
  small:
    'in im an am auf aus bei bis durch für gegen mit nach ohne über um unter von vom vor zu zum zur zwischen seit während ' +
    'wegen trotz und oder aber sondern doch denn als wie wenn dass ob weil da obwohl falls sofern sobald damit er sie es wir ich man ' +
    'nicht auch nur noch schon sich so dann dort hier mehr sehr wieder',
};

/** Rows of words that mean the same, merged: "ein" is a number and an article. */
export function germanWords(): Record<string, Lexeme> {
  const all: Record<string, Lexeme> = {};
  const add = (words: string, lexeme: Lexeme): void => {
    for (const word of words.split(' ')) all[word] = { ...all[word], ...lexeme };
  };
  for (const [words, lexeme] of SHORT_MONTHS) add(words, { ...lexeme, abbreviates: true });
  SHORT_WEEKDAYS.forEach((word, index) => {
    add(word, { weekday: index + 1, abbreviates: true, capital: true });
  });
  WEEKDAYS.forEach((word, index) => {
    add(word, { weekday: index + 1 });
    add(`${word}s`, { weekdays: index + 1 });
  });
  add('sonnabend', { weekday: 6 });
  const rows = [MONTHS, UNITS, ordinalWords(), numberWords(), ZONES, PLACES, OTHERS];
  for (const [words, lexeme] of rows.flat()) add(words, lexeme);
  for (const [sign, words] of Object.entries(SIGNS) as [Sign, string][])
    for (const word of words.split(' ')) if (all[word]?.sign === undefined) add(word, { sign });
  return all;
}

export const countRules: readonly Rule[] = [
  {
    name: 'count',
    version: 1,
    says: 'so many units',
    makes: 'count',
    phrases: [
      '{n} [volle|vollen|ganze|ganzen|weitere|weiteren|aufeinanderfolgende|aufeinanderfolgenden] {unit}',
      '{n} \\( {n2} \\) {unit}',
      '{n} (bis|-|oder) {n2} {unit}',
      `{n} (${inflected('halb')}) {single}`,
      '{n} {unit} und {n2} {unit2}',
    ],
    means: ({ n, n2, unit, unit2, single }, { tokens, at, next }) => {
      if (single !== undefined) return n === 1 ? duration(0.5, single) : undefined;
      if (unit2 !== undefined) {
        const [one, other] = [duration(n, unit), duration(n2, unit2)];
        return one && other && plus(one, other);
      }
      // "sechzig (60) Tage" says one number twice, "zwei bis drei Wochen" last as long as three.
      const twice = tokens.slice(at, next).some(({ text }) => text === '(');
      if (n2 !== undefined && (n2 < n || (twice && n2 !== n))) return undefined;
      return duration(n2 ?? n, unit);
    },
    examples: [
      days('innerhalb von sechzig (60) Tagen', '2025-08-01'),
      days('in zwei bis drei Wochen', '2025-06-23'),
      days('in einem halben Jahr', '2025-12-02'),
      days('in einem Jahr und sechs Monaten', '2026-12-02'),
      days('in einundzwanzig Tagen', '2025-06-23'),
    ],
  },
  {
    name: 'count-working',
    version: 1,
    says: 'so many working days, in the calendar of the commitment',
    makes: 'count',
    phrases: [
      '{n} [volle|vollen] (werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen|arbeitstages|werktages|bankarbeitstage|bankarbeitstagen|geschäftstage|geschäftstagen|börsentage|börsentagen)',
    ],
    means: ({ n }) => (Number.isInteger(n) ? duration(n, 'day', true) : undefined),
    examples: [days('binnen zehn Arbeitstagen', '2025-06-16')],
  },
];
