/**
 * The address as a link may carry it, or null when it is not plain http or https: a record can hold any
 * text as its source, and `javascript:` must never become clickable.
 */
export function safeUrl(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}

/** Host name of this installation, for the identifiers in mails and calendar entries. */
export function hostOf(baseUrl: string): string {
  return new URL(baseUrl).hostname;
}
