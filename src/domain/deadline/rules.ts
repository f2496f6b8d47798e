/** Every rule there is, of every language, for lists and tests. */

import { LANGUAGES } from './languages.ts';
import type { Rule } from './rule.ts';

/** A rule and the language it belongs to. */
export type ListedRule = Rule & { readonly language: string };

export const RULES: readonly ListedRule[] = LANGUAGES.flatMap(({ code, rules }) =>
  rules.map((rule) => ({ ...rule, language: code })),
);
