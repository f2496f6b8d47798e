/**
 * The astronomical seasons, and Easter. Instants of equinoxes and solstices after J. Meeus, Astronomical Algorithms (2nd ed.),
 * chapter 27, mean terms with the ten largest periodic ones: right to a quarter of an hour between 1900 and 2200.
 */
import { civilDay } from '../../civil.ts';
import type { Season } from '../rule.ts';
import { type Days, dayOf } from './day.ts';

const DAY_MS = 86_400_000;
const J2000_MS = Date.UTC(2000, 0, 1, 12);
const RADIANS = Math.PI / 180;

/** Julian ephemeris days of the March, June, September and December event, by powers of millennia since 2000. */
const MEAN: readonly (readonly number[])[] = [
  [2451623.80984, 365242.37404, 0.05169, -0.00411, -0.00057],
  [2451716.56767, 365241.62603, 0.00325, 0.00888, -0.0003],
  [2451810.21715, 365242.01767, -0.11575, 0.00337, 0.00078],
  [2451900.05952, 365242.74049, -0.06223, -0.00823, 0.00032],
];
/** Amplitude (1e-5 days), phase (degrees), degrees per century. */
const PERIODIC: readonly (readonly [number, number, number])[] = [
  [485, 324.96, 1934.136],
  [203, 337.23, 32964.467],
  [199, 342.08, 20.186],
  [182, 27.85, 445267.112],
  [156, 73.14, 45036.886],
  [136, 171.52, 22518.443],
  [77, 222.54, 65928.934],
  [74, 296.72, 3034.906],
  [70, 243.58, 9037.513],
  [58, 119.81, 33718.147],
];
const ORDER: readonly Season[] = ['spring', 'summer', 'autumn', 'winter'];

/** The instant (epoch milliseconds) at which a quarter of the sun's year begins: 0 is the March equinox, 3 the December solstice. */
export function turningPoint(year: number, quarter: number): number {
  const y = (year - 2000) / 1000;
  const mean = (MEAN[quarter] ?? []).reduce((sum, factor, power) => sum + factor * y ** power, 0);
  const t = (mean - 2451545) / 36525;
  const w = (35999.373 * t - 2.47) * RADIANS;
  const stretch = 1 + 0.0334 * Math.cos(w) + 0.0007 * Math.cos(2 * w);
  const periodic = PERIODIC.reduce(
    (sum, [size, phase, speed]) => sum + size * Math.cos((phase + speed * t) * RADIANS),
    0,
  );
  const ephemeris = mean + (0.00001 * periodic) / stretch;
  // Ephemeris time runs about 70 seconds ahead of civil time in our years.
  return Math.round((ephemeris - 2451545) * DAY_MS + J2000_MS - 70_000);
}

/**
 * The season that begins in a year: from the day of its equinox or solstice in the zone to the day of the next one; both
 * days are inside, since the turn falls somewhere in them. A winter of 2025 begins in December 2025 in the north.
 */
export function seasonOf(season: Season, year: number, zone: string): Days {
  const key = `${season} ${year} ${zone}`;
  const known = seasons.get(key);
  if (known !== undefined) return known;
  const quarter = (ORDER.indexOf(season) + (isSouthern(zone) ? 2 : 0)) % 4;
  const begins = turningPoint(year, quarter);
  const ends = quarter === 3 ? turningPoint(year + 1, 0) : turningPoint(year, quarter + 1);
  const days = { first: civilDay(begins, zone), last: civilDay(ends, zone) };
  if (seasons.size >= SEASONS_KEPT) seasons.clear();
  seasons.set(key, days);
  return days;
}

/** Nested names ask for the same seasons many times. */
const seasons = new Map<string, Days>();
const SEASONS_KEPT = 1000;

/** Zones named after places south of the equator, as far as they have such seasons (IANA time zone database, zone1970.tab). */
const SOUTHERN =
  /^(Australia|Antarctica)\/|^Africa\/(Johannesburg|Windhoek|Harare|Lusaka|Maputo|Gaborone|Maseru|Mbabane|Luanda|Blantyre|Lubumbashi|Dar_es_Salaam|Bujumbura|Kigali|Kinshasa|Brazzaville)$|^America\/(Argentina\/.*|Buenos_Aires|Sao_Paulo|Santiago|Punta_Arenas|Coyhaique|Montevideo|Asuncion|La_Paz|Lima|Bahia|Campo_Grande|Cuiaba|Fortaleza|Recife|Maceio|Belem|Manaus|Porto_Velho|Rio_Branco|Araguaina|Santarem|Eirunepe|Noronha)$|^Atlantic\/(Stanley|St_Helena|South_Georgia)$|^Indian\/(Antananarivo|Mauritius|Reunion|Comoro|Mayotte|Mahe|Christmas|Cocos|Kerguelen)$|^Pacific\/(Auckland|Chatham|Fiji|Tongatapu|Apia|Pago_Pago|Noumea|Port_Moresby|Bougainville|Guadalcanal|Efate|Norfolk|Tahiti|Marquesas|Gambier|Pitcairn|Rarotonga|Niue|Easter|Wallis|Funafuti|Fakaofo)$|^Asia\/(Jakarta|Dili|Makassar|Jayapura)$|^NZ$|^NZ-CHAT$/;

export const isSouthern = (zone: string): boolean => SOUTHERN.test(zone);

/** Easter Sunday by the rule of the Gregorian calendar (Butcher 1877, as in Meeus, Astronomical Algorithms, chapter 8). */
export function easter(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leaps = Math.floor(century / 4);
  const moon = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leaps - moon + 15) % 30;
  const rest = year % 100;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * correction + 114;
  return dayOf(year, Math.floor(sum / 31), (sum % 31) + 1);
}
