/**
 * What a request says: small JSON by the Standard Webhooks shape (`type`, `timestamp`, `data`). It names what has
 * happened and where to read the rest. Pure; instants are epoch milliseconds and are written in UTC.
 */
import type { AlertKind } from '../domain/alerts.ts';
import type { Status } from '../domain/record.ts';

/** One alert, as far as a request tells it. */
export interface HookAlert {
  readonly commitment: number;
  readonly url: string;
  readonly title: string;
  readonly status: Status;
  readonly kind: AlertKind;
  /** Why it is told now: a word for programs, a sentence for people. */
  readonly reason: { readonly word: string; readonly sentence: string };
  readonly window: { readonly opensAt: number; readonly closesAt: number } | null;
  readonly zone: string;
  /** How the date follows from the words that were said. */
  readonly derivation: string;
  /** The key of the occasion: the same thing is never told under two keys. */
  readonly key: string;
  /** Kinds of alert that turned out wrong and that this one takes back. */
  readonly corrects: readonly AlertKind[];
  readonly exampleData: boolean;
  readonly occurredAt: number;
}

/** A request as it will be sent, and its name in the delivery log. */
export interface HookMessage {
  readonly subject: string;
  readonly body: string;
}

/** Whole requests stay below this many bytes. */
export const PAYLOAD_LIMIT = 20_000;
/** What alerts told in full may take, and what the numbers of the others may. */
const FULL_LIMIT = 16_000;
const REST_LIMIT = 3_500;

const instant = (at: number): string => new Date(at).toISOString();

/** Long words are cut at a limit of characters; the page has them whole. */
function brief(text: string, limit: number): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const letters = [...line];
  return letters.length <= limit ? line : `${letters.slice(0, limit - 1).join('')}…`;
}

const shown = (alert: HookAlert) => ({
  commitment: alert.commitment,
  url: alert.url,
  title: brief(alert.title, 300),
  status: alert.status,
  kind: alert.kind,
  reason: { word: alert.reason.word, sentence: brief(alert.reason.sentence, 600) },
  window:
    alert.window === null
      ? null
      : { opensAt: instant(alert.window.opensAt), closesAt: instant(alert.window.closesAt) },
  zone: alert.zone,
  derivation: brief(alert.derivation, 600),
  key: alert.key,
  corrects: alert.corrects,
  exampleData: alert.exampleData,
  occurredAt: instant(alert.occurredAt),
});

/**
 * One alert is the `data` of `commitment.KIND`; several are the `alerts` in the data of `commitment.several`. Those
 * that do not fit in full are in `more` by the numbers of their commitments, and `left` counts what not even that
 * has room for.
 */
export function hookMessage(alerts: readonly HookAlert[]): HookMessage {
  const [first] = alerts;
  if (first === undefined) throw new Error('a request needs at least one alert');
  const timestamp = instant(Math.max(...alerts.map(({ occurredAt }) => occurredAt)));
  if (alerts.length === 1) {
    const type = `commitment.${first.kind}`;
    return {
      subject: `${type}: ${brief(first.title, 120)}`,
      body: JSON.stringify({ type, timestamp, data: shown(first) }),
    };
  }
  const sizes = alerts.map((alert) => Buffer.byteLength(JSON.stringify(shown(alert))) + 1);
  const fits = within(sizes, FULL_LIMIT);
  const rest = alerts.slice(fits).map(({ commitment }) => commitment);
  const named = within(
    rest.map((number) => String(number).length + 1),
    REST_LIMIT,
  );
  const type = 'commitment.several';
  return {
    subject: `${type}: ${alerts.length} alerts`,
    body: JSON.stringify({
      type,
      timestamp,
      data: {
        alerts: alerts.slice(0, fits).map(shown),
        more: rest.slice(0, named),
        left: rest.length - named,
      },
    }),
  };
}

/** How many of these sizes, from the first on, fit into `limit` together. */
function within(sizes: readonly number[], limit: number): number {
  let room = limit;
  const over = sizes.findIndex((size) => {
    room -= size;
    return room < 0;
  });
  return over < 0 ? sizes.length : over;
}
