/** The words of the page of one commitment: what was said, by when, what can be done about it. */
import type { Child } from 'hono/jsx';
import type { InBoth } from '../../domain/language.ts';
import type { Modality } from '../../domain/record.ts';
import type { REGIONS } from '../zones.ts';

const en = {
  review: 'Review this',
  follow: 'Follow this',
  fault: (why: Child): Child => <>This one could not be judged and shows what was last announced: {why}</>,
  byWhen: 'By when',
  grace: (days: string) => `Overdue is declared ${days} days after it closes.`,
  anchor: {
    waits: (event: Child): Child => <>It waits for {event}, which is not on record yet.</>,
    hangs: (event: Child, happened: Child): Child => (
      <>
        It hangs on {event}: {happened}.
      </>
    ),
    calendar: (name: Child): Child => <>Working days are counted by the calendar {name}.</>,
    working: 'A worker is about to work out the date from what was recorded.',
    fault: (why: Child): Child => <>The date could not be worked out from what was recorded: {why}</>,
  },
  said: {
    heading: 'What was said',
    in: 'In',
    original: 'original',
    published: (day: string) => `, published ${day}`,
    whole: 'the whole text',
  },
  modalities: {
    commitment: 'Commitment: bound by own or joint word',
    intention: 'Intention: planned, not promised',
    proposal: 'Proposal: waits for the other side',
    obligation: 'Obligation: a binding text',
  } satisfies Record<Modality, string>,
  forces: { firm: 'firm', soft: 'soft' },
  polarities: {
    act: 'to do something',
    refrain: 'to refrain from something',
    refuse: 'to refuse something',
  },
  condition: {
    kept: (words: string) => `${words} (kept, and weighed from the first report about it on)`,
    known: { met: 'met', failed: 'failed', open: 'open again', none: 'not reported yet' },
  },
  details: {
    heading: 'Details',
    committers: 'To be done by',
    beneficiaries: 'For',
    target: 'How much',
    condition: 'Depends on',
    kind: 'Kind',
    tags: 'Tags',
    text: 'Source text',
    onRecord: 'On record',
  },
  since: (when: Child, by: Child, id: number): Child => (
    <>
      since {when}, by {by}; number {id}
    </>
  ),
  window: {
    time: (place: string) => `${place} time`,
    yours: ' (yours)',
    said: (when: Child): Child => <> · said {when}</>,
    also: 'Show times also in',
    nowhere: 'no other place',
    account: (zone: string): string => `${zone}, as in your account`,
    another: 'Another zone',
    common: 'Chosen often',
    regions: {
      ...{ Africa: 'Africa', America: 'America', Antarctica: 'Antarctica', Arctic: 'Arctic', Asia: 'Asia' },
      ...{ Atlantic: 'Atlantic Ocean', Australia: 'Australia', Europe: 'Europe' },
      ...{ Indian: 'Indian Ocean', Pacific: 'Pacific Ocean' },
    } satisfies Record<(typeof REGIONS)[number], string>,
  },
  box: {
    address: 'Your e-mail address',
    send: 'Send me the link to confirm',
    hint: 'One mail when it falls due, is met, is moved or becomes overdue. No account; every mail has a link that ends it.',
    choose: 'Choose which alerts, and how often',
    calendar: 'Its date for your calendar',
  },
  cite: {
    heading: 'Cite this',
    known: (title: Child, id: number, when: Child): Child => (
      <>
        {title}, Duly, commitment {id}, as it was known on {when}:
      </>
    ),
    quoted: (title: string) => `“${title}”`,
    unsealed: 'Not sealed yet: a worker seals the record in a moment.',
    sealed: (link: number, hash: Child, command: Child): Child => (
      <>
        Sealed in the chain of the record up to link {link}, {hash}. Whoever has an export can check it with{' '}
        {command}.
      </>
    ),
  },
  badge: {
    alt: (title: string) => `How it stands: ${title}`,
    summary: 'Show its status on your own page',
    now: 'The badge as it looks now',
    about:
      'A picture with a link back here; it follows the status within five minutes. Copy this into your page:',
  },
  series: {
    previous: 'previous',
    next: 'next',
    all: 'all',
    about: 'Following this commitment keeps to this time; following a party or a tag brings all.',
    lead: (rule: string, kept: Child): Child => (
      <>
        A series: {rule}. {kept}.
      </>
    ),
    ended: (how: string) => `It was ${how}`,
    fault: (why: Child): Child => <>Its next occurrence could not be put on record: {why}</>,
    caption: 'Each time is a commitment of its own; the latest first',
    earlier: 'Earlier ones',
  },
};

const de: typeof en = {
  review: 'Durchsehen',
  follow: 'Dieser Zusage folgen',
  fault: (why) => <>Dieser Eintrag war nicht zu beurteilen und zeigt, was zuletzt gemeldet wurde: {why}</>,
  byWhen: 'Bis wann',
  grace: (days) => `Überfällig heißt es ${days} Tage nach dem Ende der Frist.`,
  anchor: {
    waits: (event) => <>Der Termin hängt von etwas ab, das noch nicht verzeichnet ist: {event}.</>,
    hangs: (event, happened) => (
      <>
        Der Termin hängt ab von {event}: {happened}.
      </>
    ),
    calendar: (name) => <>Arbeitstage zählen nach dem Kalender {name}.</>,
    working: 'Der Termin wird gerade aus dem Verzeichneten errechnet.',
    fault: (why) => <>Der Termin ließ sich aus dem Verzeichneten nicht errechnen: {why}</>,
  },
  said: {
    heading: 'Was gesagt wurde',
    in: 'In',
    original: 'Original',
    published: (day) => `, veröffentlicht am ${day}`,
    whole: 'der ganze Text',
  },
  modalities: {
    commitment: 'Zusage: durch eigenes oder gemeinsames Wort gebunden',
    intention: 'Absicht: geplant, nicht zugesagt',
    proposal: 'Vorschlag: wartet auf die andere Seite',
    obligation: 'Pflicht: ein bindender Text',
  },
  forces: { firm: 'fest', soft: 'weich' },
  polarities: { act: 'etwas zu tun', refrain: 'etwas zu unterlassen', refuse: 'etwas zu verweigern' },
  condition: {
    kept: (words) => `${words} (festgehalten; zählt ab der ersten Meldung dazu)`,
    known: { met: 'eingetreten', failed: 'ausgeblieben', open: 'wieder offen', none: 'noch nichts gemeldet' },
  },
  details: {
    heading: 'Einzelheiten',
    committers: 'Zu tun von',
    beneficiaries: 'Zugunsten von',
    target: 'Wie viel',
    condition: 'Hängt ab von',
    kind: 'Art',
    tags: 'Schlagwörter',
    text: 'Quelltext',
    onRecord: 'Verzeichnet',
  },
  since: (when, by, id) => (
    <>
      seit {when}, von {by}; Nummer {id}
    </>
  ),
  window: {
    time: (place) => `Ortszeit ${place}`,
    yours: ' (Ihre)',
    said: (when) => <> · gesagt {when}</>,
    also: 'Zeiten auch anzeigen für',
    nowhere: 'keinen anderen Ort',
    account: (zone: string): string => `${zone}, wie im eigenen Konto`,
    another: 'Andere Zeitzone',
    common: 'Oft gewählt',
    regions: {
      ...{ Africa: 'Afrika', America: 'Amerika', Antarctica: 'Antarktis', Arctic: 'Arktis', Asia: 'Asien' },
      ...{ Atlantic: 'Atlantik', Australia: 'Australien', Europe: 'Europa' },
      ...{ Indian: 'Indischer Ozean', Pacific: 'Pazifik' },
    },
  },
  box: {
    address: 'Ihre E-Mail-Adresse',
    send: 'Link zur Bestätigung zusenden',
    hint: 'Eine Mail, wenn es fällig, erfüllt, verschoben oder überfällig wird. Kein Konto nötig; jede Mail enthält einen Link, der sie beendet.',
    choose: 'Auswählen, welche Benachrichtigungen und wie oft',
    calendar: 'Der Termin für den Kalender',
  },
  cite: {
    heading: 'Zitieren',
    known: (title, id, when) => (
      <>
        {title}, Duly, Zusage {id}, wie am {when} bekannt:
      </>
    ),
    quoted: (title) => `„${title}“`,
    unsealed: 'Noch nicht besiegelt: Das Verzeichnis wird in Kürze besiegelt.',
    sealed: (link, hash, command) => (
      <>
        In der Kette des Verzeichnisses bis zum Glied {link} besiegelt, {hash}. Wer einen Export hat, kann es
        mit {command} prüfen.
      </>
    ),
  },
  badge: {
    alt: (title) => `Stand: ${title}`,
    summary: 'Den Stand auf der eigenen Seite zeigen',
    now: 'Das Abzeichen, wie es jetzt aussieht',
    about:
      'Ein Bild mit einem Link hierher; es folgt dem Stand binnen fünf Minuten. Zum Einfügen in die eigene Seite:',
  },
  series: {
    previous: 'voriger',
    next: 'nächster',
    all: 'alle',
    about:
      'Wer dieser Zusage folgt, folgt nur diesem Termin; wer Beteiligten oder einem Schlagwort folgt, allen.',
    lead: (rule, kept) => (
      <>
        Eine Reihe: {rule}. {kept}.
      </>
    ),
    ended: (how) => `Sie wurde ${how}`,
    fault: (why) => <>Der nächste Termin ließ sich nicht eintragen: {why}</>,
    caption: 'Jeder Termin ist eine eigene Zusage; der jüngste zuerst',
    earlier: 'Frühere',
  },
};

export const COMMITMENT: InBoth<typeof en> = { en, de };
