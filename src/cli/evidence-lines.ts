/** What the state of a commitment rests on, as commands print it. */
import { isZone } from '../domain/civil.ts';
import { describeLook, type Looked } from '../domain/looks.ts';

/** The last look in a list: `last looked on …`. */
export function lookText(look: Looked, zone: string): string {
  const text = describeLook(look, isZone(zone) ? zone : 'UTC');
  return text.charAt(0).toLowerCase() + text.slice(1);
}
