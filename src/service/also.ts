/** What a message says beside the commitment itself: its parts and their states, what it belongs to, who objects. */
import type { AlertKind } from '../domain/alerts.ts';
import type { Assessment } from '../domain/assess.ts';
import { formatClosing } from '../domain/shown.ts';
import { STATUS_LABELS } from '../domain/words.ts';
import type { AlsoLine } from '../mail/message.ts';
import type { Beside, StoryObjection } from '../store/beside.ts';

/** Parts that a message names; the page has them all. */
const PARTS_TOLD = 6;

/** Kinds that tell of an answer to an objection, and so say what was answered. */
const ANSWERING: readonly AlertKind[] = ['disputed', 'corrected'];

function objectionText({ by, reason, answerBy, outcome, answer }: StoryObjection, zone: string): string {
  const said = `${by}: ${reason}`;
  if (outcome === null) return `${said} — an answer is wanted by ${formatClosing(answerBy, zone)}`;
  const word = outcome === 'withdrawn' ? 'withdrawn by those who raised it' : outcome;
  return `${said} — ${word}: ${answer ?? ''}`;
}

/** The lines, in the order in which they stand. Each side is named; neither is said to be right. */
export function alsoOf(
  beside: Beside | null,
  { kind, assessment, baseUrl }: { kind: AlertKind; assessment: Assessment; baseUrl: string },
): AlsoLine[] {
  if (beside === null) return [];
  const page = (id: number): string => `${baseUrl}/commitments/${id}`;
  const states = new Map(assessment.parts.map(({ id, status }) => [id, STATUS_LABELS[status]]));
  const lines: AlsoLine[] = beside.parts.slice(0, PARTS_TOLD).map(({ id, title }) => ({
    label: 'Part',
    text: `${states.get(id) ?? ''}: ${title}`,
    href: page(id),
  }));
  const left = beside.parts.length - PARTS_TOLD;
  if (left > 0) lines.push({ label: 'Parts', text: `${left} more on its page`, href: null });
  if (beside.whole !== null)
    lines.push({ label: 'Part of', text: beside.whole.title, href: page(beside.whole.id) });
  for (const objection of beside.objections) {
    if (objection.outcome !== null && !ANSWERING.includes(kind)) continue;
    const text = objectionText(objection, assessment.deadline.zone);
    lines.push({ label: 'Objection', text, href: null });
  }
  return lines;
}
