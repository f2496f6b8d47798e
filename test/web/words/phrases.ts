/** The phrases of the dictionaries, and what of a page is said by us: for the test that a page is in one language. */
import { readdirSync } from 'node:fs';

/** Stands where a phrase has a name, a number or a time. */
const GAP = '⁂';

/** What a phrase with gaps says between them; a piece of a page is put into text first. */
function textOf(value: unknown): string {
  return String(value)
    .replace(/<[^>]*>/g, GAP)
    .replaceAll('&quot;', '"');
}

/** Every phrase in `words`, cut at its gaps. */
function phrasesIn(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') {
    // Whatever a phrase is given stands for a gap; only what it makes links with has to be asked.
    const link = (...args: unknown[]): string => `${GAP}${args.at(-1)}${GAP}`;
    const names = /^[^(]*\(([^)]*)\)|^(\w+)/.exec(words.toString());
    const given = (names?.[1] ?? names?.[2] ?? '').split(',').map((name) => name.trim());
    return textOf(words(...given.map((name) => (name === 'link' ? link : GAP)))).split(GAP);
  }
  if (typeof words !== 'object' || words === null) return [];
  if ('tag' in words) return textOf(words).split(GAP);
  return Object.values(words).flatMap(phrasesIn);
}

/** Both languages of every dictionary of the pages, as they stand in their folder: a new one is seen by itself. */
export async function everyPhrase(): Promise<{ en: string[]; de: string[] }> {
  const folder = new URL('../../../src/web/words/', import.meta.url);
  const found: { en: string[]; de: string[] } = { en: [], de: [] };
  for (const file of readdirSync(folder)) {
    const module: Record<string, unknown> = await import(/* @vite-ignore */ new URL(file, folder).href);
    for (const one of Object.values(module)) {
      if (typeof one !== 'object' || one === null || !('en' in one) || !('de' in one)) continue;
      found.en.push(...phrasesIn(one.en));
      found.de.push(...phrasesIn(one.de));
    }
  }
  const trimmed = (phrases: string[]): string[] => [
    ...new Set(
      phrases.map((one) => one.replace(/^[\s,.;:·(]+|[\s,.;:·)]+$/g, '')).filter((one) => one !== ''),
    ),
  ];
  return { en: trimmed(found.en), de: trimmed(found.de) };
}

/** Whether `text` has the words, not as part of longer ones. */
export const says = (text: string, words: string): boolean => {
  const at = text.indexOf(words);
  if (at < 0) return false;
  const letter = /[\p{L}\p{N}]/u;
  const [before, after] = [text[at - 1] ?? ' ', text[at + words.length] ?? ' '];
  if (!letter.test(before) && !letter.test(after)) return true;
  return says(text.slice(at + 1), words);
};

/** The name of a zone, which is the same in every language. */
const ZONE = /\b[A-Z]\w+(\/[A-Z][\w-]+)+/g;

/** What a page says in its own language: its text, and what stands in attributes that are read out. */
export function spokenIn(html: string): string {
  let page = html.replace(/^[\s\S]*<body>/, '').replace(/<(style|script|pre)\b[\s\S]*?<\/\1>/g, '');
  // Innermost first: an element in another language may hold others of its kind.
  for (let before = ''; before !== page; ) {
    before = page;
    page = page.replace(
      /<(span|a|div|p|section|option|h1)\b[^>]*\blang="en"[^>]*>(?:(?!<\1\b)[\s\S])*?<\/\1>/g,
      '',
    );
  }
  const read = [...page.matchAll(/\b(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(
    ([, text]) => text,
  );
  return [
    page
      .replace(/<[^>]*>/g, ' ')
      .replace(/https?:\/\/\S+/g, ' ')
      .replace(ZONE, ' '),
    ...read,
  ]
    .join(' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
}
