import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { ALERT_KINDS } from '../../src/domain/alerts.ts';
import { alertBody, composeAlert } from '../../src/mail/alert.ts';
import { calendarOf } from '../../src/mail/calendar.ts';
import { subjectOf } from '../../src/mail/letter.ts';
import type { AlertLine, AlertMessage } from '../../src/mail/message.ts';
import { alert, line, NASTY_TEXTS, recipient, SENT_AT } from './messages.ts';

const bodyOf = (message: AlertMessage) => alertBody(message, { text: recipient(), html: recipient() });

describe('the subject', () => {
  it.each([
    ['Due: Russia hands over the bodies of 6,000 soldiers', line()],
    ['Overdue: A new meeting', line({ kind: 'overdue', title: 'A new meeting' })],
    ['Still overdue: A new meeting', line({ kind: 'overdue_reminder', title: 'A new meeting' })],
    ['Met: A new meeting', line({ kind: 'met', title: 'A new meeting' })],
    ['Met late: A new meeting', line({ kind: 'met', late: { days: 2 }, title: 'A new meeting' })],
    ['Withdrawn: A new meeting', line({ kind: 'closed', status: 'Withdrawn', title: 'A new meeting' })],
  ])('is "%s"', (subject, only) => {
    expect(subjectOf([only])).toBe(subject);
  });

  it('counts when there are several', () => {
    const lines = [
      line({ kind: 'overdue' }),
      line({ kind: 'met', late: { days: 1 } }),
      line({ kind: 'overdue' }),
    ];
    expect(subjectOf(lines)).toBe('3 updates: 2 overdue, 1 met late');
  });

  it('has a word for every kind of alert', () => {
    for (const kind of ALERT_KINDS)
      expect(subjectOf([line({ kind, title: 'x' })])).toMatch(/^[A-Z][a-z ]+: x$/);
  });
});

describe('the body', () => {
  it('says in both parts what was said, by whom, by when, how the date follows, and why it is told', () => {
    const { text, html } = bodyOf(alert());
    const shown = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    for (const part of [text, shown]) {
      expect(part).toContain('The window opened today.');
      expect(part).toContain('Next week we will hand over six thousand bodies.');
      expect(part).toContain(
        'Vladimir Medinsky, head of the Russian delegation, Mon 2 Jun 2025 16:10 (Europe/Istanbul)',
      );
      expect(part).toContain('Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00 (Europe/Istanbul)');
      expect(part).toContain('Sun 8 Jun 2025 17:00 to Sun 15 Jun 2025 17:00 (America/New_York)');
      expect(part).toContain('said on Mon 2 Jun 2025 in Istanbul → Mon 9 Jun 00:00 to Sun 15 Jun 24:00');
      expect(part).toContain('2,400 of at least 6,000 bodies');
      expect(part).toContain('After the second round (TASS)');
      expect(part).toContain('example data');
      expect(part).toContain('You get this because you follow Vladimir Medinsky.');
      expect(part).toContain('takes no side');
    }
    expect(text).toContain(`\n${recipient().manageUrl}\n`);
    expect(text).toContain(`\n${recipient().unsubscribeUrl}\n`);
  });

  it('shows one zone to a reader in the zone of the commitment', () => {
    const { text, html } = bodyOf(alert({ readerZone: 'Europe/Istanbul' }));
    expect(`${text}${html}`).not.toContain('In your time');
  });

  it('says that there is no date, no measure and no example when there is none', () => {
    const bare = line({
      window: null,
      progress: null,
      exampleData: false,
      explanation: 'No date was stated.',
    });
    const { text } = bodyOf(alert({ lines: [bare] }));
    expect(text).toContain('Deadline: No date set');
    expect(text).toContain('How the date follows: No date was stated.');
    expect(text).not.toMatch(/Progress|example data/);
  });

  it('counts the days of a late fulfilment', () => {
    const late = (days: number) => bodyOf(alert({ lines: [line({ status: 'Met', late: { days } })] })).text;
    expect(late(1)).toContain('Status: Met, 1 day late');
    expect(late(3)).toContain('Status: Met, 3 days late');
    expect(late(0)).toContain('Status: Met late, on the last day itself\n');
  });

  it('shows the evidence with who says so, and links to nothing but the web', () => {
    const shown = {
      note: 'Lists were exchanged',
      url: 'https://example.org/lists?a=1&b=2',
      support: 'verified by a third',
      recordedBy: 'Ana',
      happenedAt: Date.parse('2025-06-14T00:00+03:00'),
      zone: 'Europe/Istanbul',
    };
    const evidence = [shown, { ...shown, note: null, url: 'javascript:alert(1)' }, { ...shown, note: null }];
    const { text, html } = bodyOf(
      alert({ lines: [line({ kind: 'met', evidence, decidedWhy: 'It is so.' })] }),
    );
    const rest = 'Sat 14 Jun 2025 (Istanbul); verified by a third, recorded by Ana';
    expect(text).toContain(
      `Evidence: Lists were exchanged — ${rest}\n${shown.url}\nEvidence: javascript:alert(1) — ${rest}\nEvidence: A link — ${rest}\n${shown.url}\n`,
    );
    expect(text).toContain('Why it was decided: It is so.');
    expect(html).toContain('It is so.');
    expect(html).toMatch(
      /<a\s+href="https:\/\/example\.org\/lists\?a=1&amp;b=2"[^>]*>Lists were exchanged — Sat 14 Jun 2025/,
    );
    expect(html).not.toContain('href="javascript');
  });

  it('draws no bar against a decision', () => {
    const progress = { text: '0 of at least 6,000 bodies', fraction: 0.4, decided: true } as const;
    const { text, html } = bodyOf(alert({ lines: [line({ kind: 'met', progress })] }));
    expect(text).toContain("Progress on record: 0 of at least 6,000 bodies; met by an editor's decision\n");
    expect(html).not.toContain('class="track"');
  });

  it('loads nothing from anywhere and works in the dark', () => {
    const { html } = bodyOf(alert());
    expect(html).not.toMatch(/<img|<script|<link|url\(|src=|@import/i);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain('prefers-color-scheme: dark');
  });

  it('makes a link of http and https only', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      ' JaVaScRiPt:alert(1)',
      'file:///etc/passwd',
      'x',
    ]) {
      const source = { title: 'A source', publisher: null, url };
      const { html, text } = bodyOf(alert({ lines: [line({ source, url })] }));
      const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
      expect(hrefs.every((href) => href?.startsWith('https://duly.example/'))).toBe(true);
      expect(hrefs).toHaveLength(2);
      expect(text).not.toContain(url.trim() === 'x' ? '\nx\n' : url);
    }
  });

  it('shows text as text, whatever it holds', () => {
    for (const nasty of NASTY_TEXTS) {
      const spoken = { name: nasty, role: nasty };
      const source = { title: nasty, publisher: nasty, url: null };
      const odd = { title: nasty, quote: nasty, reason: nasty, explanation: nasty, committers: [nasty] };
      const { html, text, subject } = bodyOf(
        alert({
          why: nasty,
          lines: [line({ ...odd, speaker: spoken, source, progress: { text: nasty, fraction: 2 } })],
        }),
      );
      expect(html).not.toMatch(/<script|<img|href="javascript/i);
      expect(`${html}${text}`).not.toMatch(/[\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u);
      expect(subject).not.toMatch(/[\r\n]/);
      expect(subject.length).toBeLessThan(160);
    }
  });

  it('stays under 100 kB and keeps its unsubscribe link, however much has come together', () => {
    const heavy = line({ title: "'".repeat(300), quote: '"'.repeat(2_000), explanation: "'".repeat(900) });
    const { html, text } = bodyOf(alert({ lines: Array.from({ length: 500 }, () => heavy) }));
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).toContain('Unsubscribe');
    expect(text).toContain(recipient().unsubscribeUrl);
    expect(text).toMatch(/And \d+ more:\nhttps:\/\/duly\.example/);
  });
});

describe('a message of many', () => {
  const composed = (lines: readonly AlertLine[]) => composeAlert(alert({ lines }), recipient(), SENT_AT);
  const cyrillic = 'Передача тел военнослужащих '.repeat(20);

  // A daily series whose workers had been away for 400 days once made 122 kB.
  it.each<[string, AlertLine]>([
    ['overdue', line({ kind: 'overdue' })],
    ['due, each with its calendar entry', line()],
    ['in another script', line({ title: cyrillic, quote: cyrillic, explanation: cyrillic })],
    ['of marks that are escaped', line({ title: '='.repeat(300), quote: '"'.repeat(2_000) })],
    ['of emoji', line({ title: '🤝'.repeat(300), quote: '🤝'.repeat(2_000), explanation: '🤝'.repeat(900) })],
  ])('stays under 100 kB as it is sent, with 400 %s', async (_, one) => {
    const lines = Array.from({ length: 400 }, (_, n) => ({ ...one, commitmentId: String(n) }));
    const raw = await composed(lines);
    expect(raw.length).toBeLessThan(100_000);
    const { text = '', attachments } = await simpleParser(raw);
    const [, more] = /And (\d+) more:\nhttps:\/\/duly\.example/.exec(text) ?? [];
    expect(Number(more)).toBeGreaterThanOrEqual(350);
    expect(text).toContain(recipient().unsubscribeUrl);
    for (const { content } of attachments) ICAL.parse(content.toString());
  });

  it('names fifty of them, and in full as many of the first as fit', () => {
    const lines = Array.from({ length: 400 }, () => line({ kind: 'overdue' }));
    const { text } = bodyOf(alert({ lines }));
    expect(text.match(/^OVERDUE: /gm)).toHaveLength(6);
    expect(text.match(/^Overdue: /gm)).toHaveLength(44);
    expect(text).toContain('And 350 more:\nhttps://duly.example');
  });
});

describe('the calendar part', () => {
  const parse = (message: AlertMessage) => {
    const calendar = calendarOf(message);
    if (calendar === null) throw new Error('there is no calendar');
    return new ICAL.Component(ICAL.parse(calendar));
  };

  it('has the window, a stable id and the version of the deadline', () => {
    const calendar = parse(alert({ lines: [line({ kind: 'deadline_moved', sequence: 3 })] }));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    const [vevent] = calendar.getAllSubcomponents('vevent');
    if (vevent === undefined) throw new Error('there is no event');
    const event = new ICAL.Event(vevent);
    expect(event.uid).toBe('17@duly.example');
    expect(event.sequence).toBe(3);
    expect([event.startDate.isDate, event.endDate.isDate]).toEqual([true, true]);
    expect([event.startDate.toString(), event.endDate.toString()]).toEqual(['2025-06-09', '2025-06-16']);
    expect(event.summary).toBe('Russia hands over the bodies of 6,000 soldiers');
    expect(vevent.getFirstPropertyValue('url')).toBe('https://duly.example/c/17');
  });

  it('is there for announced dates only', () => {
    const having = ALERT_KINDS.filter((kind) => calendarOf(alert({ lines: [line({ kind })] })) !== null);
    expect(having.sort()).toEqual(['deadline_moved', 'due', 'due_soon']);
    expect(calendarOf(alert({ lines: [line({ window: null })] }))).toBeNull();
  });

  it('reads back any title and quote as one property each', () => {
    for (const nasty of [...NASTY_TEXTS, 'a,b;c\\n\\,d', 'END:VEVENT']) {
      const calendar = parse(alert({ lines: [line({ title: nasty, quote: nasty })] }));
      const events = calendar.getAllSubcomponents('vevent');
      expect(events).toHaveLength(1);
      const names = events[0]?.getAllProperties().map((property) => property.name);
      expect(names).toEqual([
        'uid',
        'sequence',
        'dtstamp',
        'last-modified',
        'dtstart',
        'dtend',
        'summary',
        'description',
        'url',
        'transp',
      ]);
    }
    const plain = parse(alert({ lines: [line({ title: 'a,b;c\\d' })] })).getFirstSubcomponent('vevent');
    expect(plain?.getFirstPropertyValue('summary')).toBe('a,b;c\\d');
  });
});

describe('the composed message', () => {
  it('is the same bytes for the same input, and dated by the caller', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => composeAlert(alert(), recipient(), SENT_AT)));
    expect(one).toEqual(two);
    expect((await simpleParser(one ?? '')).date?.getTime()).toBe(SENT_AT);
  });
});
