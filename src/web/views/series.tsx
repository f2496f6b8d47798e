/** The page of a series, and the line that leads from one of its occurrences to the others. */
import { formatWindow } from '../../domain/shown.ts';
import type { SeriesPlace, SeriesView } from '../../service/browse/series.ts';
import { knownZone, placeOf } from '../when.ts';
import { StatusChip } from './item.tsx';

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export function SeriesPage({ view }: { readonly view: SeriesView }) {
  return (
    <article>
      <h1 dir="auto">{view.title}</h1>
      <p class="lead">
        A series: {view.rule}. <b>{capital(view.keptText)}</b>.
      </p>
      {view.endText === null ? null : (
        <p class="notice" dir="auto">
          It was {view.endText}
        </p>
      )}
      {view.fault === null ? null : (
        <p class="notice bad">Its next occurrence could not be put on record: {view.fault}</p>
      )}
      <table class="mails">
        <caption>Each time is a commitment of its own; the latest first</caption>
        <thead>
          <tr>
            <th scope="col">Commitment</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {view.occurrences.map((one) => (
            <tr>
              <td>
                {one.number}.{' '}
                <a href={`/commitments/${one.id}`} dir="auto">
                  {one.title}
                </a>
                <br />
                <span class="quiet">
                  {one.window === null
                    ? 'no date'
                    : `${formatWindow(one.window, knownZone(one.zone), { year: true })} ${placeOf(one.zone)}`}
                </span>
              </td>
              <td>
                <StatusChip status={one.status} text={one.statusText} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.earlier === null ? null : (
        <p>
          <a href={`/series/${view.id}?upTo=${view.earlier}`}>Earlier ones</a>
        </p>
      )}
    </article>
  );
}

/** Which time of its series a commitment is, with the way to the others. */
export function SeriesLine({ place }: { readonly place: SeriesPlace }) {
  const ways = [
    ...(place.previousId === null ? [] : [{ href: `/commitments/${place.previousId}`, label: 'previous' }]),
    ...(place.nextId === null ? [] : [{ href: `/commitments/${place.nextId}`, label: 'next' }]),
    { href: `/series/${place.id}`, label: 'all' },
  ];
  return (
    <p class="quiet">
      {place.text} (
      {ways.map(({ href, label }, index) => (
        <>
          {index > 0 ? ', ' : ''}
          <a href={href}>{label}</a>
        </>
      ))}
      ). Following this commitment keeps to this time; following a party or a tag brings all.
    </p>
  );
}
