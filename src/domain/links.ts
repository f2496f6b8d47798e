/** How two commitments about one matter stand to each other. They are linked, never merged, and each counts alone. */
export const LINK_KINDS = ['restates', 'contradicts'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** What a link says about the commitment whose page it stands on: drawn from it `to` another, or the other way. */
export const LINK_WORDS = {
  restates: { to: 'says again', from: 'is said again by' },
  contradicts: { to: 'tells differently', from: 'is told differently by' },
} as const satisfies Record<LinkKind, { to: string; from: string }>;
