import { t } from './strings.ts';

export interface Drawn {
  /** Of a picture that is an SVG: what is in it does not run and loads nothing. */
  readonly address: string;
  readonly width: number;
  readonly height: number;
}

const PAGE = '/drawing/index.html';
/** Until the library is there; for one drawing, ms. */
const STARTS_IN = 20_000;
const DRAWS_IN = 5_000;
const LARGEST = 2_000_000;
/** Longer texts are not drawn: nobody could read the picture. The same as where texts are rendered. */
const LONGEST_TEXT = 10_000;
const MOST_LINES = 500;

let frame: Promise<HTMLIFrameElement> | null = null;
let queue: Promise<unknown> = Promise.resolve();

/** One after another, in a page of its own origin that can be thrown away. Rejects with words for people. */
export const drawingFrame = (text: string, theme: Record<string, string | boolean>): Promise<Drawn> => {
  if (text.length > LONGEST_TEXT || text.split('\n').length > MOST_LINES) return Promise.reject(new Error(t('diagramTooLarge')));
  const turn = queue.then(() => draw(text, theme));
  queue = turn.catch(() => undefined);
  return turn;
};

const draw = async (text: string, theme: Record<string, string | boolean>): Promise<Drawn> => {
  frame ??= open();
  const page = await frame.catch((error: unknown) => {
    frame = null;
    throw error;
  });
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<unknown>((resolve, reject) => {
    port1.addEventListener('message', ({ data }) => resolve(data), { once: true });
    port1.start();
    setTimeout(() => reject(new Error(t('diagramTooSlow'))), DRAWS_IN);
  });
  page.contentWindow?.postMessage({ text, theme }, '*', [port2]);
  try {
    return drawnOf(await answer);
  } catch (error) {
    // Whatever it is still doing ends with it.
    if (!(error instanceof Fault)) {
      page.remove();
      frame = null;
    }
    throw error;
  } finally {
    port1.close();
  }
};

/** The text is at fault, not the page. */
class Fault extends Error {
  override readonly name = 'Fault';
}

const drawnOf = (said: unknown): Drawn => {
  if (typeof said !== 'object' || said === null) throw new Fault('');
  if ('fault' in said) throw new Fault(String(said.fault));
  const { svg, width, height } = said as Partial<Record<string, unknown>>;
  const isSize = (one: unknown): one is number => typeof one === 'number' && one > 0 && one <= 20_000;
  if (typeof svg !== 'string' || svg.length > LARGEST || !isSize(width) || !isSize(height)) throw new Fault(t('diagramTooLarge'));
  return { address: URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })), width, height };
};

const open = (): Promise<HTMLIFrameElement> =>
  new Promise((resolve, reject) => {
    const page = document.createElement('iframe');
    page.src = PAGE;
    page.setAttribute('sandbox', 'allow-scripts');
    page.title = t('diagram');
    page.tabIndex = -1;
    page.setAttribute('aria-hidden', 'true');
    // It is laid out, so that words can be measured, and seen by nobody.
    Object.assign(page.style, {
      ...{ position: 'fixed', left: '-9999px', top: '0', width: '1200px', height: '800px' },
      ...{ border: '0', visibility: 'hidden', pointerEvents: 'none' },
    });
    const heard = new AbortController();
    const give = (end: () => void): void => {
      heard.abort();
      clearTimeout(clock);
      end();
    };
    const fail = (): void => {
      page.remove();
      reject(new Error(t('diagramNeedsNetwork')));
    };
    const clock = setTimeout(() => give(fail), STARTS_IN);
    addEventListener(
      'message',
      ({ source, data }) => {
        if (source !== page.contentWindow) return;
        if (data === 'ready') give(() => resolve(page));
        else if (data === 'away') give(fail);
      },
      { signal: heard.signal },
    );
    document.body.append(page);
  });
