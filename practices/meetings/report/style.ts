/** The look of a report that stands alone: the tokens of the kit, light, dark, on a phone, on paper. */
export const STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#fbfaf7, #161614); --ink: light-dark(#1e1d1a, #ebe8e1); --soft: light-dark(#6d6a63, #9b978e);
  --line: light-dark(#e8e4db, #2d2c29); --wash: light-dark(#f3f0e9, #222220); --go: light-dark(#17705c, #6fcdb4); --go-wash: light-dark(#dcefe9, #1f3b34);
  --on-go: light-dark(#ffffff, #0f221c); --stop: light-dark(#b0481e, #f09a6f); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif; }
h1 { font-size: 27px; font-weight: 600; line-height: 1.2; letter-spacing: -0.01em; margin: 0 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 14px; font-weight: 600; color: var(--soft); margin: 0 0 .6rem; }
h3 { font-size: 15px; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
p { margin: 0 0 .5rem; max-width: 44rem; } section { margin: 2.6rem 0 0; } .soft { color: var(--soft); } .lead { font-size: 16px; color: var(--soft); }
.two { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 3.4rem; } .two > section { min-width: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1.2rem 1.6rem; margin: 2rem 0 0; padding: 0; list-style: none; }
.figures strong { display: block; font-size: 21px; font-weight: 600; line-height: 1.25; } .figures span { color: var(--soft); font-size: 13px; }
figure { margin: 0; } svg.small { display: none; } svg { display: block; width: 100%; height: auto; overflow: visible; } svg text { fill: var(--soft); font-size: 12px; } svg .now { fill: var(--ink); font-weight: 600; }
.tier { fill: var(--wash); } .tier.is { fill: var(--go-wash); } .dot { fill: var(--go); } .dot.then { fill: var(--paper); stroke: var(--go); stroke-width: 2; }
.bar { fill: var(--go); } .bar.much { fill: var(--stop); } .limit { stroke: var(--line); } div.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: baseline; padding: .5rem .9rem .5rem 0; border-top: 1px solid var(--line); font-weight: 400; } td:nth-child(2) { white-space: nowrap; } thead th { border-top: 0; color: var(--soft); font-size: 13px; white-space: nowrap; }
td.n, th.n { text-align: right; white-space: nowrap; } tbody th { overflow-wrap: anywhere; min-width: 9rem; }
.heat { table-layout: fixed; border-collapse: separate; border-spacing: 3px; margin: -3px; } .heat th, .heat td { border: 0; padding: 0; text-align: center; font-size: 12.5px; height: 24px; vertical-align: middle; min-width: 0; color: var(--soft); }
.heat th[scope=row] { text-align: left; width: 3.4rem; } .heat td[class] { border-radius: 4px; background: var(--wash); color: var(--ink); } .heat td.h1 { background: color-mix(in srgb, var(--go) 18%, var(--paper)); }
.heat td.h2 { background: color-mix(in srgb, var(--go) 38%, var(--paper)); } .heat td.h3 { background: color-mix(in srgb, var(--go) 58%, var(--paper)); color: light-dark(#12110f, #0f221c); } .heat td.h4 { background: var(--go); color: var(--on-go); }
ol.advice, ul.plain { list-style: none; margin: 0; padding: 0; } .advice > li, .plain > li { border-top: 1px solid var(--line); padding: .8rem 0; }
.row { display: flex; justify-content: space-between; gap: 1rem; align-items: baseline; } .saves { color: var(--go); font-weight: 600; white-space: nowrap; }
.advice p, .plain p { margin: .15rem 0 0; } .advice .soft, .plain .soft { font-size: 14px; } summary { cursor: pointer; color: var(--soft); font-size: 14px; } details p { margin-top: .3rem; }
.stop { color: var(--stop); } .count { columns: 2; column-gap: 3rem; padding-left: 1.1rem; font-size: 14px; color: var(--soft); } .count li { margin: 0 0 .5rem; break-inside: avoid; }
footer { margin-top: 3rem; color: var(--soft); font-size: 13px; border-top: 1px solid var(--line); padding-top: 1rem; }
@media (max-width: 46rem) { svg.wide { display: none; } svg.small { display: block; } body { padding-top: 1.5rem; } .two { grid-template-columns: minmax(0, 1fr); gap: 0; } .count { columns: 1; } h1 { font-size: 23px; } .heat th[scope=row] { width: 2.6rem; } }
@media print { :root { color-scheme: light; } body { max-width: none; padding: 0; font-size: 11pt; } details:not([open]) > * { display: block; } details::details-content { content-visibility: visible; block-size: auto; } section { break-inside: auto; } li, tr, figure { break-inside: avoid; } td, .bar, .tier, .dot { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
