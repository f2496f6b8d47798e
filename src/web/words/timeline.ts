/** The words of a timeline and of the chart of progress. */
import type { InBoth } from '../../domain/language.ts';

const en = {
  heading: 'Timeline',
  none: 'No window lies in these days. Look earlier or later, or at all of it.',
  all: 'All there is',
  span: (from: string, to: string) => `${from} to ${to}`,
  legend: (span: string, place: string, line: string) =>
    `${span}, in days of ${place}. Dashed: a date that was replaced. The line is ${line}.`,
  now: 'now',
  past: 'the time that is asked about',
  /** What is not drawn where it lies: at the edge it has an arrow. */
  beyond: (counts: string) => ` Beyond the edges, at the arrows: ${counts}.`,
  countEarlier: (count: number) => `${count} earlier`,
  countLater: (count: number) => `${count} later`,
  toScale: 'Draw all of it to scale',
  cut: (count: number, line: string) =>
    ` Only the ${count} that close nearest to ${line} are drawn: choose a shorter time to see the others.`,
  shown: 'Time shown',
  lengths: { week: 'week', month: 'month', quarter: 'quarter', year: 'year', all: 'all' },
  earlier: '← earlier',
  later: 'later →',
  picture: 'Windows as bars',
  order: 'Ascending by when they open',
  columns: { commitment: 'Commitment', window: 'Window', status: 'Status' },
  noDate: 'no date',
  before: (window: string) => `before that: ${window}`,
  progress: 'Progress',
  progressOf: (side: string) => `Progress of ${side}`,
  drawn: (what: string, sums: string, of: string) => `${what}: ${sums}, of ${of}`,
  target: 'target',
  unit: (unit: string) => `In ${unit}, by when it happened`,
  shaded: '; shaded: the window',
  upright: ' The upright line is now.',
  daysOf: (place: string) => ` Days of ${place}.`,
  sums: (unit: string) => `Sums in ${unit}`,
  from: 'From',
};

const de: typeof en = {
  heading: 'Zeitstrahl',
  none: 'In diesen Tagen liegt keine Frist. Weiter zurück, weiter voraus oder im Ganzen ansehen.',
  all: 'Alles, was es gibt',
  span: (from, to) => `${from} bis ${to}`,
  legend: (span, place, line) =>
    `${span}, in Tagen nach der Zeit von ${place}. Gestrichelt: ein ersetzter Termin. Die Linie ist ${line}.`,
  now: 'die Gegenwart',
  past: 'die Zeit, nach der gefragt ist',
  beyond: (counts) => ` Jenseits der Ränder, bei den Pfeilen: ${counts}.`,
  countEarlier: (count) => `${count} früher`,
  countLater: (count) => `${count} später`,
  toScale: 'Alles maßstäblich zeichnen',
  cut: (count) =>
    ` Gezeichnet sind nur die ${count}, deren Ende dieser Linie am nächsten liegt: ein kürzerer Zeitraum zeigt die anderen.`,
  shown: 'Gezeigter Zeitraum',
  lengths: { week: 'Woche', month: 'Monat', quarter: 'Quartal', year: 'Jahr', all: 'alles' },
  earlier: '← früher',
  later: 'später →',
  picture: 'Fristen als Balken',
  order: 'Aufsteigend nach ihrem Beginn',
  columns: { commitment: 'Zusage', window: 'Frist', status: 'Stand' },
  noDate: 'kein Termin',
  before: (window) => `davor: ${window}`,
  progress: 'Fortschritt',
  progressOf: (side) => `Fortschritt von ${side}`,
  drawn: (what, sums, of) => `${what}: ${sums}, von ${of}`,
  target: 'Ziel',
  unit: (unit) => `In ${unit}, nach der Zeit des Geschehens`,
  shaded: '; hinterlegt: die Frist',
  upright: ' Die senkrechte Linie ist die Gegenwart.',
  daysOf: (place) => ` Tage nach der Zeit von ${place}.`,
  sums: (unit) => `Summen in ${unit}`,
  from: 'Ab',
};

export const TIMELINE: InBoth<typeof en> = { en, de };
