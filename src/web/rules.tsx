/** `/rules`: how deadlines are read, with examples. `/rules/diff`: dates that these rules would move, and moving them. */
import { Hono } from 'hono';
import { rulesNamed, shownRule } from '../domain/deadline/rulebook.ts';
import { RULES } from '../domain/deadline/rules.ts';
import { DulyError } from '../domain/errors.ts';
import type { Context } from '../service/context.ts';
import { applyRules, applyRulesInput, rulesDiffAfter, rulesDiffOf } from '../service/rederive.ts';
import { type Ask, actingAs, type WebEnv } from './env.ts';
import { readForm, typedAll, typedOne } from './form.ts';
import { page } from './page.tsx';
import { RulesAppliedPage, RulesDiffPage, RulesPage, RulesSummaryPage } from './views/rules.tsx';

/** The rules of that name; none when there are none, which the page says. */
function named(name: string) {
  try {
    return rulesNamed(name.trim()).map(shownRule);
  } catch (error) {
    if (error instanceof DulyError && error.code === 'not_found') return [];
    throw error;
  }
}

export function ruleRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/rules', (c) => {
    const asked = (c.req.query('name') ?? '').slice(0, 100);
    const shown = asked.trim() === '' ? null : named(asked);
    return page(c, { title: 'Rules' }, <RulesPage rules={RULES} asked={asked} shown={shown} />);
  });
  const diff = async (c: Ask, fault: string | null, status: 200 | 400 = 200) => {
    const part = await rulesDiffAfter(ctx, c.req.query('after'));
    return page(c, { title: 'Dates that would move', status }, <RulesDiffPage part={part} fault={fault} />);
  };
  routes.get('/rules/diff', (c) => diff(c, null));
  routes.post('/rules/diff', async (c) => {
    const typed = await readForm(c, ['ids', 'sure']);
    const input = applyRulesInput.safeParse({ ids: [...typedAll(typed, 'ids')] });
    if (!input.success) return diff(c, 'Choose at least one date. Nothing was moved.', 400);
    const { ids } = input.data;
    if (typedOne(typed, 'sure') === 'yes') {
      const applied = await applyRules(ctx, { ids, ...actingAs(c) });
      return page(c, { title: 'Moved' }, <RulesAppliedPage applied={applied} />);
    }
    const movers = await rulesDiffOf(ctx, ids);
    return page(c, { title: 'Move these?' }, <RulesSummaryPage movers={movers} asked={ids.length} />);
  });
  return routes;
}
