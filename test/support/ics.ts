/** An iCalendar file of so many events, each given as its lines. */
export const ics = (...events: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    ...events.flatMap((event) => ['BEGIN:VEVENT', ...event.split('\n'), 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

/** All-day events on these civil dates. */
export const icsOf = (...days: readonly string[]): string =>
  ics(...days.map((day) => `SUMMARY:Holiday\nDTSTART;VALUE=DATE:${day.replaceAll('-', '')}`));
