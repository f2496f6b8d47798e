/** A window on two clocks: where the deadline counts, and where the reader is. */
import type { Window } from '../../domain/deadline/types.ts';
import { namesOnlyItsEnd } from '../../domain/deadline/windows.ts';
import { formatWindow } from '../../domain/shown.ts';
import type { CommitmentView } from '../../service/browse/commitment.ts';
import { knownZone, placeOf } from '../when.ts';
import { COMMITMENT } from '../words/commitment.tsx';
import { PIECES } from '../words/pieces.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import { allZones, COMMON_ZONES, zonesByRegion } from '../zones.ts';
import { Exact } from './item.tsx';
import { pastAsked } from './past.tsx';

/** Whether the sentence that explains the date names the window itself: saying it again adds nothing. */
function saysWindow({ explanation, zone, saidAt }: CommitmentView, window: Window): boolean {
  const formats = [{}, { saidAt }, { year: true }];
  return formats.some((format) => explanation.includes(formatWindow(window, knownZone(zone), format)));
}

/** Whether the words of the date in force named its end alone. */
function saysOnlyItsEnd({ deadlines, zone }: CommitmentView, window: Window): boolean {
  const inForce = deadlines.at(-1);
  return inForce !== undefined && namesOnlyItsEnd(window, { ...inForce, zone: knownZone(zone) });
}

/** By the clocks of the place and of the reader; nothing without a window, or where it has been said already. */
export function WindowIn({
  view,
  reader,
}: {
  readonly view: CommitmentView;
  readonly reader: string | null;
}) {
  const { window, saidAt } = view;
  const place = knownZone(view.zone);
  if (window === null) return null;
  const zones = reader === null || reader === place ? [place] : [place, reader];
  const language = useLanguage();
  const words = COMMITMENT[language].window;
  const by = saysOnlyItsEnd(view, window);
  // The sentence that says it already is English, and has both ends.
  if (!by && language === 'en' && zones.length === 1 && saysWindow(view, window)) return null;
  return (
    <dl class="facts">
      {zones.map((zone) => (
        <div>
          <dt>
            {words.time(placeOf(zone))}
            {zone === place ? '' : words.yours}
          </dt>
          <dd>
            {formatWindow(window, zone, { year: true, language, by })}
            {zone === place ? null : (
              <span class="quiet">{words.said(<Exact instant={saidAt} zone={zone} />)}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The zones to choose from, and `chosen` if it is another. */
const zonesWith = (chosen: string | null): readonly string[] =>
  chosen === null || COMMON_ZONES.includes(chosen) ? COMMON_ZONES : [chosen, ...COMMON_ZONES];

/** One zone to choose: its name, or that of its place, which are English on every page. */
function ZoneOption(props: { readonly zone: string; readonly chosen: boolean; readonly place?: string }) {
  const english = useLanguage() === 'en' ? {} : { lang: 'en' };
  return (
    <option value={props.zone} selected={props.chosen} {...english}>
      {props.place ?? props.zone}
    </option>
  );
}

/** Every zone, by parts of the world; typing the name of a place finds it. */
function EveryZone({ chosen }: { readonly chosen: string | null }) {
  const { regions, common } = useWords(COMMITMENT).window;
  const listed = chosen === null || allZones().includes(chosen);
  // Another name of a zone can be chosen by address only.
  const first = listed ? COMMON_ZONES : zonesWith(chosen);
  return (
    <>
      <optgroup label={common}>
        {first.map((zone) => (
          <ZoneOption zone={zone} chosen={zone === chosen} />
        ))}
      </optgroup>
      {zonesByRegion().map(({ region, zones }) => (
        <optgroup label={regions[region]}>
          {zones.map(({ zone, place }) => (
            <ZoneOption zone={zone} chosen={zone === chosen && !first.includes(zone)} place={place} />
          ))}
        </optgroup>
      ))}
    </>
  );
}

/**
 * Asks the same page with the times of another zone beside those of the place. It only reads. `own` is the zone of
 * the account, which holds where nothing else is chosen. All zones would be the greater part of the page: it offers the
 * common ones, and itself again with `every` one.
 */
export function ZoneForm({
  view,
  reader,
  own,
  every,
}: {
  readonly view: CommitmentView;
  readonly reader: string | null;
  readonly own: string | null;
  readonly every: boolean;
}) {
  if (view.window === null) return null;
  const language = useLanguage();
  const words = COMMITMENT[language].window;
  const asked = pastAsked(view.past);
  const chosen = reader === own ? null : reader;
  return (
    <form method="get" action={`/commitments/${view.id}`} class="inline">
      {Object.entries(asked).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label for="tz">{words.also}</label>
      <select id="tz" name="tz">
        <option value="">{own === null ? words.nowhere : words.account(own)}</option>
        {every ? (
          <EveryZone chosen={chosen} />
        ) : (
          zonesWith(reader).map((zone) => <ZoneOption zone={zone} chosen={zone === chosen} />)
        )}
      </select>
      <button type="submit" class="button plain">
        {PIECES[language].show}
      </button>
      {every ? null : (
        <a
          href={`/commitments/${view.id}?${new URLSearchParams({ ...asked, zones: 'all' })}#tz`}
          rel="nofollow"
        >
          {words.another}
        </a>
      )}
    </form>
  );
}
