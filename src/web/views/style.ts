/**
 * The stylesheet. One set of tokens for light and one for dark; every text colour keeps 4.5:1 on the surfaces it
 * stands on. No width but `max-width`, so that a phone of 360 px needs no sideways scrolling.
 */
export const css = `
:root {
  color-scheme: light dark;
  --paper: #f5f6f8; --sheet: #ffffff; --ink: #1a2130; --soft: #525c6e; --rule: #dce0e8; --link: #1f4a9c;
  --brand: #23407a; --on-brand: #ffffff;
  --bad: #a61b12; --bad-wash: #fdeceb; --now: #8a4b08; --now-wash: #fdf1e0; --ahead: #1554b0; --ahead-wash: #e8f0fc;
  --good: #075e40; --good-wash: #e4f5ee; --still: #475061; --still-wash: #eceef2;
  --example: #5d4708; --example-wash: #fbf0c4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #11141b; --sheet: #1a1f2a; --ink: #e7eaf0; --soft: #a8b1c2; --rule: #323a4a; --link: #9dbdff;
    --brand: #9dbdff; --on-brand: #10192e;
    --bad: #ffb0a8; --bad-wash: #3d1b1a; --now: #ffca8f; --now-wash: #3a2913; --ahead: #a9caff; --ahead-wash: #17294a;
    --good: #86dfb9; --good-wash: #10342a; --still: #c2c9d6; --still-wash: #2a303d;
    --example: #f0dc9c; --example-wash: #3a3115;
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif; }
.frame { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
main.frame { padding-top: 1.75rem; padding-bottom: 3rem; }
main:focus { outline: none; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.75rem; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: .35rem 0; }
p, ul, ol, dl { margin: .5rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .9em; }
.lead { font-size: 1.1rem; color: var(--soft); max-width: 44rem; }
.quiet, .hint, .optional, caption { color: var(--soft); font-size: .9rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.url { overflow-wrap: anywhere; }
.skip { position: absolute; left: -999rem; top: 0; background: var(--sheet); padding: .6rem 1rem; z-index: 1; }
.skip:focus { left: .5rem; top: .5rem; }

.top { background: var(--sheet); border-bottom: 1px solid var(--rule); }
.top .frame { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem; padding-block: .5rem; }
.brand { font-weight: 700; font-size: 1.15rem; color: var(--ink); text-decoration: none; padding: .35rem 0; }
.top ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 .25rem; margin: 0 0 0 -.6rem; padding: 0; }
.top li a { display: block; padding: .45rem .6rem; color: var(--soft); text-decoration: none; border-bottom: 2px solid transparent; }
.top li a:hover { color: var(--ink); }
.top li a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--brand); }
.bottom { color: var(--soft); font-size: .9rem; padding-bottom: 2rem; border-top: 1px solid var(--rule); }

.chip { display: inline-block; padding: .1rem .6rem; border-radius: 1rem; font-size: .85rem; font-weight: 600;
  background: var(--still-wash); color: var(--still); }
.chip.overdue, .chip.not_met, .chip.mail-failed { background: var(--bad-wash); color: var(--bad); }
.chip.due, .chip.mail-queued, .chip.mail-sending { background: var(--now-wash); color: var(--now); }
.chip.upcoming { background: var(--ahead-wash); color: var(--ahead); }
.chip.met, .chip.partly_met, .chip.mail-sent { background: var(--good-wash); color: var(--good); }
.chip.example { background: var(--example-wash); color: var(--example); border: 1px dashed currentColor; }
.chip.disputed { background: var(--now-wash); color: var(--now); border: 1px solid currentColor; }
.against { border-left: 3px solid var(--now); padding-left: .6rem; }
.marks { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 .4rem; }

.tally { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: 1.25rem 0 0; }
.tally a { display: block; padding: .45rem .9rem; border: 1px solid var(--rule); border-radius: .6rem; background: var(--sheet);
  color: var(--ink); text-decoration: none; border-top: 3px solid var(--still); }
.tally a:hover { border-color: var(--soft); }
.tally b { font-size: 1.15rem; font-variant-numeric: tabular-nums; }
.tally a.overdue { border-top-color: var(--bad); } .tally a.due { border-top-color: var(--now); }
.tally a.upcoming { border-top-color: var(--ahead); } .tally a.settled { border-top-color: var(--good); }
.count { color: var(--soft); font-weight: 400; font-variant-numeric: tabular-nums; }

ul.marks { list-style: none; padding: 0; }
.pulls { align-self: center; }
.ranges { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem .25rem; padding: 0; margin: .5rem 0 .5rem -.6rem; }
.ranges a { display: block; padding: .3rem .6rem; text-decoration: none; }
.ranges a:hover { text-decoration: underline; }
.ranges a[aria-current] { color: var(--ink); font-weight: 600; box-shadow: inset 0 -2px var(--brand); }
.timeline { display: block; overflow: hidden; border-bottom: 1px solid var(--rule); font-size: 13px; }
.timeline text { fill: var(--soft); font-size: 12px; }
.timeline line { stroke: var(--rule); }
.timeline line.now { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 5 3; }
.timeline a { color: var(--still); }
.timeline a.overdue, .timeline a.not_met { color: var(--bad); } .timeline a.due { color: var(--now); }
.timeline a.upcoming { color: var(--ahead); } .timeline a.met, .timeline a.partly_met { color: var(--good); }
.timeline a text { fill: var(--ink); font-size: 14px; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.timeline a tspan, .timeline a text.says, .timeline a text.on { fill: currentColor; }
.timeline a text.says, .timeline a text.end { text-anchor: end; } .timeline a text.says { font-size: 12px; stroke-width: 9px; }
.timeline a text.on { font-size: 11px; }
.timeline a:hover text:first-child { text-decoration: underline; }
.timeline a:focus-visible { outline-offset: -1px; }
.timeline .bar { fill: currentColor; fill-opacity: .22; stroke: currentColor; }
.timeline .done { fill: currentColor; }
.timeline .ghost { fill: none; stroke: currentColor; stroke-dasharray: 3 3; }

.filters { margin: 0; padding-left: 1.1rem; } .notice > .filters + p { margin-top: .4rem; }
.grid { display: grid; gap: 0 1rem; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); } .grid .field { margin: .5rem 0; }

.items { list-style: none; padding: 0; display: grid; gap: .75rem; }
.card, .panel { background: var(--sheet); border: 1px solid var(--rule); border-radius: .6rem; padding: 1rem 1.1rem; min-width: 0; }
.card { border-left: 4px solid var(--still); }
.card.overdue, .card.not_met { border-left-color: var(--bad); } .card.due { border-left-color: var(--now); }
.card.upcoming { border-left-color: var(--ahead); } .card.met, .card.partly_met { border-left-color: var(--good); }
.card > :last-child, .panel > :last-child { margin-bottom: 0; }
.card .title { font-size: 1.05rem; margin: .35rem 0; } .card .title a { color: var(--ink); }
.when { margin: .25rem 0; font-variant-numeric: tabular-nums; }
.progress { margin: .4rem 0; font-size: .9rem; color: var(--soft); font-variant-numeric: tabular-nums; }
progress { display: block; width: 100%; max-width: 26rem; height: .5rem; margin-bottom: .25rem; appearance: none; border: 0;
  border-radius: .25rem; overflow: hidden; background: var(--rule); color: var(--good); }
progress::-webkit-progress-bar { background: var(--rule); }
progress::-webkit-progress-value { background: var(--good); }
progress::-moz-progress-bar { background: var(--good); }

.quote { margin: .5rem 0; }
blockquote { margin: .75rem 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--brand); font-size: 1.1rem; font-style: italic; }
blockquote p { white-space: pre-line; }
figcaption { color: var(--soft); font-size: .95rem; }
.derivation { max-width: 44rem; padding: .6rem .9rem; background: var(--still-wash); border-radius: .4rem; }
.facts div { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: .2rem 1rem; padding: .45rem 0; border-top: 1px solid var(--rule); }
.facts dt { color: var(--soft); } .facts dd { margin: 0; }
.log { padding-left: 1.4rem; } .log li { padding: .3rem 0; } .log p { margin: .15rem 0; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--rule); }
td:last-child, th:last-child { padding-right: 0; }
th, .tries td:nth-child(2) { overflow-wrap: normal; }
td .chip { white-space: nowrap; }
.mails td:first-child { width: 68%; }
thead th { border-top: 0; font-size: .85rem; color: var(--soft); }
td:first-child { min-width: 7rem; }
pre.mail { white-space: pre-wrap; background: var(--sheet); border: 1px solid var(--rule); border-radius: .6rem; padding: 1rem; }

.notice { margin: 1rem 0; padding: .7rem 1rem; border-radius: .5rem; background: var(--ahead-wash); border-left: 4px solid var(--ahead); }
.notice p:first-child { margin-top: 0; } .notice p:last-child { margin-bottom: 0; }
.notice.good { background: var(--good-wash); border-color: var(--good); }
.notice.bad { background: var(--bad-wash); border-color: var(--bad); }
.notice.preview .derivation { background: var(--sheet); }
.notice.preview fieldset { margin: .5rem 0; } .notice.preview .hint { margin-top: 0; }
.fault { color: var(--bad); font-weight: 600; font-size: .9rem; margin: .3rem 0 0; }

form.narrow { max-width: 40rem; } form + .panel { margin-top: 2rem; max-width: 40rem; }
.panels { display: grid; gap: 1rem; margin-top: 1.5rem; }
@media (min-width: 56rem) { .panels { display: block; columns: 2; column-gap: 1rem; } .panels > .panel { break-inside: avoid; margin: 0 0 1rem; } }
.panel h2 { margin-top: 0; }
fieldset { margin: 1.25rem 0; padding: 0; border: 0; min-width: 0; }
fieldset.panel { margin: 0; padding: 1rem 1.1rem; border: 1px solid var(--rule); }
legend { font-weight: 600; padding: 0; }
fieldset.panel > legend { font-size: 1.2rem; float: left; width: 100%; margin-bottom: .25rem; }
fieldset.panel > legend + * { clear: both; padding-top: .4rem; }
.field { margin: .9rem 0; }
.field label { display: block; font-weight: 600; margin-bottom: .2rem; }
.field .optional { font-weight: 400; }
.hint { margin: .25rem 0 0; }
input:not([type=checkbox], [type=radio]), select, textarea { width: 100%; padding: .5rem .65rem; font: inherit; color: var(--ink);
  background: var(--sheet); border: 1px solid var(--soft); border-radius: .4rem; min-height: 2.6rem; }
[aria-invalid=true] { border-color: var(--bad) !important; border-width: 2px !important; }
.check { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); align-items: start; gap: .25rem; padding: .25rem 0; }
.check label { font-weight: 400; margin: 0; }
.check input { width: 1.1rem; height: 1.1rem; margin: .25rem 0 0; accent-color: var(--brand); }
.check .hint, .check .fault { grid-column: 2; }
details { margin: 1rem 0; } summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem; }
.button { display: inline-block; padding: .55rem 1.1rem; min-height: 2.6rem; font: inherit; font-weight: 600; border-radius: .4rem; cursor: pointer;
  border: 1px solid var(--brand); background: var(--brand); color: var(--on-brand); text-decoration: none; }
.button.plain { background: transparent; color: var(--link); border-color: var(--soft); }
.button:hover { filter: brightness(1.08); }

@media (max-width: 36rem) {
  h1 { font-size: 1.45rem; }
  .facts div { grid-template-columns: minmax(0, 1fr); }
  td, th { font-size: .92rem; padding-right: .5rem; }
  td:first-child { min-width: 0; }
  .top li a { padding-inline: .3rem; font-size: .9rem; }
  .top ul { gap: 0; margin-left: -.3rem; }
  .timeline a text.says, .timeline .odd { display: none; }
  .actions .button { flex: 1 1 auto; text-align: center; }
}
@media (prefers-reduced-motion: no-preference) { a, .button { transition: color .1s, border-color .1s, filter .1s; } }
`;
