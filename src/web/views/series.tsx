/** The page of a series, and the line that leads from one of its occurrences to the others. */
import { formatWindow } from '../../domain/shown.ts';
import type { Past } from '../../service/as-of.ts';
import type { SeriesPlace, SeriesView } from '../../service/browse/series.ts';
import { knownZone, placeOf } from '../when.ts';
import { COMMITMENT } from '../words/commitment.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import { TIMELINE } from '../words/timeline.ts';
import { InEnglish, StatusChip } from './item.tsx';
import { commitmentHref, inPast, PastBanner, PastForm } from './past.tsx';

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export function SeriesPage({ view }: { readonly view: SeriesView }) {
  const language = useLanguage();
  const words = COMMITMENT[language].series;
  const { columns, noDate } = TIMELINE[language];
  const path = `/series/${view.id}`;
  return (
    <article>
      <PastBanner past={view.past} back={path} />
      <h1 dir="auto">{view.title}</h1>
      <p class="lead">{words.lead(view.rule, <b>{capital(view.keptText)}</b>)}</p>
      {view.endText === null ? null : (
        <p class="notice" dir="auto">
          {words.ended(view.endText)}
        </p>
      )}
      {view.fault === null ? null : (
        <p class="notice bad">{words.fault(<InEnglish>{view.fault}</InEnglish>)}</p>
      )}
      <table class="mails">
        <caption>{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.commitment}</th>
            <th scope="col">{columns.status}</th>
          </tr>
        </thead>
        <tbody>
          {view.occurrences.map((one) => (
            <tr>
              <td>
                {one.number}.{' '}
                <a href={commitmentHref(one.id, view.past)} dir="auto">
                  {one.title}
                </a>
                <br />
                <span class="quiet">
                  {one.window === null
                    ? noDate
                    : `${formatWindow(one.window, knownZone(one.zone), { year: true, language })} ${placeOf(one.zone)}`}
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
          <a href={inPast(path, view.past, { upTo: String(view.earlier) })}>{words.earlier}</a>
        </p>
      )}
      <PastForm action={path} past={view.past} zone={knownZone(view.zone)} />
    </article>
  );
}

/** Which time of its series a commitment is, with the way to the others. */
export function SeriesLine({ place, past }: { readonly place: SeriesPlace; readonly past: Past | null }) {
  const words = useWords(COMMITMENT).series;
  const ways = [
    ...(place.previousId === null
      ? []
      : [{ href: commitmentHref(place.previousId, past), label: words.previous }]),
    ...(place.nextId === null ? [] : [{ href: commitmentHref(place.nextId, past), label: words.next }]),
    { href: inPast(`/series/${place.id}`, past), label: words.all },
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
      ). {words.about}
    </p>
  );
}
