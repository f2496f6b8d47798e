/** Numbers, ordinals and years, in digits and in words. */
import { type Token, touches } from './lexer.ts';

export interface Read {
  readonly value: number;
  readonly next: number;
}

/** Between these years people set deadlines. */
const isYear = (year: number): boolean => year >= 1900 && year <= 2199;

const FRACTIONS: Readonly<Record<string, number>> = { '½': 0.5, '¼': 0.25, '¾': 0.75 };

/**
 * `7`, `1,000`, `2.5`, "seven", "twenty-one", "a hundred and twenty"; where the decimal mark is a comma, `1.000` and
 * `2,5`. Numbers of more than six digits are none.
 */
export function readNumber(
  tokens: readonly Token[],
  at: number,
  decimalMark: '.' | ',' = '.',
): Read | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.kind === 'number') {
    if (token.text.length > 6) return undefined;
    const part = tokens[at + 2];
    if (part?.kind === 'number' && touches(tokens, at + 1) && touches(tokens, at + 2)) {
      const mark = tokens[at + 1]?.text;
      if (mark === decimalMark && part.text.length <= 2)
        return { value: Number(`${token.text}.${part.text}`), next: at + 3 };
      if (mark === (decimalMark === '.' ? ',' : '.') && part.text.length === 3)
        return { value: Number(token.text + part.text), next: at + 3 };
    }
    const fraction = touches(tokens, at + 1) ? FRACTIONS[tokens[at + 1]?.text ?? ''] : undefined;
    if (fraction !== undefined) return { value: Number(token.text) + fraction, next: at + 2 };
    return { value: Number(token.text), next: at + 1 };
  }
  return readNumberWords(tokens, at);
}

function readNumberWords(tokens: readonly Token[], at: number): Read | undefined {
  let first = readBelowHundred(tokens, at);
  const times = tokens[first?.next ?? at + 1]?.lexeme?.times;
  if (first === undefined && times !== undefined && tokens[at]?.lexeme?.sign === 'article')
    first = { value: 1, next: at + 1 };
  if (first === undefined) return undefined;
  if (times === undefined) return first;
  const value = first.value * times;
  const rest =
    readBelowHundred(tokens, first.next + 1) ??
    (tokens[first.next + 1]?.text === 'and' ? readBelowHundred(tokens, first.next + 2) : undefined);
  return rest === undefined
    ? { value, next: first.next + 1 }
    : { value: value + rest.value, next: rest.next };
}

function readBelowHundred(tokens: readonly Token[], at: number): Read | undefined {
  const value = tokens[at]?.lexeme?.number;
  if (value === undefined) return undefined;
  if (value < 20 || value % 10 !== 0) return { value, next: at + 1 };
  const onesAt = tokens[at + 1]?.text === '-' ? at + 2 : at + 1;
  const ones = tokens[onesAt]?.lexeme?.number;
  return ones !== undefined && ones < 10
    ? { value: value + ones, next: onesAt + 1 }
    : { value, next: at + 1 };
}

/** `2030`, `’30`, "twenty thirty", "two thousand and thirty". */
export function readYear(tokens: readonly Token[], at: number): Read | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.kind === 'number') {
    const year = Number(token.text);
    return token.text.length === 4 && isYear(year) ? { value: year, next: at + 1 } : undefined;
  }
  if (token.text === "'") {
    const short = tokens[at + 1];
    if (short?.kind !== 'number' || short.text.length !== 2 || !touches(tokens, at + 1)) return undefined;
    return { value: 2000 + Number(short.text), next: at + 2 };
  }
  const century = token.lexeme?.number;
  if (century === undefined) return undefined;
  if (century === 19 || century === 20 || century === 21) {
    const rest = readBelowHundred(tokens, at + 1);
    if (rest !== undefined && rest.value >= 10) return { value: 100 * century + rest.value, next: rest.next };
  }
  const whole = tokens[at + 1]?.lexeme?.times === 1000 ? readNumberWords(tokens, at) : undefined;
  return whole !== undefined && isYear(whole.value) ? whole : undefined;
}

/** `9`, `9th`, "ninth", "twenty-first", up to 31. */
export function readDay(
  tokens: readonly Token[],
  at: number,
  suffixes: ReadonlySet<string>,
): Read | undefined {
  const token = tokens[at];
  if (token?.kind !== 'number') return readDayWord(tokens, at);
  if (token.text.length > 2) return undefined;
  const value = Number(token.text);
  if (value < 1 || value > 31) return undefined;
  return { value, next: isSuffixed(tokens, at, suffixes) ? at + 2 : at + 1 };
}

function readDayWord(tokens: readonly Token[], at: number): Read | undefined {
  const read = readOrdinalWord(tokens, at);
  return read !== undefined && read.value <= 31 ? read : undefined;
}

/** `9th`, "ninth", "twenty-first", up to 400. */
export function readOrdinal(
  tokens: readonly Token[],
  at: number,
  suffixes: ReadonlySet<string>,
): Read | undefined {
  const token = tokens[at];
  if (token?.kind !== 'number') return readOrdinalWord(tokens, at);
  const value = Number(token.text);
  if (value < 1 || value > 400 || !isSuffixed(tokens, at, suffixes)) return undefined;
  return { value, next: at + 2 };
}

function isSuffixed(tokens: readonly Token[], at: number, suffixes: ReadonlySet<string>): boolean {
  return touches(tokens, at + 1) && suffixes.has(tokens[at + 1]?.text ?? '');
}

function readOrdinalWord(tokens: readonly Token[], at: number): Read | undefined {
  const lexeme = tokens[at]?.lexeme;
  if (lexeme === undefined) return undefined;
  if (lexeme.ordinal !== undefined) return { value: lexeme.ordinal, next: at + 1 };
  if (lexeme.number === undefined || lexeme.number < 20 || lexeme.number % 10 !== 0) return undefined;
  const onesAt = tokens[at + 1]?.text === '-' ? at + 2 : at + 1;
  const ones = tokens[onesAt]?.lexeme?.ordinal;
  return ones !== undefined && ones < 10 ? { value: lexeme.number + ones, next: onesAt + 1 } : undefined;
}
