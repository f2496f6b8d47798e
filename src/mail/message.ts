import type { AlertKind } from '../domain/alerts.ts';
import type { Precision, Window } from '../domain/deadline/types.ts';
import type { Language } from '../domain/language.ts';

/**
 * What a message says, before it looks like anything: props for the text, the HTML and the calendar part.
 * Everything here is JSON-like, already translated into words, and knows nothing of MIME or SMTP.
 * Instants are epoch milliseconds.
 */

/** What shows that something happened, as it is on record. */
export interface ShownEvidence {
  readonly note: string | null;
  readonly url: string | null;
  /** In words: "confirmed by the other side". */
  readonly support: string;
  readonly recordedBy: string;
  readonly happenedAt: number;
  /** The zone in which the deadline counts. */
  readonly zone: string;
}

/** Why a line is sent, by name: the same word in the record of what was sent, in tests and in the documentation. */
export type SentAs = 'corrected' | 'moved' | 'repeat' | 'digest' | 'first' | 'stage';

/** One alert: why now, what was said, by whom, and where things stand. */
export interface AlertLine {
  readonly kind: AlertKind;
  readonly commitmentId: string;
  /** The SEQUENCE of its calendar entry. */
  readonly sequence: number;
  /** One sentence for a person: why this is told now, e.g. "The window opened today." */
  readonly reason: string;
  /** Why it is sent, by name. */
  readonly sentAs?: SentAs;
  /** For which subscriptions of the reader, in words: "you follow Russia and the tag istanbul-2". */
  readonly because?: string;
  readonly title: string;
  /** The words as they were said. */
  readonly quote: string;
  /** `role` is the one the speaker had when the words were said. */
  readonly speaker: { readonly name: string; readonly role: string | null };
  readonly saidAt: number;
  readonly saidZone: string;
  readonly source: { readonly title: string; readonly publisher: string | null; readonly url: string | null };
  /** Who must act. */
  readonly committers: readonly string[];
  /** The status as a word for people, e.g. "Overdue", without lateness. */
  readonly status: string;
  /** Present when it was fulfilled after its deadline. */
  readonly late?: { readonly days: number };
  /** Present where the alert tells that what was disputed is so no more. */
  readonly settled?: boolean;
  readonly window:
    | (Window & {
        readonly zone: string;
        readonly precision: Precision;
        /** The words named its end alone. */
        readonly by?: boolean;
      })
    | null;
  /** Present where the alert tells of a new date: the window before it, null when there was none. */
  readonly before?: Window | null;
  /** Link to what shows the event that the date follows from, where the alert tells of a new date. */
  readonly eventUrl?: string | null;
  /** How the date follows from the words, in one sentence. */
  readonly explanation: string;
  /** `fraction` is between 0 and 1, or null when the progress has no measure. */
  readonly progress: {
    readonly text: string;
    readonly fraction: number | null;
    /** Present when it did not reach the target and an editor decided that it was met all the same. */
    readonly decided?: true;
  } | null;
  /** What shows it, newest first; present where the alert tells of something that was done. */
  readonly evidence?: readonly ShownEvidence[];
  /** The reason of the editor's decision, when one decides. */
  readonly decidedWhy?: string;
  /** Why an editor took a decision back; present where that is what is told. */
  readonly takenBackWhy?: string;
  /** What stands beside it, in this order. */
  readonly also?: readonly AlsoLine[];
  /** The page of the commitment. */
  readonly url: string;
  /** True when the evidence is made up for a demonstration; the message then says so. */
  readonly exampleData: boolean;
  /** When the told thing happened, not when it was noticed. */
  readonly occurredAt: number;
}

/** What a line says of the commitment itself, whatever is told about it. */
export type Told = Omit<AlertLine, 'kind' | 'commitmentId' | 'sequence' | 'reason' | 'occurredAt'>;

/** What stands beside the commitment: a part and its state, what it belongs to, an objection with who raised it. */
export interface AlsoLine {
  readonly label: string;
  readonly text: string;
  /** The page of it; null where it has none. */
  readonly href: string | null;
}

/** Name and address in the `From` field. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** One message for one or more alerts of one subscription, without the fields that differ per recipient. */
export interface AlertMessage {
  readonly lines: readonly AlertLine[];
  /** Completes "You get this because ...", e.g. "you follow everything". */
  readonly why: string;
  /** IANA zone of the reader; dates are shown in it when it differs from the commitment's. */
  readonly readerZone: string;
  readonly language: Language;
  /** Public address of this installation; its host name appears in `List-Id` and in calendar UIDs. */
  readonly baseUrl: string;
  readonly instanceName: string;
  readonly from: Sender;
}

/** What differs from one recipient to the next. */
export interface Recipient {
  readonly to: string;
  /** `<...@host>`; the same on every attempt, so that a receiver can drop a repeated copy. */
  readonly messageId: string;
  readonly manageUrl: string;
  /** Answers RFC 8058 one-click POSTs. */
  readonly unsubscribeUrl: string;
  /** One or more earlier message ids, separated by spaces, to thread mails about one commitment. */
  readonly references?: string;
}

/** The two links that stand in the body of every alert. */
export type RecipientLinks = Pick<Recipient, 'manageUrl' | 'unsubscribeUrl'>;

/** A message as a reader sees it. */
export interface MailBody {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
