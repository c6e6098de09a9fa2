// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/report/sections.h"

namespace axial::exports {

// Colour means a code or a state, nothing else. Must not hold '<' or '&': the page is XML too.
const std::string_view report_style = R"css(
:root { color-scheme: light dark; --window: #f6f7f9; --panel: #ffffff; --line: #e3e6ea; --text: #1d2430;
  --dim: #667085; --accent: #2f5fd0; --selected: #e8effc; --code: #f1f3f6;
  --tint: 47, 95, 208; }
@media (prefers-color-scheme: dark) {
  :root { --window: #15181d; --panel: #1c2027; --line: #2c323b; --text: #e6e9ee; --dim: #98a2b3;
    --accent: #7aa2ff; --selected: #24324f; --code: #14171c;
    --tint: 122, 162, 255; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--window); color: var(--text);
  font: 15px/1.6 Inter, system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 56px 20px 84px; }
h1 { font-size: 30px; line-height: 1.2; font-weight: 600; letter-spacing: -0.02em; margin: 0 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 20px; line-height: 1.3; font-weight: 600; letter-spacing: -0.01em; margin: 64px 0 12px; }
h3 { font-size: 15px; font-weight: 600; margin: 28px 0 8px; overflow-wrap: anywhere; }
h3 small { font-weight: 400; }
h4 { font-size: 14px; font-weight: 600; margin: 22px 0 6px; }
p { margin: 0 0 12px; max-width: 720px; overflow-wrap: anywhere; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
code, .id { font: 12.5px/1.5 "JetBrains Mono", ui-monospace, "DejaVu Sans Mono", monospace; }
code { background: var(--code); border-radius: 4px; padding: 1px 5px; overflow-wrap: anywhere; }
small { font-size: 12px; color: var(--dim); }
.made { max-width: none; }
.made, .note { color: var(--dim); font-size: 13px; }
.missing { color: var(--dim); background: var(--panel); border: 1px dashed var(--line); border-radius: 8px;
  padding: 12px 16px; max-width: none; font-size: 14px; }
nav { margin: 20px 0 0; font-size: 13px; display: flex; flex-wrap: wrap; gap: 4px 16px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; margin: 28px 0 0; }
.tile { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.tile b { display: block; font-size: 26px; line-height: 1.2; font-weight: 600; letter-spacing: -0.02em;
  font-variant-numeric: tabular-nums; }
.tile span { display: block; font-size: 12.5px; line-height: 1.4; color: var(--dim); margin-top: 4px; }
.scroll { overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 10px;
  margin: 12px 0 16px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 1.45; }
th { font-weight: 600; font-size: 12px; color: var(--dim); text-align: left; vertical-align: bottom; }
th, td { padding: 8px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
td.t { overflow-wrap: anywhere; min-width: 128px; }
td.key { overflow-wrap: anywhere; min-width: 176px; }
th.n, td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th.n { white-space: normal; }
td.n small { display: block; }
td.t small { display: block; overflow-wrap: anywhere; }
td.day { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.group { font-weight: 600; }
td.zero, td.zero small { color: var(--dim); }
tr.head > * { background: var(--code); font-weight: 600; }
td.undefined { color: var(--dim); min-width: 150px; }
.chip { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 8px; }
.chip svg { display: block; }
td.d1 { padding-left: 28px; }
td.d2 { padding-left: 46px; }
td.d3 { padding-left: 62px; }
.state { font-size: 12px; color: var(--dim); border: 1px solid var(--line); border-radius: 4px; padding: 1px 7px;
  margin-left: 8px; font-weight: 400; white-space: nowrap; }
.sealed { color: var(--accent); border-color: var(--accent); }
.reading { border-left: 3px solid var(--line); padding-left: 14px; font-size: 14px; }
.lead { border-left-color: var(--accent); font-size: inherit; }
.methods { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px;
  max-width: none; font-size: 13.5px; user-select: all; }
.heat { width: auto; font-size: 11px; }
.heat th, .heat td { padding: 4px 3px; border: 0; text-align: center; font-variant-numeric: tabular-nums;
  vertical-align: middle; }
.heat td[class] { border: 2px solid var(--panel); border-radius: 6px; min-width: 28px; print-color-adjust: exact; }
.heat th:first-child { text-align: left; padding-left: 12px; font-weight: 400; color: var(--text); font-size: 12px;
  min-width: 170px; }
.heat thead th:first-child { color: var(--dim); font-weight: 600; }
.heat .same { box-shadow: inset 0 0 0 1px var(--line); color: var(--dim); }
.heat .h0 { background: var(--code); }
.heat .h1 { background: rgba(var(--tint), 0.12); }
.heat .h2 { background: rgba(var(--tint), 0.22); }
.heat .h3 { background: rgba(var(--tint), 0.32); }
.heat .h4 { background: rgba(var(--tint), 0.42); }
.heat .h5 { background: rgba(var(--tint), 0.52); font-weight: 600; }
blockquote { margin: 0 0 14px; padding: 12px 16px; background: var(--panel); border: 1px solid var(--line);
  border-radius: 10px; break-inside: avoid; }
blockquote p { margin: 0; white-space: pre-wrap; unicode-bidi: isolate; font-size: 14.5px; }
blockquote footer { margin-top: 8px; font-size: 12px; color: var(--dim); overflow-wrap: anywhere; }
figure { margin: 20px 0 8px; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { font-size: 13px; color: var(--dim); margin-top: 12px; max-width: 720px; }
svg text { fill: var(--text); font-family: inherit; font-size: 13px; }
svg .name { font-size: 14.5px; font-weight: 600; }
svg .count { font-size: 18px; font-weight: 600; text-anchor: end; font-variant-numeric: tabular-nums; }
svg .dim { fill: var(--dim); font-size: 12px; }
svg .small { fill: var(--dim); font-size: 11.5px; font-variant-numeric: tabular-nums; }
svg .out { font-size: 13.5px; font-weight: 600; font-variant-numeric: tabular-nums; }
svg .box { fill: var(--panel); stroke: var(--line); }
svg .round { fill: var(--selected); }
svg .flow { stroke: var(--dim); stroke-width: 1.25; fill: none; }
svg .tip { fill: var(--dim); }
svg .side { stroke: var(--line); stroke-width: 1.25; stroke-dasharray: 3 3; fill: none; }
svg .track { fill: var(--line); }
svg .bar { fill: var(--accent); }
details { margin: 0 0 12px; }
summary { cursor: pointer; color: var(--accent); font-size: 13px; }
dl { margin: 0; }
dt { font-weight: 600; font-size: 14px; margin-top: 14px; }
dd { margin: 2px 0 0; font-size: 13.5px; color: var(--text); max-width: 720px; overflow-wrap: anywhere; }
dd.rule { color: var(--dim); }
pre { background: var(--code); border-radius: 8px; padding: 12px 16px; overflow-x: auto; }
@media (max-width: 560px) { main { padding-top: 28px; } h2 { margin-top: 44px; } }
@media print {
  :root { color-scheme: light; --window: #ffffff; --panel: #ffffff; --line: #d5d9df; --text: #111111; --dim: #4f5763;
    --accent: #2f5fd0; --selected: #eef2fa; --code: #f4f5f7;
    --tint: 47, 95, 208; }
  @page { margin: 18mm 16mm; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  .scroll { overflow: visible; border-radius: 0; border-width: 1px 0; }
  table { font-size: 8.5pt; }
  th, td { padding: 4px 6px; }
  thead { display: table-header-group; }
  tr, figure, .tile { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
  a { color: inherit; }
}
)css";

} // namespace axial::exports
