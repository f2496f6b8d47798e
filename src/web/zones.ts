/** The time zones that a reader can choose from. */

/** Zones that many choose; every page has them, and all others are one link away. */
export const COMMON_ZONES: readonly string[] = [
  'UTC',
  'Africa/Cairo',
  'Africa/Johannesburg',
  'Africa/Lagos',
  'Africa/Nairobi',
  'America/Bogota',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Mexico_City',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Dubai',
  'Asia/Jerusalem',
  'Asia/Kolkata',
  'Asia/Riyadh',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Tehran',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Europe/Berlin',
  'Europe/Istanbul',
  'Europe/Kyiv',
  'Europe/London',
  'Europe/Madrid',
  'Europe/Moscow',
  'Europe/Paris',
  'Europe/Rome',
  'Europe/Warsaw',
  'Pacific/Auckland',
];

/** Names of today for those that `Intl` still gives as they were. Both are known; on a page stands the one in use. */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** Every zone that the tables know, each once, UTC before the others. */
export const allZones = (): string[] => [
  'UTC',
  ...new Set(
    Intl.supportedValuesOf('timeZone')
      .filter((zone) => zone !== 'UTC')
      .map((zone) => RENAMED[zone] ?? zone)
      .sort(),
  ),
];

/** The parts of the world by which the names of zones begin. */
export const REGIONS = [
  ...(['Africa', 'America', 'Antarctica', 'Arctic', 'Asia'] as const),
  ...(['Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific'] as const),
] as const;

interface ZonesOfRegion {
  readonly region: (typeof REGIONS)[number];
  /** Each with the name of its place: `Argentina/Buenos Aires`. */
  readonly zones: readonly { readonly zone: string; readonly place: string }[];
}

/** Every zone by parts of the world; UTC, which lies in none, is among the common ones. */
export function zonesByRegion(): ZonesOfRegion[] {
  const zones = allZones();
  return REGIONS.map((region) => ({
    region,
    zones: zones
      .filter((zone) => zone.startsWith(`${region}/`))
      .map((zone) => ({ zone, place: zone.slice(region.length + 1).replaceAll('_', ' ') })),
  }));
}
