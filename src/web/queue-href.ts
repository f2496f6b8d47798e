import type { Whose } from '../service/browse/queue.ts';

/** The address of the queue, or of item `id` in it, that keeps whose items are worked through. */
export function queueHref(
  whose: Whose,
  id: number | null = null,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ ...(whose === 'all' ? {} : { whose }), ...more }).toString();
  return `/review${id === null ? '' : `/${id}`}${query === '' ? '' : `?${query}`}`;
}
