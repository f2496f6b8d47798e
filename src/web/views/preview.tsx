/** The date that a form would bring, before it is saved. */
import { formatWindow } from '../../domain/civil.ts';
import type { DeadlinePreview } from '../../service/browse/preview.ts';
import { knownZone, placeOf } from '../when.ts';
import { Near } from './item.tsx';

const BASIS_WORDS: Readonly<Record<string, string>> = {
  stated: 'The words say so.',
  derived: 'It follows from the words.',
  assumed: 'It is assumed: the words alone do not say it.',
  none: 'The words name no date.',
};

/**
 * Names what was shown, so that saving can tell whether it is still what would be saved. It travels in the form
 * and is only ever compared.
 */
export const seenKey = ({ window, reviewAt, zone }: DeadlinePreview): string =>
  [window?.opensAt ?? '', window?.closesAt ?? '', reviewAt ?? '', zone].join('/');

export function Preview({ preview, now }: { readonly preview: DeadlinePreview; readonly now: number }) {
  const { window, zone, reviewAt } = preview;
  return (
    <div class="notice preview" role="status" tabindex={-1} autofocus>
      <p>
        <strong>The date, as it would be saved</strong>
      </p>
      {window === null ? (
        <p class="when">
          <b>No date.</b> {preview.anchor === null ? null : <>It waits for: {preview.anchor}. </>}
          {reviewAt === null ? (
            'Nobody will be reminded to look again.'
          ) : (
            <>
              To be looked at again <Near now={now} instant={reviewAt} zone={zone} />.
            </>
          )}
        </p>
      ) : (
        <p class="when">
          <b>{formatWindow(window, knownZone(zone), { year: true })}</b>, {placeOf(zone)} time
          {preview.past ? ' (closed already: it would be overdue at once)' : ''}
        </p>
      )}
      {preview.notes.map((note) => (
        <p>{note}</p>
      ))}
      <p class="derivation">{preview.explanation}</p>
      <p class="quiet">{BASIS_WORDS[preview.basis] ?? ''}</p>
      {preview.alternatives.length === 0 ? null : (
        <>
          <p>The same words could also mean:</p>
          <ul>
            {preview.alternatives.map((other) => (
              <li>{other.explanation}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
