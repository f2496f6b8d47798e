/** The words of asking for alerts and of the pages behind the links in mails. */
import type { Child } from 'hono/jsx';
import type { InBoth } from '../../domain/language.ts';

type Link = (words: string) => Child;

const en = {
  title: 'Get alerts',
  lead: 'One mail when something you follow falls due, is met, is moved or becomes overdue. No account: you confirm your address once, and every mail has a link to change your choices or to end it.',
  search: (search: Child): Child => (
    <>This search: {search}. You are told of what is on record now, and of what is recorded later.</>
  ),
  unused: (tag: Child): Child => (
    <>Nothing carries the tag “{tag}” yet: nothing is told before something does.</>
  ),
  what: 'What to follow',
  follows: {
    all: 'Everything',
    party: 'One party',
    tag: 'One tag',
    commitment: 'One commitment',
    source: 'One document',
    search: 'A search',
  },
  searchFor: 'What to search for',
  searchHint: 'The name of a party and a tag below narrow it too.',
  which: 'Which party, tag, commitment or document',
  send: 'Send me the link to confirm',
  month: 'Show what this would have brought last month',
  asked: {
    title: 'Please look into your mail',
    lead: (address: Child): Child => (
      <>
        If {address} can be asked now, a mail with a link to confirm is on its way. Nothing else is sent
        before you confirm.
      </>
    ),
    about:
      'The link in it opens a page with one button; after that you can choose which alerts you get, and see what they would have been last month. No mail after a few minutes? Look among the unwanted ones. An address is asked at most once an hour: if you asked for something else just now, the link in that mail can confirm both, or another comes later.',
    kept: 'No mail server is set up here, so mails are kept in the outbox instead.',
    back: 'Back to the board',
  },
  ended: {
    heading: 'This subscription has ended',
    again: (link: Link): Child => <>To begin again, {link('ask for a new link')}.</>,
  },
  whose: (address: Child, followed: Child): Child => (
    <>
      {address} follows {followed}.
    </>
  ),
  and: ' and ',
  confirm: {
    title: 'Confirm your alerts',
    lead: (followed: Child, address: Child): Child => (
      <>
        Alerts about {followed} would go to {address}. Nothing is sent until you press the button.
      </>
    ),
    also: 'This address was also entered for these; the button confirms those that are chosen',
    yes: 'Yes, send me these alerts',
    not: 'If you did not ask for this, close this page: the address is deleted by itself.',
  },
  confirmed: {
    title: 'Confirmed',
    heading: 'Your alerts are confirmed',
    about: (link: Link): Child => (
      <>
        {link('Choose which alerts, and how long before')}, and see what they would have been last month.
        Every mail has a link to change or end them.
      </>
    ),
  },
  manage: {
    title: 'Your alerts',
    ended: 'This subscription has ended; nothing is sent.',
    suspended: (why: Child): Child => <>Nothing is sent to this address any more: {why}.</>,
    refused: 'its mail server refused it',
    unconfirmed: 'This subscription is not confirmed; nothing is sent.',
    saved: 'Saved. It holds from the next alert on.',
    save: 'Save',
    others: 'What else goes to this address',
    othersAbout:
      'One mail tells what several of these would say. Each has its own choices; the first one decides the language and the time zone of a mail that is for several.',
    calendar: 'In your calendar',
    calendarAbout: (followed: Child): Child => (
      <>
        Subscribe to this address in a calendar program to see the dates of {followed} there. Whoever has the
        address can read it, so keep it to yourself.
      </>
    ),
    end: 'End it',
    everything: 'Everything that goes to this address, not only this subscription',
    unsubscribe: 'Unsubscribe',
  },
  unsubscribe: {
    title: 'Unsubscribe',
    lead: (address: Child, followed: Child, one: boolean): Child => (
      <>
        The mail went to {address}, which follows {followed}. The button ends {one ? 'this' : 'these'} and
        nothing else.
      </>
    ),
    button: 'Send me no more of these',
  },
  over: {
    title: 'Unsubscribed',
    heading: 'You are unsubscribed',
    everything: (address: Child): Child => (
      <>{address} gets no more alerts. A message that is already on its way may still arrive.</>
    ),
    these: (address: Child, followed: Child): Child => (
      <>
        {address} gets no more alerts about {followed}. A message that is already on its way may still arrive.
      </>
    ),
    again: (link: Link): Child => <>Changed your mind? {link('Ask for a new link')}.</>,
  },
  preview: {
    heading: 'What you would have got last month',
    none: (days: number) => `No mail in the last ${days} days.`,
    some: (count: number, days: number) =>
      `${count} ${count === 1 ? 'mail' : 'mails'} in the last ${days} days.`,
    unsaved: ' Nothing was saved.',
    cut: (most: number) => ` Only the newest ${most} of what is followed were looked at.`,
  },
};

const de: typeof en = {
  title: 'Benachrichtigungen',
  lead: 'Eine Mail, wenn etwas, dem Sie folgen, fällig, erfüllt, verschoben oder überfällig wird. Ohne Konto: Sie bestätigen Ihre Adresse einmal, und jede Mail enthält einen Link, um die Auswahl zu ändern oder alles zu beenden.',
  search: (search) => (
    <>Diese Suche: {search}. Gemeldet wird, was jetzt verzeichnet ist und was später verzeichnet wird.</>
  ),
  unused: (tag) => <>Das Schlagwort „{tag}“ trägt noch nichts: Vorher wird dazu nichts gemeldet.</>,
  what: 'Wem oder was folgen',
  follows: {
    all: 'Allem',
    party: 'Einer Person, Organisation oder Seite',
    tag: 'Einem Schlagwort',
    commitment: 'Einer Zusage',
    source: 'Einem Dokument',
    search: 'Einer Suche',
  },
  searchFor: 'Wonach zu suchen ist',
  searchHint: 'Auch ein Name und ein Schlagwort weiter unten grenzen die Suche ein.',
  which: 'Welche Beteiligten, welches Schlagwort, welche Zusage oder welches Dokument',
  send: 'Link zur Bestätigung zusenden',
  month: 'Zeigen, was das im letzten Monat gebracht hätte',
  asked: {
    title: 'Bitte sehen Sie in Ihre Mails',
    lead: (address) => (
      <>
        Wenn {address} jetzt gefragt werden kann, ist eine Mail mit einem Link zur Bestätigung unterwegs. Vor
        der Bestätigung wird nichts anderes gesendet.
      </>
    ),
    about:
      'Der Link öffnet eine Seite mit einem Knopf; danach können Sie auswählen, welche Benachrichtigungen Sie bekommen, und sehen, welche es im letzten Monat gewesen wären. Nach einigen Minuten noch keine Mail? Sehen Sie bei den unerwünschten nach. Eine Adresse wird höchstens einmal in der Stunde gefragt: Haben Sie eben schon um etwas anderes gebeten, dann bestätigt der Link in jener Mail beides, oder eine weitere kommt später.',
    kept: 'Hier ist kein Mailserver eingerichtet; Mails bleiben deshalb im Postausgang.',
    back: 'Zurück zur Übersicht',
  },
  ended: {
    heading: 'Dieses Abonnement ist beendet',
    again: (link) => <>Um neu zu beginnen, {link('bitten Sie um einen neuen Link')}.</>,
  },
  whose: (address, followed) => (
    <>
      {address} folgt: {followed}.
    </>
  ),
  and: ' und ',
  confirm: {
    title: 'Benachrichtigungen bestätigen',
    lead: (followed, address) => (
      <>
        An {address} sollen Benachrichtigungen gehen zu: {followed}. Nichts wird gesendet, bevor Sie den Knopf
        drücken.
      </>
    ),
    also: 'Diese Adresse wurde auch hierfür eingegeben; der Knopf bestätigt, was ausgewählt ist',
    yes: 'Ja, diese Benachrichtigungen zusenden',
    not: 'Wenn Sie nicht darum gebeten haben, schließen Sie diese Seite: Die Adresse wird von selbst gelöscht.',
  },
  confirmed: {
    title: 'Bestätigt',
    heading: 'Ihre Benachrichtigungen sind bestätigt',
    about: (link) => (
      <>
        Sie können {link('auswählen, welche Sie bekommen und wie lange vorher')}, und sehen, welche es im
        letzten Monat gewesen wären. Jede Mail enthält einen Link, um sie zu ändern oder zu beenden.
      </>
    ),
  },
  manage: {
    title: 'Ihre Benachrichtigungen',
    ended: 'Dieses Abonnement ist beendet; nichts wird gesendet.',
    suspended: (why) => <>An diese Adresse wird nichts mehr gesendet: {why}.</>,
    refused: 'ihr Mailserver hat die Annahme verweigert',
    unconfirmed: 'Dieses Abonnement ist nicht bestätigt; nichts wird gesendet.',
    saved: 'Gespeichert. Es gilt ab der nächsten Benachrichtigung.',
    save: 'Speichern',
    others: 'Was sonst an diese Adresse geht',
    othersAbout:
      'Eine Mail sagt, was mehrere davon sagen würden. Jedes Abonnement hat seine eigene Auswahl; das erste bestimmt Sprache und Zeitzone einer Mail, die für mehrere gilt.',
    calendar: 'Im eigenen Kalender',
    calendarAbout: (followed) => (
      <>
        Abonnieren Sie diese Adresse in einem Kalenderprogramm, um dort die Termine zu sehen, zu: {followed}.
        Wer die Adresse hat, kann sie lesen; behalten Sie sie also für sich.
      </>
    ),
    end: 'Beenden',
    everything: 'Alles, was an diese Adresse geht, nicht nur dieses Abonnement',
    unsubscribe: 'Abbestellen',
  },
  unsubscribe: {
    title: 'Abbestellen',
    lead: (address, followed, one) => (
      <>
        Die Mail ging an {address}; die Adresse folgt: {followed}. Der Knopf beendet{' '}
        {one ? 'dieses Abonnement' : 'diese Abonnements'} und sonst nichts.
      </>
    ),
    button: 'Nichts mehr davon zusenden',
  },
  over: {
    title: 'Abbestellt',
    heading: 'Abbestellt',
    everything: (address) => (
      <>
        {address} bekommt keine Benachrichtigungen mehr. Eine Nachricht, die schon unterwegs ist, kann noch
        ankommen.
      </>
    ),
    these: (address, followed) => (
      <>
        {address} bekommt keine Benachrichtigungen mehr zu: {followed}. Eine Nachricht, die schon unterwegs
        ist, kann noch ankommen.
      </>
    ),
    again: (link) => <>Anders überlegt? {link('Bitten Sie um einen neuen Link')}.</>,
  },
  preview: {
    heading: 'Was Sie im letzten Monat bekommen hätten',
    none: (days) => `Keine Mail in den letzten ${days} Tagen.`,
    some: (count, days) => `${count} ${count === 1 ? 'Mail' : 'Mails'} in den letzten ${days} Tagen.`,
    unsaved: ' Nichts wurde gespeichert.',
    cut: (most) => ` Angesehen wurden nur die neuesten ${most} von dem, dem gefolgt wird.`,
  },
};

export const SUBSCRIPTION: InBoth<typeof en> = { en, de };
