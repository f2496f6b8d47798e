/** What a search asks for, as far as it belongs to a commitment for good, and how that is said. */
import type { Modality } from './record.ts';

/** Null: whichever. */
export interface Matter {
  /** Name of who said it or is bound by it. */
  readonly party: string | null;
  /** Name of who said it. */
  readonly speaker: string | null;
  /** In small letters. */
  readonly tag: string | null;
  /** Number of the source. */
  readonly source: number | null;
  readonly modality: Modality | null;
  /** Words of its title, its quote or the title of its source, as somebody typed them. */
  readonly q: string | null;
}

/** Whatever there is. */
export const ANY_MATTER: Matter = {
  ...{ party: null, speaker: null, tag: null, source: null, modality: null, q: null },
};

/** A search as a subscription keeps it: only what is asked for, and the title of the source as it was then. */
export type Search = { readonly [Key in keyof Matter]?: NonNullable<Matter[Key]> } & {
  readonly sourceTitle?: string;
};

const WORDS = {
  en: {
    q: (words: string) => `what says “${words}”`,
    party: (name: string) => `what ${name} said or must do`,
    speaker: (name: string) => `what ${name} said`,
    tag: (tag: string) => `the tag ${tag}`,
    source: (title: string) => `the source “${title}”`,
    modality: {
      commitment: 'what was promised',
      intention: 'what is intended',
      proposal: 'what was proposed',
      obligation: 'what a text obliges to',
    } satisfies Record<Modality, string>,
    and: ' and ',
  },
  de: {
    q: (words: string) => `was „${words}“ sagt`,
    party: (name: string) => `was ${name} gesagt hat oder tun muss`,
    speaker: (name: string) => `was ${name} gesagt hat`,
    tag: (tag: string) => `dem Schlagwort ${tag}`,
    source: (title: string) => `der Quelle „${title}“`,
    modality: {
      commitment: 'was zugesagt ist',
      intention: 'was beabsichtigt ist',
      proposal: 'was vorgeschlagen ist',
      obligation: 'wozu ein Text verpflichtet',
    } satisfies Record<Modality, string>,
    and: ' und ',
  },
};

/** The search in words: `what says “bodies” and the tag istanbul-2`. */
export function describeSearch(search: Search, language: keyof typeof WORDS = 'en'): string {
  const words = WORDS[language];
  const { q, party, speaker, tag, source, sourceTitle, modality } = search;
  return [
    ...(q === undefined ? [] : [words.q(q)]),
    ...(party === undefined ? [] : [words.party(party)]),
    ...(speaker === undefined ? [] : [words.speaker(speaker)]),
    ...(modality === undefined ? [] : [words.modality[modality]]),
    ...(tag === undefined ? [] : [words.tag(tag)]),
    ...(source === undefined ? [] : [words.source(sourceTitle ?? String(source))]),
  ].join(words.and);
}

/** What the subscription keeps of it, read back. */
export const searchIn = (kept: unknown): Search => (kept ?? {}) as Search;

/** The same with nothing left out, to pick commitments by. */
export function matterOf({ sourceTitle: _, ...search }: Search): Matter {
  return { ...ANY_MATTER, ...search };
}
