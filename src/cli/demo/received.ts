/** The end of the demo for people: what each subscriber received, when, and why. Pure. */
import { parseInstant } from '../../domain/civil.ts';
import { formatInstant } from '../../domain/shown.ts';
import { cleanText } from '../terminal.ts';
import type { mailsSent } from './report.ts';

type Mail = Awaited<ReturnType<typeof mailsSent>>[number];

const ZONE = 'Europe/Istanbul';
const DEFAULT_COLUMNS = 160;

const cut = (text: string, width: number): string =>
  [...text].length > width ? `${[...text].slice(0, Math.max(0, width - 1)).join('')}…` : text;

/** The lines for one mail: when and subject, and below it why its reader got it. */
function mailLines({ sentAt, subject, why }: Mail, columns: number): string[] {
  const when = formatInstant(parseInstant(sentAt), ZONE, { year: false });
  const reasons = [...new Set(why)].map((reason) => `      why: ${reason}`);
  return [`  ${when.padEnd(17)} ${subject}`, ...reasons].map((line) => cut(cleanText(line), columns));
}

/** All mails by address, in lines of at most `columns` letters; times are of Istanbul. */
export function received(mails: readonly Mail[], columns = DEFAULT_COLUMNS): string {
  const lines = ['', 'What each subscriber received (times of Istanbul)'];
  for (const address of new Set(mails.map(({ to }) => to))) {
    const own = mails.filter(({ to }) => to === address);
    lines.push('', cut(`${address}: ${own.length} mails`, columns));
    lines.push(...own.flatMap((mail) => mailLines(mail, columns)));
  }
  return lines.join('\n');
}
