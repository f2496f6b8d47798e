/** The words of refusals: the pages of errors, and what stands beside a field. */
import type { Child } from 'hono/jsx';
import type { ErrorCode } from '../../domain/errors.ts';
import type { InBoth } from '../../domain/language.ts';

const en = {
  titles: {
    invalid: 'That cannot be right',
    forbidden: 'Not from here',
    not_found: 'Not found',
    conflict: 'Not in its present state',
    too_large: 'Too large',
    too_many: 'Too often',
    unavailable: 'Not available for the moment',
    config: 'Not available',
    internal: 'Something went wrong here',
  } satisfies Record<ErrorCode | 'internal', string>,
  /** What is said where the reason itself is only known in English. */
  leads: {
    invalid: 'Something in the request was not understood. Nothing was changed.',
    forbidden: 'This is not open to you from here. Nothing was changed.',
    not_found: 'There is no such page here. It may have moved, or the address is not complete.',
    conflict: 'This does not go together with the present state. Nothing was changed.',
    too_large: 'This is more than can be taken at once. Nothing was saved.',
    too_many: 'There were too many requests from here. Please try again later.',
    unavailable: 'Something that is needed is away. Please try again in a moment.',
    config: 'This installation is not ready. Its keeper finds the reason in the log.',
    internal: 'The fault is ours and has been noted; nothing was changed. Please try again in a moment.',
  } satisfies Record<ErrorCode | 'internal', string>,
  /** The reason in English, where the page speaks another language. */
  reason: (why: Child): Child => <>The reason: {why}</>,
  back: 'Back to the board',
  request: (id: string) => `Request ${id}`,
  form: {
    one: 'One field needs another look. Nothing was saved, and nothing you typed is lost.',
    some: (count: number) =>
      `${count} fields need another look. Nothing was saved, and nothing you typed is lost.`,
  },
};

const de: typeof en = {
  titles: {
    invalid: 'Das kann nicht stimmen',
    forbidden: 'Von hier aus nicht möglich',
    not_found: 'Nicht gefunden',
    conflict: 'Im jetzigen Zustand nicht möglich',
    too_large: 'Zu groß',
    too_many: 'Zu oft',
    unavailable: 'Zurzeit nicht erreichbar',
    config: 'Nicht erreichbar',
    internal: 'Hier ist etwas schiefgegangen',
  },
  leads: {
    invalid: 'Etwas an der Anfrage war nicht zu verstehen. Nichts wurde geändert.',
    forbidden: 'Das steht Ihnen von hier aus nicht offen. Nichts wurde geändert.',
    not_found: 'Das gibt es hier nicht. Vielleicht ist es umgezogen, oder die Adresse ist unvollständig.',
    conflict: 'Das passt nicht zum jetzigen Zustand. Nichts wurde geändert.',
    too_large: 'Das ist mehr, als auf einmal angenommen wird. Nichts wurde gespeichert.',
    too_many: 'Von hier kamen zu viele Anfragen. Bitte versuchen Sie es später noch einmal.',
    unavailable: 'Etwas Nötiges ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.',
    config: 'Diese Installation ist nicht bereit. Wer sie betreut, findet den Grund im Protokoll.',
    internal:
      'Der Fehler liegt bei uns und ist vermerkt; nichts wurde geändert. Bitte versuchen Sie es gleich noch einmal.',
  },
  reason: (why) => <>Der Grund, auf Englisch: {why}</>,
  back: 'Zurück zur Übersicht',
  request: (id) => `Anfrage ${id}`,
  form: {
    one: 'Ein Feld braucht einen zweiten Blick. Nichts wurde gespeichert, und nichts Eingegebenes ist verloren.',
    some: (count) =>
      `${count} Felder brauchen einen zweiten Blick. Nichts wurde gespeichert, und nichts Eingegebenes ist verloren.`,
  },
};

export const FAULTS: InBoth<typeof en> = { en, de };
