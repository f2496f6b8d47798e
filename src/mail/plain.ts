/**
 * Words from outside, made fit for one place in a message. Controls could break a header or a terminal,
 * direction overrides could make a text read as something else, lone surrogates cannot be sent.
 */
const UNFIT = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
const UNFIT_BUT_LINES = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/** One line of at most `limit` characters; longer text ends in an ellipsis. */
export function oneLine(text: string, limit: number): string {
  return cut(text.replace(LONE_SURROGATE, '\ufffd').replace(UNFIT, ' ').replace(/ {2,}/g, ' ').trim(), limit);
}

/** Several lines of at most `limit` characters together; line ends become `\n`. */
export function paragraphs(text: string, limit: number): string {
  const lines = text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(LONE_SURROGATE, '\ufffd');
  return cut(lines.replace(UNFIT_BUT_LINES, ' ').trim(), limit);
}

/** Cuts between characters, never inside one (an emoji with its modifiers counts as one). */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en').segment(text.slice(0, limit + 64))) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
