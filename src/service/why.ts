/** Why somebody gets a message, by what they follow: one reason for each of their subscriptions behind it. */
import { describeSearch, searchIn } from '../domain/search.ts';
import type { ClaimedAlert } from '../store/deliveries.ts';

type Followed = Pick<ClaimedAlert, 'follows' | 'followed' | 'kind'>;

const WORDS = {
  en: {
    you: 'you follow ',
    and: ' and ',
    all: () => 'everything',
    party: (name: string) => name,
    tag: (name: string) => `the tag ${name}`,
    commitment: (name: string) => `“${name}”`,
    source: (name: string) => `the source “${name}”`,
    search: (kept: string) => describeSearch(searchIn(JSON.parse(kept)), 'en'),
    editor: 'it is your turn among the editors',
  },
  de: {
    you: 'Sie folgen: ',
    and: ' und ',
    all: () => 'allem',
    party: (name: string) => name,
    tag: (name: string) => `dem Schlagwort ${name}`,
    commitment: (name: string) => `„${name}“`,
    source: (name: string) => `der Quelle „${name}“`,
    search: (kept: string) => describeSearch(searchIn(JSON.parse(kept)), 'de'),
    editor: 'Sie sind in der Redaktion an der Reihe',
  },
} satisfies Record<ClaimedAlert['language'], Record<string, unknown>>;

/** "you follow Russia and the tag istanbul-2"; nothing twice. An editor's turn comes by rank, whatever they follow. */
export function whyOf(behind: readonly Followed[], language: ClaimedAlert['language']): string {
  const words = WORDS[language];
  const followed = behind.filter(({ kind }) => kind !== 'unattended');
  const named = [...new Set(followed.map(({ follows, followed }) => words[follows](followed ?? '')))];
  const last = named.pop();
  const turn = followed.length < behind.length ? [words.editor] : [];
  if (last === undefined) return turn.join();
  return [
    ...turn,
    `${words.you}${named.length === 0 ? last : `${named.join(', ')}${words.and}${last}`}`,
  ].join('; ');
}
