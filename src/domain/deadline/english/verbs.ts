/** What English verbs and their neighbours tell of the time of a clause: ahead, past, or when something was told. */
import { type Sign, type Token, touches } from '../grammar/lexer.ts';

const SENTENCE_ENDS = new Set(['.', '!', '?', ';']);
const PARTICIPLES = new Set(['come', 'become', 'run', 'quit', 'set', 'let']);
/** "declined to comment" was done at once. */
const DONE_TO = new Set(
  'declined refused failed managed tried attempted began continued started used had went came seemed appeared happened helped rushed'.split(
    ' ',
  ),
);
const MODALS = new Set('to will shall would must should may might can could ll let'.split(' '));
/** Who does what the next verb says. */
const SUBJECTS = new Set(['who', 'which', 'that', 'he', 'she', 'it', 'they', 'we', 'i', 'you', 'and', 'but']);
/** "was due", "were scheduled to": a plan that is past. */
export const ONCE_PLANNED = new Set(
  'scheduled expected due planned supposed meant slated set projected intended'.split(' '),
);
export const WERE = new Set(['was', 'were', 'had', 'originally', 'initially', 'previously']);
export const LIMITS = new Set(
  'deadline due ultimatum cutoff date target expiry given gave give gives have has had get gets got'.split(
    ' ',
  ),
);

/** A mark that ends a sentence, and not the dot of a number. */
export function endsSentence(tokens: readonly Token[], at: number): boolean {
  if (!SENTENCE_ENDS.has(tokens[at]?.text ?? '')) return false;
  // "1.5 billion", "Act No. 2012".
  return tokens[at]?.text !== '.' || tokens[at + 1]?.kind !== 'number';
}

/** What a word tells of the time of its clause. */
export function signAt(tokens: readonly Token[], text: string, at: number): Sign | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const sign = token.lexeme?.sign;
  if (token.text === 'to') {
    if (!isVerbNext(tokens, text, at)) return undefined;
    return DONE_TO.has(tokens[at - 1]?.text ?? '') ? 'past' : 'ahead';
  }
  // The name of a month is no verb.
  if (sign === 'ahead' && token.lexeme?.month !== undefined && isCapital(text, token)) return undefined;
  // "cut-off" is no verb.
  if (isCompound(tokens, at)) return undefined;
  if (sign === 'told') return tokens[wordBefore(tokens, at)]?.lexeme?.sign === 'be' ? undefined : sign;
  if (sign === 'ahead' || sign === 'bound') {
    if (isThing(tokens, at)) return undefined;
    return isPerfect(tokens, at) ? 'past' : 'ahead';
  }
  if (sign === 'past' && isPutOff(tokens, at)) return 'ahead';
  if (sign === 'past') return verbSign(tokens, at);
  if (sign === 'have') return isFinished(tokens, text, at) ? 'past' : undefined;
  if (sign !== undefined || token.lexeme?.unit !== undefined) return undefined;
  if (token.text.endsWith('ing') && tokens[wordBefore(tokens, at)]?.lexeme?.sign === 'be') return 'ahead';
  const participle = token.text.length > 4 && token.text.endsWith('ed') && !isCapital(text, token);
  if (!participle || describesNoun(tokens, at)) return undefined;
  return verbSign(tokens, at);
}

/** "56 votes", "the play": a noun that looks like a verb. */
function isThing(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.text ?? '';
  if (LIMITS.has(word) || MODALS.has(word)) return false;
  const before = tokens[at - 1];
  // "took hold".
  if (before?.lexeme?.sign === 'past' && !WERE.has(before.text)) return true;
  return (
    before?.kind === 'number' || before?.lexeme?.sign === 'article' || before?.lexeme?.number !== undefined
  );
}

/** "had come", "has become": a participle that looks like the present. */
function isPerfect(tokens: readonly Token[], at: number): boolean {
  const before = tokens[wordBefore(tokens, at)];
  return (
    PARTICIPLES.has(tokens[at]?.text ?? '') && (before?.text === 'had' || before?.lexeme?.sign === 'have')
  );
}

/** "has shrunk": what is done; "have until Friday", "have two weeks", "will have" are not. */
function isFinished(tokens: readonly Token[], text: string, at: number): boolean {
  const [before, after] = [tokens[wordBefore(tokens, at)], tokens[at + 1]];
  if (MODALS.has(before?.text ?? '')) return false;
  return (
    after?.kind === 'word' &&
    after.lexeme === undefined &&
    /(ed|en|unk|ung|one|own|ought)$/.test(after.text) &&
    !isCapital(text, after)
  );
}

/** "put off", "pushed back". */
const isPutOff = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === 'put' && (tokens[at + 1]?.text === 'off' || tokens[at + 1]?.text === 'back');

const isCompound = (tokens: readonly Token[], at: number): boolean =>
  (tokens[at + 1]?.text === '-' && touches(tokens, at + 1) && touches(tokens, at + 2)) ||
  (tokens[at - 1]?.text === '-' && touches(tokens, at) && touches(tokens, at - 1));

/** "will cut", "to be withdrawn", "is expected" look ahead or nowhere; "withdrew", "has fallen" are past. */
function verbSign(tokens: readonly Token[], at: number): Sign | undefined {
  const before = wordBefore(tokens, at);
  const sign = tokens[before]?.lexeme?.sign;
  if (MODALS.has(tokens[before]?.text ?? '')) return 'ahead';
  if (sign === 'be') return undefined;
  if (sign === 'have' && tokens[wordBefore(tokens, before)]?.lexeme?.sign === 'ahead') return 'ahead';
  return 'past';
}

/** The word before, past "not" and adverbs. */
export function wordBefore(tokens: readonly Token[], at: number): number {
  let k = at - 1;
  while (
    k >= 0 &&
    (tokens[k]?.text.endsWith('ly') || tokens[k]?.text === 'not' || tokens[k]?.text === 'also')
  )
    k -= 1;
  return k;
}

/** "the released prisoners", "150 released", "classrooms damaged by": what was done to a thing, not when. */
function describesNoun(tokens: readonly Token[], at: number): boolean {
  const before = tokens[wordBefore(tokens, at)];
  if (before?.kind === 'number' || before?.lexeme?.sign === 'article' || before?.lexeme?.number !== undefined)
    return true;
  const after = tokens[at + 1];
  const noun = before?.kind === 'word' && !SUBJECTS.has(before.text) && before.lexeme?.sign !== 'have';
  return noun && (after?.text === 'by' || after?.text === 'since') && before.lexeme?.sign === undefined;
}

function isVerbNext(tokens: readonly Token[], text: string, at: number): boolean {
  const after = tokens[at + 1];
  if (after?.kind !== 'word' || isCapital(text, after)) return false;
  const { sign, number, unit } = after.lexeme ?? {};
  return (
    sign !== 'article' &&
    (sign !== 'small' || after.text === 'be' || after.text === 'do') &&
    number === undefined &&
    unit === undefined
  );
}

/** "was scheduled to end", "were due", "was to report". */
export function wasPlanned(tokens: readonly Token[], at: number): boolean {
  const start = tokens[at]?.text === 'to' ? at - 1 : at;
  for (let k = start; k >= Math.max(0, start - 1); k -= 1) {
    const word = tokens[k]?.text ?? '';
    if (k === start && start !== at && (word === 'was' || word === 'were')) return true;
    if (!ONCE_PLANNED.has(word)) continue;
    const before = tokens[k - 1]?.text === 'been' ? tokens[k - 2] : tokens[k - 1];
    return WERE.has(before?.text ?? '');
  }
  return false;
}

export function isCapital(text: string, token: Token): boolean {
  const char = text.charAt(token.start);
  return char !== char.toLowerCase();
}
