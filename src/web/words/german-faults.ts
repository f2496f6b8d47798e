/**
 * Refusals are worded once, in English, where the rule is that refuses. This says those that a public page can show in
 * German; any other is shown as it is and marked as English.
 */

/** What is refused in English, and the same in German; `$1` is what was typed. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^(?:This )?is required\.?$/i, 'Diese Angabe ist nötig.'],
  [/^(?:This )?must not be empty\.?$/i, 'Hier darf nichts leer bleiben.'],
  [/^(?:This )?must have at most (\d+) characters\.?$/i, 'Höchstens $1 Zeichen sind möglich.'],
  [
    /^(?:This )?must be one line without control characters\.?$/i,
    'Eine Zeile ohne Steuerzeichen ist gefragt.',
  ],
  [/^(?:This )?must be a (?:whole )?number such as (\d+)\.?$/i, 'Eine Zahl wie $1 ist gefragt.'],
  [/^(?:This )?must be greater than zero\.?$/i, 'Die Zahl muss größer als null sein.'],
  [
    /^(?:This )?must have a point before decimals \(6\.5\); a comma stands only between thousands \(6,000\)\.?$/i,
    'Dezimalstellen stehen hier nach einem Punkt (6.5); ein Komma steht nur zwischen Tausendern (6,000).',
  ],
  [
    /^(?:This )?must be written so that it is read one way only: (\S+) may be (\S+) \(write (\S+) or (\S+)\) or (\S+) \(write (\S+)\)\.?$/i,
    '$1 lässt sich auf zwei Arten lesen: Schreiben Sie $3 oder $4, wenn $2 gemeint ist, und $6, wenn $5 gemeint ist (mit einem Punkt vor Dezimalstellen).',
  ],
  [
    /^(?:This )?must be written so that it is read one way only: write (\S+) or (\S+), not (\S+?)\.?$/i,
    'Punkte zwischen Tausendern lassen sich auf zwei Arten lesen: Schreiben Sie $1 oder $2 statt $3.',
  ],
  [/^There is no such number\.$/, 'Eine solche Nummer gibt es nicht.'],
  [/^This must be a full hour from 0 to 23\.$/, 'Eine volle Stunde von 0 bis 23 ist gefragt.'],
  [
    /^Please give an e-mail address, for example (\S+)\.$/,
    'Bitte geben Sie eine E-Mail-Adresse an, etwa $1.',
  ],
  [
    /^An e-mail address has at most (\d+) characters; this one has (\d+)\.$/,
    'Eine E-Mail-Adresse hat höchstens $1 Zeichen; diese hat $2.',
  ],
  [
    /^The e-mail address contains a line break or a control character\.$/,
    'Die E-Mail-Adresse enthält einen Zeilenumbruch oder ein Steuerzeichen.',
  ],
  [/^The e-mail address contains a space\.$/, 'Die E-Mail-Adresse enthält ein Leerzeichen.'],
  [/^Please give one e-mail address, not a list\.$/, 'Bitte geben Sie eine einzige E-Mail-Adresse an.'],
  [
    /^Please give the bare e-mail address, without a name, quotes or brackets\.$/,
    'Bitte geben Sie nur die E-Mail-Adresse an, ohne Namen, Anführungszeichen oder Klammern.',
  ],
  [
    /^This is not an e-mail address; it should look like (\S+)\.$/,
    'Das ist keine E-Mail-Adresse; sie sollte aussehen wie $1.',
  ],
  [/^There is no party “(.*)” to (?:follow|search for)\.$/, 'Unter Beteiligten gibt es „$1“ nicht.'],
  [
    /^“(.*)” is a party already, number (\d+) \(.*\)\.$/,
    '„$1“ ist unter den Beteiligten schon verzeichnet, mit der Nummer $2.',
  ],
  [/^Say which tag to follow\.$/, 'Geben Sie an, welchem Schlagwort Sie folgen möchten.'],
  [/^There is no commitment (\d*) ?(?:to follow|whose source to follow)\.$/, 'Eine Zusage $1 gibt es nicht.'],
  [
    /^Choose at least one kind of alert, or unsubscribe instead\.$/,
    'Wählen Sie wenigstens eine Art von Benachrichtigung, oder bestellen Sie ab.',
  ],
  [
    /^Say from which quantity on, when a unit is given\.$/,
    'Zu einer Einheit gehört die Menge, ab der gemeldet wird.',
  ],
  [/^Say when the quiet hours begin, too\.$/, 'Geben Sie auch an, wann die Ruhe beginnt.'],
  [/^Say when the quiet hours end, too\.$/, 'Geben Sie auch an, wann die Ruhe endet.'],
  [
    /^Quiet hours must end at another hour than they begin\.$/,
    'Die Ruhe muss zu einer anderen Stunde enden, als sie beginnt.',
  ],
  [
    /^There were too many requests from your address\. Try again in an hour\.$/,
    'Von Ihrem Anschluss kamen zu viele Anfragen. Versuchen Sie es in einer Stunde noch einmal.',
  ],
  [
    /^This link is not valid, or no longer\. Use the link from the latest mail, or subscribe again\.$/,
    'Dieser Link gilt nicht oder nicht mehr. Nehmen Sie den Link aus der neuesten Mail, oder abonnieren Sie neu.',
  ],
  [
    /^This link is not valid, or no longer: it works once, for a few minutes\. Ask for a new one\.$/,
    'Dieser Link gilt nicht oder nicht mehr: Er gilt einmal, für wenige Minuten. Bitten Sie um einen neuen.',
  ],
  [
    /^unknown time zone (.+): use an IANA name such as (\S+) or UTC\.?$/i,
    '$1 ist keine bekannte Zeitzone: Nehmen Sie einen IANA-Namen wie $2 oder UTC.',
  ],
  [
    /^There is no (?:commitment|party|source|series|evidence) (\d+)(?:[.:].*)?$/,
    'Die Nummer $1 gibt es hier nicht.',
  ],
];

/** The refusal in German; null for one that is known only in English. */
export function germanFault(english: string): string | null {
  for (const [pattern, german] of SENTENCES)
    if (pattern.test(english)) return english.replace(pattern, german).replaceAll('  ', ' ');
  return null;
}
