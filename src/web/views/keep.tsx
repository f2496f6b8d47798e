/** What a reader takes along: alerts by mail, a calendar, and an address that shows what it shows today for ever. */
import { inAddress } from '../../domain/language.ts';
import type { CommitmentPageView } from '../../service/browse/commitment-page.ts';
import { COMMITMENT } from '../words/commitment.tsx';
import { PIECES } from '../words/pieces.tsx';
import { useLanguage, useWords } from '../words/speech.ts';
import { Exact } from './item.tsx';

/** The address of the page as it was known at `asOf` (epoch milliseconds) about `on`. */
export function versionHref(id: number, asOf: number, on = asOf): string {
  const query = new URLSearchParams({ asOf: new Date(asOf).toISOString() });
  if (on !== asOf) query.set('on', new Date(on).toISOString());
  return `/commitments/${id}?${query}`;
}

/** Asks for alerts about this one: an address and a button. `reader`: the zone in which times are wanted. */
export function FollowBox({ id, reader }: { readonly id: number; readonly reader: string | null }) {
  const language = useLanguage();
  const words = COMMITMENT[language];
  return (
    <section class="panel follow" aria-labelledby="follow">
      <h2 id="follow">{words.follow}</h2>
      <form method="post" action="/subscribe">
        <input type="hidden" name="follows" value="commitment" />
        <input type="hidden" name="commitment" value={String(id)} />
        {reader === null ? null : <input type="hidden" name="zone" value={reader} />}
        {language === 'en' ? null : <input type="hidden" name="language" value={language} />}
        <div class="inline">
          <label for="follow-address">{words.box.address}</label>
          <input
            id="follow-address"
            name="address"
            type="email"
            required
            autocomplete="email"
            aria-describedby="follow-hint"
          />
          <button type="submit" class="button">
            {words.box.send}
          </button>
        </div>
        <p class="hint" id="follow-hint">
          {words.box.hint}
        </p>
      </form>
      <p>
        <a href={`/subscribe?commitment=${id}`}>{words.box.choose}</a> ·{' '}
        <a href={inAddress(`/commitments/${id}/calendar.ics`, language)}>{words.box.calendar}</a> ·{' '}
        <a href={inAddress(`/commitments/${id}/feed.atom`, language)}>{PIECES[language].feed}</a>
      </p>
    </section>
  );
}

/** How to quote this page: the address that keeps showing it as it is shown, and the seal that proves it. */
export function Cite(props: Pick<CommitmentPageView, 'view' | 'seal'> & { readonly baseUrl: string }) {
  const { view, seal, baseUrl } = props;
  const [asOf, on] = view.past === null ? [view.now, view.now] : [view.past.asOf, view.past.on];
  const href = versionHref(view.id, asOf, on);
  const words = useWords(COMMITMENT).cite;
  return (
    <section aria-labelledby="cite">
      <h2 id="cite">{words.heading}</h2>
      <p>
        {words.known(
          <bdi>{words.quoted(view.title)}</bdi>,
          view.id,
          <Exact instant={asOf} zone={view.zone} />,
        )}{' '}
        <a href={href}>
          <span class="url">
            {baseUrl}
            {href}
          </span>
        </a>
      </p>
      {seal === null ? (
        <p class="quiet">{words.unsealed}</p>
      ) : (
        <p class="quiet">
          {words.sealed(seal.seq, <code class="url">SHA-256 {seal.hash}</code>, <code>duly verify</code>)}
        </p>
      )}
    </section>
  );
}
