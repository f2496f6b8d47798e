/** The English words that rules and the choice among dates know, beside the words in the rules' own wordings. */
import type { Lexeme, Sign } from '../grammar/lexer.ts';

type Row = readonly [words: string, lexeme: Lexeme];

const MONTHS: readonly Row[] = [
  ['january', { month: 1 }],
  ['february', { month: 2 }],
  ['march', { month: 3 }],
  ['april', { month: 4 }],
  ['may', { month: 5 }],
  ['june', { month: 6 }],
  ['july', { month: 7 }],
  ['august', { month: 8 }],
  ['september', { month: 9 }],
  ['october', { month: 10 }],
  ['november', { month: 11 }],
  ['december', { month: 12 }],
];
const SHORT_MONTHS: readonly Row[] = [
  ['jan', { month: 1 }],
  ['feb', { month: 2 }],
  ['mar', { month: 3 }],
  ['apr', { month: 4 }],
  ['jun', { month: 6 }],
  ['jul', { month: 7 }],
  ['aug', { month: 8 }],
  ['sep sept', { month: 9 }],
  ['oct', { month: 10 }],
  ['nov', { month: 11 }],
  ['dec', { month: 12 }],
];
const WEEKDAYS: readonly Row[] = [
  ['monday', { weekday: 1 }],
  ['tuesday', { weekday: 2 }],
  ['wednesday', { weekday: 3 }],
  ['thursday', { weekday: 4 }],
  ['friday', { weekday: 5 }],
  ['saturday', { weekday: 6 }],
  ['sunday', { weekday: 7 }],
];
const PLURAL_WEEKDAYS: readonly Row[] = WEEKDAYS.map(([word, { weekday = 1 }]) => [
  `${word}s`,
  { weekdays: weekday },
]);
const SHORT_WEEKDAYS: readonly Row[] = [
  ['mon', { weekday: 1 }],
  ['tue tues', { weekday: 2 }],
  ['wed weds', { weekday: 3 }],
  ['thu thur thurs', { weekday: 4 }],
  ['fri', { weekday: 5 }],
  ['sat', { weekday: 6 }],
  ['sun', { weekday: 7 }],
];

const UNITS: readonly Row[] = [
  ['minute', { unit: 'minute' }],
  ['minutes min mins', { unit: 'minute', plural: true }],
  ['hour', { unit: 'hour' }],
  ['hours hr hrs', { unit: 'hour', plural: true }],
  ['day', { unit: 'day' }],
  ['days', { unit: 'day', plural: true }],
  ['weekend', { unit: 'weekend' }],
  ['weekends', { unit: 'weekend', plural: true }],
  ['week', { unit: 'week' }],
  ['weeks', { unit: 'week', plural: true }],
  ['fortnight', { unit: 'fortnight' }],
  ['fortnights', { unit: 'fortnight', plural: true }],
  ['month', { unit: 'month' }],
  ['months', { unit: 'month', plural: true }],
  ['quarter', { unit: 'quarter' }],
  ['quarters', { unit: 'quarter', plural: true }],
  ['half', { unit: 'half' }],
  ['year', { unit: 'year' }],
  ['years', { unit: 'year', plural: true }],
  ['decade', { unit: 'decade' }],
  ['decades', { unit: 'decade', plural: true }],
  ['century', { unit: 'century' }],
  ['yr', { unit: 'year' }],
  ['yrs', { unit: 'year', plural: true }],
  ['qtr', { unit: 'quarter' }],
  ['wk', { unit: 'week' }],
  ['wks', { unit: 'week', plural: true }],
];

const NUMBERS: readonly Row[] = [
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
].map((word, index): Row => [word, { number: index + 1 }]);
const TENS: readonly Row[] = [
  'twenty',
  'thirty',
  'forty',
  'fifty',
  'sixty',
  'seventy',
  'eighty',
  'ninety',
].map((word, index): Row => [word, { number: 20 + 10 * index }]);
const ORDINALS: readonly Row[] = [
  ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
  ...['eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth'],
  ...['eighteenth', 'nineteenth', 'twentieth'],
].map((word, index): Row => [word, { ordinal: index + 1 }]);
const THIRTIETH: Row = ['thirtieth', { ordinal: 30 }];

/** Minutes east of UTC; of names with several meanings the one that news uses. */
const ZONES: readonly Row[] = [
  ['utc gmt wet zulu z', { zone: 0 }],
  ['bst', { zone: 60, localIn: ['Asia/Dhaka'] }],
  ['cet', { zone: 60 }],
  ['cest eet sast', { zone: 120 }],
  ['eest msk trt', { zone: 180 }],
  ['gst', { zone: 240 }],
  ['pkt', { zone: 300 }],
  ['ist', { zone: 330, localIn: ['Asia/Jerusalem', 'Asia/Tel_Aviv', 'Europe/Dublin'] }],
  ['wib', { zone: 420 }],
  ['hkt sgt awst', { zone: 480 }],
  ['jst kst', { zone: 540 }],
  ['aest', { zone: 600 }],
  ['aedt', { zone: 660 }],
  ['nzst', { zone: 720 }],
  ['nzdt', { zone: 780 }],
  ['brt art', { zone: -180 }],
  [
    'ast',
    { zone: -240, localIn: ['Asia/Riyadh', 'Asia/Baghdad', 'Asia/Kuwait', 'Asia/Qatar', 'Asia/Bahrain'] },
  ],
  ['est cdt', { zone: -300 }],
  ['edt', { zone: -240 }],
  [
    'cst',
    {
      zone: -360,
      localIn: ['Asia/Shanghai', 'Asia/Taipei', 'Asia/Macau', 'Asia/Hong_Kong', 'America/Havana'],
    },
  ],
  ['mdt', { zone: -360 }],
  ['mst pdt', { zone: -420 }],
  ['pst', { zone: -480, localIn: ['Asia/Manila'] }],
  ['et', { zone: 'America/New_York' }],
  ['ct', { zone: 'America/Chicago' }],
  ['mt', { zone: 'America/Denver' }],
  ['pt', { zone: 'America/Los_Angeles' }],
];
const PLACES: readonly Row[] = [
  ['eastern', { place: 'America/New_York', timeless: true }],
  ['york washington', { place: 'America/New_York' }],
  ['central', { place: 'America/Chicago', timeless: true }],
  ['mountain', { place: 'America/Denver', timeless: true }],
  ['chicago', { place: 'America/Chicago' }],
  ['denver', { place: 'America/Denver' }],
  ['pacific', { place: 'America/Los_Angeles', timeless: true }],
  ['london british', { place: 'Europe/London' }],
  ['dublin', { place: 'Europe/Dublin' }],
  ['brussels', { place: 'Europe/Brussels' }],
  ['paris', { place: 'Europe/Paris' }],
  ['berlin', { place: 'Europe/Berlin' }],
  ['geneva', { place: 'Europe/Zurich' }],
  ['rome', { place: 'Europe/Rome' }],
  ['madrid', { place: 'Europe/Madrid' }],
  ['athens', { place: 'Europe/Athens' }],
  ['kyiv kiev', { place: 'Europe/Kyiv' }],
  ['moscow', { place: 'Europe/Moscow' }],
  ['istanbul ankara', { place: 'Europe/Istanbul' }],
  ['cairo', { place: 'Africa/Cairo' }],
  ['nairobi', { place: 'Africa/Nairobi' }],
  ['tehran', { place: 'Asia/Tehran' }],
  ['dubai', { place: 'Asia/Dubai' }],
  ['delhi', { place: 'Asia/Kolkata' }],
  ['beijing', { place: 'Asia/Shanghai' }],
  ['tokyo', { place: 'Asia/Tokyo' }],
  ['seoul', { place: 'Asia/Seoul' }],
  ['sydney canberra', { place: 'Australia/Sydney' }],
];

const OTHERS: readonly Row[] = [
  ['spring springtime', { season: 'spring' }],
  ['summer summertime', { season: 'summer' }],
  ['autumn fall', { season: 'autumn' }],
  ['winter wintertime', { season: 'winter' }],
  ['early', { part: 'early' }],
  ['mid middle', { part: 'mid' }],
  ['late', { part: 'late' }],
  ['hundred', { times: 100 }],
  ['thousand', { times: 1000 }],
  ['dozen', { number: 12 }],
  ['noon midday midnight', { noon: true }],
  ['oclock', {}],
];

const SIGNS: Readonly<Record<Sign, string>> = {
  ahead:
    'will shall must should would may might can could ll to plans plan planned planning aims aim expects expect expected ' +
    'scheduled due set slated intends intend hopes hope going needs need ought deadline target targets targeted targeting ' +
    'goal ultimatum urges orders demands requires require required obliged obligated tasked requests seeks seek seeking ' +
    'expires expire expiring starts start begins begin ends end opens open closes close takes take meets meet returns ' +
    'return resumes resume votes vote arrives arrive leaves leave postponed adjourned extended delayed deferred ' +
    'rescheduled slips projected forecast anticipates ready able poised remains remain guarantees let ensure envisages ' +
    'foresees calls invites instructs directs asks bound wants want tabled pencilled earmarked give gives given demand ' +
    'grants runs run lasts comes come goes go decides decide elects elect stays stay stands lapses lapse falls ' +
    'kicks gets moves move publishes publish launches holds hold faces hosts joins join steps ' +
    'retires reopens reopen enters enter turns sits rules receives receive delivers deliver pays ' +
    'pay visit signs sign travels travel looms applies apply raises raise introduces ' +
    'choose chooses picks selects gathers convenes quits quit becomes become switches halts debuts hears hear considers consider',
  bound:
    'pledges pledge pledged pledging promises promise promised promising vows vow vowed commits commit committed ' +
    'committing undertakes undertake undertook agrees agree agreed agreeing proposes propose proposed proposing offers ' +
    'offer offered granted urged ordered demanded requested invited instructed directed asked intended hoped estimated ' +
    'anticipated guaranteed envisaged',
  past:
    'was were had did fell rose took made began held met won lost grew went got saw came gave left became stood ran led paid ' +
    'sold bought sent built spent kept put shut broke brought found knew thought felt heard wrote spoke drew drove flew ' +
    'fought chose cut hit died struck hung sank swept beat bore bit blew burnt caught crept dealt dug drank ate fled forgot ' +
    'forgave froze hid hurt lay laid lent lit meant overtook quit rang read rode sang sat shook shone shot slept slid sought ' +
    'spread stole stuck swam swore taught threw tore understood wept withdrew woke wore wound fallen risen taken begun grown ' +
    'gone seen broken beaten written stolen frozen hidden bitten shaken worn torn sworn thrown shown sunk known spoken drawn driven flown chosen ago previously originally formerly initially having',
  told:
    'said says told announced reported reports wrote stated added tweeted posted confirmed noted explained declared ' +
    'warned insisted argued claimed acknowledged disclosed revealed briefed testified published issued released',
  be: 'be being is are am been become get',
  have: 'have has ve',
  article: 'the a an its his her their our your my this these those each every both any s',
  thing:
    'percent per people person million billion trillion tonnes tons troops soldiers jobs homes houses units dollars euros pounds degrees points seats votes cases deaths',
  small:
    'in on at by with and or but to for of from as if that which who whom when where while because until till after ' +
    'before during than then so not without within into onto over under about against between through despite amid ' +
    'unless although though since per via is are was were be been has have had will would shall should must can ' +
    'could may might do does did said says he she it they we you i there here only also both either it together',
};

/** Rows of words that mean the same, merged: "may" is a month and a verb. */
export function englishWords(): Record<string, Lexeme> {
  const all: Record<string, Lexeme> = {};
  const add = (words: string, lexeme: Lexeme): void => {
    for (const word of words.split(' ')) all[word] = { ...all[word], ...lexeme };
  };
  for (const [words, lexeme] of [...SHORT_MONTHS, ...SHORT_WEEKDAYS])
    add(words, { ...lexeme, abbreviates: true });
  const rows = [
    MONTHS,
    WEEKDAYS,
    PLURAL_WEEKDAYS,
    UNITS,
    NUMBERS,
    TENS,
    ORDINALS,
    [THIRTIETH],
    ZONES,
    PLACES,
    OTHERS,
  ];
  for (const [words, lexeme] of rows.flat()) add(words, lexeme);
  // In small letters these are other words.
  add('sat sun wed mar may march', { capital: true });
  // Later signs do not overwrite earlier ones: "to" is first of all a sign of what is ahead.
  for (const [sign, words] of Object.entries(SIGNS) as [Sign, string][]) {
    for (const word of words.split(' ')) if (all[word]?.sign === undefined) add(word, { sign });
  }
  return all;
}
