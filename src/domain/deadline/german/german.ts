/**
 * The German grammar, and which of the dates in a German sentence is the deadline. Commas part German clauses, and the
 * verb may stand at either end of its clause: so a date belongs to the verbs of its own clause, and only without any to
 * those of the clauses around it. What is past or tells when something was said is none; in doubt there is no date.
 */
import type { Phrase } from '../choose.ts';
import type { Language } from '../grammar/language.ts';
import { type Token, touches } from '../grammar/lexer.ts';
import { dayRules } from './days.ts';
import { leadRules, readTime } from './leads.ts';
import { limitRules } from './limits.ts';
import { nameRules } from './names.ts';
import { countRules, foldUmlauts, germanWords } from './words.ts';

/** Of the phrases that begin at one word the longest wins; of equal ones, the rule listed first. */
export const german: Language = {
  code: 'de',
  words: germanWords,
  fold: foldUmlauts,
  decimalMark: ',',
  ordinalSuffixes: new Set(['.']),
  timeWord: 'zeit',
  readTime,
  anchorEnds: new Set('und oder aber bis wenn falls sofern dass sowie'.split(' ')),
  endsAnchor,
  scoreOf,
  rules: [...leadRules, ...limitRules, ...dayRules, ...nameRules, ...countRules],
};

const LOOK = 40;
const AHEAD = 3;
const CLAUSE_ENDS = new Set([',', ':', '-', 'und', 'oder', 'aber', 'sondern']);
const SENTENCE_ENDS = new Set(['.', '!', '?', ';']);

const LIMITS = new Set(['frist', 'ultimatum', 'deadline']);

type Tense = 'ahead' | 'past' | 'told' | 'none';

/** How much speaks for the phrase being the deadline of its sentence; nothing when it is none. */
function scoreOf(phrase: Phrase): number | undefined {
  const { tokens, at, next, weight, meaning, name } = phrase;
  const { kind } = meaning;
  if (kind === 'skip' || weight === 0) return undefined;
  for (let k = at; k < next; k += 1) if (tokens[k]?.lexeme?.capital && !tokens[k]?.capital) return undefined;
  if (name === 'year' && tokens[next]?.lexeme?.sign === 'thing') return undefined;

  const tense = tenseOf(phrase);
  if (tense === 'past' || (tense === 'told' && weight < 3 && kind !== 'vague')) return undefined;
  if (weight === 1 && name === 'year' && tense !== 'ahead') return undefined;
  if (kind === 'days' && meaning.recurrence !== undefined && tense !== 'ahead') return undefined;
  const kindScore = kind === 'vague' ? 0 : kind === 'event' ? 1 : 2;
  return 2 * weight + kindScore + (tense === 'ahead' ? AHEAD : 0);
}

/** Where the name of an event ends: at a verb, or at a small word that describes no noun. */
function endsAnchor(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind === 'number') return true;
  if (token?.kind !== 'word' || token.capital) return false;
  const sign = token.lexeme?.sign;
  if (token.lexeme !== undefined) return sign !== 'article' && sign !== 'small' && sign !== 'thing';
  return tokens[at + 1]?.capital !== true;
}

function tenseOf({ tokens, at, next, weight }: Phrase): Tense {
  // "gab ihm eine Frist von 60 Tagen" says it itself.
  for (let k = at; k < next; k += 1) if (LIMITS.has(tokens[k]?.text ?? '')) return 'ahead';
  const left = clauseStart(tokens, at);
  const right = clauseEnd(tokens, next);
  const own = tenseIn(tokens, left, right, at, next);
  if (own !== 'none') return own;
  for (let end = left - 1; end >= Math.max(0, at - LOOK) && !endsSentence(tokens, end); ) {
    const start = clauseStart(tokens, end);
    const tense = tenseIn(tokens, start, end);
    if (tense === 'ahead') return tense;
    // "… übergab Waffen und am Freitag Listen": one verb for both.
    if (tense === 'past') return weight < 3 && tokens[end]?.text === 'und' ? tense : 'none';
    end = start - 1;
  }
  for (let start = right; start < Math.min(tokens.length, next + LOOK) && !endsSentence(tokens, start); ) {
    const end = clauseEnd(tokens, start + 1);
    if (tenseIn(tokens, start + 1, end) === 'ahead') return 'ahead';
    start = end;
  }
  return 'none';
}

/** The first token of the clause in which the token before `at` lies. */
function clauseStart(tokens: readonly Token[], at: number): number {
  let start = at;
  while (start > Math.max(0, at - LOOK) && !endsClause(tokens, start - 1)) start -= 1;
  return start;
}

/** The mark or word that ends the clause, or the end of the text. */
function clauseEnd(tokens: readonly Token[], from: number): number {
  let end = from;
  while (end < Math.min(tokens.length, from + LOOK) && !endsClause(tokens, end)) end += 1;
  return end;
}

const endsClause = (tokens: readonly Token[], at: number): boolean =>
  CLAUSE_ENDS.has(tokens[at]?.text ?? '') || endsSentence(tokens, at);

/** A mark that ends a sentence, and not the dot of "9. Juni". */
function endsSentence(tokens: readonly Token[], at: number): boolean {
  const mark = tokens[at];
  if (mark === undefined || !SENTENCE_ENDS.has(mark.text)) return false;
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  if (mark.text !== '.' || before?.kind !== 'number' || before.text.length > 2 || !touches(tokens, at))
    return true;
  if (after === undefined) return true;
  const sign = after.lexeme?.sign;
  return after.capital && (sign === 'article' || sign === 'small');
}

/** What the verbs of a clause tell, the phrase itself left out. */
function tenseIn(tokens: readonly Token[], from: number, to: number, skip = to, resume = to): Tense {
  const seen = { ahead: false, limit: false, told: false, done: false, helps: false, participle: false };
  for (let k = from; k < to; k += 1) {
    const token = k >= skip && k < resume ? undefined : tokens[k];
    if (token?.kind !== 'word') continue;
    const sign = token.lexeme?.sign;
    // "wurde auf den 9. Juni verschoben" is ahead, "war für den 9. Juni geplant" is not.
    if (sign === 'past' && !token.text.startsWith('wurde')) return 'past';
    if (sign === 'past' || isPreterite(tokens, k)) seen.done = true;
    else if (sign === 'ahead') seen[token.capital && k > from ? 'limit' : 'ahead'] = true;
    else if (isInfinitive(tokens, k)) seen.ahead = true;
    else if (sign === 'told') seen.told = true;
    else if (sign === 'have' || sign === 'be') seen.helps = true;
    else if (isParticiple(token)) seen.participle = true;
  }
  if (seen.ahead) return 'ahead';
  if (seen.done || (seen.helps && seen.participle)) return 'past';
  if (seen.told) return 'told';
  // "Die Frist ist der 9. Juni".
  return seen.limit ? 'ahead' : 'none';
}

const PLURAL = /(g|[^w]er|hr|m|b|k|ll|ss|z)ten$/;

/** "erklärte", "führten": what nothing stands before that it could describe is a verb. */
function isPreterite(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || token.lexeme !== undefined || token.capital || token.text.length < 5)
    return false;
  if (!token.text.endsWith('te') && !PLURAL.test(token.text)) return false;
  const before = tokens[at - 1];
  const describes = before?.lexeme?.sign === 'article' || before?.lexeme?.sign === 'small';
  return !describes && before?.kind !== 'number';
}

const PREFIXED =
  /^(ab|an|auf|aus|bei|ein|fort|her|hin|los|mit|nach|nieder|vor|weg|weiter|wieder|zurueck|zusammen|bereit|frei|fest|um|statt|teil)zu.+n$/;

/** "zu übergeben", "auszutauschen". */
function isInfinitive(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || token.capital) return false;
  if (token.text !== 'zu') return token.lexeme === undefined && PREFIXED.test(token.text);
  const verb = tokens[at + 1];
  return verb?.kind === 'word' && !verb.capital && verb.text.endsWith('n') && verb.lexeme?.sign !== 'article';
}

const PARTICIPLE = /^(.{0,9}ge.{2,}(t|en)|.+iert|(be|er|ver|zer|ent|ueber|unter).{2,}(t|en))$/;

const isParticiple = (token: Token): boolean =>
  token.lexeme === undefined && !token.capital && token.text.length < 25 && PARTICIPLE.test(token.text);
