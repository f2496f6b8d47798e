/** Under a refused address: what was asked for, to be mended and asked again, so that nothing typed is lost. */
import type { Language } from '../../domain/language.ts';
import { FILTER } from '../words/filter.ts';
import { PIECES } from '../words/pieces.tsx';
import { useLanguage, useWords } from '../words/speech.ts';

/** No more than an address of ours can have; others were not asked for by a form. */
const MOST = 20;

/** What the parameters of addresses are called in the forms that ask for them. */
function askedLabels(language: Language): Readonly<Record<string, string>> {
  const { asOf } = PIECES[language];
  return { ...FILTER[language].fields, asOf: asOf.known, on: asOf.about };
}

/** The refusal with the parameter at fault, where it begins with it, called what people know it by. */
export function inPlainWords(detail: string, field: string | undefined, language: Language): string {
  const labels = askedLabels(language);
  if (field === undefined || !Object.hasOwn(labels, field) || !/^[ :]/.test(detail.slice(field.length)))
    return detail;
  return detail.startsWith(field) ? `“${labels[field]}”${detail.slice(field.length)}` : detail;
}

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
  const labels = askedLabels(useLanguage());
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
          {useWords(PIECES).show}
        </button>
      </p>
    </form>
  );
}
