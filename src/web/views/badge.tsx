/** The badge of a commitment, for other people's pages: one small picture that needs nothing else. */
import { inAddress, type Language } from '../../domain/language.ts';
import type { Status } from '../../domain/record.ts';
import { COMMITMENT } from '../words/commitment.tsx';
import { useLanguage } from '../words/speech.ts';
import { SHAPES } from './item.tsx';

/** Dark enough for white letters (4.5:1 or more): nobody knows the page it will stand on. */
const COLOURS = {
  overdue: '#a61b12',
  not_met: '#a61b12',
  due: '#8a4b08',
  upcoming: '#1554b0',
  met: '#075e40',
  partly_met: '#075e40',
  undated: '#475061',
  pending: '#475061',
  withdrawn: '#475061',
  superseded: '#475061',
  void: '#475061',
} satisfies Record<Status, string>;

const LETTER = 6.6;

/** SVG text. Widths are set, not guessed: whatever font is there, the words stay inside. `language`: of the status. */
export function badge(
  of: { readonly title: string; readonly status: Status; readonly statusText: string },
  language: Language = 'en',
): string {
  const words = `${SHAPES[of.status]} ${of.statusText}`;
  const [left, right] = [38, Math.round([...words].length * LETTER) + 14];
  const svg = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={left + right}
      height="22"
      viewBox={`0 0 ${left + right} 22`}
      role="img"
      {...(language === 'en' ? {} : { lang: language })}
      aria-label={`Duly: ${of.statusText}`}
    >
      <title>{`${of.title}: ${of.statusText}`}</title>
      <rect width={left + right} height="22" rx="4" fill="#1a2130" />
      <rect x={left} width={right} height="22" rx="4" fill={COLOURS[of.status]} />
      <g fill="#ffffff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
        <text x="7" y="15" textLength={left - 14} lengthAdjust="spacingAndGlyphs">
          Duly
        </text>
        <text x={left + 7} y="15" textLength={right - 14} lengthAdjust="spacingAndGlyphs">
          {words}
        </text>
      </g>
    </svg>
  );
  return svg.toString();
}

/** What to copy, to show the badge elsewhere. */
export function BadgeCode(props: { readonly id: number; readonly title: string; readonly baseUrl: string }) {
  const language = useLanguage();
  const words = COMMITMENT[language].badge;
  const path = `/commitments/${props.id}`;
  const picture = inAddress(`${path}/badge.svg`, language);
  const code = (
    <a href={props.baseUrl + inAddress(path, language)}>
      <img src={props.baseUrl + picture} alt={words.alt(props.title)} height="22" />
    </a>
  ).toString();
  return (
    <details>
      <summary>{words.summary}</summary>
      <p>
        <img src={picture} alt={words.now} height="22" />
      </p>
      <p class="quiet">{words.about}</p>
      <pre class="mail" tabindex={0}>
        <code>{code}</code>
      </pre>
    </details>
  );
}
