import { escaped, STROKES } from './charts.ts';

const STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#fbfaf7, #161614); --ink: light-dark(#1e1d1a, #ebe8e1); --soft: light-dark(#6d6a63, #9b978e);
  --line: light-dark(#e8e4db, #2d2c29); --go: light-dark(#17705c, #6fcdb4); --stop: light-dark(#b0481e, #f09a6f); --wash: light-dark(#f3f0e9, #222220); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
h1 { font-size: 1.7rem; font-weight: 600; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; font-weight: 600; margin: 0 0 .25rem; }
p { max-width: 44rem; } .soft { color: var(--soft); }
.calibration { border-left: 3px solid var(--go); padding: .1rem 0 .1rem .9rem; margin: 1.25rem 0; } .calibration.not { border-color: var(--stop); }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; padding: 0; margin: 1.5rem 0 .75rem; }
.key li { display: flex; align-items: center; gap: .5rem; overflow-wrap: anywhere; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 2rem; margin: 1rem 0 2.5rem; }
figure { margin: 0; min-width: 0; } figure p { margin: 0 0 .5rem; } svg { display: block; width: 100%; height: auto; } .sample { flex: none; width: 36px; }
svg text { fill: var(--soft); font-size: 12px; } .grid { stroke: var(--line); } path { fill: none; stroke-width: 2; stroke-linejoin: round; }
${STROKES.map((dashes, index) => `.s${index} { stroke: var(--${['ink', 'go', 'stop', 'soft', 'go'][index] ?? 'ink'}); stroke-dasharray: ${dashes || 'none'}; }`).join('\n')}
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .55rem 1rem .55rem 0; border-top: 1px solid var(--line); } thead th { border-top: 0; font-weight: 600; }
tbody th { font-weight: 400; min-width: 9rem; } small { display: block; color: var(--soft); font-size: 12.5px; } td { min-width: 9.5rem; }
`;

/** One page that stands alone: no network, light and dark, on a phone, in grey. `body` is HTML. */
export const alonePage = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(title)}</h1>
${body}
</body></html>
`;
