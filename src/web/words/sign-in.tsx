/** The words of signing in. */
import type { Child } from 'hono/jsx';
import type { InBoth } from '../../domain/language.ts';

const en = {
  title: 'Sign in',
  lead: 'There is no password: you get a link by mail. Only people whom an administrator has added can sign in.',
  kept: (command: Child): Child => (
    <>No mail server is set up here. Whoever runs Duly makes a link with {command}.</>
  ),
  send: 'Send me a link',
  passkey: 'Use a passkey',
  unused: 'No passkey was used.',
  address: 'Your e-mail address',
  sent: {
    title: 'Please look into your mail',
    lead: (address: Child, minutes: number): Child => (
      <>
        If {address} may sign in here, a mail with a link is on its way. It works once, for {minutes} minutes.
      </>
    ),
    none: 'Nothing came? Look among the unwanted mails. A further link can be asked for after five minutes; the one before still works.',
  },
  redeem: 'One press, and you are signed in on this device. The link works once.',
  first: {
    title: 'The first administrator',
    lead: 'Nobody can sign in here yet. You become the administrator, and can add others. From then on changes need signing in, also on this machine.',
    become: 'Become the administrator',
    name: 'Your name',
    hint: 'You record and decide under it; it cannot be changed later.',
  },
};

const de: typeof en = {
  title: 'Anmelden',
  lead: 'Es gibt kein Passwort: Sie bekommen einen Link per Mail. Anmelden kann sich nur, wer von der Verwaltung hinzugefügt wurde.',
  kept: (command) => (
    <>Hier ist kein Mailserver eingerichtet. Wer Duly betreibt, erzeugt einen Link mit {command}.</>
  ),
  send: 'Link zusenden',
  passkey: 'Passkey verwenden',
  unused: 'Es wurde kein Passkey verwendet.',
  address: 'Ihre E-Mail-Adresse',
  sent: {
    title: 'Bitte sehen Sie in Ihre Mails',
    lead: (address, minutes) => (
      <>
        Wenn {address} sich hier anmelden darf, ist eine Mail mit einem Link unterwegs. Er gilt einmal, für{' '}
        {minutes} Minuten.
      </>
    ),
    none: 'Nichts gekommen? Sehen Sie bei den unerwünschten Mails nach. Nach fünf Minuten können Sie um einen weiteren Link bitten; der vorige gilt weiter.',
  },
  redeem: 'Ein Druck auf den Knopf, und Sie sind auf diesem Gerät angemeldet. Der Link gilt einmal.',
  first: {
    title: 'Die erste Verwaltung',
    lead: 'Noch kann sich hier niemand anmelden. Sie übernehmen die Verwaltung und können andere hinzufügen. Von da an sind Änderungen nur nach Anmeldung möglich, auch auf diesem Rechner.',
    become: 'Verwaltung übernehmen',
    name: 'Ihr Name',
    hint: 'Unter ihm tragen Sie ein und entscheiden; er lässt sich später nicht ändern.',
  },
};

export const SIGN_IN: InBoth<typeof en> = { en, de };
