/**
 * The rest of the stylesheet, for the pages beside the board: places, charts, the review, and paper. The board, which
 * is opened most and weighed (60 KB with its style), does without. Its tokens are those of style.ts.
 */
export const moreCss = `
.lines { list-style: none; padding: 0; } section > h3 { margin-top: 1.25rem; } .lines li { padding: .5rem 0; border-top: 1px solid var(--rule); }
.text { max-width: 44rem; white-space: pre-line; font-size: 1.05rem; }
mark { background: var(--example-wash); color: var(--ink); padding: .1rem 0; } mark a { color: inherit; }
table.record { max-width: 26rem; font-variant-numeric: tabular-nums; } .record td { text-align: right; } .record th { font-weight: 400; }
.charts { display: grid; gap: 1rem 1.5rem; } @media (min-width: 48rem) { .charts { grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); } }
.growth { margin: .5rem 0; min-width: 0; } .growth > svg { display: block; border: 1px solid var(--rule); border-width: 0 0 1px 1px; background: var(--sheet); }
.growth line, .growth polyline { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; }
.growth .declared { stroke: var(--now); stroke-dasharray: 2 4; } .growth .confirmed { stroke: var(--ahead); stroke-dasharray: 8 4; }
.growth .verified { stroke: var(--good); stroke-width: 3; } .growth .window { fill: var(--ahead-wash); }
.growth .target { stroke: var(--ink); stroke-width: 1; } .growth .now { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 5 3; }
.growth .edges { display: flex; justify-content: space-between; margin: .2rem 0; }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1rem; padding: 0; font-size: .9rem; font-variant-numeric: tabular-nums; }
table.sums { max-width: 36rem; font-variant-numeric: tabular-nums; } .sums td, .sums thead th + th { text-align: right; } .sums tbody th { font-weight: 400; }

.inline { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .75rem; } .inline select, .inline input:not([type=hidden]) { flex: 1 1 12rem; width: auto; max-width: 20rem; min-width: 0; }
.inline label { font-weight: 600; } .follow { margin-top: 2rem; } .follow h2 { margin-top: 0; }
kbd, .kbd { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .85em; padding: 0 .35em; border: 1px solid var(--soft);
  border-radius: .25rem; color: var(--soft); }
.way p { margin: 0 0 .75rem; } .here { font-weight: 600; color: var(--now); } .here:empty { margin: 0; }
.keybar { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem; padding: 0; margin: 1.5rem 0 0; }
.keybar .button { padding: .4rem .8rem; }
.keys dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .3rem 1.5rem; }
.keys dl div { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .5rem; } .keys dd { margin: 0; }
.folds { display: grid; columns: auto; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: .5rem; align-items: start; }
.folds > .fold { margin: 0; padding: .35rem 1rem; } .fold:has(> details[open]) { grid-column: 1 / -1; }
.fold details { margin: 0; } .fold form { max-width: 40rem; padding-bottom: .75rem; } .fold form details { margin: .9rem 0; }
.fold h2 { display: inline; font-size: 1rem; } .fold details[open] h2 { font-size: 1.2rem; }
.work { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; } .work .actions { margin: .25rem 0; } .work .button { padding: .3rem .7rem; min-height: 0; font-size: .9rem; }
.actions + form > .items { margin-top: 1.25rem; }
.work .check { gap: .25rem; } form > .together { margin-top: 1.5rem; max-width: 40rem; } .together > legend + * { padding-top: 0; }

@media print {
  :root { color-scheme: light; --paper: #fff; --sheet: #fff; --ink: #000; --soft: #333; --rule: #bbb; --link: #000; --brand: #000;
    --bad: #000; --now: #444; --ahead: #222; --good: #000; --still: #000; --example: #000;
    --bad-wash: #fff; --now-wash: #fff; --ahead-wash: #eee; --good-wash: #fff; --still-wash: #fff; --example-wash: #eee; }
  .top, .skip, .actions, .tally, .ranges, .bottom, .follow, form, .inline, main details:has(form, pre) { display: none; }
  body { font-size: 10.5pt; } .frame { max-width: none; padding: 0; } .chip { border: 1px solid; }
  /* What is folded on a screen is read on paper. */
  details::details-content { content-visibility: visible; display: block; } details > summary { display: none; }
  h1, h2, h3 { break-after: avoid; } figure, li, tr { break-inside: avoid; }
  main a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em; overflow-wrap: anywhere; }
  main a:has(.url)::after { content: none !important; }
}
`;
