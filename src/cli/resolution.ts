/** What words mean, as the command line tells it to scripts: `duly resolve`, of one phrase or line by line. */
import { assertZone, parseInstant } from '../domain/civil.ts';
import { assertRead } from '../domain/deadline/locale.ts';
import { resolve } from '../domain/deadline/resolve.ts';
import type { Resolution, Said } from '../domain/deadline/types.ts';
import { DulyError } from '../domain/errors.ts';
import { iso } from './standing.ts';

/** The resolution as one flat object, with instants as ISO 8601 in the zone of saying. */
export function resolutionData(found: Resolution, zone: string): Record<string, unknown> {
  if (found.outcome === 'none') {
    if (found.reason === 'no-date') return { none: found.reason, explanation: found.explanation };
    const { reason, rule, ruleVersion, phrase, span, explanation } = found;
    const named = { none: reason, rule: `${rule}/${ruleVersion}`, phrase, span: [span.start, span.end] };
    if (found.reason === 'vague') return { ...named, explanation, reviewAt: iso(found.reviewAt, zone) };
    const { anchor, offset, working = false } = found;
    return { ...named, explanation, anchor, offset, working };
  }
  const { window, precision, basis, rule, ruleVersion, phrase, span, confidence, explanation } = found;
  return {
    opensAt: iso(window.opensAt, zone),
    closesAt: iso(window.closesAt, zone),
    precision,
    basis,
    rule: `${rule}/${ruleVersion}`,
    phrase,
    explanation,
    alternatives: found.alternatives.map((other) => ({
      opensAt: iso(other.window.opensAt, zone),
      closesAt: iso(other.window.closesAt, zone),
      explanation: other.explanation,
    })),
    span: [span.start, span.end],
    confidence,
    ...(found.question === undefined ? {} : { question: found.question }),
    ...(found.recurrence === undefined ? {} : { recurrence: found.recurrence }),
  };
}

const EXAMPLE = '{"text":"next week","saidAt":"2025-06-02T15:57:00+03:00","zone":"Europe/Istanbul"}';

/**
 * The answer to one line of JSON, `{"text","saidAt","zone"}` with an optional `"locale"`; other fields are let be.
 * Throws `DulyError('invalid')` that says what is wrong and what would be right.
 */
export function answerLine(line: string): Record<string, unknown> {
  const { text, said } = readLine(line);
  return resolutionData(resolve(text, said), said.zone);
}

function readLine(line: string): { text: string; said: Said } {
  const asked = parsed(line);
  const text = textIn(asked, 'text');
  const zone = assertZone(textIn(asked, 'zone'), 'zone');
  const saidAt = parseInstant(textIn(asked, 'saidAt'), zone, 'saidAt');
  const { locale } = asked;
  if (locale === undefined || locale === null) return { text, said: { saidAt, zone } };
  return { text, said: { saidAt, zone, locale: assertRead(textIn(asked, 'locale'), 'locale') } };
}

function parsed(line: string): Record<string, unknown> {
  let found: unknown;
  try {
    // Files from some systems begin with a byte order mark.
    found = JSON.parse(line.startsWith('\ufeff') ? line.slice(1) : line);
  } catch (cause) {
    throw new DulyError('invalid', `not JSON: write one object a line, such as ${EXAMPLE}`, { cause });
  }
  if (typeof found === 'object' && found !== null && !Array.isArray(found))
    return found as Record<string, unknown>;
  throw new DulyError('invalid', `not a JSON object: write ${EXAMPLE}`);
}

function textIn(asked: Record<string, unknown>, field: string): string {
  const value = asked[field];
  if (typeof value === 'string') return value;
  const wrong = value === undefined ? 'is missing' : 'must be text';
  throw new DulyError('invalid', `${field} ${wrong}: write ${EXAMPLE}`, { field });
}
