import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/domain/civil.ts';
import { resolve } from '../../../src/domain/deadline/resolve.ts';
import { RULES } from '../../../src/domain/deadline/rules.ts';
import type { Resolution, Said } from '../../../src/domain/deadline/types.ts';
import { isoInZone } from '../../../src/domain/shown.ts';

/** A Monday afternoon in Berlin. */
const BERLIN: Said = { saidAt: parseInstant('2025-06-02T15:57+02:00'), zone: 'Europe/Berlin', locale: 'de' };

/** The last day of the window, with the time at which it closes where one was said; or the reason why there is none. */
function end(resolution: Resolution): string {
  if (resolution.outcome !== 'window') return resolution.reason;
  const { window, precision, zone } = resolution;
  if (precision === 'minute') return isoInZone(window.closesAt, zone).slice(0, 16);
  return isoInZone(window.closesAt - 1, zone).slice(0, 10);
}

describe('a German sentence', () => {
  it.each([
    ['Russland wird bis 9. Juni 6000 Leichen übergeben.', '2025-06-09'],
    ['Russland hat zugesagt, bis zum 9. Juni 6000 Leichen zu übergeben.', '2025-06-09'],
    ['Nächste Woche würden 6000 Leichen übergeben, sagte Medinski am Montag.', '2025-06-15'],
    ['Kiew schlägt ein Treffen zwischen dem 20. und 30. Juni in Istanbul vor.', '2025-06-30'],
    ['Kiew hat angekündigt, am 20. Juni 1000 Gefangene auszutauschen.', '2025-06-20'],
    ['Das Treffen wurde auf den 9. Juni verschoben.', '2025-06-09'],
    ['Das Treffen findet am Montag, dem 9. Juni, statt.', '2025-06-09'],
    ['Deutschland will bis 2030 seine Emissionen um 65 Prozent senken.', '2030-12-31'],
    ['Die Brücke werde 2027 fertig, sagte der Bürgermeister.', '2027-12-31'],
    ['Die Unterlagen müssen bis Freitag, 6. Juni, 17 Uhr eingereicht werden.', '2025-06-06T17:00'],
    ['Der Käufer hat den Betrag innerhalb von 30 Tagen zu zahlen.', '2025-07-02'],
    ['Die Ukraine hat eine Woche Zeit, das Memorandum zu prüfen.', '2025-06-09'],
    ['Trump gab Putin eine Frist von 60 Tagen.', '2025-08-01'],
    ['Die Kommission, die 2019 gegründet wurde, soll bis Ende Juni berichten.', '2025-06-30'],
    ['Das Gutachten soll im ersten Quartal des kommenden Jahres vorliegen.', '2026-03-31'],
    ['Die Frist läuft am 30.06.2025 ab.', '2025-06-30'],
    ['Polen hat sich verpflichtet, vor 2030 aus der Kohle auszusteigen.', '2029-12-31'],
    ['Morgen werden wir die Listen übergeben.', '2025-06-03'],
  ])('has its deadline: %s', (text, closes) => {
    expect(end(resolve(text, BERLIN))).toBe(closes);
  });

  it.each([
    'Am Montag teilte der Minister mit, dass die Gespräche gut verliefen.',
    'Der Minister sagte am Freitag, die Lage sei ernst.',
    'Die Ukraine hat am 9. Juni 6000 Leichen übergeben.',
    'Am 9. Juni wurden 6000 Leichen übergeben.',
    'Der Gipfel fand am 9. Juni statt.',
    'Das Abkommen vom 16. Mai wurde umgesetzt.',
    'Der am 9. Juni unterzeichnete Vertrag gilt weiter.',
    'Die Fabrik war für den 9. Juni geplant.',
    'Die Frist ist am 9. Mai abgelaufen.',
    'Seit 2015 gilt das Abkommen.',
    'Vor zwei Wochen begann der Abzug.',
    'Letzte Woche erklärte der Minister, man habe viel erreicht.',
    'Stand 9. Juni sind 400 Menschen zurückgekehrt.',
    'In der zweiten Runde kamen 400 Soldaten frei.',
    'Die Inflation lag bei 6,45 Prozent.',
    'Es sind 2000 Soldaten im Land.',
    'Der Konzern beschäftigt 2000 Mitarbeiter und plant 2100 neue Stellen.',
    'Er hat am Abend lange geschlafen.',
  ])('tells of the past or of no time: %s', (text) => {
    expect(end(resolve(text, BERLIN))).toBe('no-date');
  });

  it('may promise without a date', () => {
    for (const text of [
      'Die Listen werden in den kommenden Tagen übergeben.',
      'Der Minister will bald nach Kiew reisen.',
      'Ein Ergebnis wird in naher Zukunft erwartet.',
    ])
      expect(end(resolve(text, BERLIN)), text).toBe('vague');
  });

  it('may wait for an event, whose name ends before the verb', () => {
    const text = 'Die Truppen werden binnen 60 Tagen nach der Unterzeichnung des Abkommens abgezogen.';
    expect(resolve(text, BERLIN)).toMatchObject({
      reason: 'event',
      anchor: 'Unterzeichnung des Abkommens',
      offset: 'P60D',
    });
  });
});

describe('German spelling', () => {
  it.each([
    ['nächste Woche', 'naechste Woche', 'na\u0308chste Woche', 'NÄCHSTE WOCHE'],
    ['bis März', 'bis Maerz', 'bis Ma\u0308rz', 'BIS MÄRZ'],
    ['spätestens am dreißigsten Juni', 'spaetestens am dreissigsten Juni', 'spätestens am 30. Juni'],
    ['innerhalb von zwölf Tagen', 'innerhalb von zwoelf Tagen', 'innerhalb von 12 Tagen'],
    ['in anderthalb Jahren', 'in 1,5 Jahren', 'in eineinhalb Jahren'],
  ])('reads “%s” in any way', (text, ...others) => {
    const { window } = resolve(text, BERLIN) as Extract<Resolution, { outcome: 'window' }>;
    expect(window).toBeDefined();
    for (const other of others)
      expect(resolve(other, BERLIN), other).toMatchObject({ window, phrase: other });
  });

  it('tells “vor zwei Wochen” from “vor dem 9. Juni”', () => {
    expect(end(resolve('vor zwei Wochen', BERLIN))).toBe('no-date');
    expect(end(resolve('vor dem 9. Juni', BERLIN))).toBe('2025-06-08');
  });

  it('tells the morning from tomorrow', () => {
    expect(end(resolve('Wir werden morgen liefern.', BERLIN))).toBe('2025-06-03');
    expect(end(resolve('Wir werden am Morgen liefern.', BERLIN))).toBe('no-date');
  });

  it('does not take the dot of a date for the end of its sentence', () => {
    const text = 'Wir werden am 9. Juni oder am 3. Juli liefern.';
    expect(resolve(text, BERLIN)).toMatchObject({ outcome: 'window', confidence: 'low' });
    expect(end(resolve('Wir waren um 9. Der Zug fährt am 3. Juli.', BERLIN))).toBe('2025-07-03');
  });
});

describe('two languages', () => {
  it('reads German for German, Austrian and Swiss tags, and only for them', () => {
    for (const locale of ['de', 'de-DE', 'de-AT', 'de-CH', 'DE'])
      expect(resolve('bis Jahresende', { ...BERLIN, locale }), locale).toMatchObject({ rule: 'by-unit-end' });
    for (const locale of [undefined, 'en', 'en-GB', 'fr'])
      expect(end(resolve('bis Jahresende', { ...BERLIN, locale })), locale).toBe('no-date');
  });

  it('leaves English as it is: no English example is read by German, and all answers without a tag are those of English', () => {
    const english = RULES.filter(({ language }) => language === 'en').flatMap(({ examples }) => examples);
    for (const { text, said } of english) {
      const at = { saidAt: parseInstant(said.at), zone: said.zone };
      const [plain, tagged] = [resolve(text, at), resolve(text, { ...at, locale: 'en' })];
      expect({ ...plain, explanation: plain.explanation }).toEqual({
        ...tagged,
        explanation: tagged.explanation,
      });
    }
    expect(resolve('by the end of the year', { ...BERLIN, locale: 'de' })).toMatchObject({
      outcome: 'none',
    });
  });
});
