/** The past on a page: the banner that says so, the form that asks for it, and links that keep to it. */
import { describeAsKnown } from '../../domain/as-known.ts';
import type { Past } from '../../service/as-of.ts';
import { PIECES } from '../words/pieces.tsx';
import { useLanguage, useWords } from '../words/speech.ts';

/** The parameters with which an address asks for the same times; none when it is about now. */
export const pastAsked = (past: Past | null): Readonly<Record<string, string>> => past?.asked ?? {};

/** The page at `path`, in the same times; `more` are further parameters. */
export function inPast(path: string, past: Past | null, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...pastAsked(past), ...more }).toString();
  return `${path}${query === '' ? '' : `?${query}`}`;
}

/** The page of a commitment, in the same times. */
export const commitmentHref = (id: number, past: Past | null): string => inPast(`/commitments/${id}`, past);

/** Says that the page tells of the past, and leads back; nothing when it is about now. */
export function PastBanner({ past, back }: { readonly past: Past | null; readonly back: string }) {
  if (past === null) return null;
  return (
    <p class="notice" role="status">
      <b>{describeAsKnown(past, past.zone, useLanguage())}</b> ({past.zone}) ·{' '}
      <a href={back}>{useWords(PIECES).backToNow}</a>
    </p>
  );
}

/** What a picker of days can show; an instant is shown as text, or it would be dropped. */
const typeOf = (value: string): 'date' | 'text' => (/^(\d{4}-\d{2}-\d{2})?$/.test(value) ? 'date' : 'text');

/** Asks the same page for another time; `kept` are the parameters that stay. It only reads. */
export function PastForm(props: {
  action: string;
  past: Past | null;
  /** The zone of the days unless another is asked for. */
  zone: string;
  kept?: Readonly<Record<string, string | null>>;
}) {
  const { action, past, zone, kept = {} } = props;
  const { asOf = '', on = '' } = past?.asked ?? {};
  const words = useWords(PIECES);
  const fields = [
    { name: 'asOf', label: words.asOf.known, value: asOf },
    { name: 'on', label: words.asOf.about, value: on },
  ];
  return (
    <details>
      <summary>{words.asOf.summary}</summary>
      <form method="get" action={action} class="panel">
        {Object.entries(kept).map(([name, value]) =>
          value === null ? null : <input type="hidden" name={name} value={value} />,
        )}
        {fields.map(({ name, label, value }) => (
          <p class="field">
            <label for={`past-${name}`}>
              {label}
              <span class="optional">{words.optional}</span>
            </label>
            <input id={`past-${name}`} name={name} type={typeOf(value)} value={value} />
          </p>
        ))}
        <p class="field">
          <label for="past-zone">{words.asOf.zone}</label>
          <input id="past-zone" name="zone" value={past?.zone ?? zone} />
        </p>
        <p>
          <button type="submit" class="button plain">
            {words.show}
          </button>
        </p>
      </form>
    </details>
  );
}
