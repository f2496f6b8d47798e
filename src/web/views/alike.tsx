/** What is on record already in nearly the same words: a hint before it is recorded, an offer to link it after. */
import type { SimilarView } from '../../service/browse/similar.ts';

const Line = ({ one }: { readonly one: SimilarView }) => (
  <>
    <a href={`/commitments/${one.id}`}>
      <bdi>{one.title}</bdi>
    </a>{' '}
    <span class="quiet">
      (number {one.id}, {one.how}; <bdi>{one.speaker}</bdi>, {one.saidOn}, in <bdi>{one.sourceTitle}</bdi>)
    </span>
  </>
);

/** In a form, before anything is saved. Nothing is refused for it. */
export function AlikeHint({ found }: { readonly found: readonly SimilarView[] }) {
  if (found.length === 0) return null;
  return (
    <div class="notice">
      <p>
        <strong>This may be on record already</strong>
      </p>
      <ul>
        {found.map((one) => (
          <li>
            <Line one={one} />
          </li>
        ))}
      </ul>
      <p class="quiet">
        Record it all the same if it was said again or told differently: it can be linked with the other then.
      </p>
    </div>
  );
}

/** After it was recorded: each of them with the way to link the two. */
export function Alike({ found, of }: { readonly found: readonly SimilarView[]; readonly of: number }) {
  if (found.length === 0) return null;
  return (
    <div class="notice">
      <p>
        <strong>Is it the same matter?</strong>
      </p>
      <ul>
        {found.map((one) => (
          <li>
            <Line one={one} /> <a href={`/review/${of}?restates=${one.id}#relate`}>Link as said again</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
