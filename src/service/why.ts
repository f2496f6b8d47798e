/** Why somebody gets a message, by what they follow: one reason for each of their subscriptions behind it. */
import type { ClaimedAlert } from '../store/deliveries.ts';

type Followed = Pick<ClaimedAlert, 'follows' | 'followed'>;

const WORDS = {
  en: {
    you: 'you follow ',
    and: ' and ',
    all: () => 'everything',
    party: (name: string) => name,
    tag: (name: string) => `the tag ${name}`,
    commitment: (name: string) => `“${name}”`,
    source: (name: string) => `the source “${name}”`,
    // An editor's turn comes by rank, whatever they follow.
  },
  de: {
    you: 'Sie folgen: ',
    and: ' und ',
    all: () => 'allem',
    party: (name: string) => name,
    tag: (name: string) => `dem Schlagwort ${name}`,
    commitment: (name: string) => `„${name}“`,
    source: (name: string) => `der Quelle „${name}“`,
  },
} satisfies Record<ClaimedAlert['language'], Record<string, unknown>>;

/** "you follow Russia and the tag istanbul-2"; nothing twice. */
export function whyOf(behind: readonly Followed[], language: ClaimedAlert['language']): string {
  const words = WORDS[language];
  const named = [...new Set(behind.map(({ follows, followed }) => words[follows](followed ?? '')))];
  const last = named.pop() ?? '';
  return `${words.you}${named.length === 0 ? last : `${named.join(', ')}${words.and}${last}`}`;
}
