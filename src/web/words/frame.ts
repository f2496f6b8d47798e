/** The words around every page: the ways to other pages, and what stands at its foot. */
import type { InBoth } from '../../domain/language.ts';

const en = {
  skip: 'Skip to the content',
  main: 'Main',
  entries: {
    board: 'Board',
    parties: 'Parties',
    sources: 'Sources',
    review: 'Review',
    record: 'Record',
    outbox: 'Outbox',
    people: 'People',
    administration: 'Administration',
    subscribe: 'Get alerts',
  },
  signIn: 'Sign in',
  account: (name: string) => `Account: ${name}`,
  atom: 'What happened (Atom)',
  jsonFeed: 'What happened (JSON Feed)',
  neutral: 'Duly repeats what was said, by whom and by when. It takes no side.',
};

const de: typeof en = {
  skip: 'Zum Inhalt springen',
  main: 'Hauptmenü',
  entries: {
    board: 'Übersicht',
    parties: 'Beteiligte',
    sources: 'Quellen',
    review: 'Durchsicht',
    record: 'Eintragen',
    outbox: 'Postausgang',
    people: 'Personen',
    administration: 'Verwaltung',
    subscribe: 'Benachrichtigungen',
  },
  signIn: 'Anmelden',
  account: (name) => `Konto: ${name}`,
  atom: 'Was geschehen ist (Atom)',
  jsonFeed: 'Was geschehen ist (JSON Feed)',
  neutral: 'Duly gibt wieder, was gesagt wurde, von wem und bis wann. Es ergreift keine Partei.',
};

export const FRAME: InBoth<typeof en> = { en, de };
