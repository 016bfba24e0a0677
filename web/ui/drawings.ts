import { drawingFrame, type Drawn } from './drawing-frame.ts';
import { t } from './strings.ts';
import styles from './html-document.module.css';

/** Drawings that were made, by theme and text. */
const known = new Map<string, Promise<Drawn>>();
const MOST_KNOWN = 60;
/** Words of a text that stand for its picture; the rest is in the source below it. */
const LONGEST_WORDS = 1_000;

/** Puts a picture in the place of each diagram when it comes near; its source stays below. Answers how to stop. */
export const drawAll = (root: HTMLElement): (() => void) => {
  const stop = new AbortController();
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        near.unobserve(target);
        void show(target, stop.signal);
      }
    },
    { rootMargin: '600px 0px' },
  );
  for (const source of root.querySelectorAll<HTMLElement>('pre.mermaid')) near.observe(source);
  const redraw = (): void => {
    for (const figure of root.querySelectorAll<HTMLElement>('figure[data-diagram]')) void paint(figure, stop.signal);
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw, { signal: stop.signal });
  const theme = new MutationObserver(redraw);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  stop.signal.addEventListener('abort', () => {
    near.disconnect();
    theme.disconnect();
  });
  return () => stop.abort();
};

/** The source goes into a fold; above it comes the picture. */
const show = async (source: HTMLElement, signal: AbortSignal): Promise<void> => {
  const text = source.textContent;
  const figure = document.createElement('figure');
  figure.dataset['diagram'] = text;
  figure.className = styles.drawing ?? '';
  await paint(figure, signal);
  if (signal.aborted || !source.isConnected) return;
  const fold = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = t('showSource');
  // What could not be drawn is shown as it was written.
  fold.open = figure.querySelector('img') === null;
  source.before(figure);
  fold.append(summary, source);
  figure.append(fold);
};

/** (Re)makes the picture, in the colours of now. */
const paint = async (figure: HTMLElement, signal: AbortSignal): Promise<void> => {
  const text = figure.dataset['diagram'] ?? '';
  const made = await drawingOf(text).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  if (signal.aborted) return;
  const before = figure.firstElementChild instanceof HTMLDetailsElement ? null : figure.firstElementChild;
  const picture = made instanceof Error ? faultOf(made) : pictureOf(made, text);
  if (before) before.replaceWith(picture);
  else figure.prepend(picture);
};

const drawingOf = (text: string): Promise<Drawn> => {
  const theme = themeNow();
  const key = `${JSON.stringify(theme)}${text}`;
  const found = known.get(key);
  if (found) return found;
  const drawing = drawingFrame(text, theme);
  known.set(key, drawing);
  drawing.catch(() => known.delete(key));
  for (const [oldest, one] of known) {
    if (known.size <= MOST_KNOWN) break;
    known.delete(oldest);
    void one.then(({ address }) => URL.revokeObjectURL(address)).catch(() => undefined);
  }
  return drawing;
};

const pictureOf = ({ address, width, height }: Drawn, text: string): HTMLElement => {
  const scroll = document.createElement('div');
  scroll.className = styles.drawn ?? '';
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-label', t('diagram'));
  const picture = new Image(width, height);
  picture.src = address;
  picture.alt = text.trim().slice(0, LONGEST_WORDS);
  // On a narrow screen it scrolls rather than become too small to read.
  picture.style.minWidth = `${Math.min(width, 540)}px`;
  scroll.append(picture);
  return scroll;
};

const faultOf = ({ message }: Error): HTMLElement => {
  const line = document.createElement('p');
  line.className = styles.undrawn ?? '';
  line.textContent = t('notDrawn', { why: (message.split('\n')[0] ?? '').slice(0, 200).replace(/:$/, '.') });
  return line;
};

/** The kit's colours, as they are on this page now. */
const themeNow = (): Record<string, string | boolean> => {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return hex(getComputedStyle(probe).color);
  };
  const [paper, ink, soft, edge, wash, go, goWash, stop, stopWash, line] = (
    ['paper', 'ink', 'soft', 'edge', 'wash', 'go', 'go-wash', 'stop', 'stop-wash', 'line'] as const
  ).map(colour);
  probe.remove();
  return Object.fromEntries(
    Object.entries({
      darkMode: luminance(paper ?? '#ffffff') < 0.5,
      background: paper,
      primaryColor: wash,
      primaryTextColor: ink,
      primaryBorderColor: edge,
      secondaryColor: goWash,
      secondaryTextColor: ink,
      secondaryBorderColor: go,
      tertiaryColor: stopWash,
      tertiaryTextColor: ink,
      tertiaryBorderColor: stop,
      mainBkg: wash,
      nodeBorder: edge,
      clusterBkg: paper,
      clusterBorder: line,
      lineColor: soft,
      textColor: ink,
      titleColor: ink,
      edgeLabelBackground: paper,
      noteBkgColor: goWash,
      noteTextColor: ink,
      noteBorderColor: go,
      actorBkg: wash,
      actorBorder: edge,
      actorTextColor: ink,
      signalColor: soft,
      signalTextColor: ink,
      labelBoxBkgColor: wash,
      labelTextColor: ink,
      loopTextColor: ink,
      errorBkgColor: stopWash,
      errorTextColor: ink,
      fontSize: '14px',
    }).filter((entry): entry is [string, string | boolean] => entry[1] !== undefined),
  );
};

const hex = (colour: string): string => {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return `#${[red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
};

const luminance = (colour: string): number => Number.parseInt(colour.slice(3, 5), 16) / 255;
