/*
 * Draws diagrams for the page that holds this one. Mermaid needs inline styles, which the app's policy of content forbids; here nothing else
 * is allowed: no network, no pictures, no storage, an origin of its own (server/headers.ts). What comes out is shown as a picture.
 */

/** @typedef {{ text: string, theme: Record<string, string | boolean> }} Wanted what web/ui/drawings.ts asks for */

const library = './mermaid.mjs';
/** @type {Promise<{ default: import('mermaid').Mermaid }>} */
const loading = import(library);
let drawn = 0;

/** @param {Wanted} wanted @returns {Promise<{ svg: string, width: number, height: number }>} */
const draw = async ({ text, theme }) => {
  const { default: mermaid } = await loading;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    htmlLabels: false,
    flowchart: { htmlLabels: false, useMaxWidth: false },
    maxTextSize: 10_000,
    maxEdges: 500,
    theme: 'base',
    themeVariables: theme,
    fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
    secure: [
      'secure',
      'securityLevel',
      'startOnLoad',
      'maxTextSize',
      'maxEdges',
      'suppressErrorRendering',
      'htmlLabels',
      'fontFamily',
    ],
  });
  drawn += 1;
  const { svg } = await mermaid.render(`drawing-${drawn}`, text);
  return wellFormed(svg);
};

/** As a file of its own, with its size: a picture has nothing around it to fill. @param {string} svg */
const wellFormed = (svg) => {
  const holder = document.createElement('div');
  holder.innerHTML = svg;
  const drawing = holder.querySelector('svg');
  if (!drawing) throw new Error('Nothing was drawn.');
  const box = drawing.viewBox.baseVal;
  const width = Math.max(1, Math.ceil(box?.width || drawing.width.baseVal.value || 300));
  const height = Math.max(1, Math.ceil(box?.height || drawing.height.baseVal.value || 150));
  drawing.setAttribute('width', String(width));
  drawing.setAttribute('height', String(height));
  drawing.style.removeProperty('max-width');
  return { svg: new XMLSerializer().serializeToString(drawing), width, height };
};

addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.source !== parent || !port) return;
  draw(event.data).then(
    (made) => port.postMessage(made),
    (/** @type {unknown} */ error) =>
      port.postMessage({ fault: (error instanceof Error ? error.message : String(error)).slice(0, 500) }),
  );
});

loading.then(
  () => parent.postMessage('ready', '*'),
  () => parent.postMessage('away', '*'),
);
