/** Under a refused address: what was asked for, to be mended and asked again, so that nothing typed is lost. */
import { FILTER } from '../words/filter.ts';
import { PIECES } from '../words/pieces.tsx';
import { useWords } from '../words/speech.ts';

/** No more than an address of ours can have; others were not asked for by a form. */
const MOST = 20;

/**
 * The parameters of the page at `path` as they were given, the one at fault marked; nothing when none of them is at
 * fault. It only reads. Tokens are in no address with parameters that can be wrong.
 */
export function AskAgain(props: {
  path: string;
  query: Readonly<Record<string, string>>;
  /** The parameter at fault. */
  field: string;
  /** Where it is said what is wrong. */
  described: string;
}) {
  const { path, query, field, described } = props;
  const { fields } = useWords(FILTER);
  const { asOf, show } = useWords(PIECES);
  const labels: Readonly<Record<string, string>> = { ...fields, asOf: asOf.known, on: asOf.about };
  const asked = Object.entries(query);
  if (!Object.hasOwn(query, field) || asked.length > MOST) return null;
  return (
    <form method="get" action={path} class="panel">
      {asked.map(([name, value]) => {
        const wrong = name === field;
        if (!wrong && !Object.hasOwn(labels, name)) return <input type="hidden" name={name} value={value} />;
        return (
          <p class="field">
            <label for={`again-${name}`}>{Object.hasOwn(labels, name) ? labels[name] : name}</label>
            <input
              id={`again-${name}`}
              name={name}
              value={value}
              dir="auto"
              {...(wrong
                ? { 'aria-invalid': 'true' as const, 'aria-describedby': described, autofocus: true }
                : {})}
            />
          </p>
        );
      })}
      <p class="actions">
        <button type="submit" class="button plain">
          {show}
        </button>
      </p>
    </form>
  );
}
