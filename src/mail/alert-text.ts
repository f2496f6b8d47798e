import type { Entry, Letter } from './letter.ts';
import type { RecipientLinks } from './message.ts';
import type { MailWords } from './words.ts';

/**
 * The plain-text part. Links stand alone on their lines: readers can click them, and `prepare.ts` can put
 * the recipient's own in their place.
 */
export function alertText(letter: Letter, links: RecipientLinks | null): string {
  const { words } = letter;
  const blocks = letter.full.map((entry) => entryText(entry, words));
  if (letter.brief.length > 0) blocks.push(letter.brief.map(briefText).join('\n\n'));
  if (letter.hidden > 0) blocks.push(`${words.more(letter.hidden)}:\n${letter.baseUrl}`);
  const footer = [
    words.because(letter.why),
    words.neutral(letter.instanceName),
    ...(links === null
      ? []
      : ['', `${words.change}:`, links.manageUrl, '', `${words.unsubscribe}:`, links.unsubscribeUrl]),
  ].join('\n');
  return `${[...blocks, footer].join('\n\n----------\n\n')}\n`;
}

function entryText(entry: Entry, words: MailWords): string {
  const lines = [
    ...(entry.deal === null ? [] : [entry.deal, '']),
    `${entry.word.toUpperCase()}: ${entry.title}`,
    entry.reason,
    '',
    ...entry.quote.split('\n').map((line) => `> ${line}`),
    `> -- ${entry.attribution}`,
    '',
  ];
  for (const fact of entry.facts) {
    lines.push(`${fact.label}: ${fact.text}`);
    if (fact.href !== null) lines.push(fact.href);
  }
  if (entry.notice !== null) lines.push('', `${words.note}: ${entry.notice}`);
  if (entry.url !== null) lines.push('', `${words.open}:`, entry.url);
  return lines.join('\n');
}

function briefText(entry: Entry): string {
  const heading = `${entry.word}: ${entry.title}`;
  const line = entry.url === null ? heading : `${heading}\n${entry.url}`;
  return entry.deal === null ? line : `${entry.deal}\n\n${line}`;
}
