/**
 * Gathers alerts into messages: 1. wait while the record is catching up, 2. pick what has come due, by address,
 * 3. decide what goes and what waits, 4. let what goes take along what waits for company, 5. open one delivery for
 * each address. In one transaction; does nothing while somebody else is at it.
 */
import { type Fate, keepCompany } from '../domain/company.ts';
import type { Query } from '../store/database.ts';
import {
  claimAlerts,
  holdGathering,
  isBehind,
  letWait,
  openDeliveries,
  type Picked,
  pickAlerts,
  pickAlong,
} from '../store/gather.ts';

/** A record that is further behind the clock than this is catching up, and more for the same people is to come. */
const BEHIND_MS = 60_000;

export interface Gathered {
  readonly alerts: number;
  readonly deliveries: number;
  /** Whether nothing was gathered because the record is catching up. */
  readonly behind: boolean;
}

function byAddress(picked: readonly Picked[]): Map<string, Picked[]> {
  const groups = new Map<string, Picked[]>();
  for (const one of picked) {
    const group = groups.get(one.address);
    if (group === undefined) groups.set(one.address, [one]);
    else group.push(one);
  }
  return groups;
}

/** Gathers up to `limit` alerts whose time has come at `now`; `host` is the right side of the message ids. */
export async function gather(
  query: Query,
  input: { now: number; limit: number; host: string },
): Promise<Gathered> {
  const { now, limit, host } = input;
  const nothing = { alerts: 0, deliveries: 0, behind: false };
  if (!(await holdGathering(query))) return nothing;
  const picked = await pickAlerts(query, now, limit);
  if (picked.length === 0) return nothing;
  // Whoever is told now and again in a minute has got two messages for one outage.
  if (await isBehind(query, now, BEHIND_MS)) return { ...nothing, behind: true };
  const groups = byAddress(picked);
  // The last address may have more than was picked: it is left for the next pass, whole.
  const last = picked.at(-1)?.address ?? '';
  if (picked.length === limit && groups.size > 1) groups.delete(last);
  const fates = new Map<Picked, Fate>();
  const decide = (group: readonly Picked[]): void => {
    keepCompany(group, now).forEach((fate, index) => {
      fates.set(group[index] as Picked, fate);
    });
  };
  for (const group of groups.values()) decide(group);
  const going = [...groups].filter(([, group]) => group.some((one) => fates.get(one)?.go));
  const digestIds = picked
    .filter((one) => one.rhythm !== 'at_once' && fates.get(one)?.go)
    .map(({ subscriptionId }) => subscriptionId);
  const along =
    going.length === 0
      ? []
      : await pickAlong(query, now, { addresses: going.map(([address]) => address), digestIds });
  for (const [address, waiting] of byAddress(along)) {
    const group = [...(groups.get(address) ?? []), ...waiting];
    groups.set(address, group);
    decide(group);
  }

  // The first subscription that has something to say stands for the address.
  const heads = new Map<string, number>();
  for (const [one, fate] of fates)
    if (fate.go)
      heads.set(one.address, Math.min(one.subscriptionId, heads.get(one.address) ?? one.subscriptionId));
  const deliveries = await openDeliveries(query, { now, host, subscriptionIds: [...heads.values()] });
  const claimed: Parameters<typeof claimAlerts>[1][number][] = [];
  const waiting: Parameters<typeof letWait>[1][number][] = [];
  for (const [{ occasionId, subscriptionId, address }, fate] of fates) {
    const deliveryId = deliveries.get(heads.get(address) ?? 0) ?? null;
    if (fate.go) claimed.push({ occasionId, subscriptionId, deliveryId, why: null });
    else if ('drop' in fate) claimed.push({ occasionId, subscriptionId, deliveryId: null, why: fate.drop });
    else waiting.push({ occasionId, subscriptionId, until: fate.until, patient: fate.patient });
  }
  await claimAlerts(query, claimed);
  await letWait(query, waiting);
  return { alerts: claimed.length, deliveries: deliveries.size, behind: false };
}
