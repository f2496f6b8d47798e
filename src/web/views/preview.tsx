/**
 * The date that a form would bring, before it is saved. The same view stands in the page after "Show the date" and
 * comes by itself while words are typed.
 */

import type { Confidence, Window } from '../../domain/deadline/types.ts';
import { formatWindow } from '../../domain/shown.ts';
import type { DeadlinePreview } from '../../service/browse/preview.ts';
import type { Reading } from '../../service/readings.ts';
import type { FormState } from '../form.ts';
import { knownZone, placeOf } from '../when.ts';
import { Near } from './item.tsx';

const BASIS_WORDS: Readonly<Record<string, string>> = {
  stated: 'The words say so.',
  derived: 'It follows from the words.',
  assumed: 'It is assumed: the words alone do not say it.',
  none: 'The words name no date.',
};

const CONFIDENCE_WORDS = {
  high: 'Read with high confidence.',
  medium: 'Read with medium confidence.',
  low: 'Read with low confidence: look twice.',
} satisfies Record<Confidence, string>;

/**
 * Names what was shown, so that saving can tell whether it is still what would be saved; which of the readings shown
 * is chosen does not matter. It travels in the form and is only ever compared.
 */
export const seenKey = ({ window, readings, reviewAt, zone, coming }: DeadlinePreview): string =>
  [
    ...(readings.length === 0
      ? [window?.opensAt ?? '', window?.closesAt ?? '']
      : readings.map(({ key }) => key)),
    reviewAt ?? '',
    zone,
    coming?.rrule ?? '',
  ].join('/');

/** A form that was refused because nobody has chosen among the readings. */
export const unchosen = (form: FormState, { readings }: DeadlinePreview): FormState => ({
  ...form,
  faults: {
    ...form.faults,
    reading: readings.length === 1 ? 'Confirm the date, or say it otherwise.' : 'Choose which one is meant.',
  },
});

/**
 * Where the preview of a form stands. With the script (`live.ts`) it is filled from `/resolve` while somebody types;
 * `known` are the parts of the question that the form does not ask for.
 */
export function PreviewPlace(props: {
  preview: DeadlinePreview | null;
  now: number;
  prefix?: string;
  fault?: string | undefined;
  known?: Readonly<Record<string, string>>;
}) {
  const { preview, known = {}, ...rest } = props;
  const query = new URLSearchParams(known).toString();
  return (
    <div role="status" data-live={`/resolve${query === '' ? '' : `?${query}`}`}>
      {preview === null ? null : <Preview preview={preview} focus={rest.fault === undefined} {...rest} />}
    </div>
  );
}

/** What the words mean, and the choice among their readings; `focus` opens the page here. */
export function Preview(props: {
  preview: DeadlinePreview;
  now: number;
  prefix?: string;
  fault?: string | undefined;
  focus?: boolean;
}) {
  const { preview, now, prefix = 'f', fault, focus = false } = props;
  const { zone, readings, confidence, coming } = preview;
  const asked = readings.length > 0 && preview.chosen === null;
  const certain = confidence === null ? '' : CONFIDENCE_WORDS[confidence];
  return (
    <div class="notice preview" {...(focus ? { tabindex: -1, autofocus: true } : {})}>
      <p>
        <strong>{asked ? 'The words leave a question' : 'The date, as it would be saved'}</strong>
      </p>
      {readings.length > 0 ? (
        <Readings preview={preview} now={now} prefix={prefix} fault={fault} />
      ) : (
        <>
          <When preview={preview} now={now} />
          <p class="derivation">{preview.explanation}</p>
        </>
      )}
      {coming === null ? null : (
        <>
          <p>It comes again: {coming.rule}. The first of them:</p>
          <ol>
            {coming.windows.map((window) => (
              <li>{formatWindow(window, knownZone(zone), { year: true })}</li>
            ))}
          </ol>
        </>
      )}
      {preview.notes.map((note) => (
        <p>{note}</p>
      ))}
      {asked ? null : <p class="quiet">{`${BASIS_WORDS[preview.basis] ?? ''} ${certain}`.trim()}</p>}
      <input type="hidden" name="seen" value={seenKey(preview)} />
    </div>
  );
}

function When({ preview, now }: { readonly preview: DeadlinePreview; readonly now: number }) {
  const { window, by, zone, reviewAt, anchor } = preview;
  if (window !== null) return <p class="when">{windowWords(window, { by, zone, now })}</p>;
  return (
    <p class="when">
      <b>No date.</b> {anchor === null ? null : <>It waits for: {anchor}. </>}
      {reviewAt === null ? (
        'Nobody will be reminded to look again.'
      ) : (
        <>
          To be looked at again <Near now={now} instant={reviewAt} zone={zone} />.
        </>
      )}
    </p>
  );
}

const windowWords = (
  window: Window,
  { by = false, zone, now }: { readonly by?: boolean; readonly zone: string; readonly now: number },
) => (
  <>
    <b>{formatWindow(window, knownZone(zone), { year: true, by })}</b>, {placeOf(zone)} time
    {window.closesAt <= now ? ' (closed already: it would be overdue at once)' : ''}
  </>
);

/** The fair readings as a choice; none is made for whoever has to answer a question. */
function Readings(props: {
  preview: DeadlinePreview;
  now: number;
  prefix: string;
  fault: string | undefined;
}) {
  const { preview, now, prefix, fault } = props;
  const { question, readings, chosen, zone } = preview;
  const told = fault === undefined ? {} : { 'aria-describedby': `${prefix}-reading-fault` };
  const row = ({ key, window, explanation }: Reading, index: number) => (
    <div class="check">
      <input
        type="radio"
        id={`reading-${index + 1}`}
        name="reading"
        value={key}
        checked={key === chosen}
        aria-describedby={`reading-${index + 1}-why`}
      />
      <label for={`reading-${index + 1}`}>
        {readings.length === 1 ? 'Yes, ' : ''}
        {windowWords(window, { zone, now })}
      </label>
      <p class="hint" id={`reading-${index + 1}-why`}>
        {explanation}
      </p>
    </div>
  );
  return (
    <fieldset id={`${prefix}-reading`} {...told}>
      <legend>{question ?? 'The words have several fair readings. Which one is meant?'}</legend>
      {readings.map(row)}
      {fault === undefined ? null : (
        <p class="fault" id={`${prefix}-reading-fault`}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}
