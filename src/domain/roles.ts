/** Who may do what, by role; each role may do what those before it may. */
export const ROLES = ['reader', 'editor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_WORDS = {
  reader: 'signs in, and changes nothing',
  editor: 'records, decides and reviews, under their own name',
  administrator: 'does what an editor does, adds people, and sees the outbox and the webhooks',
} as const satisfies Record<Role, string>;

/** What a key for programs may be used for. */
export const SCOPES = ['read', 'record', 'decide', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether a role is at least another. */
export const isAtLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least);

/** The scopes that a person of this role may give to a key. */
export function scopesOf(role: Role): readonly Scope[] {
  if (role === 'reader') return ['read'];
  return role === 'editor' ? ['read', 'record', 'decide'] : SCOPES;
}

/**
 * The path to go to after signing in, when it is one of ours: no other site, no other scheme, nothing that a browser
 * reads as one (`//`, backslashes, control characters). Otherwise the board.
 */
export function safeNext(path: string | undefined): string {
  const isOurs =
    path !== undefined && path.length <= 500 && /^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(path);
  return isOurs && !path.startsWith('/sign-') ? path : '/';
}
