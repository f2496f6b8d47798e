import type { Entry, Letter } from './letter.ts';
import type { RecipientLinks } from './message.ts';

/**
 * The plain-text part. Links stand alone on their lines: readers can click them, and `prepare.ts` can put
 * the recipient's own in their place.
 */
export function alertText(letter: Letter, links: RecipientLinks): string {
  const blocks = letter.full.map(entryText);
  if (letter.brief.length > 0) blocks.push(letter.brief.map(briefText).join('\n\n'));
  if (letter.hidden > 0) blocks.push(`And ${letter.hidden} more:\n${letter.baseUrl}`);
  const footer = [
    `You get this because ${letter.why}.`,
    `${letter.instanceName} repeats what was said, by whom and by when. It takes no side.`,
    '',
    'Change what you follow:',
    links.manageUrl,
    '',
    'Unsubscribe:',
    links.unsubscribeUrl,
  ].join('\n');
  return `${[...blocks, footer].join('\n\n----------\n\n')}\n`;
}

function entryText(entry: Entry): string {
  const lines = [
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
  if (entry.notice !== null) lines.push('', `Note: ${entry.notice}`);
  if (entry.url !== null) lines.push('', 'Open the commitment:', entry.url);
  return lines.join('\n');
}

function briefText(entry: Entry): string {
  const heading = `${entry.word}: ${entry.title}`;
  return entry.url === null ? heading : `${heading}\n${entry.url}`;
}
