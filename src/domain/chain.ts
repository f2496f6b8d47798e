/**
 * The chain over all events: each link holds the hash of its event together with the hash before it, so that no
 * event can be changed, left out or put in without every later hash telling. Counted the same from the database and
 * from an export; docs/proof.md says how anybody else can.
 */
import { instantText, type Row } from './facts.ts';

/** SHA-256 of the UTF-8 bytes of a text, in hexadecimal; handed in, because nothing here reaches outside. */
export type Sha256 = (text: string) => string;

/** The keys of an object in their order, each as it is written before its value. */
type Order = readonly (readonly [key: string, written: string])[];

/** Rows of a table have the same keys over and over: their order is worked out once, and no more than so many. */
const orders = new Map<string, Order>();
const MOST_ORDERS = 1_000;

function orderOf(object: Row): Order {
  const keys = Object.keys(object);
  const name = keys.join('\n');
  const known = orders.get(name);
  if (known !== undefined) return known;
  // Without a comparison of its own, `sort` goes by UTF-16 code units.
  const order: Order = keys.sort().map((key) => [key, `${JSON.stringify(key)}:`]);
  // A key may hold a line break itself, so that two lists have one name: such are not kept.
  if (orders.size < MOST_ORDERS && !keys.some((key) => key.includes('\n'))) orders.set(name, order);
  return order;
}

/** JSON without spaces, the keys of every object in the order of their UTF-16 code units. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as Row;
  let text = '';
  for (const [key, written] of orderOf(object)) {
    const field = object[key];
    if (field === undefined) continue;
    text += `${text === '' ? '' : ','}${written}${canonical(field)}`;
  }
  return `{${text}}`;
}

/** What is hashed of an event; `row` has the columns of the table `event`, instants as text in UTC. */
export function canonicalEvent(row: Row): string {
  const about = row.commitment_id ?? null;
  return (
    `{"actor":${JSON.stringify(row.actor)},"commitmentId":${about === null ? 'null' : Number(about)},` +
    `"data":${canonical(row.data)},"id":${Number(row.id)},"key":${JSON.stringify(row.key)},` +
    `"kind":${JSON.stringify(row.kind)},"occurredAt":${JSON.stringify(instantText(row.occurred_at))},` +
    `"recordedAt":${JSON.stringify(instantText(row.recorded_at))}}`
  );
}

/** The hash before the first link: that of the instance's name. */
export const genesis = (instanceId: string, sha256: Sha256): string => sha256(instanceId);

/** The hash of the link that follows `previous`. */
export const linkHash = (previous: string, event: Row, sha256: Sha256): string =>
  sha256(`${previous}\n${canonicalEvent(event)}`);

/** One link as it is stored, with the event it names; null when there is no such event. */
export interface StoredLink {
  readonly seq: number;
  readonly eventId: number;
  readonly hash: string;
  readonly event: Row | null;
}

/** The first place at which the chain does not hold. */
export interface Break {
  readonly seq: number;
  readonly eventId: number;
  /** Key of the event, where there is one. */
  readonly key: string | null;
  readonly what:
    | 'link missing'
    | 'event missing'
    | 'event changed'
    | 'hash changed'
    | 'event or hash changed';
}

/** A walk along the chain. */
export interface Walk {
  /** Takes the next link. */
  step(link: StoredLink): void;
  /** What was found; asked after the last link. */
  end(): { readonly links: number; readonly head: string; readonly broken: Break | null };
}

/**
 * Walks the chain from its beginning. The link after a break is looked at too: whether it goes on from the stored
 * hash or from the right one tells whether the event or the hash was touched.
 */
export function walk(start: string, sha256: Sha256): Walk {
  let head = start;
  let links = 0;
  let broken: Break | null = null;
  /** The right hash of a link that does not hold, until the next one has told what is wrong with it. */
  let right: string | null = null;
  return {
    step(link) {
      if (broken !== null) {
        if (right !== null && link.event !== null && link.seq === broken.seq + 1) {
          if (linkHash(head, link.event, sha256) === link.hash) broken = { ...broken, what: 'event changed' };
          else if (linkHash(right, link.event, sha256) === link.hash)
            broken = { ...broken, what: 'hash changed' };
        }
        right = null;
        return;
      }
      const { seq, eventId, hash, event } = link;
      const key = typeof event?.key === 'string' ? event.key : null;
      if (seq !== links + 1) {
        broken = { seq: links + 1, eventId, key, what: 'link missing' };
        return;
      }
      if (event === null) {
        broken = { seq, eventId, key, what: 'event missing' };
        return;
      }
      const counted = linkHash(head, event, sha256);
      head = hash;
      if (counted === hash) {
        links = seq;
        return;
      }
      broken = { seq, eventId, key, what: 'event or hash changed' };
      right = counted;
    },
    end: () => ({ links, head, broken }),
  };
}
