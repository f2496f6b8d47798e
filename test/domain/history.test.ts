import { describe, expect, it } from 'vitest';
import { describeEvent, headlineOf } from '../../src/domain/event-words.ts';
import { describeFact } from '../../src/domain/fact-words.ts';
import { FACT_TABLES } from '../../src/domain/facts.ts';
import { type LoggedFact, type LoggedMoment, tellHistory } from '../../src/domain/history.ts';
import type { EventKind } from '../../src/domain/record.ts';

/** Each kind, with what its moment says. */
const MOMENTS = {
  recorded: { series: 2, number: 3 },
  due: {},
  overdue: {},
  progress: { amount: 1212.5, partyId: 1 },
  met: { late: true, days: 1, outcome: 'met', repeats: true },
  closed: { outcome: 'not_met' },
  reopened: { was: 'partly_met' },
  deadline_moved: {
    ...{
      from: null,
      to: { opensAt: Date.parse('2025-06-09T00:00Z'), closesAt: Date.parse('2025-06-16T00:00Z') },
    },
    ...{ cause: 'calendar', rule: 'from-event/1', anchor: 'Treaty', happened: '2025-06-05' },
  },
  review_due: {},
  condition: { state: 'failed' },
  disputed: {},
  dispute_settled: {},
  objection_unanswered: {},
  unattended: { by: 'Ann' },
} satisfies Record<EventKind, Record<string, unknown>>;
const KINDS = Object.entries(MOMENTS) as [EventKind, Record<string, unknown>][];

/** Words that German has too are left out: was, from-event. */
const ENGLISH = /\b(the|of|and|is|were|to|by|on|not|with|its|for|no|date|rule|now|time|late)\b/i;
/** No word of the two languages: whatever people wrote. */
const WRITTEN = 'Xyzzy';

const at = { occurredAt: 1, recordedAt: 1, actor: 'Ann' };
const told = (moments: readonly LoggedMoment[], facts: readonly LoggedFact[], language: 'en' | 'de') =>
  tellHistory({
    ...{ id: 1, moments, facts, names: new Map([[1, 'Russia']]), zone: 'UTC', unit: 'bodies', language },
  }).map(({ text }) => text);

describe('what happened, in German', () => {
  it.each(KINDS)('tells “%s” in a history and in a feed without an English word', (kind, data) => {
    const moment = { kind, data, key: `${kind}:1`, ...at };
    const [german] = told([moment], [], 'de');
    const [english] = told([moment], [], 'en');
    const telling = { zone: 'UTC', unit: 'bodies' };
    for (const text of [
      german,
      headlineOf(moment, 'de'),
      describeEvent(moment, { ...telling, language: 'de' }),
    ])
      expect(text?.replace('bodies', '')).not.toMatch(ENGLISH);
    expect(german).not.toBe(english);
    expect(describeEvent(moment, telling)).toBe(describeEvent(moment, { ...telling, language: 'en' }));
  });

  it('counts days and numbers and names the rule as German does', () => {
    const say = (kind: EventKind) =>
      told([{ kind, data: MOMENTS[kind], key: `${kind}:1`, ...at }], [], 'de')[0] ?? '';
    expect(say('met')).toBe('Erfüllt: 1 Tag zu spät, wie zuvor');
    expect(say('progress')).toBe('Fortschritt: 1.212,5 bodies für Russia');
    expect(say('deadline_moved')).toBe(
      'Der Termin wurde festgelegt: Mo. 9. Juni 2025 00:00 bis So. 15. Juni 2025 24:00 (Treaty am Do. 5. Juni 2025, Kalender geändert, Regel from-event/1)',
    );
  });

  it.each(FACT_TABLES)(
    'tells a row of “%s” without an English word, and keeps what people wrote',
    (table) => {
      const texts = ['reason', 'note', 'answer', 'searched', 'title', 'quote', 'anchor', 'tag', 'to_name'];
      const row = {
        ...Object.fromEntries(texts.map((name) => [name, WRITTEN])),
        ...{ id: 1, version: 2, amount: '1212', outcome: 'upheld', state: 'met', kind: 'snoozed' },
        ...{ role: 'committer', explanation: `“next week”: the week of the date` },
      };
      const german = describeFact(table, row, 'de');
      expect(german).not.toMatch(ENGLISH);
      expect(german).not.toBe(describeFact(table, row));
      expect(german.includes(WRITTEN)).toBe(describeFact(table, row).includes(WRITTEN));
      for (const line of told([], [{ table, row, ...at }], 'de')) expect(line).not.toMatch(ENGLISH);
    },
  );
});
