/** The progress chart: what was declared, confirmed and verified over time; the same as a table. Props in, JSX out. */

import { civilDate } from '../../domain/civil.ts';
import type { Language } from '../../domain/language.ts';
import { formatQuantity } from '../../domain/numbers.ts';
import { SUPPORTS, type Support } from '../../domain/record.ts';
import { formatDate, formatHappened } from '../../domain/shown.ts';
import { WORDING } from '../../domain/wording.ts';
import type { CommitmentPageView } from '../../service/browse/commitment-page.ts';
import { chartRange, chartTop, layOutChart } from '../growth-chart.ts';
import { knownZone, placeOf } from '../when.ts';
import { PIECES } from '../words/pieces.tsx';
import { useLanguage } from '../words/speech.ts';
import { TIMELINE } from '../words/timeline.ts';

type Growth = CommitmentPageView['growth'][number];

const lastOf = (growth: Growth, support: Support, language: Language): string =>
  formatQuantity(growth.levels[support].at(-1)?.total ?? 0, language);

/** Nothing where nobody counts, or nothing has been counted. */
export function ProgressChart({ view, growth }: Pick<CommitmentPageView, 'view' | 'growth'>) {
  const { target, window, now } = view;
  if (target === null || growth.every(({ levels }) => levels.declared.length === 0)) return null;
  const zone = knownZone(view.zone);
  const language = useLanguage();
  const words = TIMELINE[language];
  const { tallies } = WORDING[language];
  const wanted = formatQuantity(target.quantity, language);
  // What happens after it was settled is no longer waited for.
  const range = chartRange(growth, { window, until: view.settledAt ?? now, zone });
  const top = chartTop(growth, target.quantity);
  const days = {
    from: formatDate(civilDate(range.from, zone), true, language),
    to: formatDate(civilDate(range.to - 1, zone), true, language),
  };
  return (
    <>
      <div class="charts">
        {growth.map((one) => {
          const chart = layOutChart(one, { range, top, target: target.quantity, window, now });
          const said = SUPPORTS.map(
            (support) => `${lastOf(one, support, language)} ${tallies[support]}`,
          ).join(', ');
          return (
            <figure class="growth">
              {one.side === null ? null : (
                <h3>
                  <bdi>{one.side}</bdi>
                </h3>
              )}
              <svg
                width="100%"
                height="160"
                viewBox="0 0 100 100"
                preserveAspectRatio="none"
                role="img"
                aria-label={words.drawn(
                  one.side === null ? words.progress : words.progressOf(one.side),
                  said,
                  `${wanted} ${target.unit}`,
                )}
              >
                {chart.window === null ? null : (
                  <rect class="window" x={chart.window.x} width={chart.window.width} y="0" height="100" />
                )}
                <line class="target" x1="0" x2="100" y1={chart.target} y2={chart.target} />
                {/* The dots of what was declared lie over the lines that agree with them. */}
                {chart.lines.toReversed().map(({ support, points }) => (
                  <polyline class={support} points={points} />
                ))}
                {chart.now === null ? null : (
                  <line class="now" x1={chart.now} x2={chart.now} y1="0" y2="100" />
                )}
              </svg>
              <p class="edges quiet">
                <span>{days.from}</span> <span>{days.to}</span>
              </p>
              <ul class="key">
                {SUPPORTS.map((support) => (
                  <li>
                    <svg width="28" height="10" aria-hidden="true">
                      <line class={support} x1="0" x2="28" y1="5" y2="5" />
                    </svg>{' '}
                    {tallies[support]} <b>{lastOf(one, support, language)}</b>
                  </li>
                ))}
                <li>
                  <svg width="28" height="10" aria-hidden="true">
                    <line class="target" x1="0" x2="28" y1="5" y2="5" />
                  </svg>{' '}
                  {words.target} <b>{wanted}</b>
                </li>
              </ul>
            </figure>
          );
        })}
      </div>
      <p class="quiet">
        {words.unit(target.unit)}
        {window === null ? '' : words.shaded}.{now <= range.to ? words.upright : ''}
        {words.daysOf(placeOf(zone))}
      </p>
      <GrowthTable growth={growth} zone={zone} unit={target.unit} />
    </>
  );
}

/** Every instant at which a sum changed, with all three sums after it. */
function rowsOf({ levels }: Growth): { at: number; sums: readonly number[] }[] {
  const all = new Set(SUPPORTS.flatMap((support) => levels[support].map(({ at }) => at)));
  return [...all]
    .sort((one, other) => one - other)
    .map((at) => ({
      at,
      sums: SUPPORTS.map((support) => levels[support].findLast((step) => step.at <= at)?.total ?? 0),
    }));
}

function GrowthTable(props: { growth: readonly Growth[]; zone: string; unit: string }) {
  const { growth, zone, unit } = props;
  const language = useLanguage();
  const words = TIMELINE[language];
  return (
    <details>
      <summary>{PIECES[language].table}</summary>
      {growth.map((one) => (
        <table class="sums">
          <caption>
            {words.sums(unit)}
            {one.side === null ? '' : `, ${one.side}`}
          </caption>
          <thead>
            <tr>
              <th scope="col">{words.from}</th>
              {SUPPORTS.map((support) => (
                <th scope="col">{WORDING[language].tallies[support]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsOf(one).map(({ at, sums }) => (
              <tr>
                <th scope="row">{formatHappened(at, zone, { language })}</th>
                {sums.map((sum) => (
                  <td>{formatQuantity(sum, language)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </details>
  );
}
